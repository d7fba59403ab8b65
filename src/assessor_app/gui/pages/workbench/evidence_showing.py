"""What of the evidence is on show: one artifact with all that goes with it, or why nothing may be seen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from assessor_app.commands.context import Desk
from assessor_app.domain.links import shown_for
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.gui.pages.workbench.angles import Angles
from assessor_app.gui.pages.workbench.captions import Captions
from assessor_app.gui.pages.workbench.curtain import Curtain, Lock
from assessor_app.gui.pages.workbench.display import Display
from assessor_app.gui.pages.workbench.evidence_opening import EvidenceOpening
from assessor_app.gui.pages.workbench.locked_places import LockedPlaces
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.pages.workbench.watching import Watching
from assessor_app.services.views import ArtifactMedia, WorkbenchView


@dataclass(frozen=True, slots=True)
class EvidenceParts:
    """All that opens, plays or paints evidence."""

    opening: EvidenceOpening
    watching: Watching
    angles: Angles
    captions: Captions

    def show(
        self, view: WorkbenchView | None, artifact: Artifact, media: ArtifactMedia, then: Callable[[], None] | None
    ) -> None:
        self.watching.show(view, artifact)
        self.angles.show(artifact)
        self.opening.show(artifact, media, then)
        self.captions.show(artifact)

    def leave(self) -> None:
        """Let go of every byte of evidence."""
        self.watching.leave()
        self.angles.leave()
        self.captions.close()
        self.opening.close()


class EvidenceShowing:
    """`parts` are told which artifact of `state` is on show; whether any may be is decided here, once for all."""

    def __init__(  # noqa: PLR0913 - it stands between all of them
        self,
        state: WorkbenchState,
        panes: Panes,
        display: Display,
        desk: Desk,
        parts: EvidenceParts,
        curtain: Curtain,
        places: LockedPlaces,
    ) -> None:
        self._state, self._panes, self._display, self._desk = state, panes, display, desk
        self._parts, self._curtain, self._places = parts, curtain, places
        self._kept_id = ""
        self._is_put_away = False
        panes.evidence.artifact_chosen.connect(self.choose)
        panes.evidence.fetch_asked.connect(self.fetch)
        panes.video.surface.fetch_requested.connect(self.fetch)

    def show(self, then: Callable[[], None] | None = None) -> None:
        """Show the artifact of the state; `then` is called once it is in the player."""
        if self._is_put_away:
            return
        view, lock = self._state.view, self._curtain.lock
        if view is not None and lock is not None:
            self._lock(view, lock)
            return
        self._unlock()
        if view is not None:
            self._desk.media.keep_open((view.submission.submission_id,))
        artifact = self._state.artifact
        if artifact is None:
            self._panes.evidence.show_notice("file", _tr("No evidence"), _tr("This submission has no parts."))
        else:
            self._parts.show(view, artifact, self._state.media_of(artifact), then)
            if artifact.text is not None:
                self._desk.evidence_shown(artifact.artifact_id)  # files are reported where they are opened

    def choose(self, artifact_id: str, then: Callable[[], None] | None = None) -> None:
        """Show another artifact of the open submission; of a link with a captured copy, the copy, whoever asks."""
        view = self._state.view
        found = (a for a in view.submission.artifacts if a.artifact_id == artifact_id) if view else iter(())
        artifact = next(found, None)
        if artifact is None or view is None or self._curtain.lock is not None or self._is_put_away:
            return
        artifact = shown_for(artifact, view.submission.artifacts)
        is_other = artifact != self._state.artifact
        self._state.artifact = artifact
        if is_other:
            self._display.artifact()
        self.show(then)

    def fetch(self) -> None:
        """Download what is on show, at once seen as waiting."""
        artifact = self._state.artifact
        if self._state.assignment_id is None or artifact is None:
            return
        known = self._state.media_of(artifact)
        queued = ArtifactMedia(artifact.artifact_id, MediaState.QUEUED, known.done, known.size)
        self._parts.opening.show(artifact, queued)
        self._desk.fetch_media((self._state.assignment_id,))

    def leave(self) -> None:
        """Let go of every byte of evidence: another submission, or none."""
        self._kept_id = ""
        self._places.forget()
        self._parts.leave()
        self._desk.media.keep_open(())
        self._desk.evidence_left()

    def put_away(self) -> None:
        """Let go of it and open nothing, whatever arrives, until it is brought back."""
        self._is_put_away = True
        self._parts.leave()
        self._panes.evidence.show_notice("lock", "")

    def bring_back(self, artifact_id: str, then: Callable[[], None] | None) -> None:
        """Show what the curtain lets be seen, that artifact first where it is still there."""
        self._is_put_away = False
        artifacts = self._state.view.submission.artifacts if self._state.view is not None else ()
        self._state.artifact = next((a for a in artifacts if a.artifact_id == artifact_id), self._state.artifact)
        if artifact_id and self._curtain.lock is None:
            self._display.artifact()
        self._places.forget()
        if self._state.view is not None:
            self.show(then)

    def _lock(self, view: WorkbenchView, lock: Lock) -> None:
        """Nothing is read, and no mark can be made on what is not seen."""
        if self._state.artifact is not None:
            self._kept_id = self._state.artifact.artifact_id
        self._parts.leave()
        self._state.artifact = None
        if self._places.show(view, lock):
            self._panes.focus_player()  # to what stands in its place

    def _unlock(self) -> None:
        """Back to what was on show before it was hidden, if anything was."""
        self._places.forget()
        if not self._kept_id:
            return
        kept_id, self._kept_id = self._kept_id, ""
        artifacts = self._state.view.submission.artifacts if self._state.view is not None else ()
        self._state.artifact = next((a for a in artifacts if a.artifact_id == kept_id), self._state.artifact)
        self._display.artifact()
        self._panes.evidence.show_notice("hourglass", "")  # the question is gone before its evidence stands
        self._panes.focus_player()


def _tr(words: str) -> str:
    return QCoreApplication.translate("EvidenceShowing", words)
