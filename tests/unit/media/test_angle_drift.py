"""The judge of drift: two clocks that disagree stay together, and what is hopeless is said so."""

import random

import pytest

from assessor_app.media.angle_drift import APART_US, FAR_US, Drift

FRAME_US = 33_333
TICK_S = 0.04


def run(seconds: float, *, skew: float, ahead_us: float = 0.0, noise_us: int = 3_000) -> list[float]:
    """Two recordings by a judge that sees them with some noise; `skew`: how much faster the second clock runs."""
    drift, chance, ahead, now, seen = Drift(), random.Random(5), ahead_us, 0.0, []  # noqa: S311 - a test
    drift.restart(now)
    for _ in range(int(seconds / TICK_S)):
        now += TICK_S
        ahead += (skew + drift.nudge) * TICK_S * 1_000_000
        drift.look(ahead + chance.randint(-noise_us, noise_us), now)
        seen.append(ahead)
    return seen


@pytest.mark.parametrize("skew", [0.0, 0.0005, -0.0005, 0.002, -0.002])
def test_half_an_hour_of_clocks_that_disagree_stays_below_a_frame(skew: float) -> None:
    """Sound cards differ by some 0.01 %; this is up to twenty times as much."""
    assert max(abs(ahead) for ahead in run(1800, skew=skew)) < FRAME_US


@pytest.mark.parametrize("ahead_us", [50_000, -50_000, 300_000, -300_000])
def test_what_starts_apart_comes_together_and_stays_so(ahead_us: float) -> None:
    seen = run(20, skew=0.0, ahead_us=ahead_us)
    assert max(abs(ahead) for ahead in seen[int(8 / TICK_S) :]) <= 2 * APART_US


def test_what_is_together_is_left_alone() -> None:
    drift = Drift()
    drift.restart(0.0)
    assert not any(drift.look(4_000 * (-1) ** tick, 1 + tick * TICK_S) for tick in range(500))
    assert drift.nudge == 0.0


def test_what_is_far_is_said_and_a_single_bad_look_is_not() -> None:
    drift = Drift()
    drift.restart(0.0)
    for tick in range(20):
        drift.look(0, 1 + tick * TICK_S)
    drift.look(2 * FAR_US, 2.0)
    assert not drift.is_far
    for tick in range(20):
        drift.look(2 * FAR_US, 3 + tick * TICK_S)
    assert drift.is_far
    drift.restart(5.0)
    assert not drift.is_far
