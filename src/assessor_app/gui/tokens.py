"""Design tokens: the one place for palette, spacing and type, read by QPalette, QSS and painted widgets alike."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

SPACE = 4
GAP_INSIDE = 8
GAP_BETWEEN = 16
RADIUS = 4
BASE_POINT_SIZE = 10.0
TITLE_FACTOR = 1.25
PICTURE_GROUND = "#0B0C0E"


class Shape(StrEnum):
    """Marker shapes, so that colour never stands alone."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    PENTAGON = "pentagon"
    CROSS = "cross"
    STAR = "star"


CRITERION_COLOURS = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
_SHAPES = tuple(Shape)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as #RRGGBB."""

    name: str
    ground: str
    surface: str
    line: str
    text: str
    quiet: str
    accent: str
    good: str
    warn: str
    bad: str
    on_accent: str
    focus: str


LIGHT = Tokens(
    name="light", ground="#F7F7F5", surface="#FFFFFF", line="#DDDCD8", text="#1F2328", quiet="#5B636B",
    accent="#2F5FD0", good="#1A7F4B", warn="#9A6700", bad="#B42318", on_accent="#FFFFFF", focus="#2F5FD0",
)  # fmt: skip
DARK = Tokens(
    name="dark", ground="#16181B", surface="#1E2125", line="#34383E", text="#E6E7E9", quiet="#A3A9B1",
    accent="#7AA2F7", good="#57C785", warn="#E3B341", bad="#F97066", on_accent="#16181B", focus="#7AA2F7",
)  # fmt: skip
HIGH_CONTRAST = Tokens(
    name="high-contrast", ground="#000000", surface="#000000", line="#FFFFFF", text="#FFFFFF", quiet="#FFFFFF",
    accent="#FFFF00", good="#FFFFFF", warn="#FFFF00", bad="#FFFFFF", on_accent="#000000", focus="#FFFF00",
)  # fmt: skip


def criterion_colour(number: int) -> str:
    """Return the Okabe-Ito colour of criterion `number` (1-based); more than seven repeat."""
    return CRITERION_COLOURS[(number - 1) % len(CRITERION_COLOURS)]


def criterion_shape(number: int) -> Shape:
    """Return the marker shape of criterion `number`; repeated colours get another shape."""
    turn = (number - 1) // len(_SHAPES)
    return _SHAPES[(number - 1 + turn) % len(_SHAPES)]


@cache
def mix(under: str, over: str, strength: float) -> str:
    """Return `over` laid on `under` with `strength` 0-1, all as #RRGGBB. Kept: every cell of every table asks."""
    pairs = ((int(under[i : i + 2], 16), int(over[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * strength):02X}" for a, b in pairs)
