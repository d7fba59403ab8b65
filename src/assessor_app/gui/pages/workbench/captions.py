"""Captions of the recording that is open: found, read apart, chosen, painted in time with the picture, searched."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from assessor_app.commands.context import Desk
from assessor_app.domain.derived import CaptionTrack, Cue, DerivedKind
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.media.caption_files import caption_files_of
from assessor_app.media.captions import MOST_BYTES, CaptionsRead, CaptionsUnreadable, CueTimes, parse_captions
from assessor_app.media.derived import unpack_captions
from assessor_app.media.player import Player
from assessor_app.services.vault_ports import MediaSource


@dataclass(frozen=True, slots=True)
class Track:
    """One that can be chosen: `words` name it in the menu."""

    track_id: str
    words: str
    cues: tuple[Cue, ...]


class Captions(QObject):
    """`changed` when there are other tracks, or another one is chosen. The choice is kept while the window is open."""

    changed = Signal()

    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        desk: Desk,
        player: Callable[[], Player],
        say: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._state, self._panes, self._desk, self._player, self._say = state, panes, desk, player, say
        self._followed: Player | None = None
        self._turn = 0
        self._shown: tuple[str, ...] = ()
        self._tracks: dict[str, Track] = {}
        self._chosen: dict[str, str | None] = {}
        self._times = CueTimes(())
        panes.video.transport.caption_track_chosen.connect(self.choose)
        panes.captions.line_asked.connect(lambda at_us: self._player().seek(at_us))

    @property
    def tracks(self) -> tuple[Track, ...]:
        return tuple(self._tracks[key] for key in sorted(self._tracks))

    @property
    def current(self) -> str | None:
        """The id of the track that is shown."""
        chosen = self._chosen.get(self._artifact_id)
        return chosen if chosen in self._tracks else None

    def show(self, artifact: Artifact) -> None:
        """Look for the captions of this recording; the same again changes nothing unless more has arrived."""
        view = self._state.view
        if view is None or not artifact.media_type.startswith(("video/", "audio/")):
            return
        here = [a for a in caption_files_of(artifact, view.submission.artifacts) if self._is_here(a)]
        shown = (artifact.artifact_id, str(self._is_here(artifact)), *(a.artifact_id for a in here))
        if shown == self._shown:
            return
        self.close()
        self._shown = shown
        if not self._is_here(artifact):
            return
        self._follow()
        turn = self._turn
        for part in here:
            self._read_file(turn, part)
        take = partial(self._take_inside, turn)
        self._desk.derive(artifact.artifact_id, DerivedKind.CAPTIONS, take, lambda _: None)

    def close(self) -> None:
        """Another recording, or none."""
        self._turn += 1
        self._shown = ()
        self._tracks.clear()
        self._put()

    def choose(self, track_id: str | None) -> None:
        """One of `tracks`, None for no captions."""
        self._chosen[self._artifact_id] = track_id
        self._put()

    def choose_next(self) -> None:
        """The first track, the next ones, none, and round again."""
        if not self._tracks:
            self._say(_tr("This recording has no captions."))
            return
        order = [None, *(track.track_id for track in self.tracks)]
        self.choose(order[(order.index(self.current) + 1) % len(order)])
        shown = self._tracks.get(self.current or "")
        words = _tr("Captions: {name}.").format(name=shown.words) if shown else _tr("No captions.")
        self._say(words)

    # ---- reading ------------------------------------------------------------------------------

    def _read_file(self, turn: int, part: Artifact) -> None:
        if part.text is not None:
            self._parse(turn, part, partial(parse_captions, part.text.encode()))
            return
        opened = partial(self._parse_source, turn, part)
        self._desk.open_media(part.artifact_id, opened, partial(self._unreadable, turn, part))

    def _parse_source(self, turn: int, part: Artifact, source: MediaSource) -> None:
        self._parse(turn, part, partial(_read_source, source))

    def _parse(self, turn: int, part: Artifact, work: Callable[[], CaptionsRead]) -> None:
        self._desk.compute(work, partial(self._take_file, turn, part), partial(self._unreadable, turn, part))

    def _take_file(self, turn: int, part: Artifact, read: CaptionsRead) -> None:
        if turn != self._turn:
            return
        if read.skipped:
            words = _tr("{name}: captions whose times make no sense were left out: {count}.")
            self._say(words.format(name=part.name, count=read.skipped))
        self._add(Track(f"file {part.number:04}", part.name, read.cues))

    def _take_inside(self, turn: int, data: bytes) -> None:
        if turn != self._turn:
            return
        for number, track in enumerate(unpack_captions(data) or (), start=1):
            if track.cues:
                self._add(Track(f"inside {number:04}", _track_words(track, number), track.cues))

    def _unreadable(self, turn: int, part: Artifact, error: Exception) -> None:
        if turn == self._turn:
            reason = str(error) if isinstance(error, CaptionsUnreadable) else _tr("The file is damaged or not here.")
            self._say(_tr("{name} cannot be shown as captions. {reason}").format(name=part.name, reason=reason))

    def _add(self, track: Track) -> None:
        self._tracks[track.track_id] = track
        self._put()

    # ---- showing ------------------------------------------------------------------------------

    @property
    def _artifact_id(self) -> str:
        return self._shown[0] if self._shown else ""

    def _is_here(self, artifact: Artifact) -> bool:
        return self._state.media_of(artifact).state is MediaState.PRESENT

    def _follow(self) -> None:
        player = self._player()
        if player is not self._followed:
            self._followed = player
            player.frame_painted.connect(self._paint_at)

    def _put(self) -> None:
        transport, shown = self._panes.video.transport, self._tracks.get(self.current or "")
        cues = shown.cues if shown is not None else ()
        listed = cues or next((track.cues for track in self.tracks), ())
        self._times = CueTimes(listed)
        transport.set_caption_tracks([(track.track_id, track.words) for track in self.tracks])
        transport.show_caption_track(self.current)
        self._panes.video.timeline.set_captions(cues)
        self._panes.show_captions_tab(is_shown=bool(listed))
        self._panes.captions.show_cues(self._times.cues)
        at = self._player().painted() if self._followed is not None else None
        self._paint_at(at.start_us if at is not None else -1)
        self.changed.emit()

    def _paint_at(self, at_us: int) -> None:
        """Without a track chosen the first one is listed, but nothing stands on the picture."""
        places = self._times.at(at_us)
        words = [self._times.cues[place].text for place in places] if self.current is not None else []
        self._panes.video.surface.set_caption("\n".join(words))
        self._panes.captions.say(at_us, places)


def _read_source(source: MediaSource) -> CaptionsRead:
    """On lane cpu; closes `source`."""
    try:
        if source.size > MOST_BYTES:
            return parse_captions(bytes(MOST_BYTES + 1))
        return parse_captions(_whole(source))
    finally:
        source.close()


def _whole(source: MediaSource) -> bytes:
    data = bytearray()
    while len(data) < source.size and (piece := source.read_at(len(data), source.size - len(data))):
        data += piece
    return bytes(data)


def _track_words(track: CaptionTrack, number: int) -> str:
    named = " · ".join(words for words in (track.title, track.language) if words)
    return named or _tr("Captions in the video, {number}").format(number=number)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Captions", words)
