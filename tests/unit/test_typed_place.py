"""A place in a video as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.gui.models.typed_place import FramesUnknown, NoSuchFrame, place_of
from assessor_app.gui.widgets.time_text import format_us
from assessor_app.media.frame_times import FrameTimes

S = 1_000_000
NTSC = FrameTimes(round(number * 1_001 * S / 30_000) for number in range(9_000))


@pytest.mark.parametrize(
    ("typed", "at_us"),
    [
        ("1:02:03.5", 3_723_500_000),
        ("62:03", 3_723 * S),
        ("3723", 3_723 * S),
        (" 75 ", 75 * S),
        ("12m", 720 * S),
        ("12 min", 720 * S),
        ("1h", 3_600 * S),
        ("1h 2m 3.5s", 3_723_500_000),
        ("1H2M3", 3_723 * S),
        ("90m", 5_400 * S),
        ("2m 7,25s", 127_250_000),
        ("0:01.48", 1_480_000),
    ],
)
def test_the_usual_spellings(typed: str, at_us: int) -> None:
    assert place_of(typed, None) == at_us


@pytest.mark.parametrize(
    "typed", ["", " ", "m", "h", "12x", "f", "f-1", "f1.5", "1m2h", "12m12m", "1::2", "soon", "12mm"]
)
def test_what_is_no_place_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a time") as refused:
        place_of(typed, NTSC)
    assert type(refused.value) is ValueError


@given(st.integers(0, 8_999))
def test_a_frame_number_is_that_frame_exactly(number: int) -> None:
    assert place_of(f"f{number}", NTSC) == place_of(f" F {number} ", NTSC) == NTSC.span(number)[0]


@given(st.integers(0, 8_999))
def test_a_time_as_it_is_shown_means_the_frame_it_was_shown_with(number: int) -> None:
    start = NTSC.span(number)[0]
    assert place_of(format_us(start), NTSC) == start


def test_a_time_inside_a_frame_is_that_frame_and_one_beyond_the_end_stays_beyond() -> None:
    start, end = NTSC.span(100)
    assert place_of(f"{(start + end) // 2 / S:.6f}", NTSC) == start
    assert place_of(f"{(start - 1) / S:.6f}", NTSC) == NTSC.span(99)[0]
    assert place_of("12m", NTSC) == 720 * S


def test_frames_that_are_not_there_or_not_known_have_their_own_errors() -> None:
    with pytest.raises(NoSuchFrame):
        place_of("f9000", NTSC)
    with pytest.raises(FramesUnknown):
        place_of("f1", None)
