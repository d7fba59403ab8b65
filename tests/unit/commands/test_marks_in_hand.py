"""Stretches between I and O, and nudges that go to the disk together."""

from assessor_app.commands.marks_in_hand import MarksInHand


def test_the_stretch_begun_last_ends_first_and_each_on_its_own_recording() -> None:
    in_hand = MarksInHand()
    in_hand.begin("outer", "lesson")
    in_hand.begin("other", "board")
    in_hand.begin("inner", "lesson")
    assert in_hand.begun_on("lesson") == "inner"
    in_hand.forget("inner")
    assert (in_hand.begun_on("lesson"), in_hand.begun_on("board")) == ("outer", "other")
    in_hand.clear()
    assert in_hand.begun_on("lesson") is None


def test_nudges_join_the_one_that_still_waits() -> None:
    in_hand = MarksInHand()
    batch = in_hand.nudge("mark", "start", 1)
    assert batch is not None
    assert in_hand.nudge("mark", "start", 1) is None
    assert in_hand.nudge("mark", "start", -3) is None
    assert batch.take() == -1


def test_a_nudge_after_it_was_taken_of_another_edge_or_after_something_else_is_one_of_its_own() -> None:
    in_hand = MarksInHand()
    first = in_hand.nudge("mark", "start", 1)
    assert first is not None
    first.take()
    second = in_hand.nudge("mark", "start", 1)
    third = in_hand.nudge("mark", "end", 1)
    in_hand.seal_nudges()
    fourth = in_hand.nudge("mark", "end", 1)
    fifth = in_hand.nudge("another", "end", 1)
    assert [each.take() for each in (second, third, fourth, fifth) if each is not None] == [1, 1, 1, 1]
