"""Where libVLC's playback is: a clock that is set by what was asked, and put right by comparing pictures.

libVLC tells neither the time of a picture nor, paused, the truth about its position; in some files (AVI,
video without sound) its clock stands still or is seconds off. So the file is decoded around the place where
playback should be, and the frame that looks like the picture on screen says where it really is.
"""

from collections.abc import Callable

from assessor_app.media.frame_times import US_PER_MS, FrameTimes
from assessor_app.media.picture_match import Picture, find_picture, sampled
from assessor_app.media.player import RunApart
from assessor_app.media.source_file import SharedSource
from assessor_app.media.vlc_clock import GUESSED_US, STARTING_US, VlcClock
from assessor_app.media.vlc_look import Look
from assessor_app.media.vlc_pictures import Shown

_FIRST_PICTURES = 3
"""So many after a start may still be leftovers, or shown early or late."""
_AGAIN_US = 15_000_000
_SOON_US = 1_500_000
_MOST_LEAD_US = 500_000
LOST_US = 4_000_000
_STOPPED_US = 1_000_000
_FINDING_US = 1_500_000
"""So long after a start or a jump no picture is believed that was not found in the file."""
_LEFTOVERS = 2
"""So many pictures that were ready before may still come after it has arrived; one was seen."""
_LONGEST_WAY_US = 3_000_000
_EARLIEST_US = STARTING_US - 3_000
"""What it shows sooner, when it begins to play, is the picture that stood there."""


