"""The line under a text, PDF or picture: pages, words to find, and how large it is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from assessor_app.gui.icons import icon
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE, SPACE, Tokens
from assessor_app.gui.widgets.marked_view import ZOOM_STEP
from assessor_app.gui.widgets.search_field import SearchField

_FIELD_WIDTH = 220


class PageTools(QFrame):
    """`zoom_asked` carries a factor, `page_asked` and `hit_asked` a step, `searched` words; `search_left` by Escape."""

    zoom_asked = Signal(float)
    fit_asked = Signal()
    page_asked = Signal(int)
    searched = Signal(str)
    hit_asked = Signal(int)
    search_left = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._page = PlainLabel()
        self._page.setProperty("look", "quiet")
        self._buttons: dict[str, QToolButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_INSIDE, SPACE, GAP_INSIDE, SPACE)
        line.setSpacing(SPACE)
        back = self._button("chevron-up", self.tr("Previous page"), lambda: self.page_asked.emit(-1))
        on = self._button("chevron-down", self.tr("Next page"), lambda: self.page_asked.emit(1))
        self._for_pages: tuple[QWidget, ...] = (back, on, self._page)
        for widget in self._for_pages:
            line.addWidget(widget)
        self.field = SearchField(self.tr("Find words"))
        self.field.setMaximumWidth(_FIELD_WIDTH)
        self._count = PlainLabel()
        self._count.setProperty("look", "quiet")
        before = self._button("arrow-up", self.tr("Found before"), lambda: self.hit_asked.emit(-1))
        after = self._button("arrow-down", self.tr("Found next"), lambda: self.hit_asked.emit(1))
        self._for_words: tuple[QWidget, ...] = (self.field, self._count, before, after)
        self._for_hits = (before, after)
        for part in self._for_words:
            line.addWidget(part)
        self.field.searched.connect(self.searched)
        self.field.returnPressed.connect(lambda: self.hit_asked.emit(1))
        self.field.left.connect(self.search_left)
        line.addStretch(1)
        line.addWidget(self._button("zoom-out", self.tr("Smaller"), lambda: self.zoom_asked.emit(1 / ZOOM_STEP)))
        line.addWidget(self._button("zoom-in", self.tr("Larger"), lambda: self.zoom_asked.emit(ZOOM_STEP)))
        line.addWidget(self._button("maximize", self.tr("Fit"), self.fit_asked.emit))
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self.field.set_tokens(tokens)
        for name, button in self._buttons.items():
            button.setIcon(icon(name, tokens))

    def set_parts(self, *, has_pages: bool, has_words: bool) -> None:
        """Offer what there is to do with what is shown."""
        for widget in self._for_pages:
            widget.setVisible(has_pages)
        for widget in self._for_words:
            widget.setVisible(has_words)
        self.field.clear()
        self.show_found(0, 0)

    def take_search_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def found_words(self) -> str:
        """Such as `2 of 14`; how to look for words while none are."""
        return self._count.text() or self.tr("Type the words to find first.")

    def show_found(self, at: int, count: int) -> None:
        """Which hit is on show (1-based, 0 for none) and how many there are."""
        words = ""
        if self.field.text().strip():
            words = (self.tr("{at} of {count}") if at else self.tr("{count} found")).format(at=at, count=count)
        self._count.setText(words)
        for button in self._for_hits:
            button.setEnabled(count > 0)

    def show_page(self, page: int, pages: int) -> None:
        self._page.setText(self.tr("Page {page} of {pages}").format(page=page, pages=pages))

    def _button(self, name: str, words: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "bar")
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        self._buttons[name] = button
        return button
