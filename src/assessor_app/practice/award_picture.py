"""The badge picture of an award: drawn, with the signed credential baked in as Open Badges say."""

from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from assessor_app.config.paths import data_dir

SIZE = 480
_SCALE = 2  # drawn larger, then reduced: smooth edges
_INK, _PAPER, _ACCENT = "#1d3557", "#ffffff", "#2a7f62"
_POINTS = 24
_LINES_AT_MOST = 4
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture(title: str, issuer: str) -> bytes:
    """Return a PNG, the background transparent."""
    side = SIZE * _SCALE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.polygon(_scallops(side), fill=_INK)
    _disc(draw, side, 0.40, _PAPER)
    _disc(draw, side, 0.385, _ACCENT)
    _disc(draw, side, 0.365, _PAPER)
    _check(draw, side)
    _lines(draw, title, side, top=0.46, size=0.052, ink=_INK)
    _lines(draw, issuer, side, top=0.73, size=0.032, ink=_ACCENT)
    out = BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def baked(png: bytes, token: str) -> bytes:
    """Return the picture with the compact JWS in an uncompressed iTXt chunk `openbadgecredential`."""
    from openbadgeslib import baking  # noqa: PLC0415 - loads for a fifth of a second

    return baking.bake_png(png, token, keyword=baking.ITXT_KEYWORD_OB3)


def font_file() -> str:
    """The one font of awards, on paper too."""
    return str(data_dir("resources") / "fonts" / "DejaVuSans.ttf")


def _scallops(side: int) -> list[tuple[float, float]]:
    """The edge of a seal."""
    middle = side / 2
    points = []
    for n in range(_POINTS * 2):
        angle, radius = pi * n / _POINTS, side * (0.49 if n % 2 == 0 else 0.455)
        points.append((middle + radius * cos(angle), middle + radius * sin(angle)))
    return points


def _disc(draw: ImageDraw.ImageDraw, side: int, radius: float, fill: str) -> None:
    middle, reach = side / 2, side * radius
    draw.ellipse((middle - reach, middle - reach, middle + reach, middle + reach), fill=fill)


def _check(draw: ImageDraw.ImageDraw, side: int) -> None:
    places = ((0.41, 0.31), (0.47, 0.37), (0.60, 0.24))
    draw.line([(x * side, y * side) for x, y in places], fill=_ACCENT, width=round(side * 0.03), joint="curve")


def _lines(draw: ImageDraw.ImageDraw, text: str, side: int, *, top: float, size: float, ink: str) -> None:
    """Text in the middle, wrapped to the disc and shortened where it is too long."""
    font = ImageFont.truetype(font_file(), round(side * size))
    for n, line in enumerate(_wrapped(text, font, side * 0.56)):
        draw.text((side / 2, side * (top + n * size * 1.25)), line, font=font, fill=ink, anchor="ma")


def _wrapped(text: str, font: _Font, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _LINES_AT_MOST:
        lines = [*lines[: _LINES_AT_MOST - 1], lines[_LINES_AT_MOST - 1] + " …"]
    return [_shortened(line, font, width) for line in lines]


def _shortened(line: str, font: _Font, width: float) -> str:
    while line and font.getlength(line) > width:
        line = line.rstrip("…")[:-1].rstrip() + "…" if len(line) > 1 else ""
    return line
