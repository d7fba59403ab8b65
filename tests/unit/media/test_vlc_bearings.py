"""What libVLC paints after a start or a jump is shown only once it was found in the file."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from assessor_app.media.frame_times import FrameTimes, read_frame_times
from assessor_app.media.source_file import SharedSource
from assessor_app.media.vlc_bearings import Bearings
from assessor_app.media.vlc_pictures import Plane, Shown
from tests.fakes.clips import HEIGHT, WIDTH, ClipSource, make_clip, steady

FRAME = 40
STARTED_US = 10_000_000


def at_once(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
    then(work())


class Watched:
    """Bearings over a real clip, playing from its start; `sent_again` counts the second attempts."""

    def __init__(self, folder: Path) -> None:
        clip = make_clip(folder / "clip.mp4", steady(Fraction(30)), count=80)
        self.source = SharedSource(ClipSource(clip.data))
        self.frames = [
            np.asarray(f.to_ndarray(), np.uint8)[:HEIGHT] for f in av.open(str(folder / "clip.mp4")).decode()
        ]
        self.sent_again = 0
        self.bearings = Bearings(at_once, self._count)
        self.bearings.begin(self.source)
        self.bearings.times = FrameTimes(read_frame_times(self.source))
        self.bearings.start(STARTED_US)
        self._serial = 0

    def _count(self) -> None:
        self.sent_again += 1

    def is_unsure(self, luma: Plane, after_us: int) -> bool:
        self._serial += 1
        chroma = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
        shown = Shown(self._serial, STARTED_US + after_us, (WIDTH, HEIGHT), (luma, chroma, chroma))
        return self.bearings.is_unsure(shown)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_a_picture_of_the_file_is_shown_as_soon_as_it_was_found(watched: Watched) -> None:
    seen = [watched.is_unsure(watched.frames[n], 400_000 + n * 33_333) for n in range(12)]
    assert seen[0]
    assert not seen[-1]
    assert watched.bearings.uncertainty_us <= FRAME * 1_000
    assert watched.sent_again == 0


def test_changes_painted_onto_grey_are_not_shown_and_it_is_sent_there_once_more(watched: Watched) -> None:
    grey = np.full((HEIGHT, WIDTH), 128, np.uint8)
    # Two may be left over from before, three shown late, and the sixth is looked for.
    assert all(watched.is_unsure(grey, 400_000 + n * 33_333) for n in range(6))
    assert watched.sent_again == 1
    for n in range(6, 90):
        watched.is_unsure(grey, 400_000 + n * 33_333)
    assert watched.sent_again == 1, "a file that is never recognised is not sent back for ever"


def test_in_the_end_something_is_shown_and_nobody_claims_to_know_where_it_is(watched: Watched) -> None:
    grey = np.full((HEIGHT, WIDTH), 128, np.uint8)
    seen = [watched.is_unsure(grey, 400_000 + n * 33_333) for n in range(60)]
    assert not seen[-1]
    assert watched.bearings.uncertainty_us > 1_000_000


def test_without_frame_times_there_is_nothing_to_wait_for(watched: Watched) -> None:
    watched.bearings.times = None
    seen = [watched.is_unsure(watched.frames[n], 400_000 + n * 33_333) for n in range(6)]
    assert not seen[-1]
