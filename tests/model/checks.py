"""What must hold of laptops and server at any moment, and in the end: raises Broken with a sentence."""

from urllib.parse import unquote

from assessor_app.domain.digests import visible_digest
from assessor_app.services.parking import STALE_REVISION, cause_of
from assessor_app.services.vault_ports import NotOnThisLaptop
from tests.model.fake_server import FakeServer
from tests.model.model_laptop import ModelLaptop

_OPEN = "('pending', 'sending', 'parked')"
_ASIDE = "EXISTS (SELECT 1 FROM conflict c WHERE c.op_id = o.op_id AND c.choice = 'put-aside')"

_DELIVERED_LAST = (
    "SELECT path FROM outbox WHERE state IN ('accepted', 'held')"
    " AND seq IN (SELECT max(seq) FROM outbox WHERE verb = 'put-final' GROUP BY entity_id)"
)


class Broken(AssertionError):
    """A promise was not kept."""


def check(laptop: ModelLaptop, server: FakeServer) -> None:
    """After every step."""
    if server.wrongs:
        raise Broken("; ".join(server.wrongs))
    _everything_acknowledged(laptop)
    _everything_is_to_be_sent(laptop)
    _no_final_is_forgotten(laptop)
    _receipts_are_true(laptop, server)


def check_after_sync(laptop: ModelLaptop, server: FakeServer) -> None:
    """After a sync that came to its end."""
    _no_conflict_with_itself(laptop, server)
    _nothing_withdrawn_is_readable(laptop)


def check_at_rest(laptop: ModelLaptop, server: FakeServer) -> None:
    """When the network has healed and both laptops have synced until nothing more came of it."""
    check(laptop, server)
    check_after_sync(laptop, server)
    waiting = laptop.rows("SELECT verb FROM outbox WHERE state IN ('pending', 'sending')")
    if waiting:
        raise Broken(f"{laptop.name} still waits to send {len(waiting)}: {waiting[0]}")
    for (path,) in laptop.rows(_DELIVERED_LAST):
        assignment_id = unquote(path).split("/")[1]
        if not server.final_of(assignment_id) and not _was_given_back(laptop, server, assignment_id):
            raise Broken(f"{laptop.name} believes a final delivered that the server does not have")
    here = visible_digest(_visible(laptop))
    if here != server.digest_of("assessor-1"):
        raise Broken(f"{laptop.name} and the server do not see the same")


def _everything_acknowledged(laptop: ModelLaptop) -> None:
    known = {act_id for (act_id,) in laptop.rows("SELECT DISTINCT act_id FROM journal")}
    if not known.issuperset(laptop.acknowledged):
        raise Broken(f"{laptop.name} lost an edit that was acknowledged")


def _everything_is_to_be_sent(laptop: ModelLaptop) -> None:
    unsent = (
        "SELECT 1 FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.entity_id = t.{key})"
        " AND NOT EXISTS (SELECT 1 FROM server_revision r WHERE r.entity_id = t.{key})"
    )
    marks = unsent.format(table="annotation", key="annotation_id")
    drafts = unsent.format(table="assessment", key="assessment_id")
    if laptop.rows(marks) or laptop.rows(drafts):
        raise Broken(f"{laptop.name} has work that nobody will ever send")


def _no_final_is_forgotten(laptop: ModelLaptop) -> None:
    for state, wanted in (("queued", "('pending', 'sending')"), ("parked", _OPEN)):
        orphans = laptop.rows(
            f"SELECT 1 FROM assessment a WHERE a.state = '{state}' AND NOT EXISTS (SELECT 1 FROM outbox o"
            f" WHERE o.entity_id = a.assessment_id AND o.verb = 'put-final' AND (o.state IN {wanted} OR {_ASIDE}))"
        )
        if orphans:
            raise Broken(f"{laptop.name} shows a final as {state} that is not in its outbox")


def _receipts_are_true(laptop: ModelLaptop, server: FakeServer) -> None:
    """Whatever a laptop holds for delivered has happened: at least once in the life of the server."""
    delivered = laptop.rows("SELECT op_id, body_sha256 FROM outbox WHERE state IN ('accepted', 'held')")
    for op_id, sha256 in delivered:
        if op_id not in server.taken and sha256 not in server.taken:
            raise Broken(f"{laptop.name} believes a write delivered that the server never took")


def must_have_receipt(laptop: ModelLaptop, assignment_id: str) -> None:
    """Where nothing but a reply was lost, a delivered final has its receipt."""
    unproven = (
        "SELECT 1 FROM outbox o WHERE o.assignment_id = :a AND o.verb = 'put-final' AND o.state IN ('accepted', 'held')"
        " AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.op_id = o.op_id)"
    )
    if laptop.rows(unproven, a=assignment_id):
        raise Broken(f"{laptop.name} has no receipt for a final that was delivered")


def _no_conflict_with_itself(laptop: ModelLaptop, server: FakeServer) -> None:
    stale = cause_of(STALE_REVISION)
    parked = laptop.rows("SELECT path, cause FROM outbox WHERE state = 'parked'")
    for path, cause in parked:
        parts = unquote(path).split("/")
        current = server.current((parts[1], parts[2], parts[-1])) if len(parts) > 3 else None
        if cause == stale and current is not None and current.laptop == laptop.name:
            raise Broken(f"{laptop.name} was told of a conflict with its own work")


def _nothing_withdrawn_is_readable(laptop: ModelLaptop) -> None:
    gone = laptop.rows("SELECT assignment_id FROM assignment WHERE state = 'withdrawn'")
    for (assignment_id,) in gone:
        artifact_id = laptop.recording_of(assignment_id)
        try:
            laptop.vault.open(artifact_id or "")
        except NotOnThisLaptop:
            continue
        raise Broken(f"{laptop.name} can still show what was withdrawn")


def _was_given_back(laptop: ModelLaptop, server: FakeServer, assignment_id: str) -> bool:
    """Returned, and made a draft again: then the newest version is that draft."""
    return any(laptop.rows("SELECT 1 FROM assessment WHERE assignment_id = :a AND state = 'draft'", a=assignment_id))


def _visible(laptop: ModelLaptop) -> list[tuple[str, str, int]]:
    with laptop.store.factory() as uow:
        return list(uow.remote.visible(laptop.server_id))
