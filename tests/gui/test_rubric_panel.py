"""The rubric panel: what is missing, the decision in words, condition codes, scope, broken rubrics, every script."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton

from assessor_app.commands import annotate
from assessor_app.commands.bindings import TABLE
from assessor_app.commands.catalogue import all_commands
from assessor_app.domain.assessment import Decision
from assessor_app.domain.decision import explain
from assessor_app.domain.policy import DEFAULT_CONDITION_CODES
from assessor_app.gui.models.bidi import isolated, runs_left
from assessor_app.gui.models.decision_words import explanation_text, provisional_words
from tests.fakes.store_factory import a_rubric, an_achievement, criterion_id, level_id
from tests.gui.moments_fixtures import opens_lists
from tests.gui.rubric_fixtures import ARABIC, LONG, first_changed, give, many, weighed, with_codes
from tests.gui.workbench_fixtures import Workplace, open_workbench, settle


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        workplace.page.player.at_us = 12_000_000
        yield workplace


def panel(place: Workplace) -> Any:
    return place.panes.rubric


def head(place: Workplace, number: int) -> Any:
    return panel(place).card(criterion_id(number))._header.words


def run(place: Workplace, command: str, *arguments: object) -> None:
    all_commands()[command](place.context, *arguments)
    settle()


def choose(place: Workplace, number: int, code: str) -> None:
    menu = panel(place).card(criterion_id(number)).body._menu
    next(action for action in menu.actions() if action.data() == code).trigger()
    settle()


# Progress, and what is missing


def test_progress_and_what_is_missing_are_told_and_lead_there(place: Workplace) -> None:
    give(place, policy=with_codes())
    progress = panel(place).progress
    place.page._scoring._set_level(criterion_id(1), level_id(1))
    assert progress.missing.words == "1 of 3 scored · 1 uncited · 1 without rationale · feedback missing"
    progress._menu.aboutToShow.emit()
    words = [action.text() for action in progress._menu.actions()]
    assert words[0] == "Criterion 1, Asks open questions: cite a moment marked for it"
    assert words[2] == "Criterion 2, Waits three seconds: choose a level"
    progress._menu.actions()[2].trigger()
    assert place.page.focused_criterion_id == criterion_id(2)
    assert panel(place).card(criterion_id(2)).isAncestorOf(QApplication.focusWidget())
    progress._menu.actions()[-1].trigger()
    assert place.panes.feedback.isAncestorOf(QApplication.focusWidget())


def test_f4_goes_through_everything_that_is_missing(place: Workplace) -> None:
    give(place, policy=with_codes())
    seen = []
    for _ in range(5):
        run(place, "score.missing")
        in_feedback = place.panes.feedback.isAncestorOf(QApplication.focusWidget())
        seen.append("feedback" if in_feedback else place.page.focused_criterion_id)
    assert seen == [criterion_id(1), criterion_id(2), criterion_id(3), "feedback", criterion_id(1)]


def test_the_state_chip_says_what_a_criterion_lacks(place: Workplace) -> None:
    give(place, policy=replace(with_codes(), citations_per_criterion=2, digest="two"))
    assert head(place, 1).chip == "Open"
    place.page._scoring._set_level(criterion_id(1), level_id(1))
    assert head(place, 1).chip == "No rationale"
    card = panel(place).card(criterion_id(1))
    QTest.keyClicks(card.rationale, "because")
    card.rationale.flush()
    settle()
    assert head(place, 1).chip == "0 of 2 cited"
    for at_us in (1_000_000, 2_000_000):
        place.page.player.at_us = at_us
        annotate.mark_criterion(place.context, 1)
        settle()
        place.page._scoring._cite(criterion_id(1), place.page.last_mark_id)
    assert (head(place, 1).chip, head(place, 1).is_done) == ("Scored", True)


def test_weight_and_required_level_are_visible_where_they_count(place: Workplace) -> None:
    assert head(place, 1).needs == "needs Progressing"
    give(place, policy=weighed())
    assert head(place, 1).needs == "needs Progressing · weight 0.1"


# The decision in words


@pytest.mark.parametrize(
    ("levels", "codes", "words"),
    [
        (("Progressing", "Not yet", "Demonstrated"), {}, "Provisional: not yet — criterion 2 is below Progressing"),
        (("Progressing",) * 3, {}, "Provisional: awarded — every criterion reaches its required level"),
        (("Progressing", None, "Demonstrated"), {}, "No decision yet — criterion 2 is open"),
        (("Not yet", None, None), {}, "No decision yet — criteria 2 and 3 are open; criterion 1 is below Progressing"),
        (("Progressing", None, "Demonstrated"), {2: "no_audio"}, "Provisional: not yet — criterion 2 cannot be scored"),
        (
            (None, None, None), {3: "link_dead"},
            "Provisional: back to the candidate — criterion 3: A link does not open",
        ),
    ],
)  # fmt: skip
def test_the_decision_says_what_it_rests_on(levels: tuple[str | None, ...], codes: dict[int, str], words: str) -> None:
    chosen = {criterion_id(n): level_id(n, name) for n, name in enumerate(levels, start=1) if name is not None}
    stated = {criterion_id(n): code for n, code in codes.items()}
    explained = explain(a_rubric().requiring(an_achievement()), with_codes(), chosen, stated)
    assert provisional_words(explained, with_codes()) == words


def test_points_are_told_exactly_and_every_criterion_is_explained() -> None:
    chosen = {criterion_id(n): level_id(n, "Demonstrated") for n in (1, 2, 3)}
    explained = explain(a_rubric(), weighed("1.75"), chosen)
    assert explained.decision is Decision.AWARDED
    assert provisional_words(explained, weighed("1.75")) == "Provisional: awarded — weighted mean 2 of 2, 1.75 needed"
    lines = explanation_text(explained, weighed("1.75")).split("\n")
    assert lines[1:4] == [f"{n} {name}: Demonstrated, counted" for n, name in enumerate(
        ("Asks open questions", "Waits three seconds", "Builds on answers"), start=1)]  # fmt: skip


def test_the_decision_is_live_and_its_explanation_can_be_read(place: Workplace) -> None:
    line = panel(place).progress.decision
    for number in (1, 2, 3):
        place.page._scoring._set_level(criterion_id(number), level_id(number))
    assert line.text().startswith("Provisional: awarded")
    assert line.toolTip().count("\n") == 4
    place.page._scoring._set_level(criterion_id(3), level_id(3, "Not yet"))
    assert line.text() == "Provisional: not yet — criterion 3 is below Progressing"


# Condition codes


def test_a_code_names_its_effect_and_asks_for_the_reason_at_once(place: Workplace) -> None:
    give(place, policy=with_codes())
    body = panel(place).card(criterion_id(1)).body
    offered = {action.data(): action.text() for action in body._menu.actions() if action.data()}
    assert offered.keys() == {code.code for code in DEFAULT_CONDITION_CODES}
    assert offered["no_audio"].endswith("criterion counts as not reached")
    assert offered["link_dead"].endswith("submission goes back to the candidate")
    choose(place, 1, "no_audio")
    assert place.score(criterion_id(1)).condition_code == "no_audio"
    assert body.rationale.hasFocus()
    assert body.rationale.placeholderText().startswith("Reason")
    assert "This criterion counts as not reached." in body._stated.text()
    assert (head(place, 1).chip, head(place, 1).is_lacking) == ("Reason missing", True)
    QTest.keyClicks(body.rationale, "silent from 2:00 on")
    body.rationale.flush()
    settle()
    assert head(place, 1).chip == "Reason given"
    choose(place, 1, "")
    assert place.score(criterion_id(1)).condition_code is None
    assert body.rationale.placeholderText().startswith("Rationale")


@opens_lists
def test_alt_0_opens_the_reasons_of_the_criterion_in_focus(place: Workplace) -> None:
    give(place, policy=with_codes())
    run(place, "criterion.go", 1)
    body = panel(place).card(criterion_id(2)).body
    opened: list[bool] = []

    def close() -> None:
        opened.append(True)
        body._menu.close()

    body._menu.aboutToShow.connect(close, Qt.ConnectionType.QueuedConnection)
    run(place, "score.condition")
    assert opened == [True]


def test_sending_back_asks_nothing_of_the_other_criteria(place: Workplace) -> None:
    give(place, policy=with_codes())
    choose(place, 2, "link_dead")
    assert panel(place).progress.missing.words == "1 of 3 scored · 1 without rationale · feedback missing"
    assert panel(place).progress.decision.text().startswith("Provisional: back to the candidate")


# Keys


def test_criteria_are_gone_through_by_keyboard_and_round_again(place: Workplace) -> None:
    for expected in (2, 3, 1):
        run(place, "criterion.go", 1)
        assert place.page.focused_criterion_id == criterion_id(expected)
        assert panel(place).card(criterion_id(expected)).isAncestorOf(QApplication.focusWidget())
    run(place, "criterion.go", -1)
    assert place.page.focused_criterion_id == criterion_id(3)


@pytest.mark.parametrize("command", ["score.level", "criterion.go", "score.condition", "score.missing", "rubric.whole"])
def test_the_rubric_keys_work_everywhere_also_while_typing(command: str) -> None:
    assert {row.mode for row in TABLE if row.command == command} == {"workbench", "text"}


# The whole rubric


@pytest.mark.parametrize("criteria", [3, 60])
def test_the_whole_rubric_is_shown_side_by_side_and_nothing_is_cut(place: Workplace, criteria: int) -> None:
    give(place, many(criteria))
    run(place, "rubric.whole")
    dialog: Any = QApplication.activeModalWidget()
    grid = dialog.grid
    assert (grid.rowCount(), grid.columnCount()) == (criteria, 5)
    assert grid.item(criteria - 1, 4).text().endswith(f"3: {LONG}"[:4000])
    line = grid.fontMetrics().lineSpacing()
    room = grid.columnWidth(1) - 8
    needed = grid.fontMetrics().boundingRect(0, 0, room, 10**6, int(Qt.TextFlag.TextWordWrap.value), LONG).height()
    assert grid.rowHeight(0) >= needed - 2 * line
    assert dialog.width() <= place.page.window().width()
    before = grid.verticalScrollBar().value()
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.verticalScrollBar().value() > before
    assert grid.currentRow() == 0  # there is more of it to read first
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()


# What is judged elsewhere


def test_criteria_judged_earlier_are_listed_and_cannot_be_scored(place: Workplace) -> None:
    give(place, scope=(criterion_id(2),))
    assert list(panel(place)._cards) == [criterion_id(2)]
    words = panel(place).earlier.words
    assert "judged earlier" in words
    assert "That tells their result." in words
    assert "1  Asks open questions\n3  Builds on answers" in words
    assert panel(place).earlier.isVisible()
    assert panel(place).progress.missing.words.startswith("0 of 1 scored")


def test_nothing_is_said_of_a_scope_where_all_is_asked_for(place: Workplace) -> None:
    assert not panel(place).earlier.isVisible()
    assert not panel(place).notice.isVisible()


# Broken rubrics


def test_a_criterion_without_levels_says_so_and_takes_a_code(place: Workplace) -> None:
    give(place, first_changed(levels=()), with_codes())
    words = panel(place).notice.words
    assert "Criterion 1 has no levels" in words
    assert "Tell Riverside" in words
    assert head(place, 1).chip == "No levels"
    choose(place, 1, "no_audio")
    assert place.score(criterion_id(1)).condition_code == "no_audio"
    place.page._scoring._set_level(criterion_id(2), level_id(2))
    assert place.score(criterion_id(2)).level_id == level_id(2)
    assert place.screens.said == []


def test_one_level_twice_closes_the_scale(place: Workplace) -> None:
    low, *_ = a_rubric().criteria[0].levels
    give(place, first_changed(levels=(low, replace(low, position=1))), with_codes())
    radios = panel(place).card(criterion_id(1)).findChildren(QRadioButton)
    assert len(radios) == 2
    assert not any(radio.isEnabled() for radio in radios)
    assert "one level twice" in panel(place).notice.words


def test_one_criterion_twice_closes_the_rubric_and_the_window_goes_on(place: Workplace) -> None:
    give(place, first_changed(criterion_id=criterion_id(2)), with_codes())
    assert len(panel(place)._cards) == 2
    assert "is in it more than once" in panel(place).notice.words
    panel(place).open_criterion(criterion_id(2))
    radios = panel(place).card(criterion_id(2)).findChildren(QRadioButton)
    assert radios
    assert not any(radio.isEnabled() for radio in radios)
    place.page._scoring._set_level(criterion_id(2), level_id(2))  # as a key would
    assert "Tell Riverside" in place.screens.said[-1]
    assert place.store.reads.assessment("assignment-1").scores == ()
    annotate.mark_plain(place.context)
    settle()
    assert len(place.marks) == 1


def test_a_rubric_without_criteria_can_be_looked_at(place: Workplace) -> None:
    give(place, replace(a_rubric(), digest="empty", criteria=()))
    assert "no criteria" in panel(place).notice.words
    for command in ("score.missing", "score.condition", "score.difference"):
        run(place, command)
    run(place, "criterion.go", 1)
    run(place, "rubric.whole")
    dialog: Any = QApplication.activeModalWidget()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()


def test_sixty_criteria_are_opened_without_building_them_all(place: Workplace) -> None:
    give(place, many(60))
    cards = panel(place)._cards.values()
    assert len(cards) == 60
    assert sum(1 for card in cards if card.is_built) <= 1
    for _ in range(59):
        run(place, "criterion.go", 1)
    assert place.page.focused_criterion_id == criterion_id(60)
    shown = panel(place).card(criterion_id(60))._header
    assert shown.visibleRegion().boundingRect().height() == shown.height()


def test_a_long_descriptor_is_scrolled_never_cut(place: Workplace) -> None:
    give(place, many(2))
    body = panel(place).card(criterion_id(1)).body
    body.levels._buttons[f"{criterion_id(1)}/levels/2"].click()
    settle()
    text = body.levels._descriptor
    assert text.text() == f"2: {LONG}"[:4000]
    assert text.is_cut
    assert text.verticalScrollBar().maximum() > 0
    assert text.focusPolicy() & Qt.FocusPolicy.TabFocus
    body.compare.click()
    settle()
    whole = [label for label in body.comparison.findChildren(QLabel) if label.text() == f"2: {LONG}"[:4000]]
    assert whole[0].height() >= whole[0].heightForWidth(whole[0].width())


def test_text_from_the_right_is_laid_out_from_the_right(place: Workplace) -> None:
    level = replace(a_rubric().criteria[0].levels[0], name=ARABIC, descriptor=ARABIC)
    give(place, first_changed(name=f"{ARABIC} 🙂", levels=(level, *a_rubric().criteria[0].levels[1:])))
    run(place, "rubric.whole")
    dialog: Any = QApplication.activeModalWidget()
    grid = dialog.grid
    picture = grid.viewport().grab().toImage()
    left, top = grid.columnViewportPosition(1), grid.rowViewportPosition(0)
    line = grid.fontMetrics().lineSpacing()

    def has_ink(x: int, width: int) -> bool:
        colours = {picture.pixel(left + dx, top + line + dy) for dx in range(x, x + width) for dy in range(4, line)}
        return len(colours) > 2

    width = grid.columnWidth(1)
    assert has_ink(width - 40, 30)
    assert not has_ink(6, 20)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()


def test_names_of_every_script_keep_our_sentences_in_order() -> None:
    assert isolated("Asks open questions 🙂") == "Asks open questions 🙂"
    assert isolated(ARABIC) == f"\u2068{ARABIC}\u2069"
    assert isolated("\u202eevil") == "\u2068\u202eevil\u2069"
    assert (runs_left(ARABIC), runs_left("1. Waits"), runs_left("3 ثوانٍ"), runs_left("")) == (True, False, True, False)
