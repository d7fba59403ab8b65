"""The timeline: what is painted where, what pointer and keys ask for, and that it repaints only what changed."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import Annotation, MarkType
from assessor_app.gui.tokens import DARK, LIGHT, criterion_colour
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_view import TimelineView
from tests.fakes.marks import mark, page_mark

MINUTE = 60_000_000
DURATION = 10 * MINUTE
NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CRITERIA = ((1, "c1", "Asks open questions"), (2, "c2", "Waits three seconds"), (3, "c3", "Follows up"))


class PaintWatch(QObject):
    """Collects the rectangles a widget repaints."""

    def __init__(self) -> None:
        super().__init__()
        self.rects: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rects += list(event.region())  # type: ignore[call-overload]  # the stubs do not know it iterates
        return False


@pytest.fixture
def timeline(qtbot: QtBot) -> TimelineView:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(764, 160)
    view.set_criteria(CRITERIA)
    view.set_duration(DURATION)
    view.show()
    qtbot.waitExposed(view)
    return view


def place(timeline: TimelineView, at_us: int, lane: int) -> QPoint:
    """Return the pixel of a time in the lane of criterion `lane`, counted from the picture and not from the code."""
    share = at_us / DURATION
    width = timeline.width() - look.GUTTER - 2 * look.PAD
    top = look.header_height(timeline.font())
    height = (timeline.height() - top - 12) // len(CRITERIA)
    return QPoint(round(look.GUTTER + look.PAD + share * width), round(top + (lane - 0.5) * min(height, 34)))


def on_ruler(timeline: TimelineView, at_us: int) -> QPoint:
    return QPoint(place(timeline, at_us, 1).x(), 8)


def picture(timeline: TimelineView) -> QImage:
    return timeline.grab().toImage()


def is_marked(timeline: TimelineView, at_us: int, lane: int) -> bool:
    colour = picture(timeline).pixelColor(place(timeline, at_us, lane))
    return colour == QColor(criterion_colour(lane))


def test_a_mark_is_painted_in_its_lane_at_its_time(timeline: TimelineView) -> None:
    timeline.set_annotations((mark("a", 2 * MINUTE, criterion_id="c2"),))
    assert is_marked(timeline, 2 * MINUTE, 2)
    assert not is_marked(timeline, 2 * MINUTE, 1)
    assert not is_marked(timeline, 3 * MINUTE, 2)


def test_an_inserted_mark_looks_like_one_that_was_there_from_the_start(timeline: TimelineView) -> None:
    marks = (
        mark("a", 2 * MINUTE, criterion_id="c2"),
        mark("b", 4 * MINUTE, end_us=5 * MINUTE, criterion_id="c2"),
        mark("c", 8 * MINUTE, criterion_id="c3"),
    )
    timeline.set_annotations(marks)
    at_once = picture(timeline)
    timeline.set_annotations(())
    picture(timeline)
    for one in reversed(marks):
        timeline.insert_or_update(one)
    assert picture(timeline) == at_once


def test_an_insert_repaints_only_its_own_rectangle(timeline: TimelineView, qtbot: QtBot) -> None:
    timeline.set_annotations(tuple(mark(f"m{n}", n * 900_000, criterion_id="c1") for n in range(600)))
    qtbot.wait(50)
    watch = PaintWatch()
    timeline.installEventFilter(watch)
    timeline.insert_or_update(mark("new", 5 * MINUTE, criterion_id="c2"))
    qtbot.waitUntil(lambda: bool(watch.rects))
    qtbot.wait(50)
    there = place(timeline, 5 * MINUTE, 2)
    overview = timeline.height() - 12
    assert all(rect.contains(there) or rect.top() >= overview for rect in watch.rects)
    assert all(rect.width() <= 40 and rect.height() <= 40 for rect in watch.rects)
    assert is_marked(timeline, 5 * MINUTE, 2)


def test_a_removed_mark_leaves_its_neighbours_as_they_were(timeline: TimelineView) -> None:
    stays = (mark("a", 2 * MINUTE), mark("b", MINUTE, end_us=3 * MINUTE))
    timeline.set_annotations(stays)
    before = picture(timeline)
    timeline.insert_or_update(mark("c", 2 * MINUTE + 4_000_000))
    assert picture(timeline) != before
    timeline.remove("c")
    assert picture(timeline) == before


def test_an_updated_mark_moves_and_changes_lanes(timeline: TimelineView) -> None:
    timeline.set_annotations((mark("a", 2 * MINUTE, criterion_id="c1"),))
    timeline.insert_or_update(mark("a", 6 * MINUTE, criterion_id="c3"))
    assert not is_marked(timeline, 2 * MINUTE, 1)
    assert is_marked(timeline, 6 * MINUTE, 3)


def test_a_retracted_mark_goes(timeline: TimelineView) -> None:
    timeline.set_annotations((mark("a", 2 * MINUTE),))
    timeline.insert_or_update(mark("a", 2 * MINUTE, is_retracted=True))
    assert not is_marked(timeline, 2 * MINUTE, 1)


def test_marks_without_a_time_are_left_out(timeline: TimelineView) -> None:
    before = picture(timeline)
    timeline.set_annotations((page_mark("p", 3),))
    timeline.insert_or_update(page_mark("q", 4))
    assert picture(timeline) == before


def test_a_mark_without_criterion_gets_a_lane_of_its_own(timeline: TimelineView, qtbot: QtBot) -> None:
    timeline.insert_or_update(mark("a", 2 * MINUTE, criterion_id=None))
    timeline.setFocus()
    with qtbot.waitSignal(timeline.marker_selected) as selected:
        qtbot.keyClick(timeline, Qt.Key.Key_Home)
    assert selected.args == ["a"]
    assert "no criterion" in timeline.accessibleDescription()


def test_a_range_is_painted_from_its_start_to_its_end(timeline: TimelineView) -> None:
    empty = picture(timeline)
    timeline.set_annotations((mark("a", 4 * MINUTE, end_us=6 * MINUTE, criterion_id="c2"),))
    painted = picture(timeline)
    for at_us, is_inside in ((3 * MINUTE, False), (5 * MINUTE, True), (7 * MINUTE, False)):
        there = place(timeline, at_us, 2)
        assert (painted.pixelColor(there) != empty.pixelColor(there)) is is_inside


def test_a_click_on_a_mark_asks_for_it(timeline: TimelineView, qtbot: QtBot) -> None:
    timeline.set_annotations((mark("a", 2 * MINUTE), mark("b", 2 * MINUTE, criterion_id="c2")))
    with qtbot.waitSignal(timeline.marker_activated) as activated, qtbot.assertNotEmitted(timeline.seek_requested):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, 2 * MINUTE, 2) + QPoint(3, 2))
    assert activated.args == ["b"]


def test_a_click_beside_the_marks_asks_for_the_time_there(timeline: TimelineView, qtbot: QtBot) -> None:
    timeline.set_annotations((mark("a", 2 * MINUTE),))
    with qtbot.waitSignal(timeline.seek_requested) as asked:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, 7 * MINUTE, 1))
    assert asked.args == [pytest.approx(7 * MINUTE, abs=DURATION / 600)]


def test_times_beyond_36_minutes_arrive_whole(timeline: TimelineView, qtbot: QtBot) -> None:
    timeline.set_duration(180 * MINUTE)
    with qtbot.waitSignal(timeline.seek_requested) as asked:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=place(timeline, DURATION // 2, 1))
    assert asked.args == [pytest.approx(90 * MINUTE, abs=MINUTE)]


def test_dragging_on_the_ruler_asks_for_every_time_on_the_way(timeline: TimelineView, qtbot: QtBot) -> None:
    asked: list[int] = []
    timeline.seek_requested.connect(asked.append)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=on_ruler(timeline, MINUTE))
    for minute in (2, 3, 4):
        qtbot.mouseMove(timeline, on_ruler(timeline, minute * MINUTE))
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=on_ruler(timeline, 4 * MINUTE))
    qtbot.mouseMove(timeline, on_ruler(timeline, 9 * MINUTE))
    assert asked[-1] == pytest.approx(4 * MINUTE, abs=DURATION / 600)
    assert asked == sorted(asked)


def test_keys_walk_through_the_marks_in_order_of_time(timeline: TimelineView, qtbot: QtBot) -> None:
    timeline.set_annotations((mark("late", 8 * MINUTE), mark("mid", 5 * MINUTE, criterion_id="c3"), mark("early", 1)))
    timeline.set_position(4 * MINUTE)
    walked: list[str] = []
    timeline.marker_selected.connect(walked.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(timeline, key)
    assert walked == ["mid", "late", "mid", "early"]
    with qtbot.waitSignal(timeline.marker_activated) as activated:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert activated.args == ["early"]


def test_the_chosen_mark_is_said_to_screen_readers(timeline: TimelineView) -> None:
    timeline.set_annotations((mark("a", 751_480_000, criterion_id="c2", text="counts to four"),))
    timeline.set_selected("a")
    assert timeline.accessibleName()
    whole = "Showing all of 10 minutes 0.000 seconds"
    said = "12 minutes 31.480 seconds, criterion 2, strength, counts to four"
    assert timeline.accessibleDescription() == f"{said}. {whole}"
    timeline.set_selected(None)
    assert timeline.accessibleDescription() == whole


def test_the_chosen_mark_looks_different_and_back(timeline: TimelineView) -> None:
    timeline.set_annotations((mark("a", 2 * MINUTE), mark("b", 4 * MINUTE, end_us=5 * MINUTE)))
    plain = picture(timeline)
    for name in ("a", "b"):
        timeline.set_selected(name)
        assert picture(timeline) != plain
    timeline.set_selected(None)
    assert picture(timeline) == plain


def test_the_playhead_repaints_two_strips_and_only_when_it_moves_a_pixel(timeline: TimelineView, qtbot: QtBot) -> None:
    timeline.set_position(2 * MINUTE)
    qtbot.wait(80)
    watch = PaintWatch()
    timeline.installEventFilter(watch)
    timeline.set_position(2 * MINUTE + 1_000)
    qtbot.wait(80)
    assert watch.rects == []
    timeline.set_position(8 * MINUTE)
    qtbot.waitUntil(lambda: bool(watch.rects))
    qtbot.wait(50)
    assert sum(rect.width() for rect in watch.rects) <= 50  # two in the lanes, two in the overview


def test_the_playhead_follows_at_most_thirty_times_a_second(timeline: TimelineView, qtbot: QtBot) -> None:
    watch = PaintWatch()
    qtbot.wait(50)
    timeline.installEventFilter(watch)
    for step in range(100):
        timeline.set_position(step * 6_000_000)
        qtbot.wait(1)
    qtbot.wait(60)
    assert picture(timeline).pixelColor(place(timeline, 594_000_000, 3)) == QColor(LIGHT.accent)
    # 100 ms or a little more pass: some 4 moves of two strips, where 100 were asked for.
    assert len(watch.rects) <= 40


def wheel(timeline: TimelineView, at: QPoint, turns: int, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    where = QPointF(at)
    event = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(timeline, event)


@pytest.mark.parametrize("keys", [NO_KEY, Qt.KeyboardModifier.ControlModifier])
def test_the_wheel_zooms_around_the_pointer(timeline: TimelineView, keys: Qt.KeyboardModifier) -> None:
    timeline.set_annotations((mark("here", 6 * MINUTE), mark("there", MINUTE)))
    wheel(timeline, place(timeline, 6 * MINUTE, 1), 8, keys)
    assert is_marked(timeline, 6 * MINUTE, 1)
    assert not is_marked(timeline, MINUTE, 1)
    wheel(timeline, place(timeline, 6 * MINUTE, 1), -20, keys)
    assert is_marked(timeline, MINUTE, 1)


def test_shift_and_the_wheel_scroll_what_is_zoomed(timeline: TimelineView) -> None:
    timeline.set_annotations((mark("here", 6 * MINUTE),))
    wheel(timeline, place(timeline, 6 * MINUTE, 1), 8)
    wheel(timeline, place(timeline, 6 * MINUTE, 1), -3, SHIFT)
    assert not is_marked(timeline, 6 * MINUTE, 1)
    wheel(timeline, place(timeline, 6 * MINUTE, 1), 3, SHIFT)
    assert is_marked(timeline, 6 * MINUTE, 1)


def test_a_zoomed_timeline_turns_its_page_with_the_playhead(timeline: TimelineView, qtbot: QtBot) -> None:
    wheel(timeline, place(timeline, 0, 1), 8)
    timeline.set_annotations((mark("far", 9 * MINUTE),))
    before = picture(timeline)
    timeline.set_position(9 * MINUTE)
    qtbot.wait(50)
    after = picture(timeline)
    assert after != before
    colours = {after.pixelColor(x, place(timeline, 0, 1).y()).name() for x in range(look.GUTTER, timeline.width())}
    assert criterion_colour(1).lower() in colours


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # offscreen
def test_the_tool_tip_tells_time_and_note(timeline: TimelineView) -> None:
    noted = mark("a", 2 * MINUTE, text="counts to four", mark_type=MarkType.QUESTION)
    timeline.set_annotations((noted,))
    at = place(timeline, 2 * MINUTE, 1)
    QApplication.sendEvent(timeline, QHelpEvent(QEvent.Type.ToolTip, at, timeline.mapToGlobal(at)))
    assert QToolTip.text() == "00:02:00.000 · question\ncounts to four"
    QToolTip.hideText()


def test_each_theme_has_its_own_colours(timeline: TimelineView) -> None:
    corner = place(timeline, 9 * MINUTE, 1) + QPoint(0, 6)
    assert picture(timeline).pixelColor(corner) == QColor(LIGHT.surface)
    timeline.set_tokens(DARK)
    assert picture(timeline).pixelColor(corner) == QColor(DARK.surface)


def test_an_empty_timeline_asks_for_nothing(qtbot: QtBot) -> None:
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(500, 120)
    view.show()
    with qtbot.assertNotEmitted(view.seek_requested), qtbot.assertNotEmitted(view.marker_activated):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Return):
            qtbot.keyClick(view, key)
    view.set_annotations(_nothing())


def _nothing() -> tuple[Annotation, ...]:
    return ()
