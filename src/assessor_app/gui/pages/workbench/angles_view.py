"""The second picture beside the first, with a bar that shows and changes how far the two are shifted."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from assessor_app.gui.icons import icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.text_elided import ElidedLabel
from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.media.angle_sync import Standing

_ICON = QSize(16, 16)
_SMALLEST = QSize(200, 112)
_US = 1_000_000


class AngleView(QFrame):
    """Shows what it is told and asks for everything else."""

    shift_asked = Signal(int, object)
    """Frames, microseconds: one of the two is zero."""
    line_up_asked = Signal()
    sound_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._keys = default_words()
        self._name, self._standing, self._offset_us = "", Standing.TOGETHER, 0
        self._is_held = self._is_heard = False
        self.surface = VideoSurface(tokens=tokens)
        self.words = ElidedLabel()
        self.earlier_second, self.earlier, self.later, self.later_second = (QToolButton() for _ in range(4))
        self.same, self.sound, self.away = (QToolButton() for _ in range(3))
        self._build()
        self._dress()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.surface.set_tokens(tokens)
        self._dress()

    def show_keys(self, keys: KeyWords) -> None:
        self._keys = keys
        self._dress()

    def show_name(self, name: str) -> None:
        self._name = name
        self.surface.setAccessibleName(self.tr("Second camera: {name}").format(name=name))
        self._say()

    def show_offset(self, offset_us: int) -> None:
        self._offset_us = offset_us
        self._say()

    def show_standing(self, standing: str) -> None:
        self._standing = Standing(standing)
        self._say()

    def show_held(self, is_held: bool) -> None:
        self._is_held = is_held
        self._dress()
        self._say()

    def show_heard(self, is_heard: bool) -> None:
        self._is_heard = is_heard
        self._dress()

    def _say(self) -> None:
        offset = self.tr("shifted by {offset} s").format(offset=offset_text(self._offset_us))
        more = {
            Standing.TOGETHER: "",
            Standing.BEFORE: self.tr("not switched on yet"),
            Standing.AFTER: self.tr("already switched off"),
        }[self._standing]
        if self._is_held:
            more = self.tr("held: go to the same moment in the first video, then press again")
        self.words.setText(" · ".join(part for part in (self._name, offset, more) if part))

    def _build(self) -> None:
        self.surface.setMinimumSize(_SMALLEST)
        self.surface.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys and marks belong to the first one
        self.words.setProperty("look", "quiet")
        self.words.setContentsMargins(GAP_INSIDE, SPACE // 2, GAP_INSIDE, 0)
        bar = QFrame()
        bar.setProperty("look", "bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(SPACE, 0, SPACE, 0)
        line.setSpacing(SPACE // 2)
        for button in self._buttons():
            button.setAutoRaise(True)
            button.setIconSize(_ICON)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if button is self.away:
                line.addStretch(1)
            line.addWidget(button)
        self.same.setCheckable(True)
        self.sound.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.surface, 1)
        column.addWidget(self.words)
        column.addWidget(bar)
        self.earlier_second.clicked.connect(lambda: self.shift_asked.emit(0, -_US))
        self.earlier.clicked.connect(lambda: self.shift_asked.emit(-1, 0))
        self.later.clicked.connect(lambda: self.shift_asked.emit(1, 0))
        self.later_second.clicked.connect(lambda: self.shift_asked.emit(0, _US))
        self.same.clicked.connect(self.line_up_asked)
        self.sound.clicked.connect(self.sound_asked)
        self.away.clicked.connect(self.close_asked)

    def _buttons(self) -> tuple[QToolButton, ...]:
        return self.earlier_second, self.earlier, self.later, self.later_second, self.same, self.sound, self.away

    def _dress(self) -> None:
        same = (
            self.tr("These two pictures are the same moment") if self._is_held else self.tr("Hold this picture still")
        )
        sound = self.tr("Hear the first camera") if self._is_heard else self.tr("Hear this camera")
        dresses = (
            (self.earlier_second, "skip-back", self.tr("One second earlier"), ("angle.shift_second", -1)),
            (self.earlier, "step-back", self.tr("One frame earlier"), ("angle.shift_frame", -1)),
            (self.later, "step-forward", self.tr("One frame later"), ("angle.shift_frame", 1)),
            (self.later_second, "skip-forward", self.tr("One second later"), ("angle.shift_second", 1)),
            (self.same, "link", same, ("angle.line_up", None)),
            (self.sound, "volume-2" if self._is_heard else "volume-x", sound, ("angle.sound", None)),
            (self.away, "x", self.tr("Put the second camera away"), ("angle.turn", None)),
        )
        for button, name, words, (command, argument) in dresses:
            button.setIcon(icon(name, self._tokens))
            button.setAccessibleName(words)
            button.setToolTip(self._keys.after(words, command, argument))
        self.same.setChecked(self._is_held)
        self.sound.setChecked(self._is_heard)


class AngleButton(QToolButton):
    """Offers the other recordings of the submission; away while there are none. `chosen`: artifact id, "" for none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._keys = default_words()
        self._menu = QMenu(self)
        self._shown_id = ""
        self._others: tuple[tuple[str, str], ...] = ()
        self.setAutoRaise(True)
        self.setIconSize(_ICON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        self.clicked.connect(self._press)
        self._dress()
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._dress()

    def show_keys(self, keys: KeyWords) -> None:
        self._keys = keys
        self._dress()

    def offer(self, others: Iterable[tuple[str, str]], shown_id: str) -> None:
        """Id and name of each other recording, and which of them is shown beside the first."""
        self._others, self._shown_id = tuple(others), shown_id
        self.setVisible(bool(self._others))
        self.setChecked(bool(shown_id))

    def _press(self) -> None:
        self.setChecked(bool(self._shown_id))
        if len(self._others) == 1:
            self.chosen.emit("" if self._shown_id else self._others[0][0])
            return
        self._menu.clear()
        for artifact_id, name in (*self._others, ("", self.tr("None"))):
            action = self._menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(artifact_id == self._shown_id)
            action.triggered.connect(lambda _=False, chosen=artifact_id: self.chosen.emit(chosen))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _dress(self) -> None:
        words = self.tr("Second camera")
        self.setIcon(icon("camera", self._tokens))
        self.setAccessibleName(words)
        more = self.tr("Marks always belong to the first video.")
        self.setToolTip(f"{self._keys.after(words, 'angle.turn')}\n{more}")
        self.setAccessibleDescription(more)


def place_beside(first: QWidget, second: QWidget) -> QSplitter:
    """Put both into a splitter where the first one was; what is in the second takes no room while it is hidden."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    around = first.parentWidget()
    layout = around.layout() if around is not None else None
    if layout is None:
        raise ValueError("the first picture stands nowhere")
    layout.replaceWidget(first, splitter)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setSizes([1, 1])
    second.hide()
    return splitter


def offset_text(offset_us: int) -> str:
    """Return `+1.234` or `-0.040`, in seconds with a real minus sign; thousandths are rounded towards zero."""
    whole, rest = divmod(abs(offset_us) // 1_000, 1_000)
    sign = "+" if offset_us >= 0 else "\N{MINUS SIGN}"
    return f"{sign}{whole}.{rest:03}"
