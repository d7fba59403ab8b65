"""Random steps against the fake server: few examples here, thousands in `./run soak`."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import TwoLaptops

EXAMPLES, STEPS = 6, 20


def test_two_laptops_and_their_server() -> None:
    few = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(TwoLaptops, settings=few)
