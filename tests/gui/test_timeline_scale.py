"""The timeline's arithmetic, and times as people read, hear and type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.gui.widgets.time_text import format_tick, format_us, parse_us, spoken_us
from assessor_app.gui.widgets.timeline_scale import TimelineScale

HOUR = 3_600_000_000
scales = st.builds(
    lambda duration, width, factor, x: TimelineScale(duration, 40.0, width).zoomed(factor, 40 + x * width),
    st.integers(100_000, 5 * HOUR),
    st.floats(250, 3_000),  # the timeline is never narrower
    st.floats(1, 500),
    st.floats(0, 1),
)


@given(scales, st.floats(0, 1))
def test_a_pixel_and_its_time_belong_together(scale: TimelineScale, share: float) -> None:
    x = scale.left + share * scale.width
    assert scale.x_of(scale.us_at(x)) == pytest.approx(x, abs=1 / scale.us_per_pixel + 1e-6)


@given(scales)
def test_only_time_inside_the_media_is_on_show(scale: TimelineScale) -> None:
    assert scale.start_us >= 0
    assert scale.end_us <= scale.duration_us + 1


@given(st.integers(1_000_000, 5 * HOUR), st.floats(0, 1), st.floats(1, 50))
def test_zooming_keeps_what_is_under_the_pointer(duration: int, share: float, factor: float) -> None:
    scale = TimelineScale(duration, 40.0, 700.0)
    x = 40 + share * 700
    zoomed = scale.zoomed(factor, x)
    assert zoomed.x_of(scale.us_at(x)) == pytest.approx(x, abs=2)
    assert zoomed.zoomed(1e-9, x) == scale


@given(scales)
def test_labels_have_room_and_ticks_are_on_show(scale: TimelineScale) -> None:
    ticks = list(scale.ticks())
    labelled = [scale.x_of(tick.at_us) for tick in ticks if tick.is_labelled]
    assert all(after - before > 80 for before, after in zip(labelled, labelled[1:], strict=False))
    assert all(scale.start_us <= tick.at_us <= scale.duration_us for tick in ticks)
    assert len(ticks) < 500


def test_times_are_cut_and_never_rounded_up() -> None:
    assert format_us(751_480_999) == "00:12:31.480"
    assert format_us(HOUR * 11 + 1) == "11:00:00.000"


def test_ticks_say_no_more_than_they_need() -> None:
    assert format_tick(305_000_000, 5_000_000) == "5:05"
    assert format_tick(3_905_000_000, 5_000_000) == "1:05:05"
    assert format_tick(305_200_000, 200_000) == "5:05.2"


@given(st.integers(0, 99 * HOUR))
def test_what_is_shown_can_be_typed(at_us: int) -> None:
    assert parse_us(format_us(at_us)) == at_us // 1_000 * 1_000


@pytest.mark.parametrize(
    ("typed", "at_us"), [("75", 75_000_000), (" 1:15 ", 75_000_000), ("1:02:03,5", 3_723_500_000), ("0.25", 250_000)]
)
def test_times_can_be_typed_short(typed: str, at_us: int) -> None:
    assert parse_us(typed) == at_us


@pytest.mark.parametrize("typed", ["", "soon", "1:2:3:4", "-5", "1:", "1.2.3"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        parse_us(typed)


def test_times_are_spoken_in_words() -> None:
    assert spoken_us(751_480_000) == "12 minutes 31.480 seconds"
    assert spoken_us(HOUR + 60_000_000 + 5_000_000) == "1 hour 1 minute 5.000 seconds"
    assert spoken_us(5_033_000) == "5.033 seconds"
