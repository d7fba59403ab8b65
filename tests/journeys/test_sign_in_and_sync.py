"""Journey (a): an assessor signs in, sees the assigned work, brings evidence to the laptop, and loses none of theirs."""

import json

from assessor_app.domain.submission import MediaState
from assessor_app.gui.models.inbox_filter import Column
from assessor_app.practice import control
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import reads
from tests.journeys.laptop import Laptop, without_loudspeakers

pytestmark = without_loudspeakers


def test_after_signing_in_the_assigned_work_is_in_the_inbox(server: PracticeProcess, laptop: Laptop) -> None:
    assert laptop.reads("No issuing server yet")
    dialog = laptop.sign_in(server.url, server.tokens["assessor-1"])
    laptop.wait(lambda: not dialog.isVisible(), "the dialog to close")
    laptop.wait(lambda: len(laptop.inbox) == 8, "eight submissions")
    laptop.rest()
    codes = [row.code for row in laptop.inbox]
    assert len(set(codes)) == 8
    assert all(len(code) == 7 for code in codes)
    assert "synced" in laptop.status_line.lower()
    assert sorted(row.attempt for row in laptop.inbox) == [1, 1, 1, 1, 1, 1, 2, 2]
    assert {row.server_name for row in laptop.inbox} == {laptop.ask(lambda found: found.servers())[0].name}


def test_no_candidate_and_no_school_is_named_anywhere_on_the_laptop(server: PracticeProcess, laptop: Laptop) -> None:
    laptop.sign_in_and_sync(server)
    model = laptop.window.inbox.model
    cells = {model.text(row, column) for row in laptop.inbox for column in Column}
    whole = json.dumps(
        [repr(laptop.ask(lambda found, i=row.assignment_id: found.workbench(i))) for row in laptop.inbox] + list(cells)
    )
    sample = control.assignments_of(server.data_dir, "assessor-1")
    assert sorted(sample) == sorted(row.assignment_id for row in laptop.inbox)
    for hidden in ("candidate_key", "school-1", "district-"):
        assert hidden not in whole


def test_a_wrong_token_is_said_in_plain_words_and_nothing_is_kept(server: PracticeProcess, laptop: Laptop) -> None:
    dialog = laptop.sign_in(server.url, "not-the-token-from-the-letter")
    laptop.wait(lambda: reads("does not accept this token", dialog), "the refusal")
    assert dialog.isVisible()
    assert dialog.form.token.hasFocus()
    assert reads("Copy it again from your invitation", dialog)
    assert not any("Traceback" in words or "401" in words for words in (dialog.form.token_problem.text(),))
    assert laptop.ask(lambda found: found.servers()) == ()
    laptop.fill_in(dialog, server.url, server.tokens["assessor-1"])
    laptop.wait(lambda: len(laptop.inbox) == 8, "eight submissions after the right token")
    laptop.rest()


def test_evidence_made_available_offline_arrives_with_progress(server: PracticeProcess, laptop: Laptop) -> None:
    laptop.sign_in_and_sync(server)
    chosen, other = laptop.inbox[0], laptop.inbox[1]
    assert chosen.media_state is MediaState.ABSENT
    seen: list[tuple[MediaState, int]] = []
    model = laptop.window.inbox.model
    model.dataChanged.connect(lambda *_: seen.append((_state(laptop, chosen), laptop.row(chosen.assignment_id).media_done)))
    laptop.download(chosen.assignment_id)
    print(seen)
    assert MediaState.QUEUED in {state for state, _ in seen} or MediaState.DOWNLOADING in {state for state, _ in seen}
    done = [bytes_here for _, bytes_here in seen]
    assert done == sorted(done), "the progress only grows"
    assert any(0 < step < chosen.media_size for step in done), "there was something to see between nothing and all"
    row = laptop.row(chosen.assignment_id)
    assert (row.media_done, row.media_size) == (chosen.media_size, chosen.media_size)
    assert model.text(row, Column.LAPTOP) == "On this laptop"
    assert laptop.row(other.assignment_id).media_state is MediaState.ABSENT
    server.stop()
    place = laptop.open(chosen.assignment_id)
    laptop.wait(lambda: place.at_us >= 0, "the video, without a network")


def test_a_withdrawn_submission_is_locked_and_the_assessors_own_words_stay(
    server: PracticeProcess, laptop: Laptop
) -> None:
    laptop.sign_in_and_sync(server)
    assignment_id = laptop.inbox[0].assignment_id
    laptop.download(assignment_id)
    place = laptop.open(assignment_id)
    laptop.wait(lambda: place.at_us >= 0, "the first picture")
    mark = place.mark(1)
    place.give_reason(1, "waits until every hand is up")
    control.withdraw(server.data_dir, assignment_id, "The candidate took the submission back.")
    laptop.sync()
    laptop.wait(lambda: laptop.reads("The evidence is locked"), "the lock")
    assert laptop.ask(lambda found: found.inbox_rows((assignment_id,)))[0].state == "withdrawn"
    files = [p for p in laptop.paths.profile(laptop.paths.profile_ids()[0]).media.rglob("*") if p.is_file()]
    assert [file for file in files if file.stat().st_size > 100_000] == [], "no evidence is left on the disk"
    view = laptop.ask(lambda found: found.workbench(assignment_id))
    assert [m.annotation_id for m in view.annotations] == [mark.annotation_id]
    assert view.assessment.scores[0].rationale == "waits until every hand is up"
    assert not view.is_editable


def _state(laptop: Laptop, row: object) -> MediaState:
    return laptop.row(row.assignment_id).media_state  # type: ignore[attr-defined]
