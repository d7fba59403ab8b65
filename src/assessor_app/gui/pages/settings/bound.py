"""Binds fields of a settings form to their settings: value, bounds, where it comes from, and back to the default."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from assessor_app.gui.ports import SettingsPort

GAP = 12
SENTENCE = 12  # letters


class OriginNote(QWidget):
    """Beside a field: where its value comes from, and a way back to the default. Its room is kept while it is empty."""

    reset_asked = Signal()

    def __init__(self, of_what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setProperty("look", "small")
        self.reset = QPushButton(self.tr("Use the default"), self)
        self.reset.setProperty("look", "link")
        self.reset.setAccessibleName(self.tr("Use the default for: {what}").format(what=of_what))
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.clicked.connect(self.reset_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.reset)
        layout.addStretch(1)

    def show_origin(self, origin: str, *, is_locked: bool, limit: str) -> None:
        """`limit` is the district's bound in words, empty without one."""
        self.words.setText(self._words(origin, is_locked=is_locked, limit=limit))
        self.reset.setVisible(origin == "assessor")

    def _words(self, origin: str, *, is_locked: bool, limit: str) -> str:
        if is_locked:
            return self.tr("Fixed by your district")
        if origin == "assessor":
            return (
                self.tr("Your choice; your district allows {limit}").format(limit=limit)
                if limit
                else self.tr("Your choice")
            )
        if origin == "district":
            return self.tr("Set by your district; you can be stricter") if limit else self.tr("Set by your district")
        return self.tr("Default")


class Bound(QObject):
    """The fields of one form. `changed` names each setting that was changed or reset."""

    changed = Signal(str)

    def __init__(self, settings: SettingsPort, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._shown: dict[str, Callable[[], None]] = {}
        self.notes: dict[str, OriginNote] = {}

    def show_all(self) -> None:
        """Show every value as it counts now: somebody else may have changed it."""
        for show in self._shown.values():
            show()

    def number(self, key: str, field: QSpinBox | QDoubleSpinBox) -> None:
        most = field.maximum()

        def show() -> None:
            limit = self._settings.limit(key)
            if limit is not None:
                field.setMaximum(min(int(most), int(limit)))
            field.setValue(self._settings.get(key))

        field.setKeyboardTracking(False)  # a value half typed is no choice
        self._bind(key, field, show)
        field.valueChanged.connect(lambda value: self._keep(key, value))

    def flag(self, key: str, field: QCheckBox) -> None:
        def show() -> None:
            field.setChecked(bool(self._settings.get(key)))
            if self._settings.limit(key) is False:
                field.setEnabled(False)

        self._bind(key, field, show)
        field.toggled.connect(lambda is_on: self._keep(key, is_on))

    def choice(self, key: str, field: QComboBox, values: Sequence[str]) -> None:
        self._bind(key, field, lambda: field.setCurrentIndex(values.index(self._settings.get(key))))
        field.currentIndexChanged.connect(lambda place: self._keep(key, values[place]))

    def text(self, key: str, field: QLineEdit, complaint: QLabel, words: str) -> None:
        """`words` say in `complaint` what it takes, while what was typed is something else."""

        def typed() -> None:
            is_taken = self._keep(key, field.text().strip())
            complaint.setText("" if is_taken else words)
            field.setAccessibleDescription(complaint.text())

        def show() -> None:
            field.setText(self._settings.get(key))
            field.setCursorPosition(0)  # an address is read from its beginning

        self._bind(key, field, show)
        field.editingFinished.connect(typed)

    def _bind(self, key: str, field: QWidget, show: Callable[[], None]) -> None:
        """A wheel over it while scrolling must not change it."""
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        note = _beside(field)
        self.notes[key] = note

        def show_quietly() -> None:
            field.setEnabled(not self._settings.is_locked(key))
            was_blocked = field.blockSignals(True)
            show()
            field.blockSignals(was_blocked)
            self._show_origin(key, note)

        note.reset_asked.connect(lambda: self._reset(key, field))
        self._shown[key] = show_quietly
        show_quietly()

    def _keep(self, key: str, value: Any) -> bool:
        """Return whether the setting took it; what it did not take changes nothing."""
        if value == self._settings.get(key):
            return True
        try:
            self._settings.set(key, value)
        except ValueError:
            return False
        self._show_origin(key, self.notes[key])
        self.changed.emit(key)
        return True

    def _reset(self, key: str, field: QWidget) -> None:
        self._settings.reset(key)
        self._shown[key]()
        field.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that had it is gone
        self.changed.emit(key)

    def _show_origin(self, key: str, note: OriginNote) -> None:
        note.show_origin(
            self._settings.origin(key), is_locked=self._settings.is_locked(key), limit=self._limit_words(key)
        )

    def _limit_words(self, key: str) -> str:
        limit = self._settings.limit(key)
        if limit is None or limit is True:
            return ""
        return self.tr("none") if limit is False else self.tr("at most {limit}").format(limit=limit)


def _beside(field: QWidget) -> OriginNote:
    """Put the note beside the field, in the same row of its form; below it where the field says a whole sentence."""
    form = _form_of(field)
    position = form.getWidgetPosition(field)
    row, role = int(position[0]), position[1]  # type: ignore[index, unused-ignore]
    holder = QWidget(field.parentWidget())
    holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    note = OriginNote(field.accessibleName(), holder)
    form.removeWidget(field)
    is_sentence = _is_long(field)
    layout = QVBoxLayout(holder) if is_sentence else QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0 if is_sentence else GAP)
    layout.addWidget(field)
    layout.addWidget(note, 1)
    QWidget.setTabOrder(field, note.reset)
    form.setWidget(row, role, holder)
    return note


def _is_long(field: QWidget) -> bool:
    """Whether it leaves no room for a note beside it."""
    if isinstance(field, QSpinBox):
        return len(field.suffix()) > SENTENCE
    if isinstance(field, QComboBox):
        return any(len(field.itemText(place)) > 2 * SENTENCE for place in range(field.count()))
    return isinstance(field, QCheckBox) or (isinstance(field, QLineEdit) and len(field.placeholderText()) > SENTENCE)


def _form_of(field: QWidget) -> QFormLayout:
    parent = field.parentWidget()
    layout = parent.layout() if parent is not None else None
    assert isinstance(layout, QFormLayout), "a bound field stands in a form"
    return layout
