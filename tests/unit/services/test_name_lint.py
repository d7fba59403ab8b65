"""The name lint finds people, schools and addresses in feedback, and is quiet about ordinary sentences."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor_app.services.name_lint import LONGEST, MOST, NameKind, names_in, vocabulary

SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "micro_credentials"
KNOWN = vocabulary(
    ["Wait Time", "Asks Open Questions", "Uses Gestures to Support Vocabulary", "Riverside Collaborative"]
)

NAMING = (
    ("Maria answers before the three seconds are over.", "Maria"),
    ("You call on Jamal twice, and nobody else.", "Jamal"),
    ("At 12:31 you turn to Aisha and wait.", "Aisha"),
    ("The answer of Tomasz is built on.", "Tomasz"),
    ("Ms. Alvarez circulates while they talk.", "Ms. Alvarez"),
    ("I enjoyed watching Mr Chen wait.", "Mr Chen"),
    ("Dr O'Neill models the task.", "Dr O'Neill"),
    ("Your colleague Mrs. van Dyke helps.", "Mrs. van Dyke"),
    ("It was filmed at Lincoln Elementary.", "Lincoln Elementary"),
    ("A class of Roosevelt High School works in pairs.", "Roosevelt High School"),
    ("St. Mary's School has small classes.", "St. Mary's School"),
    ("The poster says Oakwood Academy.", "Oakwood Academy"),
    ("The bus shows P.S. 118 on its side.", "P.S. 118"),
    ("Students of Cedar Valley Unified District wear badges.", "Cedar Valley Unified District"),
    ("Write to me: jane.doe@school.example", "jane.doe@school.example"),
    ("Call 555-123-4567 for more.", "555-123-4567"),
    ("Call +49 30 1234567.", "+49 30 1234567"),
    ("Follow @room12maths for ideas.", "@room12maths"),
    ("**Emma** waits, then speaks.", "Emma"),
    ("- Noah raises his hand", "Noah"),
    ("You say “Good, Liam” and go on.", "Liam"),
    ("When Zoë speaks, you listen.", "Zoë"),
    ("The girl called Nkechi counts to four.", "Nkechi"),
    ("Sofia's answer is repeated.", "Sofia"),
    ("The work of Ana and Luis is on the wall.", "Ana"),
    ("Anne-Marie explains it to her neighbour.", "Anne-Marie"),
    ("You asked Will to wait.", "Will"),
    ("KEVIN is written on the board.", "KEVIN"),
    ("DESHAWN is written on the board.", None),
    ("At 03:10 young Rutherford laughs.", "Rutherford"),
)
ORDINARY = (
    "You wait four seconds after the question at 12:31, and two more pupils raise their hands.",
    "At 00:12:31 you ask “Why do you think so?” and count to four under your breath.",
    "Next time, try waiting until the third hand is up. Then call on somebody who did not raise theirs.",
    "I saw three open questions. The first one came at 02:05; nobody answered it.",
    "**Next step:** Choose one question and plan where you will wait.",
    "- You name the gesture.\n- You repeat it.\n- You let the class try it.",
    "1. Ask.\n2. Wait.\n3. Listen.",
    "# What I saw\n\nYou kneel beside the table. You wait.",
    "The lesson plan says “Think-Pair-Share”, and the video shows it on Monday.",
    "In English and in Spanish, the word is on the board.",
    "Use the Exit Ticket to decide what to teach on Tuesday.",
    "Your reflection says that you counted; the clip shows it, too.",
    "The criterion Asks Open Questions is met at level Demonstrated.",
    "Bloom's Taxonomy may help you to word the next question.",
    "You might use Google Slides or a paper chart; both work.",
    "The PDF is hard to read on page 3. Please send a PNG or JPG.",
    "Wait Time is more than silence: it is looking around the room.",
    "You said: “Tell me more.” That opened the talk.",
    "Hope is not a plan; your plan has four steps.",
    "Will you wait longer after the answer, too?",
    "May I suggest one thing? Mark the questions in your plan.",
    "Grace in a busy room is rare, and you have it.",
    "In grade 4, primary school pupils answer in whole sentences.",
    "A high school class would need less time. Your school has a quiet room.",
    "Your School Improvement work is not asked for here.",
    "The IEP goals are named in the plan, and the ELL pupils have cards.",
    "It took 12 seconds (00:14:02–00:14:20), which is long; 3 of 24 pupils spoke.",
    "See https://riverside.example/Guides/Wait-Time for the guide.",
    "You asked 14 questions in 41 minutes, 9 of them open.",
    "From 12:31 to 14:02 you speak; from 14:02 to 14:20 they do.",
    "In January and in March the plan was changed.",
    "The candidate is asked for Part 2 and for the Overview again.",
    "Thank you for the clip! It shows a calm class.",
    "Consider the Level below: what would make it Progressing?",
    "[00:12:31](moment:0198c2d0-Maria-0000) shows the wait.",
    "Vocabulary is pointed at with Gestures, as the rubric asks.",
)


@pytest.mark.parametrize(("text", "words"), NAMING)
def test_a_name_is_found_where_it_stands(text: str, words: str | None) -> None:
    for each in names_in(text, KNOWN):
        assert text[each.start : each.end] == each.words
    if words is not None:
        assert words in [each.words for each in names_in(text, KNOWN)]


def test_how_often_it_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    """The rates of the fixed lists above, printed with -s."""
    found = sum(bool(names_in(text, KNOWN)) for text, _ in NAMING)
    wrong = [text for text in ORDINARY if names_in(text, KNOWN)]
    canned = list(canned_feedback())
    wrong_canned = [text for text in canned if names_in(text)]
    with capsys.disabled():
        sys.stdout.write(
            f"\nname lint: {found} of {len(NAMING)} naming sentences found, {len(wrong)} of {len(ORDINARY)} ordinary "
            f"ones and {len(wrong_canned)} of {len(canned)} texts of the sample's rubrics flagged\n"
        )
    assert found >= 0.95 * len(NAMING)
    assert len(wrong) <= 0.1 * len(ORDINARY), wrong
    assert len(canned) > 30
    assert len(wrong_canned) <= 0.02 * len(canned), wrong_canned


def canned_feedback() -> Iterator[str]:
    """Every feedback and descriptor of the sample's rubrics."""
    for file in sorted(SAMPLE.rglob("*.json")):
        yield from _texts(json.loads(file.read_text(encoding="utf-8")))


