"""Where an assignment stands: lease, returned, held, decided; in words, and nothing before its time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from assessor_app.domain.outcome import ComparedLevel, Outcome
from assessor_app.domain.submission import AssignmentState, Returned
from assessor_app.gui.dialogs.outcome import OutcomeDialog
from assessor_app.gui.dialogs.score_history import ScoreHistoryDialog
from assessor_app.gui.models.inbox import InboxModel
from assessor_app.gui.models.inbox_filter import Column
from assessor_app.gui.models.lease_words import over_words
from assessor_app.gui.models.outcome_words import compared_rows, outcome_sentence
from tests.fakes.store_factory import SERVER_ID, START, an_assignment, arrives, criterion_id, level_id
from tests.gui.test_workbench_submit import ask, judge, write_feedback
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench, settle
from tests.journeys.hands import words_on

DAY = 24 * 3600
UNTIL = START + timedelta(days=2)
"""When the lease of `an_assignment` ends."""


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        yield workplace


def later(place: Workplace, seconds: float) -> None:
    """The clock moves on, and the window looks again."""
    place.bench.clock.advance(seconds)
    place.page._standing.lease.look()


def bar(place: Workplace) -> str:
    return " ".join(words_on(place.panes.top_bar))


def put_outcome(place: Workplace, **about: Any) -> None:
    outcome = Outcome(ASSIGNMENT, is_decided=True, decision="awarded", own_decision="awarded")
    with place.store.factory() as uow:
        uow.outcomes.put(replace(outcome, **about))
    place.page.open_assignment(ASSIGNMENT)
    settle()


def submit(place: Workplace) -> None:
    judge(place, 1, 2, 3)
    write_feedback(place)
    ask(place).accept()
    settle()


def compared(*pairs: tuple[str, str]) -> tuple[ComparedLevel, ...]:
    """Level names of the assessor and of the other one, by criterion; as they are where there is no such level."""
    names = ("Not yet", "Progressing", "Demonstrated")

    def chosen(number: int, name: str) -> str:
        return level_id(number, name) if name in names else name

    return tuple(
        ComparedLevel(criterion_id(number), chosen(number, own), chosen(number, other))
        for number, (own, other) in enumerate(pairs, start=1)
    )


# ---- lease -------------------------------------------------------------------------------------


def test_with_time_enough_nothing_warns(place: Workplace) -> None:
    assert not place.panes.lease.isVisible()
    assert "yours until" in bar(place)


def test_the_last_day_warns(place: Workplace) -> None:
    later(place, DAY - 1)
    assert not place.panes.lease.isVisible()
    later(place, 2)
    assert "This is yours until" in place.panes.lease.words
    assert place.panes.lease.isVisible()
    assert place.panes.lease.property("tone") == "warn"


def test_when_it_is_over_nothing_is_lost(place: Workplace) -> None:
    later(place, 2 * DAY)
    assert "the lease is over" in place.panes.lease.words
    assert "goes to review at Riverside; nothing is lost" in place.panes.lease.words
    assert "the lease is over" in bar(place)
    assert place.page.view.is_editable


def test_a_longer_lease_ends_the_warning(place: Workplace) -> None:
    later(place, 2 * DAY)
    longer = replace(an_assignment(), lease_until_at=UNTIL + timedelta(days=3), revision=2)
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, longer, revision=2))
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert not place.panes.lease.isVisible()


def test_what_is_submitted_has_no_lease_to_fear(place: Workplace) -> None:
    submit(place)
    later(place, 3 * DAY)
    assert not place.panes.lease.isVisible()


def test_the_words_for_the_submit_dialog_come_only_when_it_is_over() -> None:
    assert over_words(an_assignment(), "Riverside", UNTIL - timedelta(seconds=1)) == ""
    assert "review at Riverside" in over_words(an_assignment(), "Riverside", UNTIL)
    assert over_words(replace(an_assignment(), lease_until_at=None), "Riverside", UNTIL) == ""


def test_the_submit_dialog_says_when_it_is_late(place: Workplace) -> None:
    dialog = ask(place)
    assert "goes to review" not in " ".join(words_on(dialog))
    dialog.reject()
    later(place, 2 * DAY)
    late = ask(place)
    assert "goes to review at Riverside; nothing is lost" in " ".join(words_on(late))
    late.reject()


# ---- returned ----------------------------------------------------------------------------------


def test_returned_says_why(place: Workplace) -> None:
    back = replace(
        an_assignment(state=AssignmentState.RETURNED), returned=Returned("Cite the second clip, too."), revision=2
    )
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, back, revision=2))
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert "Riverside returned this assessment to you" in place.panes.banner.words
    assert "They say: Cite the second clip, too." in place.panes.banner.words
    assert place.page.view.is_editable
    place.panes.banner.history_button.click()
    settle()
    history = QApplication.activeModalWidget()
    assert isinstance(history, ScoreHistoryDialog)
    history.reject()
    (row,) = place.store.reads.inbox()
    model = InboxModel(place.bench.clock.now)
    model.set_rows([row])
    assert model.text(row, Column.STATE) == "Returned to you"
    assert "Cite the second clip, too." in model._explained(row, Column.STATE)


# ---- outcome -----------------------------------------------------------------------------------


def test_before_both_are_in_nothing_is_told(place: Workplace) -> None:
    submit(place)
    leaked = compared(("Demonstrated", "Not yet"))
    put_outcome(place, is_decided=False, decision="", levels=leaked, credential_id="urn:uuid:1")
    assert "another assessor is still at work" in place.panes.banner.words
    assert not place.panes.banner.outcome_button.isVisible()
    assert compared_rows(place.page.view) == ()
    for secret in ("Not yet", "credential", "apart"):
        assert secret not in place.panes.banner.words
    (row,) = place.store.reads.inbox()
    assert row.decision == ""


def test_decided_says_what_how_it_compares_and_that_a_credential_went_out(place: Workplace) -> None:
    submit(place)
    levels = compared(("Demonstrated", "Demonstrated"), ("Demonstrated", "Progressing"), ("Demonstrated", "Not yet"))
    put_outcome(place, levels=levels, was_adjudicated=True, credential_id="urn:uuid:1", credential_status="valid")
    said = place.panes.banner.words
    assert "Decided: awarded." in said
    assert "the same level in 1 of 3, one level apart in 1, further apart in 1" in said
    assert "A third person decided between the two." in said
    assert "A credential was issued to the candidate (valid)." in said
    place.panes.banner.outcome_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, OutcomeDialog)
    model = dialog.table.model()
    cells = [[model.index(row, column).data() for column in range(4)] for row in range(3)]
    assert [row[3] for row in cells] == ["● the same", "◐ one level apart", "○ 2 levels apart"]
    assert cells[1][:3] == ["2 Waits three seconds", "Demonstrated", "Progressing"]
    assert "urn:uuid:1" in " ".join(words_on(dialog))
    dialog.reject()


def test_a_condition_code_and_nothing_are_no_levels(place: Workplace) -> None:
    submit(place)
    put_outcome(place, levels=compared(("Demonstrated", "no-audio"), ("", "Progressing"), ("", "")))
    rows = compared_rows(place.page.view)
    assert [row.shape for row in rows] == ["◇", "◇", "●"]
    assert rows[0].other == "No audio"
    assert rows[1].own == "not scored"


def test_against_ones_own_levels_is_said(place: Workplace) -> None:
    submit(place)
    put_outcome(place, decision="not-yet")
    assert "Decided: not yet. By your levels it was: awarded." in outcome_sentence(place.page.view)
    (row,) = place.store.reads.inbox()
    model = InboxModel(place.bench.clock.now)
    assert model.text(row, Column.STATE) == "Decided: not yet"


def test_a_decision_of_a_newer_server_is_said_as_it_came(place: Workplace) -> None:
    submit(place)
    put_outcome(place, decision="commended", own_decision="")
    assert "Decided: commended." in outcome_sentence(place.page.view)


def test_nobody_opens_an_outcome_that_is_none(place: Workplace) -> None:
    place.page._standing.show_outcome()
    assert not isinstance(QApplication.activeModalWidget(), QDialog)
