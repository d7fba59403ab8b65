"""What the timeline shows beside and instead of single marks: sound, words, what was watched, crowds."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.coverage import Coverage
from assessor_app.domain.derived import Cue, Waveform
from assessor_app.gui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.time_text import format_tick
from assessor_app.gui.widgets.timeline_view import TimelineView
from assessor_app.media.frame_times import FrameTimes
from tests.fakes.marks import mark
from tests.gui.timeline_fixtures import (
    DURATION,
    FRAME_US,
    MINUTE,
    SHIFT,
    a_timeline,
    colours,
    drag,
    name,
    picture,
    spot,
    wheel,
    x_of,
)

STEP_US = 20_000


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TimelineView]:
    with a_timeline() as timeline:
        yield timeline


def loud_from(start_us: int, end_us: int) -> Waveform:
    steps = range(0, DURATION, STEP_US)
    return Waveform(STEP_US, bytes(220 if start_us <= at < end_us else 8 for at in steps))


def some_mark(number: int, at_us: int) -> Annotation:
    """Two ranges for each point."""
    length_us = number % 3 * 5_000_000
    return mark(f"m{number}", at_us, end_us=at_us + length_us if length_us else None)


# ---- sound, words, coverage ------------------------------------------------------------------


def test_loud_stretches_stand_out_of_the_waveform(view: TimelineView) -> None:
    before = view._rows.lanes.top
    view.set_waveform(loud_from(4 * MINUTE, 6 * MINUTE))
    band = view._rows.waveform
    assert view._rows.lanes.top == before + band.height
    image = picture(view)
    top, bottom = band.top + 4, band.top + 8  # only what is loud reaches up there
    assert colours(image, x_of(view, 5 * MINUTE), top, bottom) != {name(LIGHT.surface)}
    assert colours(image, x_of(view, 2 * MINUTE), top, bottom) == {name(LIGHT.surface)}
    view.set_waveform(None)
    assert view._rows.lanes.top == before


def test_a_waveform_goes_with_the_zoom(view: TimelineView) -> None:
    view.set_waveform(loud_from(5 * MINUTE, 5 * MINUTE + 200_000))
    view.set_position(5 * MINUTE + 100_000)
    view.zoom_by(20)
    band = view._rows.waveform
    assert colours(picture(view), x_of(view, 5 * MINUTE + 100_000) + 5, band.top + 4, band.top + 8) != {
        name(LIGHT.surface)
    }


def test_captions_are_read_where_they_have_room_and_blocks_where_not(view: TimelineView) -> None:
    assert not view._rows.captions.is_there
    view.set_captions(
        (Cue(2 * MINUTE, 5 * MINUTE, "What do you\nthink?"), Cue(7 * MINUTE, 7 * MINUTE + 2_000_000, "So"))
    )
    band = view._rows.captions
    image = picture(view)
    lettered = {name(LIGHT.ground)}
    for x in range(x_of(view, 2 * MINUTE), x_of(view, 5 * MINUTE)):
        lettered |= colours(image, x, band.top, band.bottom)
    assert min(int(colour[1:3], 16) for colour in lettered) < 0x60  # ink of letters
    assert colours(image, x_of(view, 7 * MINUTE), band.top + 3, band.bottom - 3) != {name(LIGHT.ground)}
    assert colours(image, x_of(view, 6 * MINUTE), band.top, band.bottom) == {name(LIGHT.ground)}
    view.set_captions(())
    assert not view._rows.captions.is_there


def test_hundreds_of_captions_are_one_block_each_pixel(view: TimelineView) -> None:
    view.set_captions(tuple(Cue(n * 100_000, n * 100_000 + 90_000, f"word {n}") for n in range(6_000)))
    band = view._rows.captions
    image = picture(view)
    seen = {tuple(sorted(colours(image, x, band.top + 3, band.bottom - 3))) for x in range(100, 780, 20)}
    assert len(seen) == 1


def test_what_was_watched_is_told_by_height_too(view: TimelineView) -> None:
    view.set_coverage(Coverage.of([(MINUTE, 3 * MINUTE)]))
    band = view._rows.coverage
    image = picture(view)

    def inked(at_us: int) -> int:
        x = x_of(view, at_us)
        plain = name(LIGHT.surface)
        return sum(image.pixelColor(x, y).name() != plain for y in range(round(band.top) + 1, round(band.bottom)))

    assert inked(2 * MINUTE) > inked(5 * MINUTE) > 0
    view.set_coverage(Coverage.of([(MINUTE, 6 * MINUTE)]))
    image = picture(view)
    assert inked(5 * MINUTE) == inked(2 * MINUTE)


def test_more_watched_paints_its_own_stripe_alone(view: TimelineView, qtbot: QtBot) -> None:
    view.set_coverage(Coverage.of([(0, MINUTE)]))
    picture(view)
    spoilt = view._backing._stale
    assert spoilt.isEmpty()
    view.set_coverage(Coverage.of([(0, 2 * MINUTE)]))
    band = view._rows.coverage
    assert view._backing._stale.boundingRect().top() >= band.top
    assert view._backing._stale.boundingRect().bottom() < band.bottom


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST])
def test_a_loop_is_shown_with_its_ends(qtbot: QtBot, tokens: Tokens) -> None:
    with a_timeline(tokens) as view:
        plain = picture(view)
        view.set_loop(2 * MINUTE, None)
        begun = picture(view)
        x, y = x_of(view, 2 * MINUTE), round(view._rows.lanes.top) + 5
        assert begun.pixelColor(x, y).name() == name(tokens.accent)
        assert begun.pixelColor(x_of(view, 3 * MINUTE), y) == plain.pixelColor(x_of(view, 3 * MINUTE), y)
        view.set_loop(2 * MINUTE, 4 * MINUTE)
        whole = picture(view)
        assert whole.pixelColor(x_of(view, 3 * MINUTE), y) != plain.pixelColor(x_of(view, 3 * MINUTE), y)
        assert whole.pixelColor(x_of(view, 5 * MINUTE), y) == plain.pixelColor(x_of(view, 5 * MINUTE), y)
        view.set_loop(None, None)
        assert picture(view) == plain


# ---- frames ----------------------------------------------------------------------------------


def test_at_the_deepest_zoom_ticks_are_frames(view: TimelineView) -> None:
    uneven = FrameTimes([0, 30_000, 100_000, 130_000, 200_000, *range(240_000, DURATION, FRAME_US)])
    view.set_frame_times(uneven)
    view.zoom_by(14)
    assert view.scale.visible_us <= 200_000
    image = picture(view)
    bottom = round(view._rows.header.bottom) - 1
    view.set_position(DURATION)  # out of the way
    for at_us, is_tick in ((30_000, True), (60_000, False), (100_000, True)):
        if view.scale.keeps(at_us):
            colour = image.pixelColor(x_of(view, at_us), bottom - 1).name()
            assert (colour != name(LIGHT.ground)) is is_tick


def test_what_reaches_far_out_of_sight_is_still_painted_inside(view: TimelineView) -> None:
    hours = 600 * MINUTE
    view.set_duration(0)
    view.set_duration(hours)
    view.set_annotations((mark("a", MINUTE, end_us=hours - MINUTE),))
    view.set_captions((Cue(MINUTE, hours - MINUTE, ""),))
    view.set_coverage(Coverage.of([(MINUTE, hours - MINUTE)]))
    view.set_loop(2 * MINUTE, hours - 2 * MINUTE)
    view.set_position(hours // 2)
    view.zoom_by(30)
    assert view.scale.visible_us < 200_000
    image, rows = picture(view), view._rows
    at = spot(view, view.scale.start_us + view.scale.visible_us // 4, 1)
    assert image.pixelColor(at.x(), at.y() + 2) != image.pixelColor(at.x(), at.y() + rows.lane_height)
    assert image.pixelColor(at.x(), round(rows.coverage.bottom) - 2).name() == name(LIGHT.good)
    assert image.pixelColor(at.x(), round(rows.captions.top) + 4).name() != name(LIGHT.ground)
    view.set_loop(None, None)
    assert picture(view).pixelColor(at.x(), at.y() + rows.lane_height) != image.pixelColor(
        at.x(), at.y() + rows.lane_height
    )


# ---- crowds ----------------------------------------------------------------------------------


def test_thousands_of_marks_become_columns_that_show_where_there_are_more(view: TimelineView) -> None:
    few = [mark(f"f{n}", 2 * MINUTE + n * 300_000) for n in range(100)]
    many = [mark(f"m{n}", 6 * MINUTE + n * 10_000) for n in range(3_000)]
    view.set_annotations((*few, *many))
    image = picture(view)
    ground = {name(LIGHT.surface), name(LIGHT.line)}

    def height(at_us: int) -> int:
        x, rows = x_of(view, at_us), view._rows
        ys = range(round(rows.lanes.top) + 1, round(rows.lanes.top) + rows.lane_height)
        return sum(image.pixelColor(x, y).name() not in ground for y in ys)

    assert height(6 * MINUTE + 15_000_000) > height(2 * MINUTE + 15_000_000) > 0
    assert height(9 * MINUTE) == 0


def test_zooming_in_takes_a_crowd_apart_again(view: TimelineView) -> None:
    crowd = [mark(f"m{n}", 5 * MINUTE + n * 1_000_000) for n in range(10)]
    view.set_annotations(crowd)
    first = view._order.get("m0")
    assert first is not None
    assert not view.is_loose(first)
    wheel(view, spot(view, 5 * MINUTE, 1), 12)
    assert view.is_loose(first)
    assert view.mark_at(spot(view, 5 * MINUTE, 1).toPointF()) == first


def test_hundreds_of_ranges_are_painted_as_how_many_lie_over_a_pixel(view: TimelineView) -> None:
    ranges = [mark(f"r{n}", n * 1_000_000, end_us=n * 1_000_000 + 60_000_000) for n in range(300)]
    view.set_annotations(ranges)
    image = picture(view)
    at = spot(view, 3 * MINUTE, 1)
    assert image.pixelColor(at.x(), at.y() + 3).name() != name(LIGHT.surface)
    there = spot(view, 9 * MINUTE, 1)
    assert image.pixelColor(there.x(), there.y() + 3).name() == name(LIGHT.surface)


@pytest.mark.parametrize("count", [40, 90, 400])
def test_a_mark_put_into_a_crowd_looks_as_if_it_had_always_been_there(view: TimelineView, count: int) -> None:
    marks = [some_mark(n, n * DURATION // count) for n in range(count)]
    view.set_annotations(marks)
    at_once = picture(view)
    view.set_annotations(marks[::2])
    picture(view)
    for each in marks[1::2]:
        view.insert_or_update(each)
        if each in marks[1::10]:
            picture(view)
    assert picture(view) == at_once
    for each in marks[1::4]:
        view.remove(each.annotation_id)
    taken = picture(view)
    view.set_annotations([each for each in marks if each not in marks[1::4]])
    assert picture(view) == taken


def test_many_selected_are_all_shown(view: TimelineView) -> None:
    marks = [mark(f"m{n}", n * 1_000_000) for n in range(500)]
    view.set_annotations(marks)
    plain = picture(view)
    view.set_selection(tuple(each.annotation_id for each in marks))
    chosen = picture(view)
    below = spot(view, 4 * MINUTE, 1).y() + 5
    assert chosen.pixelColor(x_of(view, 4 * MINUTE), below).name() == name(LIGHT.text)
    assert "500 moments selected" in view.accessibleDescription()
    view.set_selection(())
    assert picture(view) == plain


# ---- the overview, zoom and scroll -----------------------------------------------------------


def test_the_overview_shows_which_part_is_on_show_and_moves_it(view: TimelineView) -> None:
    wheel(view, spot(view, 5 * MINUTE, 1), 8)
    overview = view._rows.overview
    y = round(overview.top + 2)
    whole = view.scale.of_duration(DURATION)
    middle = round(whole.x_of(view.scale.start_us + view.scale.visible_us // 2))
    before = view.scale.start_us
    drag(view, QPoint(middle, y), QPoint(middle + 100, y))
    moved = view.scale.start_us - before
    assert moved == pytest.approx(100 * DURATION / whole.width, abs=2 * DURATION / whole.width)


def test_a_click_in_the_overview_shows_that_place(view: TimelineView, qtbot: QtBot) -> None:
    wheel(view, spot(view, 5 * MINUTE, 1), 8)
    whole = view.scale.of_duration(DURATION)
    point = spot(view, 0, 1)
    point.setX(round(whole.x_of(9 * MINUTE)))
    point.setY(round(view._rows.overview.top + 3))
    drag(view, point, point)
    assert view.scale.keeps(9 * MINUTE)


def test_keys_zoom_about_the_playhead_and_back_to_all(view: TimelineView) -> None:
    view.set_position(7 * MINUTE)
    x = view.scale.x_of(7 * MINUTE)
    view.zoom_by(3)
    assert view.scale.zoom == pytest.approx(8)
    assert view.scale.x_of(7 * MINUTE) == pytest.approx(x, abs=2)
    assert "Zoomed in 8.0 times" in view.accessibleDescription()
    view.show_from(0)
    view.zoom_by(1)
    assert view.scale.keeps(7 * MINUTE)
    view.zoom_by(0)
    assert view.scale.zoom == 1
    assert "Showing all" in view.accessibleDescription()


def test_the_page_turns_with_the_playhead_but_not_for_someone_looking_elsewhere(view: TimelineView) -> None:
    view.zoom_by(4)
    start = view.scale.start_us
    view.set_position(view.scale.end_us + 10_000)
    assert view.scale.start_us > start
    assert view.scale.keeps(view._position_us)
    view.show_from(8 * MINUTE)
    view.set_position(view._position_us + 40_000)
    assert view.scale.start_us == 8 * MINUTE


def test_shift_and_the_wheel_go_along_the_time(view: TimelineView) -> None:
    view.zoom_by(3)
    start, visible = view.scale.start_us, view.scale.visible_us
    wheel(view, spot(view, start, 1), -2, SHIFT)
    assert view.scale.start_us - start == pytest.approx(visible * 0.2, rel=0.01)
    assert view.scale.visible_us == visible


def test_a_longer_duration_told_later_keeps_what_is_on_show(view: TimelineView) -> None:
    view.zoom_by(3)
    start, visible = view.scale.start_us, view.scale.visible_us
    view.set_duration(DURATION + 40_000)
    assert view.scale.start_us == start
    assert view.scale.visible_us == pytest.approx(visible, abs=2)
    view.set_duration(0)
    view.set_duration(3 * DURATION)
    assert view.scale.zoom == 1


# ---- room ------------------------------------------------------------------------------------


def test_more_criteria_than_fit_can_be_scrolled_to(qtbot: QtBot) -> None:
    with a_timeline(height=150) as view:
        view.set_criteria(tuple((n, f"c{n}", f"Criterion {n}") for n in range(1, 13)))
        view.set_annotations((mark("low", 2 * MINUTE, criterion_id="c12"),))
        assert view._rows.hidden > 0
        assert view.mark_at(spot(view, 2 * MINUTE, 3).toPointF()) is None
        assert view.select_neighbour(1)  # a key brings the lane into view
        lane = view._lanes[-1]
        assert view._rows.lanes.top <= lane.top
        assert lane.top + lane.height <= view._rows.lanes.bottom
        view.zoom_by(0)
        at = spot(view, 2 * MINUTE, 1)
        at.setX(10)
        wheel(view, at, 20)
        assert view._lanes[0].top == view._rows.lanes.top


@pytest.mark.parametrize("size", [10, 20])
def test_text_of_any_size_fits_its_place(qtbot: QtBot, size: int) -> None:
    with a_timeline(height=260) as view:
        font = view.font()
        font.setPointSizeF(size)
        view.setFont(font)
        view.set_captions((Cue(0, 5 * MINUTE, "Hpqg"),))
        view.set_waveform(loud_from(0, MINUTE))
        rows, small = view._rows, QFontMetricsF(look.small_font(font))
        assert rows.captions.height >= small.height()
        assert rows.header.height >= small.height() + look.HANDLE_HEIGHT
        assert rows.lane_height >= small.ascent()
        assert view.minimumSizeHint().height() <= 260
        view.zoom_by(9)
        labelled = [tick.at_us for tick in view.scale.ticks() if tick.is_labelled]
        words = [format_tick(at_us, view.scale.step_us) for at_us in labelled]
        for before, after in pairwise(zip(labelled, words, strict=True)):
            apart = view.scale.x_of(after[0]) - view.scale.x_of(before[0])
            assert apart > (small.horizontalAdvance(before[1]) + small.horizontalAdvance(after[1])) / 2
