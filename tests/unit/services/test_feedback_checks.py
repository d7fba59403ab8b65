"""The checklist looks for what was seen, for evidence and for a next step, and is only ever advice."""

import pytest

from assessor_app.services.feedback_checks import Check, check

GOOD = (
    "At 12:31 you wait four seconds, and three more hands go up. Next time, wait after the answer, too.",
    "You asked “Why do you think so?” ([00:12:31](moment:m-1)). Try to let a second pupil answer before you do.",
    "On page 3 of the plan you list four questions. Consider marking where you will wait.",
    "Pupils point at the picture at 02:10 when you name it. Could you let them say the word first?",
    "You circulate while the pairs talk (14:02). As a next step, write down who has not spoken yet.",
    "I saw you nod at 03:15 instead of repeating the answer. Keep doing this, and add one more open question.",
)
EMPTY_WORDS = ("Great job!", "Well done, keep it up!", "Excellent lesson.", "Not good enough.", "Nice. Very nice. Wow.")
HALF = (
    ("You waited four seconds at 12:31.", {Check.NEXT_STEP}),
    ("Next time, choose one question in your plan.", {Check.SEEN, Check.EVIDENCE}),
    ("You ask three open questions. Try to wait after each.", {Check.EVIDENCE}),
    ("Students talk in pairs.", {Check.EVIDENCE, Check.NEXT_STEP}),
)


@pytest.mark.parametrize("text", GOOD)
def test_feedback_with_all_three_lacks_nothing(text: str) -> None:
    assert check(text).lacking == ()


@pytest.mark.parametrize("text", EMPTY_WORDS)
def test_empty_words_lack_all_three(text: str) -> None:
    assert check(text).lacking == tuple(Check)


@pytest.mark.parametrize(("text", "lacking"), HALF)
def test_what_is_lacking_is_told_one_by_one(text: str, lacking: set[Check]) -> None:
    assert set(check(text).lacking) == lacking


def test_moments_cited_beside_the_text_are_its_evidence() -> None:
    assert Check.EVIDENCE in check("You wait. Try it again.").lacking
    assert check("You wait. Try it again.", cited=1).lacking == ()


@pytest.mark.parametrize(
    "text", ["", "\x00" * 1_000, "you " * 100_000, "“" * 200_000, "1:00" * 50_000, "😀 \u202e שלום"]
)
def test_any_text_can_be_looked_through(text: str) -> None:
    assert set(check(text).lacking) <= set(Check)
