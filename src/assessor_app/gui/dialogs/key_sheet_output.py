"""Takes the key sheet out of the program: to a printer, or to a PDF document in a folder of the assessor's choice."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from assessor_app.gui.dialogs.key_sheet_paper import KeyPaper, Sheet

Say = Callable[[str], None]


def ask_pdf(parent: QWidget, sheet: Sheet, say: Say) -> QFileDialog:
    """Ask where to, then save there; `say` is told how it went."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path = str(Path(folder) / _tr("keys.pdf"))
    dialog = QFileDialog(parent, _tr("Save the keys"), path, _tr("PDF documents (*.pdf)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: say(save_pdf(Path(path), sheet)))
    dialog.open()
    return dialog


def save_pdf(path: Path, sheet: Sheet) -> str:
    """Save beside the file and swap, so that a failure leaves what was there; returns a sentence for the assessor."""
    draft = path.with_name(f"{path.name}.part")
    try:
        draft.write_bytes(KeyPaper(_title(), sheet).pdf())
        os.replace(draft, path)
    except OSError as error:
        words = _tr("The keys were not saved to {path}: {reason}. Choose another folder or name.")
        return words.format(path=path, reason=error.strerror or error)
    return _tr("Saved as {path}.").format(path=path)


def ask_printer(parent: QWidget, sheet: Sheet, say: Say) -> QPrintDialog | None:
    """Ask which printer, then print; None when there is none on this laptop."""
    if not QPrinterInfo.availablePrinterNames():
        say(_tr("There is no printer on this laptop. Save the keys as PDF and print them elsewhere."))
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: say(print_on(printer, sheet)))
    QDialog.open(dialog)
    return dialog


def print_on(printer: QPrinter, sheet: Sheet) -> str:
    """Print; returns a sentence for the assessor."""
    try:
        KeyPaper(_title(), sheet).draw(printer)
    except OSError:
        return _tr("The keys were not printed: the printer cannot be reached. Switch it on, or save them as PDF.")
    return _tr("The keys were sent to {printer}.").format(printer=printer.printerName() or printer.outputFileName())


def _title() -> str:
    return _tr("Keys of the assessor's workstation")


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeySheet", text)
