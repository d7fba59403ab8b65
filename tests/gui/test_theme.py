"""The look: every pair of colours that carries words can be read, and the theme follows system and settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from assessor_app.config.paths import data_dir
from assessor_app.gui.icons import icon, pixmap, put_icon
from assessor_app.gui.pages.workbench.look import CITED, PRESSED
from assessor_app.gui.theme import chosen_ground, style_sheet
from assessor_app.gui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, criterion_colour, mix
from assessor_app.gui.widgets.chip import chip_ground
from assessor_app.gui.widgets.text_view_marks import STRONG_TINT, TINT
from tests.gui.shell_fixtures import plain_look

ENOUGH = 4.5
THEMES = (LIGHT, DARK, HIGH_CONTRAST)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("words", ["text", "quiet", "accent", "good", "warn", "bad"])
def test_words_can_be_read_on_ground_surface_and_chosen_row(tokens: Tokens, words: str) -> None:
    colour = getattr(tokens, words)
    assert contrast(colour, tokens.ground) >= ENOUGH
    assert contrast(colour, tokens.surface) >= ENOUGH
    assert contrast(colour, chosen_ground(tokens)) >= ENOUGH


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_words_on_buttons_and_chips_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= ENOUGH
    for colour in (tokens.text, tokens.accent, tokens.good, tokens.warn, tokens.bad, tokens.quiet):
        assert contrast(colour, chip_ground(tokens, colour)) >= ENOUGH, colour


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_marked_words_and_cited_moments_can_be_read(tokens: Tokens) -> None:
    for number in range(1, 8):
        for strength in (TINT, STRONG_TINT):
            assert contrast(tokens.text, mix(tokens.surface, criterion_colour(number), strength)) >= ENOUGH, number
    for strength in (CITED, PRESSED):
        assert contrast(tokens.text, mix(tokens.surface, tokens.accent, strength)) >= ENOUGH
    assert contrast(tokens.accent, mix(tokens.surface, tokens.accent, CITED)) >= ENOUGH


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_the_focus_ring_stands_out(tokens: Tokens) -> None:
    assert contrast(tokens.focus, tokens.surface) >= 3
    assert contrast(tokens.focus, tokens.ground) >= 3


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_the_style_sheet_leaves_no_placeholder_and_names_files_that_exist(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, 150)
    assert "$" not in sheet
    assert tokens.surface in sheet
    for name in ("check", "down", "up"):
        assert (data_dir("resources") / "qss" / f"{tokens.name}-{name}.svg").is_file()


def test_the_theme_is_what_was_chosen(qapp: QApplication) -> None:
    with plain_look(qapp) as theme:
        seen: list[str] = []
        theme.changed.connect(lambda tokens: seen.append(tokens.name))
        for choice in ("dark", "light", "high-contrast"):
            theme.apply(choice)
            assert qapp.palette().window().color().name().upper() == theme.tokens.ground
        assert seen == ["dark", "light", "high-contrast"]


def test_the_system_is_followed_while_the_program_runs(qapp: QApplication) -> None:
    system = [LIGHT]
    with plain_look(qapp, lambda: system[0]) as theme:
        theme.apply("system")
        assert theme.tokens is LIGHT
        system[0] = DARK
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme.tokens is DARK
        assert qapp.palette().window().color().name().upper() == DARK.ground


def test_a_chosen_theme_stays_when_the_system_changes(qapp: QApplication) -> None:
    with plain_look(qapp, lambda: DARK) as theme:
        theme.apply("light")
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme.tokens is LIGHT


def test_text_grows_to_twice_its_size(qapp: QApplication) -> None:
    with plain_look(qapp) as theme:
        theme.apply("light", 200)
        assert qapp.font().pointSizeF() == pytest.approx(20.0)


def test_an_icon_has_the_colour_of_the_words_and_fades_when_disabled(qapp: QApplication) -> None:
    made = icon("inbox", DARK)
    strong = _strongest(made, QIcon.Mode.Normal)
    faint = _strongest(made, QIcon.Mode.Disabled)
    assert strong == DARK.text
    assert faint == mix(DARK.ground, DARK.text, 0.45)


def test_icons_are_sharp_on_dense_screens(qapp: QApplication) -> None:
    dense = pixmap("inbox", LIGHT.text, 16, 2.0)
    assert (dense.width(), dense.devicePixelRatio()) == (32, 2.0)


def test_every_icon_file_can_be_drawn(qapp: QApplication) -> None:
    for file in sorted((data_dir("resources") / "icons").glob("*.svg")):
        image = pixmap(file.stem, "#FF0000", 20).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20)), file.stem


def test_an_icon_beside_words_leaves_room(qtbot: QtBot) -> None:
    button = QPushButton("Send")
    qtbot.addWidget(button)
    put_icon(button, "send", LIGHT)
    assert button.iconSize().width() == 20
    assert button.iconSize().height() == 16


def _strongest(made: QIcon, mode: QIcon.Mode) -> str:
    image = made.pixmap(16, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda pixel: pixel.alpha()).name().upper()
