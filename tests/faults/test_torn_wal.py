"""However the log of a profile is torn, what opens is exactly what had been committed up to some moment."""

import random
from pathlib import Path

import pytest

from tests.faults.torn_wal import COMMITS, WAYS, Torn, make_profile, trouble_after, trouble_with

RUNS = 50


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Torn:
    return make_profile(tmp_path_factory.mktemp("torn") / "profile")


@pytest.mark.parametrize("way", WAYS)
def test_a_torn_log_opens_to_a_prefix_of_the_commits(torn: Torn, way: str, tmp_path: Path) -> None:
    chance = random.Random(way)
    found = [trouble_after(torn, tmp_path / str(number), way, chance) for number in range(RUNS)]
    assert found == [""] * RUNS


def test_the_whole_log_has_every_commit(torn: Torn, tmp_path: Path) -> None:
    assert trouble_with(torn, tmp_path / "whole", torn.log, least=COMMITS) == ""
    assert b"mark 3" not in torn.log, "nor can it be read"
