"""The spelling check finds what teachers mistype and leaves times, names, links and their own words alone."""

import pytest

from assessor_app.services.spelling import LANGUAGES, Speller, load


@pytest.fixture(scope="module")
def english() -> Speller:
    return load("en")


def unknown(speller: Speller, text: str, *own: str) -> list[str]:
    return [each.word for each in speller.unknown_in(text, frozenset(own))]


MISTYPED = {
    "teh": "the", "recieve": "receive", "definately": "definitely", "questionning": "questioning", "wich": "which",
    "evidnece": "evidence", "realy": "really", "pupills": "pupils", "strenght": "strength", "occured": "occurred",
    "seperate": "separate", "begining": "beginning", "acheive": "achieve", "beleive": "believe", "didnt": "didn't",
    "explaination": "explanation", "studnets": "students", "feedbak": "feedback",
}  # fmt: skip


def test_mistyped_words_are_found_and_the_right_one_is_among_the_first_guesses(english: Speller) -> None:
    assert unknown(english, " ".join(MISTYPED)) == list(MISTYPED)
    missed = {meant for bad, meant in MISTYPED.items() if meant not in english.guesses(bad)}
    assert len(missed) <= 2, missed


@pytest.mark.parametrize(
    "text",
    [
        "At 00:12:31.480 you wait four seconds; 3rd and 4th hands go up (see page 3).",
        "[00:12:31](moment:0198c2d0-7f3a-qqxz) and `qwrtz` and https://exmaple.org/qwrtz <https://qwrtz.example>",
        "Write to qwrtz@example.org or @qwrtz, file plan_qwrtz.pdf or notes/qwrtz.",
        "You ask Tomasz and Nkechi; the IEP, the ELLs and the PDF are there.",
        "The pupil's question, the pupils' answers, the class's plan, and so it’s clear: don’t and don't.",
        "The colour of your behaviour, organised, analysing, centre, modelling, dialogue, programme, defence.",
        "Wait-time, open-ended questions and a well-planned think-pair-share.",
        "**Bold** and *slanted* words\n- in a list\n1. and another",
        "a I x",
        "",
    ],
)
def test_what_is_right_has_no_line_under_it(english: Speller, text: str) -> None:
    assert unknown(english, text) == []


def test_a_capital_letter_is_looked_up_only_where_a_sentence_begins(english: Speller) -> None:
    assert unknown(english, "Teh lesson. Qwrtz waits. You ask Qwrtz.\n- Wich one?") == ["Teh", "Qwrtz", "Wich"]
    assert "The" in english.guesses("Teh")


def test_own_words_are_known(english: Speller) -> None:
    assert unknown(english, "a qwrtz method") == ["qwrtz"]
    assert unknown(english, "a qwrtz method, Qwrtz first", "qwrtz") == []


def test_positions_are_those_of_the_text(english: Speller) -> None:
    text = "😀 ok teh 12:31"
    (found,) = english.unknown_in(text)
    assert text[found.start : found.end] == "teh"


def test_two_words_run_together_are_taken_apart(english: Speller) -> None:
    assert "a lot" in english.guesses("alot")
    assert english.guesses("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz") == ()


def test_german_nouns_are_looked_up() -> None:
    german = load("de")
    assert unknown(german, "Die Klasse wartet auf die Antwrot.") == ["Antwrot"]
    assert "Antwort" in german.guesses("Antwrot")


def test_other_languages_know_their_own_words() -> None:
    spanish = load("es")
    assert unknown(spanish, "Los estudiantes esperan la respuesta y escuchan las preguntas.") == []
    assert unknown(spanish, "la respeusta") == ["respeusta"]
    assert unknown(load("fr"), "C'est l'enseignante qu'ils regardent.") == []
    assert set(LANGUAGES) >= {"en", "es", "fr", "de"}
    with pytest.raises(LookupError):
        load("../en")


@pytest.mark.parametrize("text", ["a" * 100_000, "ab'" * 50_000, "\x00\u202e😀" * 9_000, '"“[' * 30_000 + "teh"])
def test_bad_input_is_looked_through(english: Speller, text: str) -> None:
    assert len(unknown(english, text)) <= 1
