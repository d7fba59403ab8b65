"""Who looked at what is reported, once per viewing; what was handed back leaves the laptop at once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from assessor_app.domain.declaration import Declaration, HandBackKind
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.outbox import OutboxVerb
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.services import evidence, media_fetch
from assessor_app.services.download import Fetch
from assessor_app.services.erasure import copy_of
from assessor_app.services.hand_back import hand_back
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from tests.fakes.clips import Clip, make_clip, steady
from tests.fakes.store_factory import SERVER_ID, START, an_assignment, arrives, make_world
from tests.unit.tasks.test_derivation import DIGEST, VIDEO, Laptop

REFLECTION = "submission-1/artifacts/3"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", steady(Fraction(30)), count=10)


@pytest.fixture
def laptop(tmp_path: Path, clip: Clip) -> Iterator[Laptop]:
    with make_world(tmp_path) as store:
        made = Laptop(store, tmp_path)
        made.put(clip.data)
        with store.factory() as uow:
            uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, len(clip.data), len(clip.data)))
        yield made
        made.runner.close()


def reported(laptop: Laptop, assignment_id: str = "assignment-1") -> list[dict[str, Any]]:
    with laptop.store.factory() as uow:
        line = uow.outbox.line(SERVER_ID, assignment_id)
    return [event for item in line if item.verb is OutboxVerb.POST_EVENTS for event in json.loads(item.body)["events"]]


def opened(laptop: Laptop) -> None:
    taken: list[Any] = []
    laptop.desk.open_playable(VIDEO, lambda source, _: taken.append(source), taken.append)
    laptop.until(lambda: taken)
    if not isinstance(taken[0], Exception):
        taken[0].close()


def gives_back(laptop: Laptop, assignment_id: str = "assignment-1") -> None:
    act = partial(
        hand_back, tools=laptop.desk.tools, assignment_id=assignment_id, kind=HandBackKind.CONFLICT, reason="My niece."
    )
    done: list[object] = []
    laptop.desk.write(act, done.append)
    laptop.until(lambda: done)


def is_on_disk(laptop: Laptop, name: str = VIDEO) -> bool:
    try:
        laptop.vault.open(name).close()
    except NotOnThisLaptop:
        return False
    return True


def text_of(laptop: Laptop) -> str | None:
    with laptop.store.factory() as uow:
        return uow.remote.submission("submission-1").artifact(3).text


def test_what_was_opened_is_reported_with_the_bytes_it_was(laptop: Laptop) -> None:
    opened(laptop)
    laptop.until(lambda: reported(laptop))
    (event,) = reported(laptop)
    assert (event["kind"], event["assignment_id"]) == ("evidence-opened", "assignment-1")
    assert event["data"] == {"artifact": VIDEO, "digest": DIGEST}


def test_it_is_reported_once_until_the_submission_was_left(laptop: Laptop) -> None:
    for _ in range(3):
        opened(laptop)
    seen: list[bytes] = []
    laptop.desk.derive(VIDEO, DerivedKind.FACTS, seen.append)
    laptop.until(lambda: seen and reported(laptop))
    assert len(reported(laptop)) == 1
    laptop.desk.evidence_left()
    opened(laptop)
    laptop.until(lambda: len(reported(laptop)) == 2)


def test_a_text_of_the_candidate_is_evidence_too(laptop: Laptop) -> None:
    laptop.desk.evidence_shown(REFLECTION)
    laptop.until(lambda: reported(laptop))
    assert reported(laptop)[0]["data"]["artifact"] == REFLECTION


def test_a_report_that_cannot_be_written_stops_nothing_and_is_made_later(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assessor_app.tasks import viewing  # noqa: PLC0415 - the module whose report fails

    failed: list[str] = []

    def full(_tools: object, artifact_id: str, _uow: object) -> Any:
        failed.append(artifact_id)
        raise OSError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(viewing, "_report", full)
        opened(laptop)
        laptop.until(lambda: failed)
        laptop.until(lambda: not laptop.desk._viewing._seen)
    assert laptop.complaints == [], "showing goes on without a word"
    opened(laptop)
    laptop.until(lambda: reported(laptop))


def test_nothing_is_reported_of_what_stayed_closed(laptop: Laptop) -> None:
    gives_back(laptop)
    opened(laptop)
    assert [event["kind"] for event in reported(laptop)] == ["handed-back"]


def test_evidence_leaves_with_a_hand_back(laptop: Laptop, clip: Clip) -> None:
    sink = laptop.vault.sink(copy_of(VIDEO), 4)
    sink.write(b"copy")
    sink.complete()
    with laptop.store.factory() as uow:
        uow.derived.put(VIDEO, DIGEST, DerivedKind.WAVEFORM, b"wave")
    gives_back(laptop)
    laptop.until(lambda: not is_on_disk(laptop))
    laptop.until(lambda: not is_on_disk(laptop, copy_of(VIDEO)))  # file after file, then what the database holds
    laptop.until(lambda: laptop.store.reads.derived(VIDEO, DIGEST, DerivedKind.WAVEFORM) is None)
    assert text_of(laptop) == "", "the candidate's words as well"
    (media,) = [one for one in laptop.store.reads.media("submission-1") if one.artifact_id == VIDEO]
    assert media.state is MediaState.ABSENT


def test_it_stays_while_another_assignment_needs_it(laptop: Laptop) -> None:
    other = an_assignment("assignment-9")
    with laptop.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", "assignment-9", other))
        uow.declarations.put(Declaration("assignment-9", START))
    gives_back(laptop)
    opened(laptop)
    laptop.until(lambda: reported(laptop, "assignment-9"))
    assert is_on_disk(laptop)
    assert text_of(laptop) != ""
    gives_back(laptop, "assignment-9")
    laptop.until(lambda: not is_on_disk(laptop))


def test_what_the_program_did_not_get_to_goes_at_its_next_start(laptop: Laptop) -> None:
    with laptop.store.factory() as uow:
        hand_back(uow, laptop.desk.tools, "assignment-1", HandBackKind.CONFLICT, "My niece.")
    assert is_on_disk(laptop)
    evidence.restart(laptop.vault, laptop.store.factory)
    assert not is_on_disk(laptop)
    with laptop.store.factory() as uow:
        assert uow.declarations.with_evidence() == ()


def test_a_declaration_takes_nothing_away(laptop: Laptop) -> None:
    from assessor_app.services.declare import declare  # noqa: PLC0415 - beside its opposite

    done: list[object] = []
    laptop.desk.write(lambda uow: declare(uow, laptop.desk.tools, "assignment-1"), done.append)
    laptop.until(lambda: done)
    opened(laptop)
    assert is_on_disk(laptop)


def test_what_was_handed_back_is_not_fetched_again(laptop: Laptop) -> None:
    gives_back(laptop)
    laptop.until(lambda: not is_on_disk(laptop))
    task = Fetch(laptop.store.factory, None, laptop.vault, publish=lambda _: None)  # type: ignore[arg-type]
    assert media_fetch.fetch_assignments(task, ["assignment-1"]) == ()
    closed = replace(an_assignment(), state=AssignmentState.CLOSED, revision=2)
    with laptop.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("submission", "submission-1", None))
        uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", closed, 2))
        listed = {(kind, item): revision for kind, item, revision in uow.remote.visible(SERVER_ID)}
    assert listed["submission", "submission-1"] == 1, "its closing does not bring the candidate's words back"
    (row,) = laptop.store.reads.inbox()
    assert (row.state, row.is_handed_back) == ("handed-back", True)
