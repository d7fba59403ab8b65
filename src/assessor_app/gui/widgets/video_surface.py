"""The picture: paints the player's frame letterboxed, or says in words why there is none."""

from enum import Enum, auto

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from assessor_app.gui.tokens import HIGH_CONTRAST, LIGHT, PICTURE_GROUND, Tokens
from assessor_app.gui.widgets.caption_plate import paint_caption
from assessor_app.gui.widgets.picture_zoom import STEP, PictureZoom
from assessor_app.gui.widgets.surface_notice import SurfaceNotice
from assessor_app.media.player import Player, PlayerState

_SAY_LOADING_AFTER_MS = 300
_WHEEL_STEP = 120
_PICTURE = QSize(640, 360)
_SMALLEST = QSize(320, 180)
_HAS_PICTURE = (PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED)


class _Shows(Enum):
    VIDEO = auto()
    LOADING = auto()
    NOTICE = auto()


class VideoSurface(QWidget):
    """Shows one player. `LOADING` and `FAILED` of the player are shown by themselves."""

    fetch_requested = Signal()
    clicked = Signal()
    double_clicked = Signal()
    zoomed = Signal(float)
    """How large the picture is drawn: 1.0 is the whole of it, 8.0 the largest."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._player: Player | None = None
        self._shows = _Shows.NOTICE
        self._caption = ""
        self._zoom = PictureZoom()
        self._drag_from: tuple[QPointF, PictureZoom] | None = None
        self._notice = SurfaceNotice(self)
        self._notice.pressed.connect(self._ask_to_fetch)
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.setInterval(_SAY_LOADING_AFTER_MS)
        self._loading.timeout.connect(self._say_loading)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(_SMALLEST)
        self.setAccessibleName(self.tr("Video"))
        self.show_empty()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._notice.set_high_contrast(is_on=tokens == HIGH_CONTRAST)
        self.update()

    def set_player(self, player: Player | None) -> None:
        """Show this player from now on; None shows the empty state."""
        if self._player is not None:
            self._player.frame_changed.disconnect(self._on_frame)
            self._player.state_changed.disconnect(self._on_state)
            self._player.failed.disconnect(self.show_failed)
        self._player = player
        if player is None:
            self.show_empty()
            return
        player.frame_changed.connect(self._on_frame)
        player.state_changed.connect(self._on_state)
        player.failed.connect(self.show_failed)
        self._on_state(player.state)

    def show_video(self) -> None:
        """Back to the picture after one of the states below."""
        self._show(_Shows.VIDEO)

    def set_caption(self, words: str) -> None:
        """What is being said, over the lower edge of the picture; empty for nothing."""
        if words != self._caption:
            self._caption = words
            self.update()

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Larger by so many steps, smaller with negative ones, around `at` or the middle."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        self._look(self._zoom.zoomed(STEP**steps, at.x() / max(self.width(), 1), at.y() / max(self.height(), 1)))

    def pan(self, by_x: float, by_y: float) -> None:
        """Move the part that is seen, in shares of the surface: positive shows more of the right and below."""
        self._look(self._zoom.panned(-by_x, -by_y))

    def show_whole(self) -> None:
        self._look(PictureZoom())

    def show_empty(self, sentence: str = "") -> None:
        self._notice.say("file-video", sentence or self.tr("Choose a video of this submission to watch it here."))
        self._show(_Shows.NOTICE)

    def show_absent(self, sentence: str = "", *, can_fetch: bool = True) -> None:
        """ "Not on this laptop yet", with a button that emits `fetch_requested`."""
        words = sentence or self.tr("This video can be downloaded from the issuing server when you are online.")
        button = self.tr("Download") if can_fetch else ""
        self._notice.say("download", words, title=self.tr("Not on this laptop yet"), button=button)
        self._show(_Shows.NOTICE)

    def show_downloading(self, done: int, size: int) -> None:
        """Bytes so far, while it is being fetched."""
        so_far, whole = (self._size_text(amount) for amount in (done, size))
        words = self.tr("{done} of {size}. It opens here once it is complete.").format(done=so_far, size=whole)
        share = min(done / size, 1.0) if size else 0.0
        self._notice.say("download", words, title=self.tr("Coming from the issuing server"), share=share)
        self._show(_Shows.NOTICE)

    def show_failed(self, sentence: str) -> None:
        self._notice.say("triangle-alert", sentence, title=self.tr("No picture"))
        self._show(_Shows.NOTICE)

    def sizeHint(self) -> QSize:
        return _PICTURE

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        has_picture = (
            self._shows is _Shows.VIDEO
            and self._player is not None
            and self._player.paint(painter, QRectF(*self._zoom.target(self.width(), self.height())))
        )
        if not has_picture:
            painter.fillRect(event.rect(), QColor(PICTURE_GROUND))
        else:
            paint_caption(painter, QRectF(self.rect()), self._caption, self.font())
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._notice.setGeometry(self.rect())

    def _ask_to_fetch(self) -> None:
        # The button goes away: without this the focus would wander to whatever comes next, and Space with it.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fetch_requested.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._zoom.factor > 1:
            # It may become a drag: what a click does waits until the button goes up.
            self._drag_from = (event.position(), self._zoom)
        else:
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is None:
            return
        (began, zoom), now = self._drag_from, event.position()
        if self._is_drag(began, now):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            moved = now - began
            self._look(zoom.panned(moved.x() / self.width(), moved.y() / self.height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag_from = self._drag_from, None
        self.unsetCursor()
        if drag is not None and not self._is_drag(drag[0], event.position()) and drag[1] == self._zoom:
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            # The first press already said `clicked`: a second one takes that back, so that play goes on as it was.
            self.clicked.emit()
            self.double_clicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self.zoom(event.angleDelta().y() / _WHEEL_STEP, event.position())
        event.accept()

    @staticmethod
    def _is_drag(began: QPointF, now: QPointF) -> bool:
        return (now - began).manhattanLength() >= QApplication.startDragDistance()

    def _look(self, zoom: PictureZoom) -> None:
        if zoom == self._zoom or self._shows is not _Shows.VIDEO:
            return
        is_news, self._zoom = zoom.factor != self._zoom.factor, zoom
        self.update()
        if is_news:
            self.zoomed.emit(zoom.factor)

    def _forget_zoom(self) -> None:
        """The next video is seen as a whole."""
        if self._zoom.factor > 1:
            self._zoom = PictureZoom()
            self.zoomed.emit(self._zoom.factor)

    def _show(self, shows: _Shows) -> None:
        self._loading.stop()
        self._shows = shows
        self._notice.setVisible(shows is _Shows.NOTICE)
        self.setAccessibleDescription(self._notice.words if shows is _Shows.NOTICE else "")
        self.update()

    def _size_text(self, amount: int) -> str:
        return self.locale().formattedDataSize(amount, 0, QLocale.DataSizeFormat.DataSizeSIFormat)

    def _on_frame(self) -> None:
        if self._shows is _Shows.VIDEO:
            self.update()

    def _on_state(self, state: str) -> None:
        if state in (PlayerState.LOADING, PlayerState.EMPTY):
            self._forget_zoom()
            self.set_caption("")
        if state == PlayerState.LOADING:
            self._show(_Shows.LOADING)
            self._loading.start()
        elif state in _HAS_PICTURE:
            if self._shows is not _Shows.VIDEO:
                self.show_video()
        elif state == PlayerState.EMPTY and self._shows is not _Shows.NOTICE:
            self.show_empty()

    def _say_loading(self) -> None:
        self._notice.say("hourglass", self.tr("Opening the video\N{HORIZONTAL ELLIPSIS}"))
        self._show(_Shows.NOTICE)
