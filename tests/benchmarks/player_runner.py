"""Measures a player in a process of its own: `exact`, `playing`, `seek`, `step`, `play`; prints one JSON object."""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from assessor_app.bootstrap.application import Lanes
from assessor_app.bootstrap.players import make_player
from assessor_app.media.player import PlayerState
from tests.benchmarks.mpv_peer import SETTLE_S, MpvPeer, is_here
from tests.benchmarks.player_screen import PlayerScreen, application, rest, wait_until
from tests.fakes.clips import Clip, ClipSource, make_clip, number_in, steady, uneven

TARGETS = 300
SEEKS = 60
STEPS = 100
FRAMES_AWAY = 40
SEED = 20261122


@contextmanager
def screen_of(engine: str) -> Iterator[PlayerScreen]:
    application()
    lanes = Lanes()
    screen = PlayerScreen(make_player(engine, lanes.runner))
    try:
        yield screen
    finally:
        screen.close()
        lanes.close()


def kinds(folder: Path) -> tuple[Clip, ...]:
    return (
        make_clip(folder / "cfr30.mp4", steady(Fraction(30))),
        make_clip(folder / "cfr2997.mp4", steady(Fraction(30_000, 1_001))),
        make_clip(folder / "vfr.mp4", uneven),
        make_clip(folder / "gop250.mp4", steady(Fraction(30)), count=700, between_keyframes=250),
        make_clip(folder / "rotated.mp4", steady(Fraction(30)), turn=90),
    )


def exact(engine: str) -> Mapping[str, list[int]]:
    """Clip kind -> [right, asked]: the number in the painted picture and the time reported, both, per target."""
    with tempfile.TemporaryDirectory() as folder, screen_of(engine) as screen:
        return {clip.name: [_right(screen, clip), TARGETS] for clip in kinds(Path(folder))}


def _right(screen: PlayerScreen, clip: Clip) -> int:
    chance = random.Random(SEED)
    screen.surface.resize(640, 360)
    screen.open(ClipSource(clip.data))
    return sum(_is_right(screen, clip, chance.randrange(len(clip.times)), chance.random()) for _ in range(TARGETS))


def _is_right(screen: PlayerScreen, clip: Clip, number: int, part: float) -> bool:
    at_us = clip.times[number] + int(part * (clip.end_of(number) - clip.times[number]))
    screen.player.seek(at_us)
    try:
        wait_until(lambda: _shows(screen, clip.times[number]), "the frame", 5.0)
    except TimeoutError:
        return False
    return number_in(screen.look()) == number and _shows(screen, clip.times[number])


def _shows(screen: PlayerScreen, start_us: int) -> bool:
    painted = screen.player.painted()
    return painted is not None and abs(painted.start_us - start_us) <= 1


def playing(engine: str) -> Mapping[str, list[int]]:
    """[right, asked]: while it plays, the number on the screen and the time a mark would store agree."""
    with tempfile.TemporaryDirectory() as folder, screen_of(engine) as screen:
        clips = kinds(Path(folder))
        share = TARGETS // len(clips)
        return {clip.name: [_right_playing(screen, clip, share), share] for clip in clips}


def _right_playing(screen: PlayerScreen, clip: Clip, count: int) -> int:
    chance = random.Random(SEED)
    screen.surface.resize(640, 360)
    screen.open(ClipSource(clip.data))
    right = 0
    for _ in range(count):
        if screen.player.state is not PlayerState.PLAYING or screen.player.painted().start_us > clip.times[-60]:  # type: ignore[union-attr]
            screen.player.seek(clip.times[chance.randrange(40)])
            screen.player.play()
        rest(chance.randrange(20, 90))
        seen, painted = number_in(screen.look()), screen.player.painted()
        right += painted is not None and abs(clip.times[seen] - painted.start_us) <= 1
    return right


def seek(engine: str, path: str) -> Mapping[str, list[float]]:
    """Milliseconds of exact seeks to the same random frames, ours and mpv's in turn."""
    with screen_of(engine) as screen:
        screen.open(Path(path))
        times = screen.player.frame_times
        assert times is not None
        peer = MpvPeer(Path(path)) if is_here() else None
        chance, ours, theirs = random.Random(SEED), [], []
        for _ in range(SEEKS):
            start, end = times.span(chance.randrange(len(times) - 2))
            ours.append(screen.seek_ms(start, (start + end) // 2))
            rest(700)  # what goes on behind the picture must not burden the peer
            if peer is not None:
                theirs.append(peer.seek_ms(start))
                rest(100)
        if peer is not None:
            peer.close()
        return {"ours": ours, "mpv": theirs}


def step(engine: str, path: str) -> Mapping[str, list[float]]:
    """Milliseconds of single steps back and forward, at a hand's pace, once the neighbourhood is there."""
    with screen_of(engine) as screen:
        screen.open(Path(path))
        times = screen.player.frame_times
        assert times is not None
        middle = len(times) // 2
        screen.seek_ms(times.span(middle)[0], times.span(middle)[0] + 1)
        rest(1_500)
        return {"back": _steps(screen, -1), "forward": _steps(screen, 1)}


def _steps(screen: PlayerScreen, way: int) -> list[float]:
    found = []
    for _ in range(STEPS):
        found.append(screen.step_ms(way))
        rest(60)
    return found


def play(engine: str, path: str, seconds: str) -> Mapping[str, float]:
    """CPU of this process in percent of one core, and frames that never reached the screen."""
    with screen_of(engine) as screen:
        screen.open(Path(path))
        times = screen.player.frame_times
        assert times is not None
        screen.player.play()
        rest(round(SETTLE_S * 1_000))
        screen.painted_at.clear()
        cpu, began = time.process_time(), time.monotonic()
        rest(round(float(seconds) * 1_000))
        share = (time.process_time() - cpu) / (time.monotonic() - began)
        shown = sorted(screen.painted_at)
        expected = times.nearest(shown[-1]) - times.nearest(shown[0]) + 1
        return {"cpu_percent": 100 * share, "dropped": expected - len(shown), "painted": len(shown)}


WAYS: Mapping[str, Callable[..., Mapping[str, object]]] = {
    "exact": exact,
    "playing": playing,
    "seek": seek,
    "step": step,
    "play": play,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(WAYS[sys.argv[1]](*sys.argv[2:])) + "\n")
