"""Opens evidence that is read or looked at: parsed in the worker process first, and the last one asked for wins."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QTimer
from PySide6.QtGui import QImage, QImageReader

from assessor_app.commands.context import Desk
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.links import read_link
from assessor_app.domain.reading import LONGEST_TEXT, Obstacle, PdfLook, Picture, Reading, text_to_show
from assessor_app.domain.submission import Artifact
from assessor_app.gui.pages.workbench.evidence_kind import EvidenceKind, icon_name
from assessor_app.gui.pages.workbench.evidence_pane import EvidencePane
from assessor_app.gui.pages.workbench.evidence_words import (
    cut_words,
    failed_words,
    obstacle_words,
    remarks_words,
    unknown_words,
)
from assessor_app.gui.widgets.reading_look import dress
from assessor_app.media.reading_bytes import LONGEST_SIDE, unpack_pdf_look, unpack_picture, unpack_reading
from assessor_app.media.whole_bytes import TooLarge, read_whole
from assessor_app.services.refusals import Refusal
from assessor_app.services.vault_ports import MediaSource

T = TypeVar("T")
_MOST_BYTES = 4 * LONGEST_TEXT
A_WHILE_MS = 1_000
_JPEG = b"\xff\xd8"


class CannotShow(Exception):
    """There is something, and it is not shown."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


class EvidenceReading:
    """`failed` is called when an artifact that was asked for is not shown after all."""

    def __init__(self, desk: Desk, pane: EvidencePane, failed: Callable[[], None]) -> None:
        self._desk = desk
        self._pane = pane
        self._when_failed = failed
        self._turn = 0
        self._deriving: str | None = None
        self._patience = QTimer(pane, singleShot=True, interval=A_WHILE_MS)
        self._patience.timeout.connect(self._say_it_takes_time)
        pane.pdf.failed.connect(self._pdf_failed)

    def open(self, artifact: Artifact, kind: EvidenceKind) -> None:
        """Show it; what was under way for another one ends."""
        self.leave()
        if kind is EvidenceKind.LINK and artifact.text is not None:
            self._pane.show_text(read_link(artifact.text).written or artifact.name)
        elif artifact.text is not None:
            self._take_text(artifact.text)
        elif kind is EvidenceKind.OTHER:
            self._pane.show_notice("file", _tr("No preview"), unknown_words(artifact.name, artifact.media_type))
        else:
            self._pane.show_notice(icon_name(kind), _tr("Opening…"))
            self._patience.start()
            self._fetch(artifact, kind)

    def leave(self) -> None:
        """Nobody waits for it any more; what the worker process does for it ends at once."""
        self._turn += 1
        self._patience.stop()
        if self._deriving is not None:
            self._desk.stop_deriving(self._deriving)
            self._deriving = None

    # ---- from the desk -----------------------------------------------------------------------

    def _fetch(self, artifact: Artifact, kind: EvidenceKind) -> None:
        if kind is EvidenceKind.IMAGE:
            self._derive(artifact, DerivedKind.PICTURE, decode_made, self._take_picture)
        elif kind is EvidenceKind.PDF:
            self._derive(artifact, DerivedKind.PDF_LOOK, seen_pdf, partial(self._open_pdf, artifact))
        elif kind is EvidenceKind.OFFICE:
            self._derive(artifact, DerivedKind.OFFICE, read_made, self._take_reading)
        else:
            self._open_whole(artifact, read_text, self._take_text)

    def _derive(
        self, artifact: Artifact, kind: DerivedKind, unpack: Callable[[bytes], T], take: Callable[[T], None]
    ) -> None:
        """Have the worker process look at it, unpack on a lane what it says, and take that on the UI thread."""
        self._deriving = artifact.artifact_id
        failed = partial(self._failed, self._turn, artifact)

        def arrived(data: bytes) -> None:
            self._deriving = None
            self._desk.compute(partial(unpack, data), self._current(take), failed)

        self._desk.derive(artifact.artifact_id, kind, self._current(arrived), failed)

    def _open_whole(self, artifact: Artifact, read: Callable[[MediaSource], T], take: Callable[[T], None]) -> None:
        turn, failed = self._turn, partial(self._failed, self._turn, artifact)

        def opened(source: MediaSource) -> None:
            if turn != self._turn:
                source.close()
            else:
                self._desk.compute(partial(read, source), self._current(take), failed)

        self._desk.open_media(artifact.artifact_id, opened, failed)

    def _current(self, take: Callable[[T], None]) -> Callable[[T], None]:
        """Return what takes it only while it is still wanted."""
        turn = self._turn

        def taken(value: T) -> None:
            if turn == self._turn:
                take(value)

        return taken

    # ---- onto the screen ---------------------------------------------------------------------

    def _take_picture(self, made: tuple[Picture, QImage]) -> None:
        picture, image = made
        self._patience.stop()
        self._pane.show_image(image)
        self._pane.remarks.say(remarks_words(picture.remarks), is_warning=False)

    def _open_pdf(self, artifact: Artifact, look: PdfLook) -> None:
        self._open_whole(artifact, read_whole, partial(self._take_pdf, look))

    def _take_pdf(self, look: PdfLook, whole: QByteArray) -> None:
        self._patience.stop()
        self._pane.show_pdf(whole)
        self._pane.remarks.say(remarks_words(look.remarks))

    def _take_reading(self, reading: Reading) -> None:
        self._patience.stop()
        self._pane.show_text(reading.text)
        dress(self._pane.text.document(), reading)
        self._pane.remarks.say(remarks_words(reading.remarks))

    def _take_text(self, words: str) -> None:
        self._patience.stop()
        shown, is_cut = text_to_show(words)
        self._pane.show_text(shown)
        self._pane.remarks.say(cut_words(len(shown)) if is_cut else "")

    def _say_it_takes_time(self) -> None:
        sentence = _tr("Making it readable takes a moment. Choose another part meanwhile if you like.")
        self._pane.show_notice("hourglass", _tr("Opening…"), sentence)

    # ---- what is not shown -------------------------------------------------------------------

    def _failed(self, turn: int, artifact: Artifact, error: Exception) -> None:
        if turn != self._turn:
            return
        self._patience.stop()
        self._deriving = None
        self._when_failed()
        name, title = "circle-alert", _tr("{name} cannot be shown").format(name=artifact.name)
        if isinstance(error, CannotShow):
            sentence = obstacle_words(error.obstacle)
        elif isinstance(error, TooLarge):
            sentence = obstacle_words(Obstacle.TOO_LARGE)
        elif isinstance(error, Refusal):
            name, title, sentence = "lock", _tr("The evidence is locked"), str(error)
        else:
            sentence = failed_words(error)
        self._pane.show_notice(name, title, sentence)

    def _pdf_failed(self, sentence: str) -> None:
        self._pane.show_notice("circle-alert", _tr("This PDF cannot be shown"), sentence)


