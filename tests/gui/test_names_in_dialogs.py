"""Every control of the dialogs around an assessment has a name that a screen reader can say."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.store_factory import criterion_id, level_id
from tests.gui.workbench_fixtures import Workplace, open_workbench, settle

DIALOGS: dict[str, Callable[[Workplace], object]] = {
    "whole rubric": lambda place: place.page.judging.show_whole(),
    "history": lambda place: place.page.taking_out.show_history(),
    "export": lambda place: place.page.taking_out.ask_export(),
    "hand back": lambda place: place.page.integrity.ask_hand_back(),
    "somebody known": lambda place: place.page.integrity.know_someone(),
    "comments": lambda place: place.page.composing.show_bank(),
    "submit": lambda place: place.page.ask_submit(),
}


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        workplace.page._scoring._set_level(criterion_id(1), level_id(1))
        yield workplace


def nameless(dialog: QDialog) -> list[str]:
    found = []
    for each in dialog.findChildren(QWidget):
        takes_focus = each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.focusProxy() is None
        if not each.isVisible() or not (takes_focus or isinstance(each, QAbstractButton)):
            continue
        said: Any = QAccessible.queryAccessibleInterface(each)
        if said is not None and not said.text(QAccessible.Text.Name).strip():
            found.append(f"{type(each).__name__} {each.objectName()}")
    return found


def test_the_measure_finds_a_field_without_a_name(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QLineEdit(dialog)
    QPushButton("Close", dialog)
    dialog.show()
    assert nameless(dialog) == ["QLineEdit "]


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(place: Workplace, name: str) -> None:
    DIALOGS[name](place)
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    try:
        assert nameless(dialog) == []
    finally:
        dialog.reject()
        settle()
