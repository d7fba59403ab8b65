"""Journey (a): an assessor signs in, sees the assigned work, brings its evidence here, and keeps what is theirs."""

import json
import re

from assessor_app.config.paths import data_dir
from assessor_app.domain.submission import MediaState
from assessor_app.gui.models.inbox_filter import Column
from assessor_app.practice import control
from assessor_app.services.views import InboxRow
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import reads
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers

pytestmark = without_loudspeakers


def test_after_signing_in_the_assigned_work_is_in_the_inbox(server: PracticeProcess, laptop: Laptop) -> None:
    assert laptop.reads("No issuing server yet")
    dialog = laptop.sign_in(server.url, server.tokens["assessor-1"])
    laptop.wait(lambda: not dialog.isVisible(), "the dialog to close")
    laptop.wait(lambda: len(laptop.inbox) == 8, "eight submissions")
    laptop.rest()
    codes = [row.code for row in laptop.inbox]
    assert len(set(codes)) == 8
    assert all(re.fullmatch(r"[0-9A-Z]{3}-?[0-9A-Z]{4}", code) for code in codes), codes
    assert "synced" in laptop.status_line.lower()
    assert sorted(row.attempt for row in laptop.inbox) == [1, 1, 1, 1, 1, 1, 2, 2]
    assert {row.server_name for row in laptop.inbox} == {laptop.ask(lambda found: found.servers())[0].name}


def test_no_candidate_and_no_school_is_named_anywhere_on_the_laptop(server: PracticeProcess, laptop: Laptop) -> None:
    laptop.sign_in_and_sync(server)
    model = laptop.window.inbox.model
    cells = {model.text(row, column) for row in laptop.inbox for column in Column}
    views = [laptop.view_of(row.assignment_id) for row in laptop.inbox]
    listing = json.loads((data_dir("resources") / "sample" / "submissions.json").read_text(encoding="utf-8"))
    hidden = {entry[key] for entry in listing for key in ("candidate_key", "school", "district")}
    words = set(re.findall(r"[\w-]+", " ".join([*map(repr, views), *cells])))
    assert len(hidden) > 8
    assert hidden & words == set()


def test_a_wrong_token_is_said_in_plain_words_and_nothing_is_kept(server: PracticeProcess, laptop: Laptop) -> None:
    dialog = laptop.sign_in(server.url, "not-the-token-from-the-letter")
    laptop.wait(lambda: reads("does not accept this token", dialog), "the refusal")
    assert dialog.isVisible()
    assert dialog.form.token.hasFocus()
    assert reads("Copy it again from your invitation", dialog)
    assert not reads("401", dialog)
    assert laptop.ask(lambda found: found.servers()) == ()
    laptop.fill_in(dialog, server.url, server.tokens["assessor-1"])
    laptop.wait(lambda: len(laptop.inbox) == 8, "eight submissions after the right token")
    laptop.rest()


def test_evidence_made_available_offline_arrives_with_progress(server: PracticeProcess, laptop: Laptop) -> None:
    laptop.sign_in_and_sync(server)
    chosen, other = laptop.inbox[0], laptop.inbox[1]
    assert chosen.media_state is MediaState.ABSENT
    seen: list[InboxRow] = []
    model = laptop.window.inbox.model
    model.dataChanged.connect(lambda *_: seen.append(laptop.row(chosen.assignment_id)))
    laptop.download(chosen.assignment_id)
    assert MediaState.DOWNLOADING in {row.media_state for row in seen}
    done = [row.media_done for row in seen]
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
    view = laptop.view_of(assignment_id)
    assert [m.annotation_id for m in view.annotations] == [mark.annotation_id]
    assert view.assessment.scores[0].rationale == "waits until every hand is up"
    assert not view.is_editable