def decode_made(data: bytes) -> tuple[Picture, QImage]:
    """Decode what the worker process made of a picture. For a lane. Raises CannotShow."""
    picture = unpack_picture(data)
    if picture is None:
        raise CannotShow(Obstacle.DAMAGED)
    if picture.obstacle is not None:
        raise CannotShow(picture.obstacle)
    buffer = QBuffer()
    buffer.setData(QByteArray(picture.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg" if picture.data.startswith(_JPEG) else b"png"))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    image = reader.read() if 0 < max(size.width(), size.height()) <= LONGEST_SIDE else QImage()
    if image.isNull():
        raise CannotShow(Obstacle.DAMAGED)
    return picture, image


def seen_pdf(data: bytes) -> PdfLook:
    """Raises CannotShow for one that is not to be drawn."""
    look = unpack_pdf_look(data)
    if look is None or look.obstacle is not None:
        raise CannotShow(look.obstacle if look is not None and look.obstacle is not None else Obstacle.DAMAGED)
    return look


def read_made(data: bytes) -> Reading:
    """Raises CannotShow for a document that could not be read."""
    reading = unpack_reading(data)
    if reading is None or reading.obstacle is not None:
        raise CannotShow(reading.obstacle if reading is not None and reading.obstacle is not None else Obstacle.DAMAGED)
    return reading


def read_text(source: MediaSource) -> str:
    """Read a text file as UTF-8, a little more of it than is shown; closes `source`."""
    try:
        return source.read_at(0, min(source.size, _MOST_BYTES)).decode("utf-8-sig", errors="replace")
    finally:
        source.close()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Evidence", words)
