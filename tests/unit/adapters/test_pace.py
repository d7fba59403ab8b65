"""A quick line is read in large pieces, a slow one as it drips."""

from assessor_app.adapters.pace import Pace

MOST = 256 * 1024
RECORD = 16 * 1024


class Line:
    """A stream that brings `rate` bytes a second, by a clock of its own; knows what was waited for."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.now = 0.0
        self.longest_wait = 0.0

    def clock(self) -> float:
        return self.now

    def read(self, amount: int, decode_content: bool) -> bytes:
        return self._bring(amount)

    def read1(self, amount: int, decode_content: bool) -> bytes:
        return self._bring(min(amount, RECORD))

    def _bring(self, amount: int) -> bytes:
        self.longest_wait = max(self.longest_wait, amount / self.rate)
        self.now += amount / self.rate
        return bytes(amount)


def sizes(line: Line, number: int, pace: Pace | None = None) -> list[int]:
    pace = pace or Pace(line.clock)
    return [len(pace.read(line, MOST)) for _ in range(number)]


def test_a_quick_line_is_read_in_large_pieces() -> None:
    seen = sizes(Line(100e6), 1000)
    assert seen[0] == RECORD, "nothing is known yet"
    assert seen[-1] == MOST


def test_a_slow_line_is_never_waited_for_longer_than_a_record() -> None:
    line = Line(125_000)
    assert set(sizes(line, 100)) == {RECORD}


def test_in_between_it_waits_for_a_twentieth_of_a_second() -> None:
    line = Line(2e6)
    seen = sizes(line, 100)
    assert RECORD < seen[-1] < MOST
    assert line.longest_wait < 0.06


def test_a_line_that_slows_down_is_noticed_soon() -> None:
    line = Line(100e6)
    pace = Pace(line.clock)
    sizes(line, 1000, pace)
    line.rate = 125_000
    seen = sizes(line, 3, pace)
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == RECORD


def test_the_end_is_empty() -> None:
    class Ended:
        def read1(self, amount: int, decode_content: bool) -> None:
            return None

    assert Pace().read(Ended(), MOST) == b""
