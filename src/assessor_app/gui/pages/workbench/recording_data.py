"""Brings what is computed from the recording in the player to where it is shown, without delaying its first picture."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from assessor_app.commands.context import Desk
from assessor_app.domain.derived import DerivedKind, Thumbnail, Waveform
from assessor_app.domain.submission import Artifact
from assessor_app.gui.widgets.timeline_view import TimelineView
from assessor_app.media.derived import unpack_facts, unpack_frame_times, unpack_thumbnails, unpack_waveform
from assessor_app.media.facts import MediaFacts
from assessor_app.media.player import Player, PlayerState

T = TypeVar("T")
_SHOWN = frozenset({PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED})


class RecordingData:
    """For one recording at a time: what was asked for another one is dropped.

    `take_facts` gets the facts, `take_waveform` the waveform, both on the UI thread and only while it is open.
    """

    def __init__(
        self,
        desk: Desk,
        timeline: TimelineView,
        take_facts: Callable[[MediaFacts], None],
        take_waveform: Callable[[Waveform], None],
    ) -> None:
        self._desk = desk
        self._timeline = timeline
        self._take_facts, self._take_waveform = take_facts, take_waveform
        self._player: Player | None = None
        self._artifact: Artifact | None = None
        self._is_copy = False
        self._wants_more = False
        self._turn = 0

    def follow(self, player: Player) -> None:
        """Once, when the player was made."""
        self._player = player
        player.state_changed.connect(self._on_state)

    def begin(self, artifact: Artifact, *, is_copy: bool) -> None:
        """This recording was handed to the player; of a copy the times begin at zero."""
        self.end()
        self._artifact, self._is_copy, self._wants_more = artifact, is_copy, True
        self._ask(DerivedKind.FRAME_TIMES, self._rebased, self._show_times)
        self._ask(DerivedKind.FACTS, unpack_facts, self._take_facts)
        if self._player is not None:
            self._on_state(self._player.state)

    def end(self) -> None:
        """It leaves the player."""
        self._turn += 1
        if self._artifact is not None:
            self._desk.stop_deriving(self._artifact.artifact_id)
            self._timeline.set_waveform(None)
            self._timeline.set_thumbnails(())
        self._artifact, self._wants_more = None, False

    def _on_state(self, state: str) -> None:
        if self._wants_more and state in _SHOWN:
            self._wants_more = False
            self._ask(DerivedKind.WAVEFORM, unpack_waveform, self._show_waveform)
            self._ask(DerivedKind.THUMBNAILS, unpack_thumbnails, self._show_thumbnails)

    def _ask(self, kind: DerivedKind, unpack: Callable[[bytes], T | None], take: Callable[[T], None]) -> None:
        """What cannot be had is simply not shown: the recording itself says so better."""
        if self._artifact is None:
            return
        turn = self._turn

        def arrived(data: bytes) -> None:
            if turn == self._turn:
                self._desk.compute(partial(unpack, data), unpacked, _unheard)

        def unpacked(value: T | None) -> None:
            if turn == self._turn and value is not None:
                take(value)

        self._desk.derive(self._artifact.artifact_id, kind, arrived, _unheard)

    def _rebased(self, data: bytes) -> tuple[int, ...] | None:
        times = unpack_frame_times(data)
        return tuple(at - times[0] for at in times) if times and self._is_copy else times

    def _show_times(self, times: tuple[int, ...]) -> None:
        if self._player is not None and times:
            self._player.set_frame_times(times)

    def _show_waveform(self, waveform: Waveform) -> None:
        self._timeline.set_waveform(waveform)
        self._take_waveform(waveform)

    def _show_thumbnails(self, thumbnails: tuple[Thumbnail, ...]) -> None:
        self._timeline.set_thumbnails(thumbnails)


def _unheard(error: Exception) -> None:
    """Nothing of it can be had."""
