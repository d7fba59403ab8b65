"""Opens artifacts through the desk and shows them: never a path, and the last one asked for wins."""

from collections.abc import Callable
from functools import partial

from assessor_app.commands.context import Desk
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.gui.pages.workbench.evidence_kind import EvidenceKind, icon_name, kind_of
from assessor_app.gui.pages.workbench.evidence_pane import EvidencePane
from assessor_app.gui.pages.workbench.evidence_reading import EvidenceReading
from assessor_app.gui.pages.workbench.evidence_words import absent_words, failed_words
from assessor_app.gui.pages.workbench.recording_care import NO_CONDITIONS, Conditions, RecordingCare
from assessor_app.gui.pages.workbench.recording_data import RecordingData
from assessor_app.media.player import Player, PlayerState
from assessor_app.services.refusals import Refusal
from assessor_app.services.vault_ports import MediaSource
from assessor_app.services.views import ArtifactMedia

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
        self._reading = EvidenceReading(desk, pane, self._not_shown)

    @property
    def player(self) -> Player:
        if self._player is None:
            self._player = self._make_player()
            self._pane.video.attach(self._player)
            self._data.follow(self._player)
            self._care.follow(self._player)
        return self._player

    @property
    def is_playing(self) -> bool:
        return self._player is not None and self._player.state is PlayerState.PLAYING

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
        self._reading.leave()
        self._leave_player()
        if self._player is not None:
            self._player.close()
        self._pane.release()

    # ---- here ------------------------------------------------------------------------------

    def _open(self, artifact: Artifact, kind: EvidenceKind) -> None:
        self._turn += 1
        if not kind.has_time:
            self._reading.open(artifact, kind)
            return
        self._reading.leave()
        self._pane.show_video()
        if self._in_player != artifact.artifact_id:
            self._empty_player()
            self._open_recording(artifact)

    def _open_recording(self, artifact: Artifact) -> None:
        taken, failed = partial(self._take_recording, self._turn, artifact), partial(self._failed, self._turn)
        self._desk.open_playable(artifact.artifact_id, taken, failed)

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
            self._open_recording(artifact)

    def _leave_player(self) -> None:
        self._in_player = None
        self._data.end()
        self._care.end()

    def _in_place(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    # ---- not here, or not to be shown --------------------------------------------------------

    def _failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._shown = None
            words = str(error) if isinstance(error, Refusal) else failed_words(error)
            self._pane.video.surface.show_failed(words)

    def _not_shown(self) -> None:
        """Asked for once more it is tried again."""
        self._shown = None

    def _say_absent(self, kind: EvidenceKind, media: ArtifactMedia) -> None:
        self._turn += 1
        self._reading.leave()
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
