"""The candidate's copy leaves the workbench as a file, and the history of the scores is on view."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.exports.formats import Format
from assessor_app.gui.dialogs.export_copy import ExportCopyDialog
from assessor_app.gui.dialogs.score_history import ScoreHistoryDialog
from assessor_app.gui.models.score_history_rows import Column
from assessor_app.services import score, undo
from tests.fakes.store_factory import criterion_id, level_id
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench

TWO = (ASSIGNMENT, criterion_id(2))


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as opened:
        yield opened


def judged(place: Workplace) -> None:
    tools = place.desk.tools
    place.desk.write(lambda uow: score.set_level(uow, tools, *TWO, level_id(2)))
    place.desk.write(lambda uow: score.set_rationale(uow, tools, *TWO, "Four seconds."))
    place.desk.write(lambda uow: undo.undo(uow, tools, ASSIGNMENT))


def asked(place: Workplace) -> ExportCopyDialog:
    dialog = place.page.taking_out.ask_export()
    assert isinstance(dialog, ExportCopyDialog)
    return dialog


@pytest.mark.parametrize("form", [Format.PDF, Format.HTML, Format.CSV, Format.WEBANNOTATION])
def test_a_copy_is_written_by_keyboard_and_said(place: Workplace, tmp_path: Path, form: Format) -> None:
    judged(place)
    dialog = asked(place)
    dialog.form.path.setText(str(tmp_path / "copy.pdf"))
    dialog.form.form.setCurrentIndex(dialog.form.form.findData(form))
    wanted = tmp_path / f"copy{form.ending}"
    assert dialog.form.path.text() == str(wanted), "the name follows the form"
    QTest.keyClick(dialog.form.path, Qt.Key.Key_Return)
    assert wanted.stat().st_size > 100
    assert place.screens.said[-1] == f"Saved as {wanted}."
    if form is Format.PDF:
        assert wanted.read_bytes().startswith(b"%PDF-")


def test_what_is_there_is_kept_until_it_may_be_replaced(place: Workplace, tmp_path: Path) -> None:
    wanted = tmp_path / "copy.html"
    wanted.write_text("mine")
    dialog = asked(place)
    dialog.form.form.setCurrentIndex(dialog.form.form.findData(Format.HTML))
    dialog.form.path.setText(str(wanted))
    dialog.form.save.click()
    assert "is there already" in dialog.form.problem.text()
    assert wanted.read_text() == "mine"
    dialog._choose = lambda *_: str(wanted)
    dialog.form.browse.click()
    dialog.form.save.click()
    assert wanted.read_text().startswith("<!doctype html>")


def test_what_cannot_be_written_is_said_where_it_was_asked(place: Workplace, tmp_path: Path) -> None:
    dialog = asked(place)
    dialog.form.path.setText(str(tmp_path / "nowhere" / "copy.pdf"))
    dialog.form.save.click()
    assert "no folder" in dialog.form.problem.text()
    assert dialog.form.save.isEnabled()
    dialog.form.form.setCurrentIndex(dialog.form.form.findData(Format.WEBVTT))
    dialog.form.path.setText(str(tmp_path / "copy.vtt"))
    dialog.form.save.click()
    assert "no moment on a recording" in dialog.form.problem.text()
    dialog.form.path.setText("  ")
    dialog.form.save.click()
    assert "Say where to" in dialog.form.problem.text()
    dialog.reject()


def test_every_change_of_a_score_is_listed_newest_first(place: Workplace) -> None:
    judged(place)
    place.page.taking_out.show_history()
    dialog = place.page.findChild(ScoreHistoryDialog)
    assert dialog is not None
    model = dialog.table.model()
    rows = [[model.index(row, column).data() for column in Column] for row in range(model.rowCount())]
    assert [row[1:] for row in rows] == [
        ["2  Waits three seconds", "Why (undone)", "Four seconds.", "none"],
        ["2  Waits three seconds", "Why", "none", "Four seconds."],
        ["2  Waits three seconds", "Level", "none", "Demonstrated"],
    ]
    assert all(row[0] for row in rows)
    assert dialog.table.accessibleName()
    assert dialog.table.currentIndex().row() == 0
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_both_are_in_the_menu_of_the_workbench(place: Workplace) -> None:
    words = [action.text() for action in place.page.panes.top_bar.menu.actions()]
    assert {"&Export…", "&History of the scores…"} <= set(words)


def test_a_code_of_a_server_never_becomes_a_path(qapp: QApplication) -> None:
    dialog = ExportCopyDialog("../../home/CON\u202e")
    name = Path(dialog.form.path.text()).name
    assert name.endswith("CON.pdf")
    assert not {"/", "\\", "\u202e"} & set(name)
    assert Path(dialog.form.path.text()).parent == Path(ExportCopyDialog("4F2-A7K9").form.path.text()).parent


def test_the_copy_says_what_was_decided_so_far(place: Workplace, tmp_path: Path) -> None:
    judged(place)
    dialog = asked(place)
    dialog.form.form.setCurrentIndex(dialog.form.form.findData(Format.HTML))
    dialog.form.path.setText(str(tmp_path / "copy.html"))
    QTest.keyClick(dialog.form.path, Qt.Key.Key_Return)
    assert "No decision yet" in (tmp_path / "copy.html").read_text(encoding="utf-8")
