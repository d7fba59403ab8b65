"""Looking for garbage waits for a quiet moment, and what the program changes for it is put back."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from assessor_app.tasks import tidying
from assessor_app.tasks.tidying import ENOUGH, FULL, NEVER, Tidying


class Moment:
    def __init__(self) -> None:
        self.is_quiet = True


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> "CountedGc":
    made = CountedGc()
    monkeypatch.setattr(tidying, "gc", made)
    return made


@pytest.fixture
def tidy(qapp: QCoreApplication, moment: Moment, counted: "CountedGc") -> Iterator[Tidying]:
    made = Tidying(lambda: moment.is_quiet)
    yield made
    made.stop()
    made.deleteLater()


class CountedGc:
    """Stands in for Python's collector: a real look through a whole test run takes a second."""

    def __init__(self) -> None:
        self.young, self.looks, self.thresholds, self.is_frozen, self.is_on = 0, 0, (700, 10, 10), False, False

    def get_count(self) -> tuple[int, int, int]:
        return 0, 0, self.young

    def collect(self) -> int:
        self.young = 0
        self.looks += 1
        return 0

    def get_threshold(self) -> tuple[int, int, int]:
        return self.thresholds

    def set_threshold(self, *thresholds: int) -> None:
        self.thresholds = (thresholds[0], thresholds[1], thresholds[2])

    def freeze(self) -> None:
        self.is_frozen = True

    def enable(self) -> None:
        self.is_on = True


@pytest.mark.parametrize(
    ("young", "is_quiet", "is_done"),
    [
        (ENOUGH - 1, True, False),
        (ENOUGH, True, True),
        (ENOUGH, False, False),
        (FULL - 1, False, False),
        (FULL, False, True),
    ],
)
def test_everything_is_looked_through_when_nobody_would_notice(
    tidy: Tidying, counted: CountedGc, moment: Moment, young: int, is_quiet: bool, is_done: bool
) -> None:
    counted.young, moment.is_quiet = young, is_quiet
    assert tidy.look() is is_done
    assert counted.looks == int(is_done)


def test_python_itself_looks_only_at_what_is_young_until_the_end(tidy: Tidying, counted: CountedGc) -> None:
    tidy.start()
    assert counted.thresholds == (700, 10, NEVER)
    assert (counted.is_frozen, counted.is_on) == (True, True)
    tidy.stop()
    assert counted.thresholds == (700, 10, 10)


def test_python_takes_such_a_threshold() -> None:
    usual = gc.get_threshold()
    try:
        gc.set_threshold(*usual[:2], NEVER)
        assert gc.get_threshold() == (*usual[:2], NEVER)
    finally:
        gc.set_threshold(*usual)
