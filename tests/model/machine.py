"""Random steps of two laptops of one assessor and their server, mixed with the directed scenarios."""

from contextlib import ExitStack

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from assessor_app.domain.conflict import Side
from tests.model.checks import check
from tests.model.fake_http import FAULTS, Fault
from tests.model.model_laptop import ModelLaptop
from tests.model.scenarios import EDIT_STEPS, SCENARIOS
from tests.model.world import CASES, World, new_world

WHICH = st.integers(0, 1)
CASE = st.integers(0, CASES - 1)
LEVEL = st.integers(1, 2)
PULL_STEPS = ("sync.page_taken", "sync.cursor_moved", "outbox.sending", "outbox.answered", "receipt.kept")


class Organisation(RuleBasedStateMachine):
    """What happens at the issuing organisation, and everything that is told as one scenario."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self.world: World = self._stack.enter_context(new_world())
        self.backup = self.world.server.backup()

    @rule(case=CASE)
    def withdraw(self, case: int) -> None:
        self.world.server.withdraw(self.world.cases[case])

    @rule(case=CASE)
    def give_back(self, case: int) -> None:
        self.world.server.give_back(self.world.cases[case])

    @rule()
    def change_rubric(self) -> None:
        self.world.server.change_rubric()

    @rule()
    def back_up(self) -> None:
        self.backup = self.world.server.backup()

    @rule()
    def restore(self) -> None:
        self.world.server.restore(self.backup)

    @rule(name=st.sampled_from(sorted(SCENARIOS)), which=WHICH, case=CASE)
    def scenario(self, name: str, which: int, case: int) -> None:
        SCENARIOS[name](self.world, self.world.laptops[which], self.world.cases[case])


class TwoLaptops(Organisation):
    """Every rule takes a laptop and an assignment, does one thing, and everything is checked after it."""

    @rule(which=WHICH, case=CASE)
    def mark(self, which: int, case: int) -> None:
        self._checked(which).mark(self.world.cases[case], "counts to four")

    @rule(which=WHICH, case=CASE)
    def retract(self, which: int, case: int) -> None:
        self._checked(which).retract(self.world.cases[case])

    @rule(which=WHICH, case=CASE, number=LEVEL, level=LEVEL)
    def score(self, which: int, case: int, number: int, level: int) -> None:
        self._checked(which).score(self.world.cases[case], number, level)

    @rule(which=WHICH, case=CASE)
    def undo(self, which: int, case: int) -> None:
        self._checked(which).undo(self.world.cases[case])

    @rule(which=WHICH, case=CASE, level=LEVEL)
    def submit(self, which: int, case: int, level: int) -> None:
        self._checked(which).submit(self.world.cases[case], level)

    @rule(which=WHICH, case=CASE)
    def take_back(self, which: int, case: int) -> None:
        self._checked(which).take_back(self.world.cases[case])

    @rule(which=WHICH, case=CASE)
    def hand_back(self, which: int, case: int) -> None:
        self._checked(which).hand_back(self.world.cases[case])

    @rule(which=WHICH, case=CASE)
    def fetch(self, which: int, case: int) -> None:
        self._checked(which).fetch(self.world.cases[case])

    @rule(which=WHICH, fault=st.sampled_from(FAULTS), is_on_reads=st.booleans())
    def sync(self, which: int, fault: Fault, is_on_reads: bool) -> None:
        self.world.sync(self.world.laptops[which], fault, is_on_reads=is_on_reads)

    @rule(which=WHICH, side=st.sampled_from(Side))
    def settle(self, which: int, side: Side) -> None:
        self._checked(which).settle(side)

    @rule(which=WHICH)
    def restart(self, which: int) -> None:
        self._checked(which).restart()

    @rule(which=WHICH, case=CASE, step=st.sampled_from(EDIT_STEPS))
    def die_while_saving(self, which: int, case: int, step: str) -> None:
        laptop = self.world.laptops[which]
        with laptop.dying_at(step):
            laptop.mark(self.world.cases[case], step)
        check(laptop, self.world.server)

    @rule(which=WHICH, step=st.sampled_from(PULL_STEPS))
    def die_while_syncing(self, which: int, step: str) -> None:
        laptop = self.world.laptops[which]
        with laptop.dying_at(step):
            laptop.push()
            laptop.pull()
        check(laptop, self.world.server)

    @rule(which=WHICH)
    def late_requests_arrive(self, which: int) -> None:
        self._checked(which).line.heal()

    def teardown(self) -> None:
        with self._stack:
            self.world.come_to_rest()

    def _checked(self, which: int) -> ModelLaptop:
        """The laptop to act on. What the act did is checked by the next step that asks for it, and in the end."""
        laptop = self.world.laptops[which]
        check(laptop, self.world.server)
        return laptop
