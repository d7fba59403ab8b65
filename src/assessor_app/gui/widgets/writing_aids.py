"""What helps with writing in every feedback and rationale field: lines under words, their menu, comments by "/"."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from assessor_app.gui.models.comment_offers import Offer
from assessor_app.gui.models.text_findings import Finding, FindingKind, Looks
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.comment_insert import CommentInsert
from assessor_app.gui.widgets.text_marks import TextMarks
from assessor_app.services.spelling import LANGUAGES, OFF


class WritingAids(QObject):
    """Aids of one field. `offers` gives what "/" offers.

    `word_learnt` carries a word to know from now on, `language_chosen` a key of LANGUAGES or OFF, `kept` a text for the
    comment bank, `inserted` an Offer.
    """

    word_learnt = Signal(str)
    language_chosen = Signal(str)
    kept = Signal(str)
    inserted = Signal(object)

    def __init__(
        self, edit: QPlainTextEdit, looks: Looks, offers: Callable[[], tuple[Offer, ...]], tokens: Tokens
    ) -> None:
        super().__init__(edit)
        self._edit = edit
        self._looks = looks
        self.language = OFF
        self.marks = TextMarks(edit.document(), looks, tokens)
        self.insert = CommentInsert(edit, offers)
        self.insert.inserted.connect(self.inserted)
        self.menu: QMenu | None = None
        edit.installEventFilter(self)

    def use(self, looks: Looks, language: str) -> None:
        self._looks, self.language = looks, language
        self.marks.use(looks)

    def set_tokens(self, tokens: Tokens) -> None:
        self.marks.set_tokens(tokens)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            if by_mouse and not self._edit.textCursor().hasSelection():
                self._edit.setTextCursor(self._edit.cursorForPosition(event.pos()))
            self.open_menu(event.globalPos() if by_mouse else None)
            return True
        return super().eventFilter(watched, event)

    def open_menu(self, at: QPoint | None = None) -> None:
        """The field's menu, with what concerns the word at the cursor on top."""
        menu = self.menu = QMenu(self._edit)
        found = self.marks.found_at(self._edit.textCursor().position())
        if found is not None:
            self._offer(menu, found)
        self._offer_keeping(menu)
        self._offer_languages(menu)
        menu.addSeparator()
        standard = self._edit.createStandardContextMenu()
        standard.setParent(menu, standard.windowFlags())  # without the flags it would be shown inside the menu
        menu.addActions(standard.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget_menu)
        place = self._edit.cursorRect().bottomLeft()
        menu.popup(at if at is not None else self._edit.viewport().mapToGlobal(place))
        if found is not None and menu.actions():
            menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))

    def next_found(self) -> bool:
        """Go to the next marked place after the cursor, round the end; False when there is none."""
        found = self._findings()
        if not found:
            return False
        at = self._edit.textCursor().selectionEnd()
        self.select(next((each for each in found if each.start >= at), found[0]))
        return True

    def select(self, finding: Finding) -> None:
        """Put the cursor on a finding, its words selected."""
        cursor = self._edit.textCursor()
        most = self._edit.document().characterCount() - 1
        cursor.setPosition(min(finding.start, most))
        cursor.setPosition(min(finding.end, most), QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def keep_selection(self) -> None:
        """Hand the selected words, or all of them, to the comment bank."""
        cursor = self._edit.textCursor()
        chosen = cursor.selection().toPlainText() if cursor.hasSelection() else self._edit.toPlainText()
        self.kept.emit(chosen)

    def _findings(self) -> list[Finding]:
        found = self._looks.findings(self._edit.toPlainText())
        return sorted(found, key=lambda each: each.start)

    def _offer(self, menu: QMenu, found: Finding) -> None:
        title = menu.addAction(found.reason.replace("&", "&&"))
        title.setEnabled(False)
        speller = self._looks.speller
        if found.kind is FindingKind.SPELLING and speller is not None and not self._edit.isReadOnly():
            for guess in speller.guesses(found.words):
                menu.addAction(guess).triggered.connect(partial(self._replace, found, guess))
            learn = menu.addAction(self.tr("Add “{word}” to my words").format(word=found.words))
            learn.triggered.connect(partial(self.word_learnt.emit, found.words))
        menu.addSeparator()

    def _offer_keeping(self, menu: QMenu) -> None:
        has_selection = self._edit.textCursor().hasSelection()
        words = self.tr("Keep the selection as a comment") if has_selection else self.tr("Keep all of it as a comment")
        action = menu.addAction(words)
        action.setEnabled(bool(self._edit.toPlainText().strip()))
        action.triggered.connect(self.keep_selection)

    def _offer_languages(self, menu: QMenu) -> None:
        languages = menu.addMenu(self.tr("Spelling check"))
        for key, name in {**LANGUAGES, OFF: self.tr("Off")}.items():
            action = languages.addAction(name)
            action.setCheckable(True)
            action.setChecked(key == self.language)
            action.triggered.connect(partial(self._choose, key))

    def _choose(self, language: str) -> None:
        self.language_chosen.emit(language)

    def _replace(self, found: Finding, guess: str) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(found.start)
        cursor.setPosition(found.end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == found.words:  # else it was typed over while the menu stood
            cursor.insertText(guess)
            self._edit.setTextCursor(cursor)

    def _forget_menu(self) -> None:
        self.menu = None
