"""Theme: turns the tokens into palette, style sheet and font, and follows the system's light or dark."""

from collections.abc import Callable
from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from assessor_app.config.paths import data_dir
from assessor_app.gui.tokens import (
    BASE_POINT_SIZE,
    DARK,
    GAP_BETWEEN,
    GAP_INSIDE,
    HIGH_CONTRAST,
    LIGHT,
    RADIUS,
    SPACE,
    TITLE_FACTOR,
    Tokens,
    mix,
)

HOVER = 0.06
PRESSED = 0.12
# As strong as words of every colour can stand on it (4.5:1): light grounds take little.
CHOSEN = {LIGHT.name: 0.05, DARK.name: 0.12, HIGH_CONTRAST.name: 0.3}
SYSTEM = "system"
BY_NAME = {tokens.name: tokens for tokens in (LIGHT, DARK, HIGH_CONTRAST)}


class Theme(QObject):
    """The look of one application object; `changed` carries the new Tokens for painted widgets."""

    changed = Signal(object)

    def __init__(self, app: QApplication, system: Callable[[], Tokens] | None = None) -> None:
        """`system` tells what the system shows now; without it Qt is asked."""
        super().__init__(app)
        self._app = app
        self._system = system or self._shown_by_system
        self._choice = SYSTEM
        self._text_size = 100
        self._family = app.font().family()
        self.tokens = LIGHT
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self, choice: str, text_size: int = 100) -> None:
        """Show the theme `choice` (system, light, dark, high-contrast) with text of `text_size` percent."""
        self._choice, self._text_size = choice, text_size
        hints = self._app.styleHints()
        if choice == SYSTEM:
            hints.unsetColorScheme()
        else:
            # Title bars and native dialogs are the system's: it must know, too.
            hints.setColorScheme(Qt.ColorScheme.Light if choice == LIGHT.name else Qt.ColorScheme.Dark)
        self._show(self._resolved())

    def _follow_system(self, _: Qt.ColorScheme) -> None:
        if self._choice == SYSTEM and self._resolved() != self.tokens:
            self._show(self._resolved())

    def _resolved(self) -> Tokens:
        return BY_NAME[self._choice] if self._choice in BY_NAME else self._system()

    def _shown_by_system(self) -> Tokens:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _show(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._app.setFont(font(self._family, self._text_size))
        self._app.setPalette(palette(tokens))
        self._app.setStyleSheet(style_sheet(tokens, self._text_size))
        self.changed.emit(tokens)


def font(family: str, text_size: int) -> QFont:
    """Return the font of all text: the system's family, 10 pt at 100 percent."""
    made = QFont(family)
    made.setPointSizeF(BASE_POINT_SIZE * text_size / 100)
    # Digits of one width, so that times in a column line up.
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette(tokens: Tokens) -> QPalette:
    """Return the palette painted widgets and native parts take their colours from."""
    role = QPalette.ColorRole
    made = QPalette()
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: mix(tokens.surface, tokens.text, HOVER / 2),
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.quiet,
        role.Mid: tokens.line,
        role.Midlight: tokens.line,
        role.Dark: tokens.line,
        role.Light: tokens.surface,
        role.Shadow: tokens.line,
    }
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    faint = QColor(mix(tokens.ground, tokens.quiet, 0.65))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, faint)
    return made


def style_sheet(tokens: Tokens, text_size: int = 100) -> str:
    """Fill resources/qss/assessor.qss with the tokens and what follows from them."""
    template = Template((data_dir("resources") / "qss" / "assessor.qss").read_text(encoding="utf-8"))
    return template.substitute(_colours(tokens) | _sizes(text_size) | _pictures(tokens))


def chosen_ground(tokens: Tokens) -> str:
    """The ground of a selected row or a switched-on chip."""
    return mix(tokens.surface, tokens.accent, CHOSEN[tokens.name])


def _colours(tokens: Tokens) -> dict[str, str]:
    return asdict(tokens) | {
        "hover": mix(tokens.surface, tokens.text, HOVER),
        "pressed": mix(tokens.surface, tokens.text, PRESSED),
        "chosen": chosen_ground(tokens),
        "accent_hover": mix(tokens.accent, tokens.text, PRESSED),
        "accent_pressed": mix(tokens.accent, tokens.text, 2 * PRESSED),
        "faint": mix(tokens.ground, tokens.quiet, 0.65),
        "unoffered": _unoffered(tokens),
        "handle": mix(tokens.surface, tokens.text, 0.3),
        "handle_hover": mix(tokens.surface, tokens.text, 0.5),
    }


def _unoffered(tokens: Tokens) -> str:
    """The words of a menu entry that cannot be chosen: some say what the others are about, so all can be read."""
    return mix(tokens.ground, tokens.quiet, 0.65) if tokens.text == tokens.quiet else tokens.quiet


def _sizes(text_size: int) -> dict[str, str]:
    points = BASE_POINT_SIZE * text_size / 100
    return {
        "points": f"{points:.1f}pt",
        "small": f"{points * 0.9:.1f}pt",
        "title": f"{points * TITLE_FACTOR:.1f}pt",
        "space": f"{SPACE}px",
        "inside": f"{GAP_INSIDE}px",
        "between": f"{GAP_BETWEEN}px",
        "radius": f"{RADIUS}px",
    }


def _pictures(tokens: Tokens) -> dict[str, str]:
    """Files for the few places where a style sheet takes a file only (a check mark, arrows)."""
    folder = data_dir("resources") / "qss"
    names = ("check", "down", "up")
    return {f"picture_{name}": (folder / f"{tokens.name}-{name}.svg").as_posix() for name in names}
