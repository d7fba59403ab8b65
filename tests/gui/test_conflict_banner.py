"""Another laptop's version beside the open work: said above it, decided from there, typing kept on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.ids import assessment_id_of
from assessor_app.gui.dialogs.conflict import ConflictDialog
from assessor_app.services import outbox
from assessor_app.services.exchange_ports import OwnVersion, Refused, ServerClient
from tests.fakes.store_factory import SERVER_ID, START, criterion_id, level_id
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench, settle
from tests.unit.services.test_drain import Scripted


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        workplace.page._scoring._set_level(criterion_id(1), level_id(1))
        settle()
        yield workplace


def other_laptop_was_first(place: Workplace, *, is_final: bool = False, is_here: bool = True) -> None:
    """The draft is refused, and what the other laptop sent is fetched, as a sync does."""
    score = CriterionScore(ASSIGNMENT, criterion_id(1), level_id(1, "Not yet"), "Only one pause.", (), None, 1, START)
    theirs = ComparedAssessment(
        ASSIGNMENT, assessment_id_of(ASSIGNMENT), "", (score,), (), "From home.", "", is_final, START
    )
    refused = Refused("already-final" if is_final else "stale-revision", "no", current_revision=4)
    client = Scripted(place.store, [refused], other=OwnVersion(theirs, 4) if is_here else None)
    outbox.drain(place.store.factory, cast(ServerClient, client), SERVER_ID, now=place.bench.clock.now)
    place.desk.publish(Changes.of(Touched(Kind.ASSIGNMENT, ASSIGNMENT, ASSIGNMENT)))
    settle()


def dialog_from_banner(place: Workplace) -> ConflictDialog:
    button = place.panes.banner.decide_button
    assert button.isVisible()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()
    return cast(ConflictDialog, QApplication.activeModalWidget())


def test_it_is_said_and_decided_above_the_work_and_typing_is_kept(place: Workplace) -> None:
    assert not place.panes.banner.decide_button.isVisible()
    other_laptop_was_first(place)
    assert "another version of this" in place.panes.banner.words
    rationale = place.panes.rubric.card(criterion_id(1)).rationale
    QTest.keyClicks(rationale, "half a thought")
    dialog = dialog_from_banner(place)
    assert "half a thought" in dialog.table.words_at(0, 1)
    assert "Only one pause." in dialog.table.words_at(0, 2)
    assert dialog.table.words_at(1, 0).startswith("= The same")
    QTest.keyClick(dialog.table, Qt.Key.Key_Right)
    dialog.theirs_button.click()
    dialog.mine_button.click()
    assert dialog.table.words_at(0, 3) == dialog.table.words_at(0, 1).removeprefix("✓ ")
    dialog.send_button.click()
    settle()
    assert place.score(criterion_id(1)).rationale == "half a thought"
    assert not place.panes.banner.decide_button.isVisible()
    assert place.panes.banner.words == ""
    assert place.desk.syncs == 1


def test_theirs_appears_in_the_panes(place: Workplace) -> None:
    other_laptop_was_first(place)
    dialog = dialog_from_banner(place)
    dialog.theirs_button.click()
    dialog.send_button.click()
    settle()
    card = place.panes.rubric.card(criterion_id(1))
    assert card.rationale.toPlainText() == "Only one pause."
    assert place.page.view.assessment.feedback == "From home."
    assert place.page.view.is_editable


def test_a_version_that_is_not_here_yet_says_to_sync(place: Workplace) -> None:
    other_laptop_was_first(place, is_here=False)
    assert "Sync to bring it here" in place.panes.banner.words
    assert not place.panes.banner.decide_button.isVisible()


def test_a_final_from_elsewhere_leaves_mine_to_read(place: Workplace) -> None:
    other_laptop_was_first(place, is_final=True)
    assert "cannot be sent any more" in place.panes.banner.words
    dialog = dialog_from_banner(place)
    assert dialog.send_button.text() == "Show what was submitted"
    dialog.send_button.click()
    settle()
    assert not place.page.view.is_editable
    assert place.page.view.assessment.feedback == "From home."
