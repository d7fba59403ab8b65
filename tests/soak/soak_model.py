"""The model test with other random steps each time, 40 of them in a row."""

import sys

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.model.checks import Broken
from tests.model.machine import TwoLaptops
from tests.soak.tally import Tally

EXAMPLES, STEPS = 100, 40


def once(number: int) -> Tally:
    """A failing run prints its steps, as they were: looking for fewer would take the time of many runs."""

    class Seeded(TwoLaptops):
        """Hypothesis takes the seed from the class."""

    many = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    return tally_of(seed(number)(Seeded), many)


def tally_of(machine: type[RuleBasedStateMachine], budget: settings) -> Tally:
    runs = 0

    class Counted(machine):  # type: ignore[valid-type,misc]
        def teardown(self) -> None:
            nonlocal runs
            runs += 1
            super().teardown()

    try:
        run_state_machine_as_test(Counted, settings=budget)
    except Broken as broken:
        notes = "\n".join(getattr(broken, "__notes__", ()))
        sys.stderr.write(f"{broken}\n{notes}\n")
        words = str(broken)
        is_doubled, is_lost = "twice" in words, "lost" in words or "never took" in words
        return Tally(runs=runs, lost=is_lost, doubled=is_doubled, failed=not (is_lost or is_doubled))
    return Tally(runs=runs)
