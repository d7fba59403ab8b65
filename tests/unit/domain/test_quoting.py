"""A passage is quoted by code points and found again: emoji, right-to-left text, combining marks, changed texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.domain.annotation import InvalidSelector, TextSelector
from assessor_app.domain.quoting import (
    CONTEXT,
    LONGEST_QUOTE,
    CodeUnits,
    QuoteTooLong,
    find_quote,
    normalised,
    paragraph_around,
    quoted,
)

ODD = "One 😀 two\nשלום עולם\ncafe\u0301 👩\u200d👩\u200d👧 end"


def units_before(words: str, point: int) -> int:
    return len(words[:point].encode("utf-16-le")) // 2


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_code_point_has_its_unit_and_back(words: str) -> None:
    units = CodeUnits(words)
    for point in range(len(words) + 1):
        assert units.to_units(point) == units_before(words, point)
        assert units.to_points(units.to_units(point)) == point


def test_half_of_an_emoji_is_that_emoji() -> None:
    units = CodeUnits("a😀b")
    assert [units.to_points(unit) for unit in range(6)] == [0, 1, 1, 2, 3, 3]


@pytest.mark.parametrize("passage", ["😀 two", "עולם", "cafe\u0301", "👩\u200d👩\u200d👧"])
def test_a_quotation_says_where_it_stands_and_what_is_around(passage: str) -> None:
    at = ODD.index(passage)
    selector = quoted(ODD, at, at + len(passage))
    assert (selector.quote, selector.position) == (passage, at)
    assert ODD[:at].endswith(selector.prefix)
    assert ODD[at + len(passage) :].startswith(selector.suffix)
    assert max(len(selector.prefix), len(selector.suffix)) <= CONTEXT
    assert find_quote(ODD, selector) == (at, at + len(passage))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(0, 60), st.integers(0, 60))
def test_what_was_quoted_is_found_where_it_was(text: str, start: int, length: int) -> None:
    words = normalised(text)
    try:
        selector = quoted(words, start, start + length)
    except InvalidSelector:
        assert not words[start : start + length].strip()
        return
    assert find_quote(words, selector) == (selector.position, selector.position + len(selector.quote))


def test_blanks_at_the_ends_are_no_part_of_it() -> None:
    selector = quoted("one  two  three", 3, 10)
    assert (selector.quote, selector.position, selector.prefix, selector.suffix) == ("two", 5, "one  ", "  three")


def test_nothing_but_blanks_is_refused_and_so_is_too_much() -> None:
    with pytest.raises(InvalidSelector):
        quoted("one \n two", 3, 6)
    assert len(quoted("x" * LONGEST_QUOTE, 0, LONGEST_QUOTE).quote) == LONGEST_QUOTE
    with pytest.raises(QuoteTooLong) as refused:
        quoted("x" * 2_000_000, 0, 2_000_000)
    assert refused.value.length == 2_000_000


def test_line_ends_are_one_kind_and_what_no_text_can_hold_is_replaced() -> None:
    assert normalised("a\r\nb\rc\u2028d\u2029e\nf") == "a\nb\nc\nd\ne\nf"
    assert normalised("a\0b\ud800c\ufdd0") == "a\ufffdb\ufffdc\ufffd"
    assert normalised(normalised(ODD)) == normalised(ODD)


def test_a_passage_that_moved_is_found_by_its_surroundings_nearest_first() -> None:
    before = "Ask. Wait. Ask. Wait a bit. Ask."
    selector = quoted(before, 11, 14)
    assert find_quote("New first line.\n" + before, selector) == (27, 30)
    twice = "x" * 40 + "Wait. Ask. Wait" + "y" * 40 + "Wait. Ask. Wait" + "z" * 40
    there = TextSelector("Ask", "Wait. ", ". Wait", 103)
    assert find_quote(twice, there) == (101, 104)
    assert find_quote(twice, TextSelector("Ask", "Wait. ", ". Wait", 3)) == (46, 49)


def test_with_one_side_changed_the_other_side_tells() -> None:
    selector = quoted("The pupils wait for four seconds before anybody speaks at all.", 20, 32)
    assert selector.quote == "four seconds"
    assert find_quote("Today pupils wait for four seconds! Then four seconds more.", selector) == (22, 34)


def test_a_passage_that_stands_once_is_it_and_one_that_stands_twice_is_not() -> None:
    selector = TextSelector("four seconds", "waits ", " today", 90)
    assert find_quote("They count four seconds.", selector) == (11, 23)
    assert find_quote("They count four seconds, and four seconds.", selector) is None
    assert find_quote("They count five.", selector) is None
    assert find_quote("", selector) is None


def test_a_position_beyond_the_end_is_no_harm() -> None:
    assert find_quote("short", TextSelector("short", "", "", 10**9)) == (0, 5)


def test_the_paragraph_around_a_place() -> None:
    words = "one\n\nthree"
    assert [paragraph_around(words, at) for at in (0, 3, 4, 5, 10)] == [(0, 3), (0, 3), (4, 4), (5, 10), (5, 10)]
