"""Codes that can be read over the phone: unambiguous characters, and a check that notices a slip."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from assessor_app.practice.codes import ALPHABET, code_for, is_code


@given(st.uuids())
def test_a_code_has_seven_unambiguous_characters_and_checks(seed: uuid.UUID) -> None:
    code = code_for(str(seed))
    assert len(code) == 7
    assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("ILOU")
    assert is_code(code)


@given(st.uuids(), st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(seed: uuid.UUID, place: int, character: str) -> None:
    code = code_for(str(seed))
    slip = code[:place] + character + code[place + 1 :]
    assert is_code(slip) == (slip == code)


@given(st.uuids(), st.integers(0, 5))
def test_two_swapped_characters_are_noticed(seed: uuid.UUID, place: int) -> None:
    code = code_for(str(seed))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_code(swapped) == (swapped == code)


def test_a_code_depends_on_its_seed_and_has_a_second_choice() -> None:
    assert code_for("a") == code_for("a") != code_for("b")
    assert code_for("a") != code_for("a", 1)


def test_what_is_no_code() -> None:
    assert not is_code("")
    assert not is_code("4F2A7K")
    assert not is_code("4F2-A7K")
    assert not is_code("IIIIIII")
