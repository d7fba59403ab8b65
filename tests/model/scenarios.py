"""What goes wrong in the field, told step by step: random steps alone seldom meet it, so these are rules of their own.

Each takes the world as it is, a laptop and one of the assignments, and leaves the rest to the checks.
"""

from collections.abc import Callable, Mapping

import pytest

from assessor_app.domain.conflict import Side
from assessor_app.services.servers import AnotherAssessor
from tests.model.checks import Broken, must_have_receipt
from tests.model.fake_http import Fault
from tests.model.model_laptop import ModelLaptop
from tests.model.world import World

Scenario = Callable[[World, ModelLaptop, str], None]
EDIT_STEPS = ("act.journalled", "act.mark_stored", "outbox.queued", "store.commit", "store.committed")


def final_with_lost_reply(world: World, laptop: ModelLaptop, case: str) -> None:
    world.sync(laptop)
    laptop.submit(case, 1)
    world.sync(laptop, Fault.LOST_REPLY)
    world.sync(laptop)
    must_have_receipt(laptop, case)


def mark_changed_after_a_lost_reply(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.mark(case, "counts to four")
    world.sync(laptop, Fault.LOST_REPLY)
    laptop.retract(case)
    world.sync(laptop)


def draft_changed_after_a_lost_reply(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.score(case, 1, 1)
    world.sync(laptop, Fault.LOST_REPLY)
    laptop.score(case, 1, 2)
    world.sync(laptop)


def server_restored_after_a_push(world: World, laptop: ModelLaptop, case: str) -> None:
    world.sync(laptop)
    backup = world.server.backup()
    laptop.mark(case, "waits for an answer")
    laptop.submit(case, 2)
    world.sync(laptop)
    world.server.restore(backup)
    world.sync(laptop)


def server_restored_under_a_newer_edit(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.score(case, 1, 1)
    world.sync(laptop)
    backup = world.server.backup()
    laptop.score(case, 1, 2)
    world.sync(laptop)
    world.server.restore(backup)
    laptop.score(case, 2, 1)
    world.sync(laptop)
    world.sync(laptop)


def captive_portal(world: World, laptop: ModelLaptop, case: str) -> None:
    world.sync(laptop)
    laptop.submit(case, 1)
    world.sync(laptop, Fault.CAPTIVE_PAGE)
    world.sync(laptop, Fault.CAPTIVE_JSON)
    world.sync(laptop)


def forged_receipt(world: World, laptop: ModelLaptop, case: str) -> None:
    world.sync(laptop)
    laptop.submit(case, 2)
    world.sync(laptop, Fault.FORGED)
    world.sync(laptop)


def server_in_trouble(world: World, laptop: ModelLaptop, case: str) -> None:
    world.sync(laptop)
    laptop.submit(case, 1)
    world.sync(laptop, Fault.ERROR)
    world.sync(laptop)


def two_finals(world: World, laptop: ModelLaptop, case: str) -> None:
    other = next(each for each in world.laptops if each is not laptop)
    laptop.submit(case, 1)
    other.submit(case, 2)
    for each in (laptop, other):
        world.sync(each)
    other.settle(Side.THEIRS)
    world.sync(other)


def two_drafts(world: World, laptop: ModelLaptop, case: str) -> None:
    other = next(each for each in world.laptops if each is not laptop)
    laptop.score(case, 1, 1)
    world.sync(laptop)
    other.score(case, 1, 2)
    world.sync(other)
    other.settle(Side.MINE)
    world.sync(other)


def dies_before_it_can_record(world: World, laptop: ModelLaptop, case: str) -> None:
    world.sync(laptop)
    laptop.submit(case, 1)
    world.sync(laptop, Fault.DIES_AFTER)
    world.sync(laptop)


def dies_while_saving(world: World, laptop: ModelLaptop, case: str) -> None:
    for step in EDIT_STEPS:
        with laptop.dying_at(step):
            laptop.mark(case, step)
    world.sync(laptop)


def dies_within_a_page(world: World, laptop: ModelLaptop, case: str) -> None:
    world.sync(laptop)
    world.server.change_rubric()
    before = world.server.snapshots
    with laptop.dying_at("sync.page_taken"):
        laptop.pull()
    world.sync(laptop)
    if world.server.snapshots != before:
        raise Broken("the cursor moved on without its rows, and everything had to be compared")


def withdrawn_with_its_evidence(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.fetch(case)
    laptop.mark(case, "before it was withdrawn")
    world.server.withdraw(case)
    world.sync(laptop)


def delayed_until_after_a_newer_one(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.score(case, 1, 1)
    world.sync(laptop, Fault.DELAYED)
    laptop.score(case, 1, 2)
    world.sync(laptop)
    laptop.line.heal()
    world.sync(laptop)


def returned_and_submitted_again(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.submit(case, 1)
    world.sync(laptop)
    world.server.give_back(case)
    world.sync(laptop)
    laptop.submit(case, 2)
    world.sync(laptop, Fault.LOST_REPLY)
    world.sync(laptop)


def rubric_changed_under_a_final(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.submit(case, 1)
    world.server.change_rubric()
    world.sync(laptop)
    laptop.settle(Side.MINE)
    world.sync(laptop)


def handed_back_with_lost_reply(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.fetch(case)
    laptop.hand_back(case)
    world.sync(laptop, Fault.LOST_REPLY)
    world.sync(laptop)


def somebody_else_signs_in(world: World, laptop: ModelLaptop, case: str) -> None:
    laptop.mark(case, "mine alone")
    with pytest.raises(AnotherAssessor):
        laptop.sign_in("token-2")
    world.sync(laptop)


SCENARIOS: Mapping[str, Scenario] = {
    each.__name__: each
    for each in (
        final_with_lost_reply,
        mark_changed_after_a_lost_reply,
        draft_changed_after_a_lost_reply,
        server_restored_after_a_push,
        server_restored_under_a_newer_edit,
        captive_portal,
        forged_receipt,
        server_in_trouble,
        two_finals,
        two_drafts,
        dies_before_it_can_record,
        dies_while_saving,
        dies_within_a_page,
        withdrawn_with_its_evidence,
        delayed_until_after_a_newer_one,
        returned_and_submitted_again,
        rubric_changed_under_a_final,
        handed_back_with_lost_reply,
        somebody_else_signs_in,
    )
}
