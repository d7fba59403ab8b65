"""Opens artifacts through the desk and shows them: never a path, and the last one asked for wins."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QCoreApplication
from PySide6.QtGui import QImage

from assessor_app.commands.context import Desk
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.gui import wording
from assessor_app.gui.pages.workbench.evidence_kind import EvidenceKind, icon_name, kind_of
from assessor_app.gui.pages.workbench.evidence_pane import EvidencePane
from assessor_app.gui.pages.workbench.recording_care import NO_CONDITIONS, Conditions, RecordingCare
from assessor_app.gui.pages.workbench.recording_data import RecordingData
from assessor_app.gui.widgets.image_view import decode_picture
from assessor_app.media.player import Player
from assessor_app.media.whole_bytes import TooLarge, read_whole
from assessor_app.services.ports import MediaSource
from assessor_app.services.views import ArtifactMedia

LONGEST_TEXT = 1_000_000
COPY_TYPE = "video/mp4"


class EvidenceOpening:
    """`player` is made with the first video and stays; `open_id` is the artifact in it."""

    def __init__(
        self,
        desk: Desk,
        pane: EvidencePane,
        make_player: Callable[[], Player],
        conditions: Conditions = NO_CONDITIONS,
    ) -> None:
        self._desk = desk
        self._pane = pane
        self._make_player = make_player
        self._player: Player | None = None
        self._in_player: str | None = None
        self._shown: tuple[str, MediaState] | None = None
        self._turn = 0
        self._then: Callable[[], None] | None = None
        self._care = RecordingCare(desk, pane.recording_notice, conditions, self._open_again)
        self._data = RecordingData(desk, pane.video.timeline, self._care.take_facts, self._care.take_waveform)
        pane.pdf.failed.connect(self._pdf_failed)

    @property
    def player(self) -> Player:
        if self._player is None:
            self._player = self._make_player()
            self._pane.video.attach(self._player)
            self._data.follow(self._player)
            self._care.follow(self._player)
        return self._player

    def show(self, artifact: Artifact, media: ArtifactMedia, then: Callable[[], None] | None = None) -> None:
        """Show this artifact, or how far it is from being here. Showing the same again changes nothing.

        `then` is called once its video is in the player.
        """
        kind = kind_of(artifact)
        self._then = then if kind.has_time else None
        if not kind.has_time and self._player is not None:
            self._player.pause()
        if media.state is not MediaState.PRESENT:
            self._shown = (artifact.artifact_id, media.state)
            self._say_absent(kind, media)
        elif self._shown != (artifact.artifact_id, MediaState.PRESENT):
            self._shown = (artifact.artifact_id, MediaState.PRESENT)
            self._open(artifact, kind)
        if self._in_player == artifact.artifact_id:
            self._in_place()

    def close(self) -> None:
        """Let go of everything: withdrawn, or another assignment."""
        self._turn += 1
        self._shown = None
        self._leave_player()
        if self._player is not None:
            self._player.close()
        self._pane.release()

    # ---- here ------------------------------------------------------------------------------

    def _open(self, artifact: Artifact, kind: EvidenceKind) -> None:
        self._turn += 1
        if artifact.text is not None:
            self._pane.show_text(artifact.text)
        elif kind is EvidenceKind.LINK:
            self._pane.show_text(artifact.href or artifact.name)
        elif kind is EvidenceKind.OTHER:
            self._say_unknown(artifact)
        elif kind.has_time and self._in_player == artifact.artifact_id:
            self._pane.show_video()
        else:
            self._loading(kind)
            if kind.has_time:
                self._empty_player()
            self._open_file(artifact, kind)

    def _open_file(self, artifact: Artifact, kind: EvidenceKind) -> None:
        turn, failed = self._turn, partial(self._failed, self._turn, artifact, kind)
        if kind.has_time:
            self._desk.open_playable(artifact.artifact_id, partial(self._take_recording, turn, artifact), failed)
        else:
            self._desk.open_media(artifact.artifact_id, partial(self._take, turn, artifact, kind), failed)

    def _loading(self, kind: EvidenceKind) -> None:
        if kind.has_time:
            self._pane.show_video()
        else:
            self._pane.show_notice(icon_name(kind), _tr("Opening…"))

    def _take(self, turn: int, artifact: Artifact, kind: EvidenceKind, source: MediaSource) -> None:
        if turn != self._turn:
            source.close()
        else:
            self._read_apart(turn, artifact, kind, source)

    def _take_recording(self, turn: int, artifact: Artifact, source: MediaSource, is_copy: bool) -> None:
        if turn != self._turn:
            source.close()
            return
        self._in_player = artifact.artifact_id
        self._pane.video.surface.show_video()
        self._pane.show_video()
        self._care.begin(artifact, is_copy=is_copy)  # first: opening may fail at once
        self.player.open(source, COPY_TYPE if is_copy else artifact.media_type)
        self._data.begin(artifact, is_copy=is_copy)
        self._in_place()

    def _open_again(self, artifact: Artifact) -> None:
        """There is a copy now; it takes the place of what could not be shown."""
        if self._in_player == artifact.artifact_id:
            self._turn += 1
            self._open_file(artifact, kind_of(artifact))

    def _leave_player(self) -> None:
        self._in_player = None
        self._data.end()
        self._care.end()

    def _in_place(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _read_apart(self, turn: int, artifact: Artifact, kind: EvidenceKind, source: MediaSource) -> None:
        failed = partial(self._failed, turn, artifact, kind)
        if kind is EvidenceKind.IMAGE:
            self._desk.compute(partial(decode_picture, source), partial(self._take_image, turn), failed)
        elif kind is EvidenceKind.PDF:
            self._desk.compute(partial(read_whole, source), partial(self._take_pdf, turn), failed)
        else:
            self._desk.compute(partial(read_text, source), partial(self._take_text, turn), failed)

    def _take_image(self, turn: int, image: QImage) -> None:
        if turn == self._turn:
            self._pane.show_image(image)

    def _take_pdf(self, turn: int, whole: QByteArray) -> None:
        if turn == self._turn:
            self._pane.show_pdf(whole)

    def _take_text(self, turn: int, words: str) -> None:
        if turn == self._turn:
            self._pane.show_text(words)

    # ---- not here, or not to be shown --------------------------------------------------------

    def _failed(self, turn: int, artifact: Artifact, kind: EvidenceKind, error: Exception) -> None:
        if turn != self._turn:
            return
        self._shown = None
        words = _tr("The file is damaged or of a kind this program cannot show. Other evidence still opens.")
        if isinstance(error, TooLarge):
            words = str(error)
        elif isinstance(error, LookupError):
            words = _tr("Its file is no longer on this laptop. Sync, and download it again.")
        if kind.has_time:
            self._pane.video.surface.show_failed(words)
        else:
            self._pane.show_notice("circle-alert", _tr("{name} cannot be shown").format(name=artifact.name), words)

    def _pdf_failed(self, sentence: str) -> None:
        self._pane.show_notice("circle-alert", _tr("This PDF cannot be shown"), sentence)

    def _say_unknown(self, artifact: Artifact) -> None:
        sentence = _tr("{name} is of a kind ({kind}) that can only be read in the program it was made with.")
        self._pane.show_notice("file", _tr("No preview"), sentence.format(name=artifact.name, kind=artifact.media_type))

    def _say_absent(self, kind: EvidenceKind, media: ArtifactMedia) -> None:
        self._turn += 1
        if kind.has_time:
            self._surface_absent(media)
            return
        moving = media.state in (MediaState.QUEUED, MediaState.DOWNLOADING)
        notice = self._pane.show_notice("download" if moving else icon_name(kind), *absent_words(media))
        if moving:
            notice.show_progress(media.done, media.size)
        else:
            notice.offer_fetch()

    def _empty_player(self) -> None:
        """Before another one is chosen: no mark may get its time from a picture of this one."""
        self._leave_player()
        if self._player is not None:
            self._player.close()
        self._pane.video.surface.show_video()

    def _surface_absent(self, media: ArtifactMedia) -> None:
        self._empty_player()
        surface = self._pane.video.surface
        self._pane.show_video()
        if media.state is MediaState.DOWNLOADING:
            surface.show_downloading(media.done, media.size)
        else:
            title, sentence = absent_words(media)
            words = sentence if media.state is MediaState.ABSENT else f"{title}. {sentence}"
            surface.show_absent(words, can_fetch=media.state is not MediaState.QUEUED)


def absent_words(media: ArtifactMedia) -> tuple[str, str]:
    """Title and sentence for an artifact that is not (fully) here."""
    size = wording.size(media.size) if media.size else ""
    if media.state is MediaState.QUEUED:
        return _tr("Waiting to download"), _tr("It starts as soon as the ones before it are done.")
    if media.state is MediaState.DOWNLOADING:
        done = _tr("{done} of {size}").format(done=wording.size(media.done), size=size) if size else ""
        return _tr("Downloading"), done
    if media.state is MediaState.FAILED:
        return _tr("The download failed"), media.problem or _tr("Check the connection and download it again.")
    if media.state is MediaState.PAUSED:
        return _tr("The download is paused"), _tr("What has arrived is kept; it goes on from there.")
    return _tr("Not on this laptop yet"), _tr("Download it to work on it offline ({size}).").format(size=size)


def read_text(source: MediaSource) -> str:
    """Read a text file as UTF-8, up to `LONGEST_TEXT` bytes; closes `source`."""
    try:
        return source.read_at(0, min(source.size, LONGEST_TEXT)).decode("utf-8", errors="replace")
    finally:
        source.close()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Evidence", words)
