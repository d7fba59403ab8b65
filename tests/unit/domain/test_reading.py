"""How much of a text is shown: what a screen can hold, unchanged as far as it goes."""

import pytest

from assessor_app.domain.reading import LONGEST_LINE, LONGEST_TEXT, Block, BlockKind, Reading, text_to_show

LINE = "x" * LONGEST_LINE


@pytest.mark.parametrize("words", ["", "\n", "one\n\ntwo\n", LINE, f"{LINE}\n{LINE}", f"{LINE}\n"])
def test_an_ordinary_text_is_shown_whole(words):
    assert text_to_show(words) == (words, False)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"{LINE}x", LINE),
        (f"one\n{LINE}x\nthree", f"one\n{LINE}"),
        ("one two\n" * LONGEST_TEXT, ("one two\n" * LONGEST_TEXT)[:LONGEST_TEXT]),
    ],
    ids=["line", "later line", "text"],
)
def test_what_no_screen_holds_is_cut_where_it_becomes_too_much(words, shown):
    assert text_to_show(words) == (shown, True)


def test_a_documents_text_has_one_line_for_each_block():
    blocks = (Block(BlockKind.TITLE, "Slide 1"), Block(BlockKind.ITEM, "deep", 2), Block(BlockKind.ROW, "a | b"))
    assert Reading(blocks).text == "Slide 1\n    \N{BULLET} deep\na | b"
