"""The key sheet: made from the keys as they are, searched on the screen, printed and saved on one page."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from assessor_app.commands.bindings import TABLE
from assessor_app.commands.keymap import Keymap
from assessor_app.gui.dialogs import key_sheet_output
from assessor_app.gui.dialogs.key_sheet import KeySheetDialog, sheet
from assessor_app.gui.dialogs.key_sheet_output import print_on, save_pdf
from assessor_app.gui.dialogs.key_sheet_paper import KeyPaper
from assessor_app.gui.key_words import key_words, spoken_keys, typed_words

GERMAN, FRENCH, ENGLISH = QLocale.Language.German, QLocale.Language.French, QLocale.Language.English


@pytest.fixture
def keymap() -> Keymap:
    return Keymap(TABLE)


@pytest.fixture
def dialog(keymap: Keymap, qtbot: QtBot) -> KeySheetDialog:
    made = KeySheetDialog(keymap)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(dialog: KeySheetDialog) -> list[str]:
    items = (dialog.form.keys.topLevelItem(place) for place in range(dialog.form.keys.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def words_of(path: Path) -> str:
    document = QPdfDocument()
    assert document.load(str(path)) is QPdfDocument.Error.None_
    return " ".join(document.getAllText(page).text() for page in range(document.pageCount()))


def test_the_sheet_can_be_searched(dialog: KeySheetDialog) -> None:
    everything = len(shown(dialog))
    dialog.form.search.setText("worry")
    assert everything > 40
    assert shown(dialog) == ["Workbench", "W"]


def test_the_sheet_shows_an_assessors_own_keys(keymap: Keymap, qtbot: QtBot) -> None:
    keymap.set("workbench/mark.type/worry", ("Ctrl+F7", "U"))
    keymap.set("workbench/mark.type/question", ())
    own = KeySheetDialog(keymap)
    qtbot.addWidget(own)
    own.form.search.setText("worry")
    assert shown(own) == ["Workbench", "Ctrl+F7 or U"]
    own.form.search.setText("question")
    assert shown(own) == []


def test_a_run_of_digits_is_told_short() -> None:
    assert spoken_keys(tuple("123456789")) == "1 to 9"
    assert spoken_keys(("Space", "K")) == "Space or K"


def test_keys_are_named_as_printed_on_the_keyboard() -> None:
    assert key_words("Ctrl+Shift+Enter", ENGLISH) == "Ctrl+Shift+Enter"
    assert key_words("Ctrl+Shift+Enter", GERMAN) == "Strg+Umschalt+Eingabe"
    assert key_words("Shift+Delete", FRENCH) == "Maj+Suppr"
    assert key_words("Ctrl++", GERMAN) == "Strg++"
    assert key_words("") == ""
    assert typed_words("[", ENGLISH) == "["
    assert typed_words("[", GERMAN) == "[ (AltGr+8)"
    assert typed_words("[", FRENCH) == "[ (AltGr+5)"


def test_it_is_saved_with_every_row_on_the_two_sides_of_one_sheet(keymap: Keymap, tmp_path: Path) -> None:
    path = tmp_path / "keys.pdf"
    said = save_pdf(path, sheet(keymap))
    assert str(path) in said
    document = QPdfDocument()
    document.load(str(path))
    assert document.pageCount() <= 2
    assert document.pagePointSize(0).toSize() == QSize(595, 842)
    text = "".join(words_of(path).split())
    for heading, rows in sheet(keymap):
        assert "".join(heading.split()) in text
        for keys, words in rows:
            assert "".join(keys.split()) in text
            assert "".join(words.split()) in text


def test_twice_as_many_rows_take_two_pages(tmp_path: Path) -> None:
    words = "What a long sentence about a key that has to be wrapped somewhere"
    rows = [(f"Ctrl+Shift+F{n}", words) for n in range(130)]
    path = tmp_path / "keys.pdf"
    path.write_bytes(KeyPaper("Keys", [("Many", rows)]).pdf())
    document = QPdfDocument()
    document.load(str(path))
    assert document.pageCount() == 2
    assert "F129" in words_of(path)


def test_a_folder_that_is_not_there_is_told_in_words_and_no_file_is_harmed(keymap: Keymap, tmp_path: Path) -> None:
    said = save_pdf(tmp_path / "gone" / "keys.pdf", sheet(keymap))
    assert "not saved" in said
    assert "Choose another folder" in said
    (tmp_path / "keys.pdf").mkdir()
    assert "not saved" in save_pdf(tmp_path / "keys.pdf", sheet(keymap))
    assert (tmp_path / "keys.pdf").is_dir()


def test_the_save_dialog_saves_where_it_is_told(dialog: KeySheetDialog, tmp_path: Path, qapp: QApplication) -> None:
    dialog.ask_pdf()
    (asked,) = dialog.findChildren(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "mine.pdf"))
    asked.reject()
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")
    assert "mine.pdf" in dialog.form.said.text()
    assert dialog.form.said.isVisible()


def test_it_prints(keymap: Keymap, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert "sent to" in print_on(printer, sheet(keymap))
    assert "worry" in "".join(words_of(tmp_path / "printed.pdf").split())


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_out_of_reach_is_told_in_words(keymap: Keymap, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    assert "not printed" in print_on(printer, sheet(keymap))


def test_without_a_printer_a_pdf_is_proposed(dialog: KeySheetDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPrinters:
        @staticmethod
        def availablePrinterNames() -> list[str]:  # noqa: N802 - Qt's name
            return []

    monkeypatch.setattr(key_sheet_output, "QPrinterInfo", NoPrinters)
    dialog.ask_printer()
    assert "Save the keys as PDF" in dialog.form.said.text()
