"""A PDF as evidence: pages under each other, fitted to the width or zoomed; it loads nothing but its own bytes."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor_app.gui.tokens import PICTURE_GROUND

ZOOM_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0


class PdfView(QWidget):
    """`failed` carries a sentence; `page_changed` the page on show (1-based) and how many there are."""

    failed = Signal(str)
    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self._pages = QPdfView(self)
        self._pages.setProperty("look", "picture")
        self._pages.setDocument(self._document)
        around = self._pages.palette()
        around.setColor(QPalette.ColorRole.Dark, QColor(PICTURE_GROUND))
        self._pages.setPalette(around)
        self._pages.setPageMode(QPdfView.PageMode.MultiPage)
        self._pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._pages.viewport().installEventFilter(self)
        self._pages.pageNavigator().currentPageChanged.connect(lambda _: self._say_page())
        self._document.statusChanged.connect(self._look_at_status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.setFocusProxy(self._pages)

    def show_bytes(self, whole: QByteArray) -> None:
        """Show a PDF that is in memory: its pages are drawn on a thread of Qt's, which may not wait for Python."""
        self.release()
        self._buffer.setData(whole)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)

    def release(self) -> None:
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())

    def turn_page(self, step: int) -> None:
        navigator = self._pages.pageNavigator()
        page = navigator.currentPage() + step
        if 0 <= page < self._document.pageCount():
            navigator.jump(page, QPointF(), navigator.currentZoom())

    def zoom_by(self, factor: float) -> None:
        zoom = self._zoom_now() * factor
        self._pages.setZoomMode(QPdfView.ZoomMode.Custom)
        self._pages.setZoomFactor(min(max(zoom, _LEAST), _MOST))

    def fit(self) -> None:
        self._pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_zoom = isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_zoom and isinstance(event, QWheelEvent):
            self.zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            return True
        return False

    def _zoom_now(self) -> float:
        if self._pages.zoomMode() is QPdfView.ZoomMode.Custom or not self._document.pageCount():
            return self._pages.zoomFactor()
        margins = self._pages.documentMargins()
        room = self._pages.viewport().width() - margins.left() - margins.right()
        points = self._document.pagePointSize(self._pages.pageNavigator().currentPage()).width()
        return room / (points * self.logicalDpiX() / 72) if points else 1.0

    def _look_at_status(self, status: QPdfDocument.Status) -> None:
        if status is QPdfDocument.Status.Ready:
            self._say_page()
        elif status is QPdfDocument.Status.Error:
            self.failed.emit(self._why())

    def _why(self) -> str:
        locked = (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme)
        if self._document.error() in locked:
            return self.tr("It is locked with a password. Ask the issuing server for a copy without one.")
        return self.tr("The file is damaged or not a PDF. Download it again, or report it to the issuing server.")

    def _say_page(self) -> None:
        self.page_changed.emit(self._pages.pageNavigator().currentPage() + 1, self._document.pageCount())
