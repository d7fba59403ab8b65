"""The directed scenarios against the real practice server: what the fake one allows, the real one does as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.practice_process import PracticeProcess
from tests.model.real_server import RealServer, made_model_server
from tests.model.scenarios import SCENARIOS
from tests.model.world import CASES, World

TOLD = (
    "final_with_lost_reply",
    "two_drafts",
    "server_restored_after_a_push",
    "rubric_changed_under_a_final",
    "withdrawn_with_its_evidence",
    "dies_before_it_can_record",
)
"""Each leaves an assignment of its own behind, so that one server serves them all."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    data = made_model_server(tmp_path, len(TOLD))
    with PracticeProcess(tmp_path / "server", like=data) as process:
        made = World(tmp_path, RealServer(process))
        try:
            yield made
        finally:
            made.end()


def test_the_real_server_keeps_what_the_model_promises(world: World) -> None:
    assert len(world.cases) == len(TOLD) >= CASES
    for name, case in zip(TOLD, world.cases, strict=True):
        SCENARIOS[name](world, world.first, case)
    world.come_to_rest()
