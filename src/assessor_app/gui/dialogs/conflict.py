"""Two versions of the assessor's own work side by side: they choose row by row, see what will be sent, or cancel."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Choice, Side
from assessor_app.gui import wording
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.models.conflict_rows import ConflictRow, added_marks, conflict_rows
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE
from assessor_app.gui.widgets.choice_table import MINE_COLUMN, THEIRS_COLUMN, ChoiceTable
from assessor_app.services.views import WorkbenchView

_OF_WINDOW = 0.94
_SENT_COLUMN = 3


class ConflictDialog(QDialog):
    """`decided` carries the assignment id and a Choice. Closing it in any other way changes nothing."""

    decided = Signal(str, object)

    def __init__(
        self,
        view: WorkbenchView,
        theirs: ComparedAssessment,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._theirs, self._now = view, theirs, now
        self._found = conflict_rows(view, theirs)
        self._chosen: dict[str, Side] = {}
        self.table = ChoiceTable(len(self._found.rows), 3 if self._found.is_final else 4)
        self.mine_button = QPushButton(self.tr("All from this laptop"))
        self.theirs_button = QPushButton(self.tr("All from the other one"))
        self.send_button = QPushButton()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.preview = PlainLabel()
        self.setWindowTitle(self.tr("Two versions of {code}").format(code=view.assignment.code))
        self._lay_out()
        self._fill()
        self._connect()
        room = parent.window().size() if parent is not None else QSize(1280, 700)
        self.resize(round(room.width() * _OF_WINDOW), round(room.height() * _OF_WINDOW))
        self._show_choice()
        self._start()

    # ---- choosing ----
    def choose(self, place: int, side: Side) -> None:
        """Let one side count in a row; nothing where both say the same, or nothing can be chosen."""
        row = self._found.rows[place]
        if row.is_different and not self._found.is_final:
            self._chosen[row.key] = side
            self._show_row(place)
            self._show_choice()

    def choose_all(self, side: Side) -> None:
        for place in range(len(self._found.rows)):
            self.choose(place, side)

    @property
    def choice(self) -> Choice | None:
        """What was chosen; None while rows are open."""
        return Choice(Side.THEIRS) if self._found.is_final else self._found.choice(self._chosen)

    def _decide(self) -> None:
        choice = self.choice
        if choice is not None:
            self.accept()
            self.decided.emit(self._view.assignment.assignment_id, choice)

    # ---- what is shown ----
    def _fill(self) -> None:
        self.table.setAccessibleName(self.tr("Both versions, row by row"))
        titles = [self.tr("What"), self.tr("This laptop"), self.tr("Your other computer")]
        self.table.setHorizontalHeaderLabels([*titles, self.tr("Will be sent")][: self.table.columnCount()])
        for place in range(len(self._found.rows)):
            self._show_row(place)

    def _show_row(self, place: int) -> None:
        row = self._found.rows[place]
        side = self._chosen.get(row.key)
        self.table.put(place, 0, f"{self._standing(row)}\n{row.title}")
        self.table.put(place, MINE_COLUMN, self._said(row.mine, is_chosen=side is Side.MINE))
        self.table.put(place, THEIRS_COLUMN, self._said(row.theirs, is_chosen=side is Side.THEIRS))
        self.table.emphasize(place, MINE_COLUMN, is_strong=side is Side.MINE)
        self.table.emphasize(place, THEIRS_COLUMN, is_strong=side is Side.THEIRS)
        if not self._found.is_final:
            self.table.put(place, _SENT_COLUMN, self._sent(row, side))
        self.table.resizeRowToContents(place)

    def _standing(self, row: ConflictRow) -> str:
        if not row.is_different:
            return self.tr("= The same")
        side = self._chosen.get(row.key)
        if self._found.is_final:
            return self.tr("≠ Different")
        if side is None:
            return self.tr("≠ Different: press ← or →")
        return self.tr("← This laptop's counts") if side is Side.MINE else self.tr("→ The other one's counts")

    def _said(self, words: str, *, is_chosen: bool) -> str:
        return self.tr("✓ {words}").format(words=words) if is_chosen else words

    def _sent(self, row: ConflictRow, side: Side | None) -> str:
        if not row.is_different:
            return row.mine
        if side is None:
            return self.tr("Not chosen yet")
        return row.mine if side is Side.MINE else row.theirs

    def _show_choice(self) -> None:
        left = len([row for row in self._found.differing if row.key not in self._chosen])
        self.send_button.setEnabled(self.choice is not None)
        if self._found.is_final:
            words = self.tr("Nothing is sent. What you wrote here stays in the history of this submission.")
        elif left:
            words = self.tr("Still to choose: {count}. Nothing is sent before.").format(count=left)
        else:
            words = self.tr("The last column will be sent. What you did not choose stays in the history.")
        self.preview.setText(words)

    def _words(self) -> str:
        code, server = self._view.assignment.code, isolated(self._view.server_name)
        at = self._theirs.received_at
        when = wording.day_and_time(at, self._now()) if at is not None else self.tr("at an unknown time")
        if self._found.is_final:
            words = self.tr(
                "You submitted {code} from another computer: {server} received it {when}. That assessment counts and "
                "cannot be replaced from here. If it must change, ask {server} to return it to you."
            )
        else:
            words = self.tr(
                "You worked on {code} on two computers that did not know of each other. The other version reached "
                "{server} {when}. Nothing was replaced. Choose row by row what counts."
            )
        said = words.format(code=code, server=server, when=when)
        added = added_marks(self._view, self._theirs)
        more = self.tr("Moments only the other computer has are added: {count}.").format(count=added) if added else ""
        return f"{said} {more}".strip()

    # ---- making it ----
    def _lay_out(self) -> None:
        words = PlainLabel(self._words())
        words.setWordWrap(True)
        self.preview.setWordWrap(True)
        self.send_button.setText(
            self.tr("Show what was submitted") if self._found.is_final else self.tr("Send what I chose")
        )
        self.send_button.setProperty("look", "primary")
        buttons = (self.mine_button, self.theirs_button, self.cancel_button, self.send_button)
        for button in buttons:
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        self.mine_button.setToolTip(self.tr("One row: Left arrow"))
        self.theirs_button.setToolTip(self.tr("One row: Right arrow"))
        self.cancel_button.setToolTip(self.tr("Change nothing (Esc)"))
        for button in (self.mine_button, self.theirs_button):
            button.setVisible(bool(self._found.differing) and not self._found.is_final)
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self.mine_button)
        line.addWidget(self.theirs_button)
        line.addStretch(1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.send_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(self.preview)
        column.addLayout(line)

    def _connect(self) -> None:
        self.table.chosen.connect(self.choose)
        self.mine_button.clicked.connect(lambda: self.choose_all(Side.MINE))
        self.theirs_button.clicked.connect(lambda: self.choose_all(Side.THEIRS))
        self.cancel_button.clicked.connect(self.reject)
        self.send_button.clicked.connect(self._decide)

    def _start(self) -> None:
        places = (place for place, row in enumerate(self._found.rows) if row.is_different)
        if self._found.rows:
            self.table.setCurrentCell(next(places, 0), 0)
            self.table.setFocus()
        else:
            self.cancel_button.setFocus()
