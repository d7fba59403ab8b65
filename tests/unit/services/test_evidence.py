"""What has to leave the laptop leaves it: withdrawn, replaced or left-out evidence, and never another server's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest

from assessor_app.domain.changes import Kind
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.digests import visible_digest
from assessor_app.domain.outbox import OutboxState
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import AssignmentState, MediaState, Submission
from assessor_app.services import annotate, servers, sync
from assessor_app.services.evidence import discard_handed_back
from assessor_app.services.exchange_ports import NotOffered, RemoteChange, RemoteObject, RemotePage, ServerClient
from assessor_app.services.hand_back import hand_back
from assessor_app.services.refusals import Refusal
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from assessor_app.store.profile_store import Store
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.store_factory import (
    ACHIEVEMENT_ID,
    POLICY_ID,
    RUBRIC_ID,
    SERVER_ID,
    START,
    Bench,
    a_mark,
    a_policy,
    a_rubric,
    a_server,
    a_submission,
    an_achievement,
    an_assignment,
    arrives,
    make_world,
)
from tests.fakes.vaults import make_vault

VIDEO, PLAN, REFLECTION = (f"submission-1/artifacts/{number}" for number in (1, 2, 3))
OTHER_ID = "https://hillside.example/server"


class OnePage:
    """A server with one page of changes; its digest is never what is here, and a compare finds nothing."""

    def __init__(self, server_id: str, changes: tuple[RemoteChange, ...]) -> None:
        self._server_id = server_id
        self._changes = changes

    def identify(self) -> IssuingServer:
        return a_server(self._server_id)

    def changes(self, cursor: str) -> RemotePage:
        return RemotePage(self._changes, "end", has_more=False, digest=visible_digest(()))

    def snapshot(self) -> tuple[tuple[tuple[str, str, int], ...], str, str]:
        return (), "end", visible_digest(())

    def object(self, kind: str, entity_id: str) -> RemoteChange:
        raise NotOffered(entity_id)


@dataclass
class Laptop:
    store: Store
    vault: SealedVault

    def pull(self, *changes: RemoteChange, server_id: str = SERVER_ID) -> sync.Pulled:
        client = cast(ServerClient, OnePage(server_id, changes))
        return sync.pull(self.store.factory, client, server_id, vault=self.vault, now=lambda: START)

    def hold(self, artifact_id: str) -> None:
        sink = self.vault.sink(artifact_id, 5)
        sink.write(b"bytes")
        sink.complete()
        with self.store.factory() as uow:
            uow.media.put(ArtifactMedia(artifact_id, MediaState.PRESENT, 5, 5))
            uow.media.set_etag(artifact_id, '"v1"')

    def holds(self, artifact_id: str) -> bool:
        try:
            self.vault.open(artifact_id).close()
        except NotOnThisLaptop:
            return False
        return True

    def media(self, artifact_id: str) -> tuple[MediaState, str]:
        with self.store.factory() as uow:
            return uow.media.get(artifact_id).state, uow.media.etag(artifact_id)

    def derived(self) -> set[str]:
        """Artifacts of which something computed is still here."""
        with self.store.database.reader() as connection:
            return set(connection.exec_driver_sql("SELECT artifact_id FROM derived").scalars())

    def submission(self, submission_id: str = "submission-1") -> Submission:
        with self.store.factory() as uow:
            return uow.remote.submission(submission_id)

    def cursor(self, server_id: str) -> str:
        with self.store.factory() as uow:
            return uow.servers.get(server_id).cursor


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with make_world(tmp_path) as store:
        with store.factory() as uow:
            uow.servers.put(a_server(OTHER_ID, "Hillside"))
            what_changed = replace(a_submission(), what_changed="A longer pause.")
            uow.remote.put(SERVER_ID, arrives("submission", "submission-1", what_changed))
        one = Laptop(store, make_vault(tmp_path))
        one.hold(VIDEO)
        one.hold(PLAN)
        with store.factory() as uow:
            for artifact in a_submission().artifacts:
                uow.derived.put(artifact.artifact_id, artifact.sha256, DerivedKind.FACTS, b"facts")
        yield one


def withdrawal(kind: str, entity_id: str) -> RemoteChange:
    return RemoteChange(kind, entity_id, 9, is_withdrawal=True, reason="The candidate asked for it.")


def resent(submission: Submission) -> RemoteChange:
    return arrives("submission", submission.submission_id, submission, 2)


def words(submission: Submission) -> tuple[str, ...]:
    return (submission.what_changed, *(part.text for part in submission.artifacts if part.text is not None))


def test_a_part_left_out_of_a_new_version_leaves_the_laptop(laptop: Laptop) -> None:
    laptop.pull(resent(replace(a_submission(), digest="2", artifacts=a_submission().artifacts[:1])))
    assert (laptop.holds(VIDEO), laptop.holds(PLAN)) == (True, False)
    assert laptop.derived() == {VIDEO}
    with laptop.store.database.reader() as connection:
        assert connection.exec_driver_sql("SELECT artifact_id FROM media").scalars().all() == [VIDEO]


def test_a_part_with_other_bytes_is_fetched_anew(laptop: Laptop) -> None:
    video, *others = a_submission().artifacts
    laptop.pull(resent(replace(a_submission(), digest="2", artifacts=(replace(video, sha256="f" * 64), *others))))
    assert (laptop.holds(VIDEO), laptop.media(VIDEO)) == (False, (MediaState.ABSENT, ""))
    assert (laptop.holds(PLAN), laptop.media(PLAN)) == (True, (MediaState.PRESENT, '"v1"'))
    assert laptop.derived() == {PLAN, REFLECTION}


def test_a_text_with_other_words_takes_along_what_was_made_of_it(laptop: Laptop) -> None:
    *files, text = a_submission().artifacts
    anew = replace(text, sha256="e" * 64, text="Other words.")
    laptop.pull(resent(replace(a_submission(), digest="2", artifacts=(*files, anew))))
    assert laptop.derived() == {VIDEO, PLAN}
    assert laptop.holds(VIDEO)


def test_a_file_that_becomes_a_text_leaves_no_bytes(laptop: Laptop) -> None:
    video, plan, text = a_submission().artifacts
    laptop.pull(resent(replace(a_submission(), digest="2", artifacts=(video, replace(plan, text="A plan."), text))))
    assert (laptop.holds(VIDEO), laptop.holds(PLAN)) == (True, False)


@pytest.mark.parametrize("change", [withdrawal("assignment", "assignment-1"), withdrawal("submission", "submission-1")])
def test_a_withdrawal_takes_files_and_words_of_the_candidate(laptop: Laptop, change: RemoteChange) -> None:
    laptop.pull(change)
    assert (laptop.holds(VIDEO), laptop.media(VIDEO)) == (False, (MediaState.ABSENT, ""))
    assert words(laptop.submission()) == ("", "")
    assert laptop.derived() == set()


def test_a_withdrawal_leaves_what_another_assignment_is_of(laptop: Laptop) -> None:
    laptop.pull(arrives("assignment", "assignment-2", an_assignment("assignment-2")))
    laptop.pull(withdrawal("assignment", "assignment-1"))
    assert laptop.holds(VIDEO)
    assert words(laptop.submission()) == ("A longer pause.", "I waited longer than I thought.")
    laptop.pull(withdrawal("assignment", "assignment-2"))
    assert not laptop.holds(VIDEO)
    assert words(laptop.submission()) == ("", "")


def test_what_was_withdrawn_and_comes_back_is_asked_for_again(laptop: Laptop) -> None:
    laptop.pull(withdrawal("assignment", "assignment-1"))
    laptop.pull(arrives("assignment", "assignment-1", an_assignment(), 10))
    with laptop.store.factory() as uow:
        assert ("submission", "submission-1", 0) in uow.remote.visible(SERVER_ID)


def test_what_was_handed_back_does_not_come_again_before_its_server_has_heard_of_it(laptop: Laptop) -> None:
    with laptop.store.factory() as uow:
        hand_back(uow, Bench().tools, "assignment-1", HandBackKind.CONFLICT, "My niece.")
        discard_handed_back(laptop.vault, uow, "assignment-1")
    laptop.pull(resent(replace(a_submission(), digest="2", what_changed="A longer pause.")))
    assert words(laptop.submission()) == ("", "")
    laptop.pull(arrives("assignment", "assignment-2", an_assignment("assignment-2")))
    laptop.pull(resent(replace(a_submission(), digest="3")))
    assert words(laptop.submission())[1] == "I waited longer than I thought.", "another assignment is of it"


@pytest.mark.parametrize("kind", ["assignment", "submission"])
def test_another_server_withdraws_nothing_of_this_one(laptop: Laptop, kind: str) -> None:
    laptop.pull(withdrawal(kind, f"{kind}-1"), server_id=OTHER_ID)
    assert laptop.holds(VIDEO)
    assert words(laptop.submission())[1] == "I waited longer than I thought."
    with laptop.store.factory() as uow:
        assert uow.remote.assignment("assignment-1").state is AssignmentState.OPEN


def another(kind: str) -> RemoteChange:
    """What a second server sends under a name that the first one uses."""
    borrowed = replace(a_submission("theirs"), artifacts=a_submission().artifacts)
    documents: dict[str, tuple[str, RemoteObject]] = {
        "assignment": ("assignment-1", an_assignment(submission_id="theirs", server_id=OTHER_ID)),
        "assignment of ours": ("assignment-9", an_assignment("assignment-9", server_id=OTHER_ID)),
        "submission": ("submission-1", replace(a_submission(), what_changed="Theirs.")),
        "artifact": ("theirs", borrowed),
        "rubric": (RUBRIC_ID, a_rubric("2")),
        "achievement": (ACHIEVEMENT_ID, replace(an_achievement(), digest="theirs")),
        "policy": (POLICY_ID, replace(a_policy(), digest="theirs")),
    }
    entity_id, document = documents[kind]
    return arrives({"artifact": "submission"}.get(kind, kind.split(maxsplit=1)[0]), entity_id, document)


@pytest.mark.parametrize(
    "kind", ["assignment", "assignment of ours", "submission", "artifact", "rubric", "achievement", "policy"]
)
def test_one_server_writes_nothing_under_the_name_of_another_and_the_page_still_counts(
    laptop: Laptop, kind: str
) -> None:
    before = laptop.store.reads.workbench("assignment-1")
    theirs = arrives("submission", "new", a_submission("new"))
    pulled = laptop.pull(another(kind), theirs, server_id=OTHER_ID)
    assert laptop.store.reads.workbench("assignment-1") == before
    assert any("another server gave you" in note for note in pulled.notes)
    assert laptop.submission("new") == a_submission("new")
    assert laptop.cursor(OTHER_ID) == "end"
    change = another(kind)
    with laptop.store.factory() as uow:
        assert (change.kind, change.entity_id, 0) in uow.remote.visible(OTHER_ID), "it is asked for again"


def test_two_servers_may_show_the_very_same_rubric(laptop: Laptop) -> None:
    same = arrives("rubric", RUBRIC_ID, a_rubric(), 4)
    pulled = laptop.pull(same, server_id=OTHER_ID)
    assert not any("another server" in note for note in pulled.notes)
    newer = arrives("rubric", RUBRIC_ID, a_rubric("2"), 5)
    laptop.pull(newer)
    with laptop.store.factory() as uow:
        assert uow.remote.rubric(RUBRIC_ID) == a_rubric("2"), "its first server still says which one is newest"


def test_an_assignment_on_a_rubric_that_was_left_out_is_left_out_too(laptop: Laptop) -> None:
    submission = arrives("submission", "theirs", a_submission("theirs"))
    assignment = arrives("assignment", "assignment-9", an_assignment("assignment-9", "theirs", server_id=OTHER_ID))
    laptop.pull(another("rubric"), submission, assignment, server_id=OTHER_ID)
    assert [row.assignment_id for row in laptop.store.reads.inbox()] == ["assignment-1"]


def test_a_removed_server_leaves_no_evidence_of_its_candidates(laptop: Laptop) -> None:
    theirs = a_submission("theirs")
    laptop.pull(arrives("submission", "theirs", theirs), server_id=OTHER_ID)
    laptop.hold("theirs/artifacts/1")
    done = servers.remove(laptop.store.factory, laptop.vault, SERVER_ID)
    assert not laptop.holds(VIDEO)
    assert not laptop.holds(PLAN)
    assert laptop.media(VIDEO) == (MediaState.ABSENT, "")
    assert words(laptop.submission()) == ("", "")
    assert laptop.derived() == set()
    assert done.changes.ids(Kind.ARTIFACT) == {VIDEO, PLAN}
    assert laptop.holds("theirs/artifacts/1")
    assert laptop.submission("theirs") == theirs


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.SENDING, OutboxState.PARKED])
def test_a_server_stays_while_something_is_not_sent_to_it(laptop: Laptop, state: OutboxState) -> None:
    with laptop.store.factory() as uow:
        mark = annotate.add(uow, Bench().tools, a_mark()).value
        (item,) = uow.outbox.open_of(mark.annotation_id)
        uow.outbox.update(replace(item, state=state))
    with pytest.raises(Refusal, match="Riverside has not received everything yet: 1"):
        servers.remove(laptop.store.factory, laptop.vault, SERVER_ID)
    assert laptop.holds(VIDEO)
    assert len(laptop.store.reads.servers()) == 2
    with laptop.store.factory() as uow:
        uow.outbox.update(replace(item, state=OutboxState.ACCEPTED))
    servers.remove(laptop.store.factory, laptop.vault, SERVER_ID)
    assert [server.server_id for server in laptop.store.reads.servers()] == [OTHER_ID]
