"""What a person does on the timeline, made true: edges saved with undo, several marks chosen, stretches repeated."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from assessor_app.commands.context import Desk
from assessor_app.domain.annotation import Annotation, InvalidSelector, TimeSelector
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.services import annotate
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork


class TimelineActs:
    """Each drag is one write, and so one undo step."""

    def __init__(self, state: WorkbenchState, panes: Panes, desk: Desk, say: Callable[[str], None]) -> None:
        self._state = state
        self._panes = panes
        self._desk = desk
        self._say = say
        timeline = panes.video.timeline
        timeline.edge_moved.connect(self._move)
        timeline.selection_changed.connect(self._choose)
        timeline.range_chosen.connect(self._repeat)

    def _move(self, annotation_id: str, start_us: int, end_us: int) -> None:
        annotation = self._state.annotation(annotation_id)
        if annotation is None or not self._state.is_editable:
            self._put_back(_tr("This mark can no longer be moved."))
        elif self._are_frames_unknown():
            # Where it was let go of lies inside a frame, nobody knows which: a wrong time is worse than none.
            self._put_back(_tr("The frames of this video are still being counted. Wait a moment, then try again."))
        else:
            self._write(annotation_id, start_us, end_us)

    def _write(self, annotation_id: str, start_us: int, end_us: int) -> None:
        tools = self._desk.tools

        def act(uow: UnitOfWork) -> Done[Annotation]:
            before = uow.annotations.get(annotation_id).selector
            if not isinstance(before, TimeSelector):
                raise InvalidSelector(annotation_id)
            moved = replace(before, start_us=start_us, end_us=end_us)
            return annotate.edit(uow, tools, annotation_id, selector=moved)

        self._desk.write(act, failed=lambda error: self._put_back(str(error)))

    def _put_back(self, sentence: str) -> None:
        self._panes.video.timeline.show_ghost(None)
        self._say(sentence)

    def _are_frames_unknown(self) -> bool:
        artifact = self._state.artifact
        is_video = artifact is not None and artifact.media_type.startswith("video/")
        return is_video and not self._panes.video.timeline.knows_frames

    def _choose(self, annotation_ids: tuple[str, ...]) -> None:
        if annotation_ids != self._state.selected_ids:
            self._state.selected_ids = annotation_ids
            self._panes.moments.select(annotation_ids)

    def _repeat(self, start_us: int, end_us: int) -> None:
        self._panes.video.controls.toggle_loop((start_us, end_us))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Timeline", words)