class Bearings:
    """All calls on the UI thread. Media times count from the first frame, `now_us` is the monotonic clock."""

    def __init__(self, run_apart: RunApart, send_again: Callable[[], None]) -> None:
        """`send_again` is called when what libVLC shows is nothing of the file, once until it is found again."""
        self._run_apart = run_apart
        self._send_again = send_again
        self._rate = 1.0
        self.begin(None)

    def begin(self, source: SharedSource | None) -> None:
        """Another file, or none."""
        self._source = source
        self.times: FrameTimes | None = None
        self.look = Look()
        self._clock = VlcClock()
        self._clock.set_rate(self._rate, 0)
        self._sent_us = 0
        self._is_sent = False
        self._has_departed = False
        self._sent_at_us = 0
        self._arrived_us = 0
        self._leftovers = 0
        self._lead_us = 0
        self._is_lead_open = False
        self._turn = [0]
        self._pictures = 0
        self._matched_us: int | None = None
        self._is_matching = False
        self._is_sent_again = False
        self._began_us = 0

    def end(self) -> None:
        self._turn[0] += 1
        self._source = None

    @property
    def is_on_the_way(self) -> bool:
        """Whether libVLC was sent somewhere and did not say yet that it is there."""
        return self._is_sent

    def is_leftover(self, shown: Shown) -> bool:
        """Whether this is a picture of where libVLC was before it was sent somewhere, or before it began to play."""
        if self._is_sent and shown.at_us > self._sent_at_us + _LONGEST_WAY_US:
            # It does not say so, or has not understood.
            self._clock.run(self._sent_us, shown.at_us, LOST_US)
            self._is_sent = False
            self._new_turn()
        if self._is_sent or shown.at_us < self._arrived_us:
            return True
        self._leftovers -= 1
        return self._leftovers >= 0

    def is_unsure(self, shown: Shown) -> bool:
        """Whether, playing, this picture had better not be shown: of another place, or maybe not of the file at all.

        After a start or a jump it has first to be found there, which is begun here.
        """
        if self.is_leftover(shown):
            return True
        is_possible = self.times is not None and self._source is not None
        if not is_possible or self._matched_us is not None or shown.at_us - self._began_us > _FINDING_US:
            return False
        self.look_at_picture(shown)
        return True

    @property
    def uncertainty_us(self) -> int:
        return self._clock.uncertainty_us

    def at(self, now_us: int) -> int:
        return self._clock.at(now_us)

    def sent_to(self, at_us: int, now_us: int) -> int:
        """Return the millisecond, as libVLC counts them, to move to for `at_us`."""
        self._sent_us, self._is_sent, self._is_lead_open = at_us, True, True
        self._has_departed, self._sent_at_us, self._began_us = False, now_us, now_us
        self._clock.stand(at_us, GUESSED_US)
        self._new_turn()
        return max(-(-(at_us + self.look.zero_us + self._lead_us) // US_PER_MS), 0)

    def departed(self) -> None:
        """libVLC has emptied its buffers; only what it tells from then on is of where it was sent."""
        self._has_departed = True

    def arrived(self, now_us: int, *, is_running: bool) -> None:
        """libVLC has filled its buffers: it goes on from where it was sent, or from where it had to stop."""
        if self._is_sent and not self._has_departed:
            return
        if self._is_sent and is_running:
            self._arrived_us, self._leftovers = now_us + _EARLIEST_US, _LEFTOVERS
            self._clock.run(self._sent_us, now_us + STARTING_US, GUESSED_US)
        elif self._clock.is_running:
            self._clock.doubt(_STOPPED_US)
        self._is_sent = False
        self._new_turn()

    def start(self, now_us: int) -> None:
        self._began_us = now_us
        if not self._is_sent:
            self._arrived_us, self._leftovers = now_us + _EARLIEST_US, _LEFTOVERS
            self._clock.run(self._clock.at(now_us), now_us + STARTING_US, GUESSED_US)
        self._new_turn()

    def halt(self, now_us: int) -> None:
        self._clock.halt(now_us)
        self._new_turn()

    def set_rate(self, rate: float, now_us: int) -> None:
        self._rate = rate
        self._clock.set_rate(rate, now_us)
        self._new_turn()

    def hear(self, at_us: int, now_us: int, *, is_believed: bool) -> None:
        """libVLC's own clock; of sound alone it is all there is."""
        if is_believed and self._clock.is_running and not self._is_sent:
            self._clock.run(at_us - self.look.zero_us, now_us, GUESSED_US)

    def look_at_picture(self, shown: Shown) -> None:
        """While playing: have this picture found in the file, if it is time to."""
        self._pictures += 1
        if self.times is None or self._source is None or self._is_matching or self._pictures <= _FIRST_PICTURES:
            return
        if self._matched_us is not None and shown.at_us - self._matched_us < _AGAIN_US:
            return
        turn, is_over = self._turn[0], self._is_over(self._turn, self._turn[0])
        source, times = self._source, self.times
        picture = Picture(sampled(shown.planes[0]), self.look.rotation, self._clock.at(shown.at_us))
        self._is_matching = True
        self._run_apart(
            lambda: find_picture(source, times, picture, is_over),
            lambda found: self._set_right(turn, picture.about_us, shown.at_us, found),
        )

    def _set_right(self, turn: int, about_us: int, shown_us: int, found: tuple[int, int] | None) -> None:
        self._is_matching = False
        if turn != self._turn[0]:
            return
        if found is None:
            # Nobody knows where it is: say so, and look again soon.
            self._clock.doubt(LOST_US)
            self._matched_us = shown_us - _AGAIN_US + _SOON_US
            if not self._is_sent_again:
                # On a busy machine libVLC may lose a keyframe after a jump, and paint changes onto grey until the next.
                self._is_sent_again = True
                self._send_again()
            return
        self._matched_us, self._is_sent_again = shown_us, False
        start, end = found
        assert self.times is not None
        is_one = self.times.span(self.times.nearest(start)) == found
        at_us = start if is_one else min(max(about_us, start), end - 1)
        self._clock.run(at_us, shown_us, end - start)
        if is_one and self._is_lead_open:
            # libVLC came out there; next time it is sent so much farther.
            self._lead_us = min(max(self._lead_us + about_us - at_us, -_MOST_LEAD_US), _MOST_LEAD_US)
            self._is_lead_open = False

    @staticmethod
    def _is_over(turn: list[int], number: int) -> Callable[[], bool]:
        return lambda: turn[0] != number

    def _new_turn(self) -> None:
        self._turn[0] += 1
        self._pictures = 0
        self._matched_us = None
