"""Each directed scenario by itself, on fresh laptops: what the random steps are mixed with."""

import pytest

from tests.model.scenarios import SCENARIOS
from tests.model.world import new_world


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name: str) -> None:
    with new_world() as world:
        SCENARIOS[name](world, world.first, world.cases[0])
        world.come_to_rest()
