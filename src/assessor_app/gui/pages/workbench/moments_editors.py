"""What a cell of the moments list becomes while it is edited: a field for time and note, a list for the rest."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from assessor_app.gui.models.moments import Column

_EDIT = Qt.ItemDataRole.EditRole
Index = QModelIndex | QPersistentModelIndex
Choice = tuple[str, object]
"""Words and what they stand for."""


class ChoiceEditor(QComboBox):
    """Opens its list at once: keys choose there, Escape leaves it as it was."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.view().isVisible():
            QTimer.singleShot(0, self, self.showPopup)


class MomentDelegate(QStyledItemDelegate):
    """What is being entered is newer than anything the list is told meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: dict[int, tuple[Choice, ...]] = {}
        self._names: Mapping[int, str] = {}

    def set_choices(self, column: Column, choices: Iterable[Choice]) -> None:
        self._choices[column] = tuple(choices)

    def set_names(self, names: Mapping[int, str]) -> None:
        """What a screen reader says of the field of a column."""
        self._names = names

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = self._choices.get(index.column())
        if choices is None:
            editor: QWidget = super().createEditor(parent, option, index)
        else:
            editor = self._choice(parent, choices)
        editor.setAccessibleName(self._names.get(index.column(), ""))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceEditor):
            if not editor.property("is_filled"):
                editor.setProperty("is_filled", True)
                editor.setCurrentIndex(editor.findData(index.data(_EDIT)))
        elif not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceEditor):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # A list of choices that opens takes the focus from its box: the box is not left by that.
        if isinstance(editor, ChoiceEditor) and event.type() == QEvent.Type.FocusOut and editor.view().isVisible():
            return False
        return super().eventFilter(editor, event)

    def _choice(self, parent: QWidget, choices: tuple[Choice, ...]) -> ChoiceEditor:
        editor = ChoiceEditor(parent)
        for words, value in choices:
            editor.addItem(words, value)
        editor.activated.connect(lambda _: self._chosen(editor))
        return editor

    def _chosen(self, editor: ChoiceEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