def _texts(node: object, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, key)
    elif isinstance(node, str) and key in ("feedback", "description", "quality", "text"):
        yield node


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You ask Jamal.", NameKind.PERSON),
        ("You ask Mr Jamal.", NameKind.TITLED),
        ("At Lincoln Elementary.", NameKind.SCHOOL),
        ("To a@b.example.", NameKind.MAIL),
        ("By 555 123 4567.", NameKind.PHONE),
        ("See @somebody.", NameKind.HANDLE),
    ],
)
def test_the_reason_is_told(text: str, kind: NameKind) -> None:
    assert [each.kind for each in names_in(text)] == [kind]


def test_positions_count_code_points() -> None:
    text = "😀😀 You ask Jamal."
    (found,) = names_in(text)
    assert text[found.start : found.end] == "Jamal"


def test_german_nouns_are_no_names_and_german_names_still_are() -> None:
    text = "Sie warten auf die Antwort der Klasse. Dann fragen Sie Emma und Herrn Schmidt. Frau Weber hilft."
    assert {each.words for each in names_in(text, nouns_are_capital=True)} == {"Emma", "Frau Weber"}


def test_what_the_rubric_calls_something_is_no_name() -> None:
    assert names_in("You use the Socratic method.") != ()
    assert names_in("You use the Socratic method.", vocabulary(["The Socratic seminar"])) == ()


@pytest.mark.parametrize(
    "text", ["A" * 200_000, "Aa School " * 20_000, "Mr " * 60_000, "1 " * 90_000, "a@" * 90_000, "\x00\u202e" * 9_000]
)
def test_bad_input_is_looked_through_within_bounds(text: str) -> None:
    found = names_in(text)
    assert len(found) <= MOST
    assert all(0 <= each.start < each.end <= LONGEST for each in found)
