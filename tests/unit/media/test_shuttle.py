"""Shuttling: which speed comes next, and where a picture that runs backwards has got to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.media.shuttle import SPEEDS, Descent, next_speed


@pytest.mark.parametrize(
    ("presses", "speed"),
    [
        ("L", 1),
        ("LL", 2),
        ("LLL", 4),
        ("LLLL", 4),
        ("J", -1),
        ("JJJJ", -4),
        ("LLJ", 1),
        ("LJ", -1),
        ("LLLJJJJ", -2),
        ("JJL", -1),
        ("JLL", 2),
    ],
)
def test_repeating_is_faster_and_the_other_key_slows_down_first(presses: str, speed: float) -> None:
    now, is_playing = 0.5, False
    for key in presses:
        now, is_playing = next_speed(now, 1 if key == "L" else -1, is_playing=is_playing), True
    assert now == speed


@given(st.floats(-4, 4).filter(bool), st.sampled_from([-1, 1]))
def test_a_press_never_goes_the_wrong_way_and_stays_on_the_ladder(now: float, direction: int) -> None:
    after = next_speed(now, direction, is_playing=True)
    assert after in SPEEDS
    assert (after - now) * direction > 0 or after == SPEEDS[-1 if direction > 0 else 0]


@given(
    st.integers(0, 36_000_000_000),
    st.floats(0, 1e6),
    st.sampled_from([1.0, 2.0, 4.0]),
    st.floats(0, 1e4),
    st.floats(0, 1e4),
)
def test_a_descent_follows_the_clock_and_ends_at_zero(
    from_us: int, began: float, speed: float, first: float, second: float
) -> None:
    descent = Descent(from_us, began, speed)
    early, late = sorted((first, second))
    assert from_us >= descent.at(began + early) >= descent.at(began + late) >= 0
    assert descent.at(began) == from_us
    assert descent.at(began - 1) == from_us


def test_a_descent_at_double_speed() -> None:
    assert Descent(10_000_000, 5.0, 2.0).at(6.5) == 7_000_000
