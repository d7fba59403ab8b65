"""Follows the player and keeps what was really watched, apart from the assessor's own work and without a word."""

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from assessor_app.commands.context import Desk
from assessor_app.domain.coverage import Coverage
from assessor_app.domain.submission import Artifact
from assessor_app.gui.pages.workbench.evidence_kind import kind_of
from assessor_app.media.player import Player, PlayerState
from assessor_app.media.watch_log import WatchLog
from assessor_app.services import coverage
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.views import WorkbenchView

KEEP_EVERY_MS = 5_000
SHOW_EVERY_MS = 500

_ALL = 99.5
"""Percent: the last frame or two of a recording are no reason to say that something is left."""

log = logging.getLogger(__name__)
_Key = tuple[str, str]


class Watching(QObject):
    """What was watched counts from now on; it is stored only while the assessment can be edited.

    Only playing forwards counts, at whatever speed: a shuttle backwards has no sound and shows few of the pictures.
    """

    changed = Signal(object)
    """All that was watched so far of what is in the player: a Coverage."""
    told = Signal(str)
    """The same in a few words: `38 % watched`; empty while nothing can be said."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._player: Player | None = None
        self._log = WatchLog()
        self._shown: _Key | None = None
        self._known: dict[_Key, Coverage] = {}
        self._unsaved: dict[_Key, Coverage] = {}
        self._keep = QTimer(self, interval=KEEP_EVERY_MS)
        self._keep.timeout.connect(self._keep_now)
        self._show = QTimer(self, singleShot=True, interval=SHOW_EVERY_MS)
        self._show.timeout.connect(self._gather)

    def followed(self, player: Player) -> Player:
        """Follow `player`, and return it. There is one of it, whichever video is in it."""
        self._player = player
        player.frame_painted.connect(self._on_painted)
        player.state_changed.connect(self._on_state)
        player.duration_changed.connect(lambda _: self._tell())
        return player

    def show(self, view: WorkbenchView | None, artifact: Artifact) -> None:
        """This artifact is in the player, or about to be. What is stored of it is joined to what is known."""
        if view is None or not kind_of(artifact).has_time:
            return
        artifact_id = artifact.artifact_id
        key = (view.assignment.assignment_id, artifact_id)
        if key != self._shown:
            self.leave()
            self._shown = key
        self._known[key] = self._known.get(key, Coverage()) | view.coverage.get(artifact_id, Coverage())
        self.changed.emit(self._known[key])
        self._tell()

    def leave(self) -> None:
        """Another artifact, another submission, or none: what plays from now on belongs to nobody yet."""
        self._log.stopped()
        self._keep_now()
        self._shown = None

    def hand_over(self) -> None:
        """Give what is not on the disk yet to the disk, among the assessor's own acts, so that closing waits for it."""
        self._gather()
        self._keep.stop()
        unsaved, self._unsaved = self._unsaved, {}
        for key, watched in unsaved.items():
            self._desk.write(partial(_add, key, watched), None, partial(self._refused, key, watched))

    # ---- while it plays ----------------------------------------------------------------------

    def _on_painted(self, _: int) -> None:
        player = self._player
        if player is None or self._shown is None:
            return
        frame = player.painted()
        if frame is None or player.state is not PlayerState.PLAYING or player.rate <= 0:
            self._log.stopped()
            return
        self._log.painted(frame, player.rate)
        if not self._show.isActive():
            self._show.start()

    def _on_state(self, state: str) -> None:
        if state != PlayerState.PLAYING:
            self._log.stopped()
            self._keep_now()

    # ---- keeping it --------------------------------------------------------------------------

    def _gather(self) -> None:
        watched = self._log.take()
        if not watched.spans or self._shown is None:
            return
        key = self._shown
        before = self._known.get(key, Coverage())
        joined = Coverage.of((*before.spans, *watched.spans), join_us=coverage.PAUSE_US)
        if joined == before:
            return  # watched once more: it is on the disk, or on its way
        self._known[key] = joined
        self._unsaved[key] = self._unsaved.get(key, Coverage()) | watched
        if not self._keep.isActive():
            self._keep.start()
        self.changed.emit(joined)
        self._tell()

    def _tell(self) -> None:
        duration_us = self._player.duration_us if self._player is not None else 0
        if self._shown is None or not duration_us:
            self.told.emit("")
            return
        share = 100 * self._known.get(self._shown, Coverage()).share(duration_us)
        percent = 100 if share >= _ALL else int(share)
        self.told.emit(self.tr("{percent} % watched").format(percent=percent))

    def _keep_now(self) -> None:
        self._gather()
        self._keep.stop()
        unsaved, self._unsaved = self._unsaved, {}
        for key, watched in unsaved.items():
            self._desk.write_aside(partial(_add, key, watched), partial(self._refused, key, watched))

    def _refused(self, key: _Key, watched: Coverage, error: Exception) -> None:
        """The disk said no: it is tried again with what is watched next, and an assessor has nothing to do about it."""
        log.warning("what was watched could not be kept yet: %s", error)
        self._unsaved[key] = self._unsaved.get(key, Coverage()) | watched


def _add(key: _Key, watched: Coverage, uow: UnitOfWork) -> Done[Coverage]:
    return coverage.add(uow, *key, watched)
