"""What goes with time goes on a server's word alone: evidence when its work is done, own words long after."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from assessor_app.domain.conflict import Conflict, ConflictKind
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.services import annotate, events, feedback, outbox, score, submit, trusted_time
from assessor_app.services.exchange_ports import Delivered, PushReply, ServerClient
from assessor_app.services.ports import Tools
from assessor_app.services.retention import RetentionRules, keep_rules
from assessor_app.services.trusted_time import TrustedClock
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from tests.fakes.store_factory import (
    SERVER_ID,
    START,
    a_mark,
    a_server,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
)
from tests.fakes.vaults import make_vault
from tests.unit.services.desk import EditingDesk, open_desk
from tests.unit.services.test_drain import receipt_for

HOME, VIDEO = "assignment-1", "submission-1/artifacts/1"
DAY = timedelta(days=1)
WHAT_WAS_HERE = ((VIDEO, f"{1:064}"), ("submission-1/artifacts/3", f"{3:064}"))
RULES = RetentionRules(media_days=7, text_days=400)
WORDS = b"Nobody else wrote this sentence."


@dataclass
class Office:
    """A desk whose laptop clock and server time a test moves apart."""

    desk: EditingDesk
    folder: Path

    def __post_init__(self) -> None:
        self.vault = make_vault(self.folder)
        self.laptop_clock = START
        self.clock = TrustedClock(lambda: self.laptop_clock, lambda: 0.0)
        self.signed(START)

    @property
    def tools(self) -> Tools:
        return replace(self.desk.tools, now=lambda: self.laptop_clock, trusted=self.clock)

    def signed(self, at: datetime) -> None:
        """The server is met, and says what time it is."""
        with self.desk.store.factory() as uow:
            uow.servers.put(trusted_time.as_signed(uow.servers.get(SERVER_ID), at, self.laptop_clock))

    def hold(self, artifact_id: str = VIDEO) -> None:
        sink = self.vault.sink(artifact_id, 5)
        sink.write(b"bytes")
        sink.complete()
        sink.close()
        with self.desk.store.factory() as uow:
            uow.media.put(ArtifactMedia(artifact_id, MediaState.PRESENT, 5, 5))
            submission = uow.remote.submission(artifact_id.partition("/")[0])
            digest = next(part.sha256 for part in submission.artifacts if part.artifact_id == artifact_id)
            uow.derived.put(artifact_id, digest, DerivedKind.WAVEFORM, b"wave")

    def holds(self, artifact_id: str = VIDEO) -> bool:
        try:
            self.vault.open(artifact_id).close()
        except NotOnThisLaptop:
            return False
        return True

    def finish(self) -> None:
        """Score, mark and submit it."""
        with self.desk.store.factory() as uow:
            for number in (1, 2, 3):
                mark = annotate.add(uow, self.tools, a_mark(criterion=number, text=WORDS.decode())).value
                place = (uow, self.tools, HOME, criterion_id(number))
                score.set_level(*place, level_id(number))
                score.set_rationale(*place, WORDS.decode())
                score.cite(*place, mark.annotation_id)
            feedback.set_text(uow, self.tools, HOME, WORDS.decode())
            submit.submit(uow, self.tools, HOME)

    def deliver(self, received_at: datetime, disposition: str = "accepted") -> None:
        """Everything that waits arrives then."""

        class Server:
            def push(self, item: OutboxItem) -> PushReply:
                return Delivered(replace(receipt_for(item), received_at=received_at, disposition=disposition))

        client = cast(ServerClient, Server())
        now = self.tools.now
        drained = outbox.drain(self.desk.store.factory, client, SERVER_ID, now=now, is_forced=True)
        assert drained.delivered

    def keep(self, rules: RetentionRules = RULES) -> None:
        keep_rules(self.desk.store.factory, self.vault, self.tools, SERVER_ID, rules)

    def told(self, kind: EventKind, assignment_id: str = HOME) -> list[dict[str, str]]:
        with self.desk.store.factory() as uow:
            return [dict(event.data) for event in uow.events.unsent(assignment_id) if event.kind is kind]

    def has_words(self) -> bool:
        """Whether one of them can be read anywhere in the database."""
        with self.desk.store.database.reader() as connection:
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
            rows = [row for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]
        return any(WORDS in (v if isinstance(v, bytes) else str(v).encode()) for row in rows for v in row)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_desk(tmp_path, (HOME, "assignment-2")) as desk:
        yield Office(desk, tmp_path)


def test_evidence_goes_when_its_final_was_in_for_long_enough(office: Office) -> None:
    office.hold()
    office.finish()
    office.deliver(START + DAY)
    office.signed(START + 8 * DAY - timedelta(seconds=1))
    office.keep()
    assert office.holds()
    office.signed(START + 8 * DAY)
    office.keep()
    assert not office.holds()
    told = [{"artifact": artifact, "digest": digest, "reason": "retention"} for artifact, digest in WHAT_WAS_HERE]
    assert office.told(EventKind.EVIDENCE_ERASED) == told
    assert office.desk.count("derived") == 0
    assert office.has_words(), "what the assessor wrote stays"
    office.keep()
    assert len(office.told(EventKind.EVIDENCE_ERASED)) == len(told)


def test_what_a_candidate_wrote_goes_with_the_films_and_comes_when_the_work_is_returned(office: Office) -> None:
    with office.desk.store.factory() as uow:
        uow.media.want((HOME,), START)
        submission = uow.remote.submission("submission-1")
    office.finish()
    office.deliver(START)
    office.signed(START + 7 * DAY)
    office.keep()
    with office.desk.store.factory() as uow:
        left = uow.remote.submission("submission-1")
        assert [part.text for part in left.artifacts] == [None, None, None]
        assert left.digest == submission.digest, "a final names what it judged"
        assert uow.media.wanted() == (), "nothing is fetched again by itself"
        assert ("submission", "submission-1", 1) in uow.remote.visible(SERVER_ID), "nor asked for"
        returned = replace(an_assignment(), state=AssignmentState.RETURNED)
        uow.remote.put(SERVER_ID, arrives("assignment", HOME, returned, 2))
        assert ("submission", "submission-1", 0) in uow.remote.visible(SERVER_ID), "the next compare brings it"
        uow.remote.put(SERVER_ID, arrives("submission", "submission-1", submission))
    with office.desk.store.factory() as uow:
        assert uow.remote.submission("submission-1") == submission


@pytest.mark.parametrize(("asked", "own"), [(2, 7), (9, 2)])
def test_the_shorter_of_server_and_own_days_counts(office: Office, asked: int, own: int) -> None:
    office.hold()
    office.finish()
    office.deliver(START)
    with office.desk.store.factory() as uow:
        server = uow.servers.get(SERVER_ID)
        uow.servers.put(replace(server, policies=f'{{"retain_media_days":{asked}}}'))
    office.signed(START + 2 * DAY)
    office.keep(replace(RULES, media_days=own))
    assert not office.holds()


@pytest.mark.parametrize("jump", [-3 * DAY, 3653 * DAY])
def test_no_laptop_clock_erases_anything(office: Office, jump: timedelta) -> None:
    """T25: under every game with the clock, what a server confirmed decides."""
    office.hold()
    office.finish()
    office.deliver(START)
    office.laptop_clock += jump
    office.keep()
    assert office.holds()
    assert office.has_words()
    office.signed(START + 8 * DAY)
    office.keep()
    assert not office.holds(), "and none keeps it"
    assert office.has_words()
    office.signed(START + 401 * DAY)
    office.keep()
    assert not office.has_words()


def test_nothing_goes_before_any_server_told_the_time(office: Office) -> None:
    office.hold()
    office.finish()
    office.deliver(START)
    with office.desk.store.factory() as uow:
        uow.servers.put(replace(a_server(), policies='{"retain_media_days":0}'))
    office.keep(RetentionRules(0, 30))
    assert office.holds()


def test_what_was_not_submitted_goes_only_where_the_policy_says_so(office: Office) -> None:
    office.hold()
    office.signed(START + 100 * DAY)
    office.keep()
    assert office.holds(), "late is not lost"
    with office.desk.store.factory() as uow:
        server = uow.servers.get(SERVER_ID)
        uow.servers.put(replace(server, policies='{"retain_after_due_days":90}'))
    office.keep()
    assert not office.holds()


def test_evidence_of_what_was_closed_without_a_final_of_this_laptop_goes(office: Office) -> None:
    """Somebody else's final was first, or the assessor's own from another laptop."""
    office.hold()
    with office.desk.store.factory() as uow:
        feedback.set_text(uow, office.tools, HOME, WORDS.decode())
        closed = replace(an_assignment(), state=AssignmentState.CLOSED)
        uow.remote.put(SERVER_ID, arrives("assignment", HOME, closed, 2))
    office.keep()
    assert office.holds(), "what waits to be sent may still need deciding"
    office.deliver(START)
    office.keep()
    assert not office.holds()
    assert office.has_words()


def test_evidence_another_assignment_needs_stays(office: Office) -> None:
    office.hold()
    office.finish()
    office.deliver(START)
    with office.desk.store.factory() as uow:
        other = replace(an_assignment("assignment-9"), code="OTHER11", due_at=None)
        uow.remote.put(SERVER_ID, arrives("assignment", "assignment-9", other))
    office.signed(START + 30 * DAY)
    office.keep()
    assert office.holds()
    with office.desk.store.factory() as uow:
        uow.remote.put(
            SERVER_ID, arrives("assignment", "assignment-9", replace(other, state=AssignmentState.WITHDRAWN), 2)
        )
    office.keep()
    assert not office.holds()


def test_own_words_go_at_their_date_and_receipts_stay(office: Office) -> None:
    office.finish()
    office.deliver(START)
    office.signed(START + 400 * DAY)
    office.keep()
    assert office.has_words(), "the day is not over"
    office.signed(START + 401 * DAY)
    office.keep()
    assert not office.has_words()
    assert office.told(EventKind.TEXT_ERASED) == [{"reason": "retention"}]
    assert office.desk.count("receipt") > 0
    view = office.desk.view()
    assert (view.assessment.state.value, view.assessment.scores, view.annotations) == ("accepted", (), ())
    with office.desk.store.factory() as uow:
        assert uow.outbox.delivered(SERVER_ID) == (), "a restored server is not sent an empty body"
    office.keep()
    assert len(office.told(EventKind.TEXT_ERASED)) == 1


def test_a_final_that_is_still_waiting_keeps_its_words(office: Office) -> None:
    office.finish()
    office.signed(START + 4000 * DAY)
    office.keep()
    assert office.has_words()


def test_a_final_held_for_review_keeps_its_words(office: Office) -> None:
    office.finish()
    office.deliver(START, "held_for_review")
    office.signed(START + 4000 * DAY)
    office.keep()
    assert office.has_words()


@pytest.mark.parametrize("state", [OutboxState.PARKED, OutboxState.PENDING, OutboxState.SENDING])
def test_anything_unsent_keeps_the_words(office: Office, state: OutboxState) -> None:
    office.finish()
    office.deliver(START)
    with office.desk.store.factory() as uow:
        (final,) = [item for item in uow.outbox.delivered(SERVER_ID) if item.verb is OutboxVerb.PUT_FINAL]
        uow.outbox.update(replace(final, state=state))
    office.signed(START + 4000 * DAY)
    office.keep()
    assert office.has_words()


def test_a_conflict_keeps_the_words(office: Office) -> None:
    office.finish()
    office.deliver(START)
    with office.desk.store.factory() as uow:
        final = uow.outbox.delivered(SERVER_ID)[-1]
        uow.conflicts.put(Conflict(final.op_id, HOME, ConflictKind.OTHER_LAPTOP, START))
    office.signed(START + 4000 * DAY)
    office.keep()
    assert office.has_words()
    with office.desk.store.factory() as uow:
        uow.conflicts.put(
            Conflict(final.op_id, HOME, ConflictKind.OTHER_LAPTOP, START, settled_at=START, choice="mine")
        )
    office.keep()
    assert not office.has_words()


def test_a_draft_that_was_taken_away_goes_after_the_last_word_from_its_server(office: Office) -> None:
    with office.desk.store.factory() as uow:
        feedback.set_text(uow, office.tools, HOME, WORDS.decode())
    office.deliver(START)
    office.signed(START + 4000 * DAY)
    office.keep()
    assert office.has_words(), "it may still be worked on"
    with office.desk.store.factory() as uow:
        gone = replace(an_assignment(), state=AssignmentState.WITHDRAWN)
        uow.remote.put(SERVER_ID, arrives("assignment", HOME, gone, 2))
    office.keep()
    assert not office.has_words()


def test_the_log_of_what_was_opened_stays_until_it_was_pushed(office: Office) -> None:
    office.finish()
    office.deliver(START)
    with office.desk.store.factory() as uow:
        events.record(uow, office.tools, HOME, EventKind.EVIDENCE_OPENED, {"artifact": VIDEO})
    office.signed(START + 500 * DAY)
    office.keep()
    assert office.told(EventKind.EVIDENCE_OPENED)
    assert not office.has_words()
