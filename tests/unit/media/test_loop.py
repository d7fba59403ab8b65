"""A-B loop: ends in either order, turning by painted frames, and leave to go out."""

from hypothesis import given
from hypothesis import strategies as st

from assessor_app.media.loop import Loop, LoopWatch

FRAME_US = 40_000


def frame(number: int) -> tuple[int, int]:
    return number * FRAME_US, (number + 1) * FRAME_US


numbers = st.integers(0, 500)


@given(numbers, numbers)
def test_whichever_end_is_set_first_the_loop_holds_both_frames(a: int, b: int) -> None:
    loop = Loop().begun(frame(a)).ended(frame(b))
    if a == b:
        assert not loop.is_whole
        return
    assert loop.stretch == (min(a, b) * FRAME_US, (max(a, b) + 1) * FRAME_US)


def test_an_end_alone_begins_at_zero_and_a_new_beginning_moves_it() -> None:
    loop = Loop().ended(frame(9))
    assert loop.stretch == (0, 10 * FRAME_US)
    assert loop.begun(frame(4)).stretch == (4 * FRAME_US, 10 * FRAME_US)
    assert Loop().begun(frame(4)).stretch is None
    assert Loop().begun(frame(4)).start_us == 4 * FRAME_US


@given(st.integers(0, 10**10), st.integers(2, 10**9))
def test_a_loop_around_a_stretch_is_that_stretch(start: int, length: int) -> None:
    assert Loop.around(start, start + length).stretch == (start, start + length)


def play(watch: LoopWatch, at: int, frames: int, lag: int, step: int = 1) -> list[int]:
    """Paint `frames` frames; a jump that is asked for arrives `lag` frames later, as engines do. Return the numbers."""
    painted, landing, left = [], None, 0
    for _ in range(frames):
        painted.append(at)
        to_us = watch.painted(frame(at), is_playing=True, is_forwards=step > 0)
        if to_us is not None:
            assert landing is None, "asked twice for the same turn"
            landing, left = to_us // FRAME_US, lag
        if landing is not None and left == 0:
            at, landing = landing, None
        else:
            at, left = max(at + step, 0), left - 1
    return painted


@given(numbers, st.integers(1, 60), st.integers(0, 5), st.sampled_from([-1, 1]))
def test_it_turns_at_its_end_again_and_again_however_late_the_engine_jumps(
    start: int, length: int, lag: int, step: int
) -> None:
    watch = LoopWatch()
    stretch = frame(start)[0], frame(start + length)[1]
    watch.set(Loop.around(*stretch), frame(start))
    painted = play(watch, start, 5 * (length + 1 + lag), lag, step)
    assert painted.count(start if step > 0 else start + length) >= 4
    assert all(start - lag <= number <= start + length + lag for number in painted)


def test_turned_round_while_it_goes_back_it_is_held_all_the_same() -> None:
    watch = LoopWatch()
    watch.set(Loop.around(frame(10)[0], frame(20)[1]), frame(19))
    assert watch.painted(frame(20), is_playing=True) == frame(10)[0]
    # Before the jump arrives, the assessor plays backwards: it lands on the very end that matters now.
    assert watch.painted(frame(10), is_playing=True, is_forwards=False) == frame(20)[1] - 1


@given(numbers, st.integers(1, 60))
def test_who_jumps_out_of_it_stays_outside_and_is_held_again_when_back(start: int, length: int) -> None:
    watch = LoopWatch()
    watch.set(Loop.around(frame(start)[0], frame(start + length)[1]), frame(start))
    beyond = start + length + 10
    assert watch.painted(frame(beyond), is_playing=False) is None
    assert play(watch, beyond, 20, 0) == list(range(beyond, beyond + 20))
    watch.painted(frame(start), is_playing=False)
    assert max(play(watch, start, 200, 0)) == start + length


def test_paused_or_not_whole_it_never_moves_the_picture() -> None:
    watch = LoopWatch()
    watch.set(Loop().begun(frame(3)), frame(3))
    assert [watch.painted(frame(number), is_playing=True) for number in range(10)] == [None] * 10
    watch.set(Loop.around(0, 5 * FRAME_US), frame(0))
    assert [watch.painted(frame(number), is_playing=False) for number in range(10)] == [None] * 10
    assert watch.at_the_end() is None


def test_a_loop_to_the_very_end_turns_when_the_media_is_over() -> None:
    watch = LoopWatch()
    watch.set(Loop.around(frame(5)[0], 10**9), frame(7))
    assert watch.at_the_end() == frame(5)[0]
    watch.set(Loop(), frame(7))
    assert watch.at_the_end() is None
