"""What lies under the pointer, told before anything is pressed: cursor shapes, tool tips and the time there."""

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.time_text import format_us
from assessor_app.gui.widgets.timeline_grips import Part, grip_at
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_rows import Rows
from assessor_app.gui.widgets.timeline_stage import TimelineStage
from assessor_app.gui.widgets.timeline_strips import overview_scale
from assessor_app.gui.widgets.timeline_words import mark_tip

_Shape = Qt.CursorShape


class Pointing:
    """Asks the stage; changes nothing."""

    def __init__(self, stage: TimelineStage, rows: Rows, *, is_editable: bool) -> None:
        self._stage = stage
        self._rows = rows
        self._is_editable = is_editable

    def cursor_at(self, at: QPointF) -> Qt.CursorShape:
        if at.x() < look.GUTTER or not self._stage.scale.duration_us:
            return _Shape.ArrowCursor
        if self._rows.overview.holds(at.y()):
            return _Shape.OpenHandCursor if self._stage.scale.zoom > 1 else _Shape.ArrowCursor
        mark = self._stage.mark_at(at)
        if mark is None:
            return _Shape.CrossCursor if self._rows.lanes.holds(at.y()) else _Shape.ArrowCursor
        if not self._can_move(mark):
            return _Shape.PointingHandCursor
        is_edge = grip_at(mark, self._stage.scale, at.x()).part is not Part.WHOLE
        return _Shape.SizeHorCursor if is_edge else _Shape.PointingHandCursor

    def words_at(self, at: QPointF) -> str:
        mark = self._stage.mark_at(at)
        if mark is not None:
            return mark_tip(mark, self._hint(mark, at.x()))
        lane = self._stage.lane_at(at.y())
        if at.x() < look.GUTTER:
            return "" if lane is None else f"{lane.number}  {lane.name}" if lane.number else lane.name
        if not self._stage.scale.duration_us:
            return ""
        if lane is not None:
            return _tr("Drag to select several moments. Shift adds to them.")
        return self._strip_words(at.y())

    def time_at(self, at: QPointF) -> tuple[str, int]:
        """Return the time under the pointer as text and in microseconds; no text where there is none."""
        scale = self._stage.scale
        if at.x() < look.GUTTER or not scale.duration_us or self._stage.mark_at(at) is not None:
            return "", 0
        shown = overview_scale(scale) if self._rows.overview.holds(at.y()) else scale
        at_us = shown.us_at(at.x())
        return format_us(at_us), at_us

    def _can_move(self, mark: Mark) -> bool:
        return self._is_editable and self._stage.is_loose(mark)

    def _hint(self, mark: Mark, x: float) -> str:
        if not self._can_move(mark):
            return ""
        part = grip_at(mark, self._stage.scale, x).part
        if part is Part.WHOLE:
            return _tr("Drag to move it, frame by frame. Esc puts it back.")
        edge = _tr("the start") if part is Part.START else _tr("the end")
        return _tr("Drag to move {edge}, frame by frame. Esc puts it back.").format(edge=edge)

    def _strip_words(self, y: float) -> str:
        if self._rows.overview.holds(y):
            return _tr("All of the recording. Drag to choose which part is shown above.")
        if self._rows.coverage.holds(y):
            return _tr("What you have watched. The thin line was not played yet.")
        return _tr("Drag to move through the recording. With Shift: choose a stretch.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Timeline", text)
