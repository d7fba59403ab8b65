"""What the timeline says: to the pointer in tool tips, and to a screen reader about what is chosen and on show."""

from PySide6.QtCore import QCoreApplication

from assessor_app.gui.widgets.mark_words import mark_type_word, place_text, spoken_mark
from assessor_app.gui.widgets.time_text import spoken_us
from assessor_app.gui.widgets.timeline_lane import Mark
from assessor_app.gui.widgets.timeline_scale import TimelineScale

_ALL = 1.001


def spoken_timeline(scale: TimelineScale, mark: Mark | None, selected: int) -> str:
    """Return the chosen mark, how many are selected, and which part of the recording is on show."""
    parts = [spoken_mark(mark.annotation, mark.number)] if mark else []
    if selected > 1:
        parts.append(_tr("{count} moments selected").format(count=selected))
    if scale.duration_us:
        parts.append(spoken_window(scale))
    return ". ".join(parts)


def spoken_window(scale: TimelineScale) -> str:
    if scale.zoom < _ALL:
        return _tr("Showing all of {duration}").format(duration=spoken_us(scale.duration_us))
    start, end = spoken_us(scale.start_us), spoken_us(min(scale.end_us, scale.duration_us))
    zoom = f"{scale.zoom:.0f}" if scale.zoom >= 10 else f"{scale.zoom:.1f}"  # noqa: PLR2004 - digits a person hears
    return _tr("Zoomed in {zoom} times, showing {start} to {end}").format(zoom=zoom, start=start, end=end)


def mark_tip(mark: Mark, hint: str) -> str:
    """Return time, type and note of a mark, and what dragging it does."""
    kind = f"{place_text(mark.annotation.selector)} \N{MIDDLE DOT} {mark_type_word(mark.annotation.mark_type)}"
    return "\n".join(part for part in (kind, mark.annotation.text, hint) if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Timeline", text)
