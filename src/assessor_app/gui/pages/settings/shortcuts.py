"""Shortcuts: search a command, press its new key, see whom it belonged to, take it over or leave it; undo and reset."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from assessor_app.commands.key_rules import FIXED_ROW, NO_NAME, fixed_keys
from assessor_app.commands.keymap import Clash, Keymap, KeyRefused, row_id
from assessor_app.commands.modes import Mode
from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.dialogs.key_sheet import KeySheetDialog, help_words, mode_words
from assessor_app.gui.forms.ui_shortcuts import Ui_Shortcuts
from assessor_app.gui.key_words import key_words, spoken_keys
from assessor_app.gui.pages.settings.shortcut_rows import ShortcutRows

_CLEARING = ("Backspace", "Delete")
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
COLUMNS = (0.5, 0.24)  # of the width


class ShortcutsDialog(QDialog):
    """Every change counts and is saved at once."""

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._before: list[dict[str, str]] = []
        self._candidate = ""
        self.form = Ui_Shortcuts()
        self.form.setupUi(self)
        self._rows = ShortcutRows(self.form.rows, keymap)
        self._connect()
        self._rows.show("")
        self._show_chosen()
        fit(self)
        for column, share in enumerate(COLUMNS):
            self.form.rows.setColumnWidth(column, round(self.width() * share))
        self.form.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list Enter goes on to the key, Delete takes the keys away; from the search Down goes to the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.form.rows and event.key() in _OPENING:
            self.form.press.setFocus(Qt.FocusReason.OtherFocusReason)
        elif watched is self.form.rows and event.key() == Qt.Key.Key_Delete:
            self._clear()
        elif watched is self.form.search and event.key() in (*_OPENING, Qt.Key.Key_Down):
            self.form.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def reject(self) -> None:
        """Esc inside the editor leaves the editor, elsewhere the dialog."""
        focus = self.focusWidget()
        if focus is not None and self.form.editor.isAncestorOf(focus):
            self._leave_editor()
        else:
            super().reject()

    # ---- choosing and pressing ----
    def _show_chosen(self) -> None:
        """Say which row is edited, and what stands in its way."""
        name = self._rows.chosen
        self._candidate = ""
        self.form.editor.setEnabled(name is not None)
        if name is None:
            self.form.chosen.setText(self.tr("Nothing fits what you search for."))
            self._offer(())
            self._say("")
            return
        row = self._keymap.row(name)
        words = self.tr("{what}: {keys}").format(what=help_words(row), keys=spoken_keys(row.keys) or self.tr("no key"))
        self.form.chosen.setText(words)
        self.form.press.setAccessibleName(self.tr("Press the new key for “{what}”").format(what=help_words(row)))
        self.form.press.setEnabled(not row.takes_digit)
        self.form.clear.setEnabled(bool(set(row.keys) - set(fixed_keys(row))))
        self.form.reset.setEnabled(self._keymap.is_changed(name))
        self._offer(())
        clashes = [clash for key in row.keys for clash in self._keymap.clashes(name, key)]
        if row.takes_digit:
            self._say(QCoreApplication.translate("Commands", FIXED_ROW))
        elif clashes:
            self._ask_about(clashes)
        else:
            self._say("")

    def _pressed(self, key: str) -> None:
        name = self._rows.chosen
        if name is None:
            return
        row = self._keymap.row(name)
        if key in _CLEARING and row.mode in (Mode.TEXT, Mode.WINDOW):
            self._clear()
            return
        reason = self._keymap.refusal(name, key) if key else NO_NAME
        if reason:
            self._offer(())
            self._say(QCoreApplication.translate("Commands", reason), "warn")
        elif key in row.keys:
            self._offer(())
            self._say(self.tr("{key} does that already.").format(key=key_words(key)))
        else:
            self._propose(name, key)

    def _propose(self, name: str, key: str) -> None:
        self._candidate = key
        self.form.press.show_key(key)
        clashes = self._keymap.clashes(name, key)
        if clashes:
            self._ask_about(clashes)
            self.form.keep.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._offer((self.tr("Use this key"), self.tr("Add this key")))
        self._say(self.tr("{key} is free.").format(key=key_words(key)))
        self.form.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_about(self, clashes: Iterable[Clash]) -> None:
        """Name the other commands of a key, and offer both ways out."""
        clash, *more = clashes
        self._candidate = clash.key
        self.form.press.show_key(clash.key)
        words = self.tr("{key} is the key of “{other}” ({where}). Take it over, or keep it there?")
        others = "”, “".join(dict.fromkeys(help_words(each.other) for each in (clash, *more) if each.key == clash.key))
        where = mode_words(clash.other.mode)
        self._offer((self.tr("Take it over"), self.tr("Take it over and add")), is_clash=True)
        self._say(words.format(key=key_words(clash.key), other=others, where=where), "warn")

    def _offer(self, words: tuple[str, ...], *, is_clash: bool = False) -> None:
        """Show what can be done with the key that was pressed."""
        if not words:
            self._candidate = ""
            self.form.press.show_key("")
        name = self._rows.chosen
        has_it = name is not None and self._candidate in self._keymap.row(name).keys
        use, add = words or (self.tr("Use this key"), self.tr("Add this key"))
        self.form.use.setText(use)
        self.form.add.setText(add)
        for button in (self.form.use, self.form.add):
            button.setEnabled(bool(words))
        self.form.add.setVisible(not has_it)
        self.form.keep.setVisible(is_clash and not has_it)

    # ---- changing ----
    def _use(self) -> None:
        name = self._rows.chosen
        if name is not None and self._candidate:
            has = self._keymap.row(name).keys
            self._give(name, has if self._candidate in has else (self._candidate,))

    def _add(self) -> None:
        name = self._rows.chosen
        if name is not None and self._candidate:
            self._give(name, (*self._keymap.row(name).keys, self._candidate))

    def _give(self, name: str, keys: tuple[str, ...]) -> None:
        self._change(lambda: self._keymap.set(name, keys, take_over=True))

    def _clear(self) -> None:
        name = self._rows.chosen
        if name is not None and not self._keymap.row(name).takes_digit:
            self._change(lambda: self._keymap.set(name, ()))

    def _reset(self) -> None:
        name = self._rows.chosen
        if name is not None:
            self._change(lambda: self._keymap.reset(name))

    def _ask_reset_all(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Shortcuts"))
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Give every command the keys it came with?"))
        box.setInformativeText(self.tr("Your own keys go away. Undo brings them back as long as this window is open."))
        reset = box.addButton(self.tr("Reset all"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda _: self._reset_all() if box.clickedButton() is reset else None)
        box.open()

    def _reset_all(self) -> None:
        self._change(self._keymap.reset_all)

    def _undo(self) -> None:
        before = self._before[-1]
        if self._try(lambda: self._keymap.restore(before)):
            self._before.pop()
            self._show_changed(self.tr("The last change was taken back."))

    def _change(self, act: Callable[[], None]) -> None:
        before = self._keymap.overrides
        if self._try(act):
            if self._keymap.overrides != before:
                self._before.append(before)
            self._show_changed(self.tr("Saved. It counts at once; Undo takes it back."))

    def _try(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except KeyRefused as error:
            self._say(QCoreApplication.translate("Commands", str(error)), "warn")
        except OSError as error:
            words = self.tr("The keys were not saved: {reason}. Nothing was changed.")
            self._say(words.format(reason=error.strerror or error), "bad")
        else:
            return True
        return False

    def _show_changed(self, sentence: str) -> None:
        was_inside = self.focusWidget() is not None and self.form.editor.isAncestorOf(self.focusWidget())
        self._rows.show(self.form.search.text())
        self._show_chosen()
        if not self.form.said.text():
            self._say(sentence, "good")
        self._show_ways_back()
        if was_inside:
            self.form.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_editor(self) -> None:
        self._show_chosen()
        self.form.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- inside ----
    def _say(self, sentence: str, look: str = "quiet") -> None:
        label = self.form.said
        label.setText(sentence)
        label.setAccessibleName(sentence)
        label.setProperty("look", look)
        label.style().polish(label)
        self.form.press.setAccessibleDescription(sentence)

    def _show_ways_back(self) -> None:
        self.form.undo.setEnabled(bool(self._before))
        self.form.reset_all.setEnabled(any(self._keymap.is_changed(row_id(row)) for row in self._keymap.rows))

    def _search(self, typed: str) -> None:
        self._rows.show(typed)
        self._show_chosen()

    def _connect(self) -> None:
        form = self.form
        form.search.textChanged.connect(self._search)
        form.rows.currentItemChanged.connect(lambda *_: self._show_chosen())
        form.rows.itemDoubleClicked.connect(lambda *_: form.press.setFocus(Qt.FocusReason.OtherFocusReason))
        form.press.pressed.connect(self._pressed)
        form.press.cancelled.connect(self._leave_editor)
        form.use.clicked.connect(self._use)
        form.add.clicked.connect(self._add)
        form.keep.clicked.connect(self._leave_editor)
        form.clear.clicked.connect(self._clear)
        form.reset.clicked.connect(self._reset)
        form.undo.clicked.connect(self._undo)
        form.reset_all.clicked.connect(self._ask_reset_all)
        form.sheet.clicked.connect(lambda: KeySheetDialog(self._keymap, self).open())
        form.leave.clicked.connect(self.accept)
        for watched in (form.search, form.rows):
            watched.installEventFilter(self)
        self._show_ways_back()
