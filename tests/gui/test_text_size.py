"""Larger text and back: what keeps room for words keeps as much as they need, and names come before the rest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from assessor_app.gui.pages.workbench.top_bar import TopBar
from assessor_app.gui.widgets.scrolling_text import ScrollingText
from tests.fakes.store_factory import an_assignment

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NAME = "Checking for understanding using gestures"


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    made = TopBar(lambda: NOW)
    qtbot.addWidget(made)
    assignment = replace(an_assignment(), micro_credential=NAME)
    due_at, until_at = NOW + timedelta(days=3), NOW + timedelta(days=30)
    made.show_assignment(replace(assignment, due_at=due_at, lease_until_at=until_at))
    made.say_saved(NOW)
    made.say_connection(is_online=True)
    made.resize(1366, 48)
    made.show()
    return made


def at_size(widget: QWidget, percent: int) -> None:
    """As the setting does, without touching the other windows of the program."""
    font = QFont(QApplication.font())
    font.setPointSizeF(10 * percent / 100)
    for each in (*widget.findChildren(QWidget), widget):
        each.setFont(font)
    QApplication.processEvents()


def test_room_for_a_text_follows_the_size_of_its_letters(qtbot: QtBot) -> None:
    text = ScrollingText(("What this level asks for, in more words than one line can hold, so that it is wrapped.",))
    qtbot.addWidget(text)
    text.resize(300, 100)
    text.show()
    at_size(text, 100)
    before = text.height()
    at_size(text, 200)
    assert text.height() > before
    at_size(text, 100)
    assert text.height() == before


def test_nothing_moves_while_something_is_saved(bar: TopBar) -> None:
    at_size(bar, 100)
    places = [part.geometry() for part in (bar._title, bar._code, bar._due, bar._saved, bar.know_someone)]
    for say in (bar.say_saving, lambda: bar.say_not_saved("The disk is full."), lambda: bar.say_saved(None)):
        say()
        QApplication.processEvents()
        assert [part.geometry() for part in (bar._title, bar._code, bar._due, bar._saved, bar.know_someone)] == places


def test_with_large_text_the_name_comes_before_what_an_icon_can_say(bar: TopBar) -> None:
    at_size(bar, 100)
    assert bar.know_someone.text() == bar.know_someone.accessibleName()
    at_size(bar, 200)
    assert bar.know_someone.text() == ""
    assert bar.know_someone.accessibleName()
    assert bar._title.width() >= bar.fontMetrics().horizontalAdvance(NAME[:20])
    at_size(bar, 100)
    assert bar.know_someone.text() == bar.know_someone.accessibleName()


def test_the_days_are_told_short_and_the_times_in_the_tooltip(bar: TopBar) -> None:
    assert bar._due.text().startswith("Due ")
    assert " · yours until " in bar._due.text()
    assert ":" not in bar._due.text()
    assert bar._due.accessibleDescription().count(":") >= 2
