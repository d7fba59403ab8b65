"""Every wrong design is noticed; the right one passes the very same steps (test_scenarios.py)."""

import pytest

from tests.model.checks import Broken
from tests.model.mutants import MUTANTS, made_wrong
from tests.model.scenarios import SCENARIOS
from tests.model.world import World, new_world


def play(world: World, scenario: str) -> None:
    SCENARIOS[scenario](world, world.first, world.cases[0])
    world.come_to_rest()


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_is_caught(name: str) -> None:
    with new_world() as world, made_wrong(name) as mutant, pytest.raises(Broken):
        play(world, mutant.scenario)
