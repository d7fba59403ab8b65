"""Texts as evidence: what a mark means there, exact to the character, and marks found and drawn again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import TextSelector, WholeSelector
from assessor_app.domain.quoting import LONGEST_QUOTE, quoted
from assessor_app.gui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, criterion_colour, mix
from assessor_app.gui.widgets.text_view import TextView
from assessor_app.gui.widgets.text_view_marks import STRONG_TINT
from tests.gui.evidence_fixtures import has_colour, mark_at

WORDS = (
    "First I ask an open question.\r\n\r\n"
    "Then 😀 I wait for four seconds.\r"
    "שלום עולם with English ועוד\n"
    "A cafe\u0301 is no answer.\n" + "\n".join(f"Line {number} of many." for number in range(200))
)
RIGHT, SHIFT_RIGHT = (
    (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier),
)


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show_words(WORDS)
    view.show()
    view.activateWindow()
    assert QTest.qWaitForWindowActive(view)
    view.setFocus()
    return view


def shown(view: TextView) -> str:
    return view.toPlainText()


def choose(view: TextView, words: str) -> None:
    """As a hand does it: Qt counts UTF-16 units, and so does this."""
    before = shown(view).index(words)
    first = len(shown(view)[:before].encode("utf-16-le")) // 2
    cursor = view.textCursor()
    cursor.setPosition(first)
    cursor.setPosition(first + len(words.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


@pytest.mark.parametrize("words", ["open question", "😀", "wait for four", "עולם with Eng", "cafe\u0301 is", "ועוד"])
def test_what_is_selected_is_quoted_by_code_points(view: TextView, words: str) -> None:
    choose(view, words)
    place = view.place()
    assert isinstance(place, TextSelector)
    assert (place.quote, place.position) == (words, shown(view).index(words))


def test_without_a_selection_the_paragraph_of_the_caret_is_meant(view: TextView) -> None:
    choose(view, "four")
    view.let_go()
    place = view.place()
    assert isinstance(place, TextSelector)
    assert place.quote == "Then 😀 I wait for four seconds."


def test_the_caret_moves_and_selects_by_keys_and_is_seen(view: TextView) -> None:
    for _ in range(6):
        QTest.keyClick(view, *RIGHT)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    for _ in range(4):
        QTest.keyClick(view, *SHIFT_RIGHT)
    place = view.place()
    assert isinstance(place, TextSelector)
    assert place.quote == "I ask"
    view.let_go()
    QTest.qWait(0)
    at = view.cursorRect()
    dark = QColor(LIGHT.text)
    assert view.viewport().grab().toImage().pixelColor(at.left(), at.center().y()) == dark


def test_everything_selected_is_the_whole_however_long(view: TextView) -> None:
    view.show_words("many words\n" * 180_000)  # 2 MB
    view.selectAll()
    assert view.place() == WholeSelector()


def test_too_much_is_refused_with_what_to_do(view: TextView) -> None:
    view.show_words("x" * (LONGEST_QUOTE + 1) + "\nshort")
    with pytest.raises(NoPlace, match="2001 characters"):
        view.place()
    cursor = view.textCursor()
    cursor.setPosition(LONGEST_QUOTE, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    place = view.place()
    assert isinstance(place, TextSelector)
    assert len(place.quote) == LONGEST_QUOTE


def test_nothing_and_what_is_out_of_sight_are_no_place(view: TextView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Down)
    with pytest.raises(NoPlace, match="no words"):
        view.place()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    with pytest.raises(NoPlace, match="not on the screen"):
        view.place()
    view.show_words("")
    with pytest.raises(NoPlace, match="no words"):
        view.place()


def test_a_mark_is_drawn_where_it_is_quoted_and_nowhere_else(view: TextView) -> None:
    at = shown(view).index("wait for four")
    view.show_marks([mark_at(quoted(shown(view), at, at + 13), number=3)])
    tint, colour = _painted(view)
    assert tint
    assert colour
    view.show_marks([mark_at(TextSelector("four score and seven", "", "", at), number=3)])
    assert view.lost == {"mark-1"}
    assert _painted(view) == (False, False)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST])
@pytest.mark.parametrize("number", range(1, 8))
def test_words_on_a_tint_stay_readable(view: TextView, tokens: Tokens, number: int) -> None:
    ground = QColor(mix(tokens.surface, criterion_colour(number), STRONG_TINT))
    lighter, darker = sorted((luminance(ground), luminance(QColor(tokens.text))), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_click_picks_the_mark_and_a_drag_selects_instead(view: TextView) -> None:
    at = shown(view).index("open question")
    view.show_marks([mark_at(quoted(shown(view), at, at + 13)), mark_at(quoted(shown(view), at, at + 4), "inner")])
    picked: list[str] = []
    view.mark_picked.connect(picked.append)
    cursor = view.textCursor()
    for unit in (at + 9, at + 2):
        cursor.setPosition(unit)
        QTest.qWait(0)
        view.grab()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    assert picked == ["mark-1", "inner"]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    assert picked == ["mark-1", "inner"]


def test_a_mark_far_below_is_brought_into_sight(view: TextView) -> None:
    at = shown(view).index("Line 150")
    view.show_marks([mark_at(quoted(shown(view), at, at + 8))])
    assert view.reveal("mark-1")
    place = view.place()
    assert isinstance(place, TextSelector)
    assert place.quote == "Line 150 of many."
    assert not view.reveal("nothing")


def test_after_a_resize_and_a_zoom_the_mark_stands_at_its_words(view: TextView) -> None:
    at = shown(view).index("four seconds")
    view.show_marks([mark_at(quoted(shown(view), at, at + 12), number=5)])
    for width, factor in ((1200, 1.25), (420, 2.0)):
        view.resize(width, 500)
        view.zoom_by(factor)
        QTest.qWait(0)
        assert _painted(view) == (True, True)
    view.fit()
    assert view.document().defaultFont().pointSizeF() == view.font().pointSizeF()


def test_words_are_found_counted_and_quoted(view: TextView) -> None:
    told: list[tuple[int, int]] = []
    view.found.connect(lambda at, count: told.append((at, count)))
    view.look_for("LINE 1")
    view.go_to_found(1)
    view.go_to_found(1)
    view.go_to_found(-1)
    view.go_to_found(-1)
    assert [at for at, _ in told] == [0, 1, 2, 1, told[0][1]]
    assert {count for _, count in told} == {111}
    place = view.place()
    assert isinstance(place, TextSelector)
    assert place.quote == "Line 1"
    view.look_for("nowhere")
    view.go_to_found(1)
    assert told[-1] == (0, 0)


def test_hundreds_of_marks_paint_only_those_in_sight(view: TextView) -> None:
    text = shown(view)
    marks = []
    for number in range(200):
        at = text.index(f"Line {number} of")
        marks += [mark_at(quoted(text, at, at + 6 + i), f"m-{number}-{i}", number=i + 1) for i in range(3)]
    view.show_marks(marks)
    view.grab()
    drawn = {name for _, name in view._marks._hits}
    assert 0 < len(drawn) < 120
    assert len(view.in_order()) == 600


def _painted(view: TextView) -> tuple[bool, bool]:
    """Whether a tint and the line of a criterion are seen in the words, where the mark in question stands."""
    mark = view._marks.get("mark-1")
    assert mark is not None
    image = view.viewport().grab().toImage()
    cursor = view.textCursor()
    cursor.setPosition(mark.span[0] + 3 if mark.span else view._units.to_units(shown(view).index("four")))
    at = view.cursorRect(cursor)
    colour = QColor(criterion_colour(mark.shown.number))
    part = (at.left(), at.top(), 6, at.height() + 4)
    ground = QColor(LIGHT.surface)

    def is_tint(each: QColor) -> bool:
        far = (abs(each.red() - colour.red()), abs(each.green() - colour.green()), abs(each.blue() - colour.blue()))
        return each.saturation() > 15 and each.lightness() > 180 and each != ground and max(far) > 10

    return has_colour(image, is_tint, *part), has_colour(image, lambda each: each == colour, *part)
