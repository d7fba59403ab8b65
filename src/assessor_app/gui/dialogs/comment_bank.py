"""The comment bank: search, change, remove and bring back, export and import an assessor's own comments."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assessor_app.commands.context import Desk
from assessor_app.domain.comment import Comment
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, SPACE
from assessor_app.services import comment_files, comments
from assessor_app.services.views import WorkbenchView

_SIZE = QSize(820, 540)
_KINDS = "JSON (*.json);;CSV (*.csv)"
ChoosePath = Callable[[], str]
"""Asks for a file; empty when the assessor thought better of it."""


class CommentBankDialog(QDialog):
    """Every change is on the disk at once; what was removed last can be brought back while the dialog is open."""

    def __init__(
        self,
        desk: Desk,
        view: WorkbenchView,
        parent: QWidget | None = None,
        *,
        choose_save: ChoosePath | None = None,
        choose_open: ChoosePath | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._achievement_id = view.achievement.achievement_id
        self._criteria = view.rubric.criteria
        self._choose_save = choose_save or self._ask_save
        self._choose_open = choose_open or self._ask_open
        self._bank: tuple[Comment, ...] = ()
        self._gone: tuple[Comment, ...] = ()
        self._wanted_id = ""
        self.search = QLineEdit()
        self.list = QListWidget()
        self.text = QPlainTextEdit()
        self.criterion = QComboBox()
        self.save_button = QPushButton(self.tr("Save"))
        self.new_button = QPushButton(self.tr("New"))
        self.remove_button = QPushButton(self.tr("Remove"))
        self.undo_button = QPushButton(self.tr("Bring back"))
        self.export_button = QPushButton(self.tr("Export…"))
        self.import_button = QPushButton(self.tr("Import…"))
        self.told = PlainLabel()
        self.empty = PlainLabel()
        self.setWindowTitle(self.tr("My comments on {name}").format(name=view.achievement.name))
        self.resize(_SIZE)
        self._build()
        self._connect()
        self._read()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Comment | None:
        """The comment whose words are being changed; None for a new one."""
        item = self.list.currentItem()
        comment_id = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return next((each for each in self._bank if each.comment_id == comment_id), None)

    def reject(self) -> None:
        """Closed with words that were not saved, these are saved first."""
        self._save_if_changed()
        super().reject()

    # ---- reading --------------------------------------------------------------------------

    def _read(self) -> None:
        self._desk.read(lambda reads: reads.comments(self._achievement_id), self._take)

    def _take(self, bank: tuple[Comment, ...]) -> None:
        self._bank = bank
        self._show_matches()
        self.export_button.setEnabled(bool(bank))
        self.undo_button.setEnabled(bool(self._gone))

    def _show_matches(self) -> None:
        words = self.search.text().casefold().split()
        before = self._wanted_id or (self.chosen.comment_id if self.chosen else "")
        self._wanted_id = ""
        self.list.blockSignals(True)
        self.list.clear()
        for comment in self._bank:
            line = self._line(comment)
            if all(word in line.casefold() for word in words):
                item = QListWidgetItem(line)
                item.setData(Qt.ItemDataRole.UserRole, comment.comment_id)
                self.list.addItem(item)
                if comment.comment_id == before:
                    self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._say_empty()
        self._show_chosen()

    def _say_empty(self) -> None:
        """In the place of the list: what the bank is for, or that no comment fits."""
        if self._bank:
            words = self.tr("No comment has these words. Clear the search to see all {count}.")
            words = words.format(count=len(self._bank))
        else:
            words = self.tr(
                "No comments yet.\n\nKeep sentences you write again and again. In feedback, Ctrl+K keeps what is"
                " selected, or the whole text; or write one here and save it.\n\nWhile you write feedback, / brings"
                " them back."
            )
        self.empty.setText(words)
        self.empty.setVisible(not self.list.count())
        self.list.setAccessibleDescription("" if self.list.count() else words)

    def _line(self, comment: Comment) -> str:
        number = next((c.number for c in self._criteria if c.criterion_id == comment.criterion_id), 0)
        place = self.tr("Criterion {number}").format(number=number) if number else self.tr("Any criterion")
        used = self.tr("used {count} times").format(count=comment.used) if comment.used else self.tr("not used yet")
        return f"{' '.join(comment.text.split())}\n{place} · {used}"

    def _show_chosen(self) -> None:
        comment = self.chosen
        self.text.setPlainText(comment.text if comment else "")
        place = self.criterion.findData(comment.criterion_id if comment else None)
        self.criterion.setCurrentIndex(max(place, 0))
        self.remove_button.setEnabled(comment is not None)

    # ---- changing -------------------------------------------------------------------------

    def _save(self) -> None:
        comment, text, criterion_id = self.chosen, self.text.toPlainText(), self.criterion.currentData()
        tools, achievement_id = self._desk.tools, self._achievement_id
        if comment is not None:
            known = comment
            self._desk.write(lambda uow: comments.edit(uow, tools, known, text, criterion_id), self._saved, self._fail)
        else:
            self._desk.write(
                lambda uow: comments.save(uow, tools, achievement_id, text, criterion_id), self._saved, self._fail
            )

    def _save_if_changed(self) -> None:
        comment = self.chosen
        before = (comment.text, comment.criterion_id) if comment else ("", self.criterion.currentData())
        if (self.text.toPlainText(), self.criterion.currentData()) != before and self.text.toPlainText().strip():
            self._save()

    def _saved(self, comment: Comment) -> None:
        self._wanted_id = comment.comment_id
        self.told.setText(self.tr("Saved on this laptop."))
        self._read()

    def _begin_new(self) -> None:
        self._save_if_changed()
        self.list.setCurrentRow(-1)
        self._show_chosen()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        comment = self.chosen
        if comment is not None:
            self._desk.write(lambda uow: comments.remove(uow, (comment,)), self._removed, self._fail)

    def _removed(self, gone: tuple[Comment, ...]) -> None:
        self._gone = (*self._gone, *gone)
        self.told.setText(self.tr("Removed. Bring back undoes it."))
        self._read()

    def _bring_back(self) -> None:
        gone, self._gone = self._gone[-1:], self._gone[:-1]
        if gone:
            self._wanted_id = gone[0].comment_id
            self._desk.write(lambda uow: comments.put_back(uow, gone), lambda _: self._read(), self._fail)

    # ---- files ----------------------------------------------------------------------------

    def _export(self) -> None:
        path = self._choose_save()
        if not path:
            return
        form = comment_files.as_csv if path.casefold().endswith(".csv") else comment_files.as_json
        try:
            Path(path).write_text(form(self._bank), encoding="utf-8", newline="")
        except OSError as error:
            self._fail(error)
            return
        words = self.tr("{count} comments are in {name}. They are not encrypted there.")
        self.told.setText(words.format(count=len(self._bank), name=Path(path).name))

    def _import(self) -> None:
        path = self._choose_open()
        if not path:
            return
        try:
            with Path(path).open("rb") as file:
                drafts = comment_files.read_file(file.read(comment_files.LARGEST + 1))
        except (OSError, comment_files.NotACommentFile) as error:
            self._fail(error)
            return
        tools, achievement_id, known = self._desk.tools, self._achievement_id, {c.criterion_id for c in self._criteria}
        self._desk.write(
            lambda uow: comments.take_in(uow, tools, achievement_id, drafts, known), self._imported, self._fail
        )

    def _imported(self, count: int) -> None:
        self.told.setText(
            self.tr("{count} comments were added. Those you had already stay as they are.").format(count=count)
        )
        self._read()

    def _ask_save(self) -> str:
        return QFileDialog.getSaveFileName(self, self.tr("Export my comments"), "comments.json", _KINDS)[0]

    def _ask_open(self) -> str:
        return QFileDialog.getOpenFileName(self, self.tr("Import comments"), "", self.tr("Comments (*.json *.csv)"))[0]

    def _fail(self, error: Exception) -> None:
        self.told.setText(str(error))

    # ---- building -------------------------------------------------------------------------

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Search my comments"))
        self.search.setAccessibleName(self.tr("Search my comments"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("My comments"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(SPACE // 2)
        self.empty.setProperty("look", "quiet")
        self.empty.setWordWrap(True)
        inside = QVBoxLayout(self.list.viewport())
        inside.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self.text.setAccessibleName(self.tr("Words of the comment"))
        self.text.setPlaceholderText(self.tr("A sentence worth using again. Name nobody in it."))
        self.text.setTabChangesFocus(True)
        self.criterion.setAccessibleName(self.tr("Criterion the comment is for"))
        self.criterion.addItem(self.tr("Any criterion"), None)
        for each in self._criteria:
            self.criterion.addItem(f"{each.number}  {each.name}", each.criterion_id)
        self.criterion.setMinimumContentsLength(12)
        self.told.setProperty("look", "quiet")
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        left, right = QVBoxLayout(), QVBoxLayout()
        for lines, parts in ((left, (self.search, self.list)), (right, (self.criterion, self.text))):
            lines.setSpacing(GAP_INSIDE)
            for part in parts:
                lines.addWidget(part)
        left.addLayout(_row(self.import_button, self.export_button))
        right.addLayout(_row(self.new_button, self.remove_button, self.undo_button, self.save_button))
        beside = QHBoxLayout()
        beside.setSpacing(GAP_BETWEEN)
        beside.addLayout(left, 1)
        beside.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.addLayout(beside, 1)
        column.addWidget(self.told)

    def _connect(self) -> None:
        acts: dict[QPushButton, Callable[[], None]] = {
            self.save_button: self._save,
            self.new_button: self._begin_new,
            self.remove_button: self._remove,
            self.undo_button: self._bring_back,
            self.export_button: self._export,
            self.import_button: self._import,
        }
        for button, act in acts.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, act=act: act())
        self.search.textChanged.connect(lambda _: self._show_matches())
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for button in buttons:
        row.addWidget(button)
    return row
