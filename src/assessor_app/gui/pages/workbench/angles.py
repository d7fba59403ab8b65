"""A second recording of the same lesson beside the first: opened, kept in step, shifted, heard, put away."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from assessor_app.commands.context import Desk
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.gui.key_words import KeyWords
from assessor_app.gui.pages.workbench.angles_view import AngleButton, AngleView, place_beside
from assessor_app.gui.pages.workbench.evidence_kind import EvidenceKind, kind_of
from assessor_app.gui.pages.workbench.evidence_opening import COPY_TYPE
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.kept_geometry import KeptSplitter, state_of
from assessor_app.media.angle_sync import AngleSync
from assessor_app.media.player import Player
from assessor_app.services import angles
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.vault_ports import MediaSource

KEEP_AFTER_MS = 500
_GUESSED_FRAME_US = 33_333
_SIZES = "workbench-angles"
_Pair = tuple[str, str]


class Angles(QObject):
    """Fulfils `commands.angle_controls.AngleControls`. Marks always belong to the first recording."""

    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        desk: Desk,
        players: tuple[Callable[[], Player], Callable[[], Player]],
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        """`players`: gives the first one; makes another one like it."""
        super().__init__(parent)
        self._state, self._panes, self._desk, self._say_aloud = state, panes, desk, say
        self._first, self._make = players
        self._side: Player | None = None
        self._sync: AngleSync | None = None
        self._main_id, self._shown_id = "", ""
        self._turn = 0
        self._hears_side = False
        self._offsets: dict[_Pair, int] = {}
        self._unsaved: dict[tuple[str, str, str], int] = {}
        self.view = AngleView()
        self.button = AngleButton()
        self.splitter = place_beside(panes.video.surface, self.view)
        self._kept: KeptSplitter | None = None
        self._has_sizes = False
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep.timeout.connect(self.hand_over)
        self._connect()

    def keep_in(self, settings: SettingsPort) -> None:
        self._has_sizes = not state_of(settings, _SIZES).isEmpty()
        self._kept = KeptSplitter(self.splitter, settings, _SIZES)

    def set_tokens(self, tokens: Tokens) -> None:
        self.view.set_tokens(tokens)
        self.button.set_tokens(tokens)

    def show_keys(self, keys: KeyWords) -> None:
        self.view.show_keys(keys)
        self.button.show_keys(keys)

    # ---- what is in the first player ---------------------------------------------------------

    def show(self, artifact: Artifact) -> None:
        """This is what the assessor looks at now. A paper leaves the videos as they are, another video does not."""
        if kind_of(artifact).has_time and artifact.artifact_id != self._main_id:
            self.close()
            self._main_id = artifact.artifact_id
        elif self._shown_id and not self._is_here(self._shown_id):
            self.close()
        self._offer()

    @property
    def shown_id(self) -> str:
        """The recording beside the first, empty for none."""
        return self._shown_id

    def close(self) -> None:
        """Let go of the second recording."""
        self._turn += 1
        self.hand_over()
        sync, self._sync = self._sync, None
        if sync is not None:
            sync.stop()
            sync.deleteLater()
        if self._side is not None:
            self._side.close()
        self._hears_side = False
        was_shown, self._shown_id = bool(self._shown_id), ""
        self.view.hide()
        if was_shown:
            self._pass_sound_on()
        self._offer()

    def leave(self) -> None:
        """Another submission, or none; or this one was withdrawn."""
        self.close()
        self._main_id = ""
        self._offsets.clear()
        self._offer()

    # ---- the controls ------------------------------------------------------------------------

    def turn(self) -> None:
        ids = [artifact.artifact_id for artifact in self._others()]
        if not ids:
            self._say_aloud(self.tr("There is no other video of this lesson in the submission."))
            return
        place = ids.index(self._shown_id) + 1 if self._shown_id in ids else 0
        self.choose(ids[place] if place < len(ids) else "")

    def choose(self, artifact_id: str) -> None:
        """Show that recording beside the first; "" for none."""
        if artifact_id == self._shown_id:
            return
        self.close()
        artifact = next((other for other in self._others() if other.artifact_id == artifact_id), None)
        if artifact is None:
            return
        if not self._is_here(artifact_id):
            words = self.tr("{name} is not on this laptop yet. Choose its tab and download it first.")
            self._say_aloud(words.format(name=artifact.name))
            return
        self._shown_id = artifact_id
        self.view.show_name(artifact.name)
        self.view.show_offset(self._offset())
        self.view.show()
        if not self._has_sizes:
            self._has_sizes = True
            self.splitter.setSizes([self.splitter.width()] * 2)  # as large as each other, until somebody moves it
        self._offer()
        taken, failed = partial(self._take, self._turn, artifact), partial(self._failed, self._turn, artifact)
        self._desk.open_playable(artifact_id, taken, failed)

    def shift(self, frames: int = 0, by_us: int = 0) -> None:
        if self._sync is None or self._side is None:
            self._say_nothing_beside()
            return
        shown = self._side.painted()
        frame_us = shown.end_us - shown.start_us if shown is not None else _GUESSED_FRAME_US
        self._sync.set_offset(self._sync.offset_us + frames * frame_us + by_us)

    def line_up(self) -> None:
        if self._sync is None:
            self._say_nothing_beside()
        elif not self._sync.is_held:
            self._sync.hold()
            self._say_aloud(
                self.tr("The second picture is held. Go to the same moment in the first, then press again.")
            )
        elif self._sync.align():
            self._say_aloud(self.tr("Lined up: the two pictures are the same moment."))
        else:
            self._sync.release()

    def swap_sound(self) -> None:
        if self._sync is None:
            self._say_nothing_beside()
            return
        self._hears_side = not self._hears_side
        self._pass_sound_on()

    # ---- opening -----------------------------------------------------------------------------

    def _take(self, turn: int, artifact: Artifact, source: MediaSource, is_copy: bool) -> None:
        if turn != self._turn:
            source.close()
            return
        if self._side is None:
            self._side = self._make()
            self.view.surface.set_player(self._side)
        side = self._side
        side.open(source, COPY_TYPE if is_copy else artifact.media_type)
        sync = self._sync = AngleSync(self._first(), side, self._offset(), parent=self)
        sync.offset_changed.connect(self._note)
        sync.standing_changed.connect(self.view.show_standing)
        sync.held_changed.connect(self.view.show_held)
        self.view.show_standing(sync.standing.value)
        self.view.show_held(False)
        self._pass_sound_on()

    def _failed(self, turn: int, artifact: Artifact, _: Exception) -> None:
        if turn == self._turn:
            self.close()
            self._say_aloud(self.tr("{name} could not be opened. The first video plays on.").format(name=artifact.name))

    def _others(self) -> tuple[Artifact, ...]:
        """The other videos of the submission, while one of them is in the first player."""
        view = self._state.view
        if view is None or not self._main_id:
            return ()
        videos = (part for part in view.submission.artifacts if kind_of(part) is EvidenceKind.VIDEO)
        return tuple(part for part in videos if part.artifact_id != self._main_id)

    def _is_here(self, artifact_id: str) -> bool:
        view = self._state.view
        known = view.media.get(artifact_id) if view is not None else None
        return known is not None and known.state is MediaState.PRESENT

    def _offer(self) -> None:
        self.button.offer(((other.artifact_id, other.name) for other in self._others()), self._shown_id)

    # ---- the offset --------------------------------------------------------------------------

    def _offset(self) -> int:
        pair, view = (self._main_id, self._shown_id), self._state.view
        stored = view.angles.get(pair, 0) if view is not None else 0
        return self._offsets.get(pair, stored)

    def _note(self, offset_us: int) -> None:
        self.view.show_offset(offset_us)
        main_id, side_id, assignment_id = self._main_id, self._shown_id, self._state.assignment_id
        self._offsets[main_id, side_id], self._offsets[side_id, main_id] = offset_us, -offset_us
        if assignment_id is not None:
            self._unsaved[assignment_id, main_id, side_id] = offset_us
            self._keep.start()

    def hand_over(self) -> None:
        """Give the offset to the disk."""
        self._keep.stop()
        unsaved, self._unsaved = self._unsaved, {}
        for key, offset_us in unsaved.items():
            self._desk.write_aside(partial(_set_offset, *key, offset_us), partial(self._refused, key, offset_us))

    def _refused(self, key: tuple[str, str, str], offset_us: int, error: Exception) -> None:
        self._unsaved.setdefault(key, offset_us)
        self._say_aloud(self.tr("How the two cameras are shifted could not be saved: {why}").format(why=error))

    # ---- sound -------------------------------------------------------------------------------

    def _pass_sound_on(self) -> None:
        """One of the two is heard, as loud as is set, and none while the sound is off."""
        controls = self._panes.video.controls
        self.view.show_heard(self._hears_side)
        first = self._first()
        first.set_muted(controls.is_muted or self._hears_side)
        if self._side is not None:
            self._side.set_muted(controls.is_muted or not self._hears_side)
            self._side.set_volume(min(controls.loudness, 1.0))
            self._side.set_boost(max(controls.loudness, 1.0))

    def _on_sound(self, _: object) -> None:
        if self._sync is not None:
            self._pass_sound_on()

    # ---- joining -----------------------------------------------------------------------------

    def _connect(self) -> None:
        strip = self._panes.evidence.tabs.parentWidget()
        if strip is not None and (line := strip.layout()) is not None:
            line.addWidget(self.button)
        self.button.chosen.connect(self.choose)
        self.view.surface.clicked.connect(self._panes.video.toggle_play)
        self.view.shift_asked.connect(self.shift)
        self.view.line_up_asked.connect(self.line_up)
        self.view.sound_asked.connect(self.swap_sound)
        self.view.close_asked.connect(self.close)
        self._panes.video.controls.muted_changed.connect(self._on_sound)
        self._panes.video.controls.loudness_changed.connect(self._on_sound)

    def _say_nothing_beside(self) -> None:
        self._say_aloud(self.tr("No second camera is shown."))


def _set_offset(assignment_id: str, main_id: str, side_id: str, offset_us: int, uow: UnitOfWork) -> Done[None]:
    return angles.set_offset(uow, assignment_id, main_id, side_id, offset_us)
