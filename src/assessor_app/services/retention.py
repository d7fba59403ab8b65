"""What goes with time, on time that servers confirmed: evidence when its work is done, own words long after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.event import EventKind
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.server_policies import ServerPolicies, policies_of
from assessor_app.services import events
from assessor_app.services.erasure import Reason, erase
from assessor_app.services.ports import Tools, UnitOfWork, UnitOfWorkFactory
from assessor_app.services.vault_ports import Vault
from assessor_app.services.views import KeptEvidence

_BATCH = 20
"""Assignments whose words go in one transaction."""


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """What assessor or district chose, in days after a final was received."""

    media_days: int = 7
    text_days: int = 400


def keep_rules(
    factory: UnitOfWorkFactory, vault: Vault, tools: Tools, server_id: str, rules: RetentionRules
) -> Changes:
    """Erase what is over its time at one server. Nothing without a time it signed; safe to stop and repeat."""
    with factory() as uow:
        server = uow.servers.get(server_id)
        confirmed_at = tools.clock.confirmed_at(server)
        kept = () if confirmed_at is None else uow.retention.kept(server_id)
    if confirmed_at is None:
        return Changes()
    changes = Changes()
    for assignment_id in _media_due(kept, server, rules, confirmed_at):
        with factory() as uow:
            changes |= erase(vault, uow, tools, assignment_id, Reason.RETENTION)
    return changes | _erase_words(factory, tools, server_id, confirmed_at - timedelta(days=rules.text_days))


def is_over(kept: KeptEvidence, policies: ServerPolicies, media_days: int, confirmed_at: datetime) -> bool:
    """Whether an assignment needs its evidence no longer; the shorter of server's and own days counts."""
    if kept.is_gone:
        return True
    days = timedelta(days=min(policies.retain_media_days, media_days))
    if kept.final_at is not None and confirmed_at - kept.final_at >= days:
        return True
    late = policies.retain_after_due_days
    return late is not None and kept.due_at is not None and confirmed_at - kept.due_at >= timedelta(days=late)


def _media_due(
    kept: Iterable[KeptEvidence], server: IssuingServer, rules: RetentionRules, confirmed_at: datetime
) -> tuple[str, ...]:
    """One assignment of each submission that none of its assignments needs any more."""
    policies = policies_of(server.policies)
    due = []
    for _, rows in groupby(kept, key=lambda row: row.submission_id):
        assignments = tuple(rows)
        if all(is_over(row, policies, rules.media_days, confirmed_at) for row in assignments):
            due.append(assignments[0].assignment_id)
    return tuple(due)


def _erase_words(factory: UnitOfWorkFactory, tools: Tools, server_id: str, before: datetime) -> Changes:
    """Never what is unsent, parked, held for review or in conflict: that the repository leaves out."""
    changes = Changes()
    while True:
        with factory() as uow:
            due = uow.retention.words_due(server_id, before, _BATCH)
            for assignment_id in due:
                changes |= _forget(uow, tools, assignment_id)
        if len(due) < _BATCH:
            return changes


def _forget(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Changes:
    failpoint("retention.words")
    uow.retention.forget_words(assignment_id)
    told = events.record(uow, tools, assignment_id, EventKind.TEXT_ERASED, {"reason": Reason.RETENTION.value})
    return told.changes | Changes.of(Touched(Kind.ASSIGNMENT, assignment_id, assignment_id))
