"""The strip over a link: where it leads in plain sight, what is doubtful about it, and a button that asks first."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assessor_app.domain.links import Link, LinkDoubt
from assessor_app.gui.icons import icon
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.text_elided import ElidedLabel

_ICON = QSize(16, 16)


class LinkBar(QFrame):
    """Without a link it takes no room. `ask` is given the link when the button is pressed."""

    def __init__(self, ask: Callable[[Link], None], parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._ask = ask
        self._tokens = tokens
        self._link = Link("")
        self._picture, self._host, self._words = QLabel(), ElidedLabel(), QLabel()
        self.button = QPushButton(self.tr("Open in the browser…"))
        self._build()
        self.hide()

    @property
    def words(self) -> str:
        """All it says, nothing while it is not there."""
        return "" if self.isHidden() else f"{self._host.text()} {self._words.text()}"

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._paint()

    def show_link(self, link: Link | None, *, has_copy: bool = False) -> None:
        """`has_copy` when the page as the issuing server captured it is shown below."""
        self._link = link or Link("")
        if link is not None:
            self._host.setText(self.tr("Link to {host}").format(host=link.host) if link.host else self.tr("Link"))
            self._words.setText(" ".join((_copy_words(self, has_copy=has_copy), *_doubts(self, link))))
            self.setAccessibleName(f"{self._host.text()}. {self._words.text()}")
            self.button.setVisible(link.is_offered)
            self.button.setToolTip(self.tr("Asks first, then opens {host} outside this program").format(host=link.host))
        self._paint()
        self.setVisible(link is not None)

    def _paint(self) -> None:
        tokens = self._tokens
        name, colour = ("triangle-alert", tokens.warn) if self._link.doubts else ("link", tokens.quiet)
        self._picture.setPixmap(icon(name, tokens, colour).pixmap(_ICON))

    def _build(self) -> None:
        self.setProperty("look", "bar")
        self._words.setProperty("look", "quiet")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda _: self._ask(self._link))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._host)
        words.addWidget(self._words)
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * SPACE, SPACE, GAP_INSIDE, SPACE)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.button)


def _copy_words(bar: QWidget, *, has_copy: bool) -> str:
    if has_copy:
        return bar.tr("Below: the page as captured by the issuing server.")
    return bar.tr("The issuing server supplied no copy of it.")


def _doubts(bar: QWidget, link: Link) -> list[str]:
    words = {
        LinkDoubt.NOT_A_PAGE: bar.tr("It is not the address of a page on the web, so it is not offered for opening."),
        LinkDoubt.NOT_PUBLIC: bar.tr("It leads to something inside a local network, so it is not offered for opening."),
        LinkDoubt.LOOKS_LIKE: bar.tr("Its name has letters of other scripts, which can look like a known site."),
        LinkDoubt.HAS_NAME: bar.tr("What was written before the @ is not the site and was taken away."),
        LinkDoubt.NOT_SEALED: bar.tr("It is not encrypted: others on the way can read it."),
    }
    return [words[doubt] for doubt in link.doubts]
