"""The details of one line of the outbox: reason and next step, every item, and the receipt with its proof."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor_app.domain.file_names import safe_file_name
from assessor_app.gui import wording
from assessor_app.gui.icons import put_icon
from assessor_app.gui.models.outbox_entries import Entry, Standing, standing_words, what
from assessor_app.gui.models.outcome_words import short_sentence
from assessor_app.gui.models.receipts import as_json, as_text, fields
from assessor_app.gui.pages.outbox.decision import Decision
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, Tokens

AskPath = Callable[[QWidget, str], str]
MOST_ITEMS = 50


def ask_path(parent: QWidget, suggestion: str) -> str:
    """Ask where to save; empty when the assessor changed their mind."""
    return QFileDialog.getSaveFileName(parent, parent.tr("Save the receipt"), suggestion, "JSON (*.json)")[0]


class EntryDetails(QScrollArea):
    """`said` carries a short sentence about what was done."""

    said = Signal(str)

    def __init__(self, now: Callable[[], datetime], ask: AskPath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._ask = ask
        self._entry: Entry | None = None
        self.copy_button = QPushButton(self.tr("Copy"))
        self.save_button = QPushButton(self.tr("Save as JSON"))
        self.decision = Decision()
        self._title, self._state = PlainLabel(), PlainLabel()
        self._words = PlainLabel()
        self._notice = QFrame()
        self._form = QFormLayout()
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.show_entry(None)

    def set_tokens(self, tokens: Tokens) -> None:
        put_icon(self.copy_button, "copy", tokens)
        put_icon(self.save_button, "save", tokens)
        self.decision.set_tokens(tokens)

    def show_entry(self, entry: Entry | None) -> None:
        self._entry = entry
        while self._form.rowCount():
            self._form.removeRow(0)
        for button in (self.copy_button, self.save_button):
            button.setVisible(entry is not None and bool(entry.receipts))
        self.decision.show_entry(entry)
        if entry is None:
            self._title.setText(self.tr("Choose a line"))
            self._state.setText(self.tr("Its reason, its next step and its receipt are shown here."))
            self._notice.hide()
            return
        self._title.setText(f"{what(entry)} · {entry.code}")
        self._state.setText(self._sentence(entry))
        self._show_words(entry)
        self._add_fields(self._fields(entry))

    def _sentence(self, entry: Entry) -> str:
        when = wording.day_and_time(entry.at, self._now())
        if entry.standing is Standing.RECEIVED and len(entry.receipts) == 1:
            words = self.tr("Received by {server} · receipt {code}")
            return words.format(server=entry.server_name, code=entry.receipts[0].short_code)
        if entry.standing is Standing.RECEIVED:
            words = self.tr("{count} received by {server}, the last {when}")
            return words.format(count=entry.count, server=entry.server_name, when=when)
        if entry.next_try_at is not None:
            next_try = wording.day_and_time(entry.next_try_at, self._now())
            words = self.tr("{state} to {server}, next try {next_try}")
            return words.format(state=standing_words(entry), server=entry.server_name, next_try=next_try)
        return self.tr("{state} · {server}").format(state=standing_words(entry), server=entry.server_name)

    def _show_words(self, entry: Entry) -> None:
        self._words.setText(entry.words)
        tones = {Standing.NEEDS_YOU: "bad", Standing.HELD: "warn"}
        self._notice.setProperty("tone", tones.get(entry.standing, "plain"))
        self._notice.style().polish(self._notice)
        self._notice.setVisible(bool(entry.words))

    def _fields(self, entry: Entry) -> Iterable[tuple[str, str]]:
        if len(entry.receipts) == 1:
            receipt = entry.receipts[0]
            if receipt.outcome is not None:
                yield self.tr("Outcome"), short_sentence(receipt.outcome)
            yield from fields(receipt)
            return
        for receipt in entry.receipts[:MOST_ITEMS]:
            yield wording.day_and_time(receipt.received_at, self._now()), f"{receipt.short_code}  {receipt.resource}"
        if len(entry.items) == 1:
            yield from self._item_fields(entry)
            return
        for item in entry.items[:MOST_ITEMS]:
            single = Entry(item.op_id, entry.standing, item.verb, "", item.code, item.server_name, item.created_at)
            yield wording.day_and_time(item.created_at, self._now()), what(single)
        rest = entry.count - MOST_ITEMS
        if rest > 0:
            yield "", self.tr("and {count} more").format(count=rest)

    def _item_fields(self, entry: Entry) -> Iterable[tuple[str, str]]:
        yield self.tr("Queued"), wording.full_time(entry.at)
        yield self.tr("Tries"), self.locale().toString(entry.tries)
        yield self.tr("Operation"), entry.items[0].op_id

    def _add_fields(self, pairs: Iterable[tuple[str, str]]) -> None:
        for name, value in pairs:
            label, text = PlainLabel(name), PlainLabel(value)
            label.setProperty("look", "quiet")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setWordWrap("\n" not in value)
            text.setAccessibleName(f"{name}: {value}")
            self._form.addRow(label, text)

    def _copy(self) -> None:
        if self._entry is not None:
            text = "\n\n".join(as_text(receipt) for receipt in self._entry.receipts)
            QApplication.clipboard().setText(text)
            self.said.emit(self.tr("The receipt was copied."))

    def _save(self) -> None:
        entry = self._entry
        path = self._ask(self, safe_file_name(f"receipt-{entry.code}.json")) if entry is not None else ""
        if entry is None or not path:
            return
        try:
            Path(path).write_text(as_json(entry.receipts), encoding="utf-8")
        except OSError as error:
            words = self.tr("The receipt could not be saved there: {reason}. Choose another folder.")
            self.said.emit(words.format(reason=error.strerror or str(error)))
        else:
            self.said.emit(self.tr("The receipt was saved."))

    def _lay_out(self) -> None:
        self._title.setProperty("look", "title")
        self._state.setProperty("look", "quiet")
        for label in (self._title, self._state, self._words):
            label.setWordWrap(True)
        for button in (self.copy_button, self.save_button):
            button.setAccessibleName(button.text())
        self._notice.setProperty("look", "notice")
        inside = QVBoxLayout(self._notice)
        inside.setContentsMargins(12, GAP_INSIDE, 12, GAP_INSIDE)
        inside.addWidget(self._words)
        self._form.setHorizontalSpacing(GAP_BETWEEN)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignTop)
        self._form.setVerticalSpacing(GAP_INSIDE)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        body = QWidget()
        body.setProperty("look", "sheet")
        self.setProperty("look", "panel")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(GAP_BETWEEN, 12, GAP_BETWEEN, 12)
        layout.setSpacing(GAP_INSIDE)
        for part in (self._title, self._state, self._notice, self.decision):
            layout.addWidget(part)
        layout.addSpacing(GAP_INSIDE)
        layout.addLayout(self._form)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Details"))
