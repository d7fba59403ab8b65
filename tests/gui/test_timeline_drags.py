"""The mouse on the timeline: what a drag shows, what it asks for when let go of, and that Esc takes it back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from assessor_app.domain.derived import Thumbnail
from assessor_app.gui.widgets.timeline_hover import TimelineHover, nearest_thumbnail
from assessor_app.gui.widgets.timeline_view import TimelineView
from assessor_app.media.frame_times import FrameTimes
from tests.fakes.marks import mark
from tests.gui.timeline_fixtures import (
    CTRL,
    DURATION,
    FRAME_US,
    LEFT,
    MINUTE,
    SHIFT,
    a_timeline,
    drag,
    picture,
    point_at,
    pull,
    spot,
    x_of,
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TimelineView]:
    with a_timeline() as timeline:
        timeline.set_frame_times(FrameTimes(range(0, DURATION, FRAME_US)))
        yield timeline


class Heard:
    """Everything a timeline asked for."""

    def __init__(self, view: TimelineView) -> None:
        self.moved: list[tuple[str, int, int]] = []
        self.seeks: list[int] = []
        self.chosen: list[tuple[str, ...]] = []
        self.ranges: list[tuple[int, int]] = []
        self.activated: list[str] = []
        view.edge_moved.connect(lambda *args: self.moved.append(args))
        view.seek_requested.connect(self.seeks.append)
        view.selection_changed.connect(self.chosen.append)
        view.range_chosen.connect(lambda *args: self.ranges.append(args))
        view.marker_activated.connect(self.activated.append)


def on_ruler(view: TimelineView, at_us: int) -> QPoint:
    return QPoint(x_of(view, at_us), 8)


# ---- moving marks ----------------------------------------------------------------------------


def test_the_end_of_a_range_is_dragged_to_a_frame(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE),))
    heard = Heard(view)
    drag(view, spot(view, 4 * MINUTE, 1), spot(view, 6 * MINUTE, 1))
    ((annotation_id, start, end),) = heard.moved
    assert (annotation_id, start) == ("a", 2 * MINUTE)
    assert end == pytest.approx(6 * MINUTE, abs=DURATION / 600)
    assert end % FRAME_US == 0
    assert heard.seeks[-1] == end - 1  # the picture shows the last frame inside
    assert heard.activated == []


def test_the_start_of_a_range_is_dragged_and_never_beyond_its_end(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE),))
    heard = Heard(view)
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 8 * MINUTE, 1))
    assert heard.moved == [("a", 4 * MINUTE - FRAME_US, 4 * MINUTE)]


def test_the_middle_of_a_range_moves_all_of_it(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE),))
    heard = Heard(view)
    drag(view, spot(view, 3 * MINUTE, 1), spot(view, 5 * MINUTE, 1))
    ((_, start, end),) = heard.moved
    assert start == pytest.approx(4 * MINUTE, abs=DURATION / 600)
    assert end - start == 2 * MINUTE
    assert start % FRAME_US == 0


def test_a_point_is_dragged_from_frame_to_frame_and_stays_one_frame(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE),))
    heard = Heard(view)
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 7 * MINUTE, 1))
    ((_, start, end),) = heard.moved
    assert start % FRAME_US == 0
    assert end - start == FRAME_US
    assert start == pytest.approx(7 * MINUTE, abs=DURATION / 600)
    assert heard.chosen == [("a",)]  # what is dragged is what keys mean now


def test_a_drag_is_seen_before_it_is_done_and_until_it_is_saved(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE),))
    there = spot(view, 7 * MINUTE, 1)
    empty = picture(view).pixelColor(there)
    pull(view, spot(view, 2 * MINUTE, 1), there)
    assert picture(view).pixelColor(there) != empty
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, there)
    assert picture(view).pixelColor(there) != empty  # on its way to the disk
    view.insert_or_update(mark("a", 2 * MINUTE))  # it came back as it was
    assert view._ghost is None


def test_esc_puts_a_drag_back_and_asks_for_nothing(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE),))
    view.set_position(MINUTE)
    view.set_selected("a")
    before, heard = picture(view), Heard(view)
    pull(view, spot(view, 4 * MINUTE, 1), spot(view, 8 * MINUTE, 1))
    QTest.keyClick(view.window(), Qt.Key.Key_Escape)
    assert heard.seeks[-1] == MINUTE
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 8 * MINUTE, 1))
    assert heard.moved == []
    assert heard.activated == []
    view.clearFocus()
    view.set_position(MINUTE)
    QTest.qWait(60)
    assert view._ghost is None
    assert picture(view).pixelColor(spot(view, 8 * MINUTE, 1)) == before.pixelColor(spot(view, 8 * MINUTE, 1))


def test_esc_means_something_else_again_after_a_drag(view: TimelineView, qtbot: QtBot) -> None:
    drag(view, on_ruler(view, MINUTE), on_ruler(view, 2 * MINUTE))
    field = QLabel("x", view.window())
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.show()
    field.setFocus()
    seen: list[int] = []
    field.keyPressEvent = lambda event: seen.append(event.key())  # type: ignore[method-assign]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert seen == [Qt.Key.Key_Escape]


def test_an_almost_still_press_is_a_click(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE),))
    heard = Heard(view)
    at = spot(view, 2 * MINUTE, 1)
    drag(view, at, at + QPoint(3, 1))
    assert heard.moved == []
    assert heard.activated == ["a"]


def test_nothing_moves_where_the_assessment_is_read_only(view: TimelineView) -> None:
    view.set_editable(is_editable=False)
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE),))
    heard = Heard(view)
    drag(view, spot(view, 4 * MINUTE, 1), spot(view, 6 * MINUTE, 1))
    assert heard.moved == []


def test_a_drag_ends_when_the_mark_changes_under_it(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE),))
    heard = Heard(view)
    for change in (lambda: view.insert_or_update(mark("a", 3 * MINUTE)), lambda: view.remove("a")):
        start = x_of(view, view._order.ends()[0].start_us)  # type: ignore[index]
        at = spot(view, 0, 1)
        at.setX(start)
        pull(view, at, spot(view, 8 * MINUTE, 1))
        change()
        QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 8 * MINUTE, 1))
    assert heard.moved == []


def test_a_crowd_is_not_dragged_but_framed(view: TimelineView) -> None:
    view.set_annotations(tuple(mark(f"m{n}", 2 * MINUTE + n) for n in range(20)))
    heard = Heard(view)
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 3 * MINUTE, 1))
    assert heard.moved == []
    assert len(heard.chosen[-1]) == 20


def test_marks_are_dragged_to_milliseconds_in_sound(view: TimelineView) -> None:
    view.set_frame_times(None)
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE),))
    heard = Heard(view)
    drag(view, spot(view, 4 * MINUTE, 1), spot(view, 6 * MINUTE, 1))
    assert heard.moved[0][2] % 1_000 == 0


def test_dragging_past_the_edge_brings_the_recording_along(view: TimelineView) -> None:
    view.set_annotations((mark("a", MINUTE),))
    view.set_position(MINUTE)
    view.zoom_by(3)
    start, heard = view.scale.start_us, Heard(view)
    drag(view, spot(view, MINUTE, 1), QPoint(view.width() + 80, spot(view, MINUTE, 1).y()))
    assert view.scale.start_us > start
    assert heard.moved[0][1] > MINUTE


# ---- choosing several ------------------------------------------------------------------------


def test_a_frame_drawn_over_lanes_chooses_what_it_touches(view: TimelineView) -> None:
    view.set_annotations(
        (
            mark("in", 3 * MINUTE),
            mark("reaches", MINUTE, end_us=5 * MINUTE, criterion_id="c2"),
            mark("late", 8 * MINUTE),
            mark("below", 3 * MINUTE, criterion_id="c3"),
        )
    )
    heard = Heard(view)
    drag(view, spot(view, 2 * MINUTE, 1), spot(view, 4 * MINUTE, 2))
    assert heard.chosen == [("reaches", "in")]
    assert "2 moments selected" in view.accessibleDescription()
    drag(view, spot(view, 7 * MINUTE, 1), spot(view, 9 * MINUTE, 1), SHIFT)
    assert heard.chosen[-1] == ("reaches", "in", "late")
    assert heard.seeks == []


def test_a_click_with_shift_or_ctrl_adds_and_takes_away(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE), mark("b", 4 * MINUTE)))
    heard = Heard(view)
    QTest.mouseClick(view, LEFT, CTRL, spot(view, 2 * MINUTE, 1))
    QTest.mouseClick(view, LEFT, SHIFT, spot(view, 4 * MINUTE, 1))
    QTest.mouseClick(view, LEFT, CTRL, spot(view, 2 * MINUTE, 1))
    assert heard.chosen == [("a",), ("b", "a"), ("b",)]
    assert heard.activated == []


def test_a_click_beside_lets_go_of_several(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE), mark("b", 4 * MINUTE)))
    view.set_selection(("a", "b"))
    heard = Heard(view)
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 7 * MINUTE, 1))
    assert heard.chosen == [()]
    assert len(heard.seeks) == 1


def test_esc_takes_the_frame_away(view: TimelineView) -> None:
    view.set_annotations((mark("a", 3 * MINUTE),))
    heard = Heard(view)
    pull(view, spot(view, 2 * MINUTE, 1), spot(view, 4 * MINUTE, 2))
    QTest.keyClick(view.window(), Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, spot(view, 4 * MINUTE, 2))
    assert heard.chosen == []
    assert view._stretch is None


# ---- scrubbing and stretches -----------------------------------------------------------------


def test_shift_on_the_ruler_chooses_a_stretch_of_whole_frames(view: TimelineView) -> None:
    heard = Heard(view)
    drag(view, on_ruler(view, 4 * MINUTE), on_ruler(view, 2 * MINUTE), SHIFT)
    ((start, end),) = heard.ranges
    assert start == pytest.approx(2 * MINUTE, abs=DURATION / 600)
    assert end == pytest.approx(4 * MINUTE, abs=DURATION / 600)
    assert start % FRAME_US == end % FRAME_US == 0
    assert heard.seeks == []


def test_esc_takes_a_scrub_back_to_where_it_began(view: TimelineView) -> None:
    view.set_position(5 * MINUTE)
    heard = Heard(view)
    pull(view, on_ruler(view, MINUTE), on_ruler(view, 2 * MINUTE))
    assert heard.seeks[-1] == pytest.approx(2 * MINUTE, abs=DURATION / 600)
    QTest.keyClick(view.window(), Qt.Key.Key_Escape)
    assert heard.seeks[-1] == 5 * MINUTE
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, on_ruler(view, 2 * MINUTE))
    assert heard.seeks[-1] == 5 * MINUTE


# ---- what is told before anything is pressed -------------------------------------------------


def test_the_cursor_tells_what_a_drag_would_do(view: TimelineView, qtbot: QtBot) -> None:
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE), mark("p", 6 * MINUTE)))
    shapes = Qt.CursorShape
    places = {
        spot(view, 4 * MINUTE, 1): shapes.SizeHorCursor,
        spot(view, 3 * MINUTE, 1): shapes.PointingHandCursor,
        spot(view, 8 * MINUTE, 2): shapes.CrossCursor,
        on_ruler(view, MINUTE): shapes.ArrowCursor,
    }
    for place, shape in places.items():
        point_at(view, place)
        QTest.qWait(1)
        assert view.cursor().shape() == shape
    view.set_editable(is_editable=False)
    point_at(view, spot(view, 4 * MINUTE, 1) + QPoint(1, 0))
    qtbot.waitUntil(lambda: view.cursor().shape() == shapes.PointingHandCursor)


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # offscreen
def test_tool_tips_tell_what_a_drag_would_do(view: TimelineView) -> None:
    view.set_annotations((mark("a", 2 * MINUTE, end_us=4 * MINUTE, text="waits"),))

    def tip(at: QPoint) -> str:
        QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
        return QToolTip.text()

    assert "Drag to move the end, frame by frame" in tip(spot(view, 4 * MINUTE, 1))
    assert "waits" in tip(spot(view, 4 * MINUTE, 1))
    assert "Drag to select several moments" in tip(spot(view, 8 * MINUTE, 2))
    assert "choose a stretch" in tip(on_ruler(view, MINUTE))
    assert tip(QPoint(10, spot(view, 0, 2).y())) == "2  Waits three seconds"
    view.set_editable(is_editable=False)
    assert "Drag" not in tip(spot(view, 4 * MINUTE, 1))
    QToolTip.hideText()


def jpeg(colour: int) -> bytes:
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(colour)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def test_the_pointer_shows_the_picture_and_the_time_of_its_place(view: TimelineView) -> None:
    view.set_thumbnails((Thumbnail(5 * MINUTE, jpeg(0x0000FF)), Thumbnail(0, jpeg(0xFF0000))))
    point_at(view, on_ruler(view, 7 * MINUTE))
    hover = view.window().findChild(TimelineHover)
    assert hover is not None
    picture_label, time_label = hover.findChildren(QLabel)
    assert hover.isVisible()
    assert hover.geometry().bottom() < view.y()  # above, never under the pointer
    assert picture_label.pixmap().toImage().pixelColor(20, 20).blue() > 200
    assert time_label.text().startswith("00:0")
    point_at(view, on_ruler(view, MINUTE))
    assert picture_label.pixmap().toImage().pixelColor(20, 20).red() > 200
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not hover.isVisible()
    point_at(view, on_ruler(view, 3 * MINUTE))
    assert hover.isVisible()
    view.hide()  # other evidence is shown: nothing of this one may stay
    assert not hover.isVisible()


def test_a_broken_thumbnail_leaves_the_time(view: TimelineView) -> None:
    view.set_thumbnails((Thumbnail(0, b"not a picture"),))
    point_at(view, on_ruler(view, 7 * MINUTE))
    hover = view.window().findChild(TimelineHover)
    assert hover is not None
    picture_label, time_label = hover.findChildren(QLabel)
    assert not picture_label.isVisible()
    assert time_label.isVisible()


def test_the_thumbnail_is_the_last_one_before() -> None:
    two = (Thumbnail(1_000, b""), Thumbnail(2_000, b""))
    assert nearest_thumbnail(two, 0) is two[0]
    assert nearest_thumbnail(two, 1_999) is two[0]
    assert nearest_thumbnail(two, 2_000) is two[1]
    assert nearest_thumbnail((), 5) is None
