"""Icons: Lucide drawings coloured from the tokens, sharp at any pixel density, with a disabled state."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from assessor_app.config.paths import data_dir
from assessor_app.gui.tokens import Tokens, mix

STROKE = "1.75"
SIZES = (16, 20)
DENSITIES = (1, 2)
GAP = 4
DISABLED_STRENGTH = 0.45


def icon(name: str, tokens: Tokens, colour: str | None = None) -> QIcon:
    """Return the icon `name` (a file in resources/icons) in the text colour, or in `colour` (#RRGGBB)."""
    normal = colour or tokens.text
    made = QIcon()
    for mode, shade in _shades(normal, tokens).items():
        for size in SIZES:
            for density in DENSITIES:
                made.addPixmap(pixmap(name, shade, size, density), mode)
    return made


def put_icon(button: QAbstractButton, name: str, tokens: Tokens, colour: str | None = None) -> None:
    """Give a button with words its icon, with 8 px between them: Qt itself leaves 4."""
    size = SIZES[0]
    wide = QIcon()
    normal = colour or tokens.text
    for mode, shade in _shades(normal, tokens).items():
        for density in DENSITIES:
            wide.addPixmap(_widened(_image(name, shade, size, density)), mode)
    button.setIcon(wide)
    button.setIconSize(QSize(size + GAP, size))


def pixmap(name: str, colour: str, size: int, density: float = 1.0) -> QPixmap:
    """Return one picture of an icon: `size` in logical pixels, for painted widgets and empty states."""
    return QPixmap.fromImage(_image(name, colour, size, density))


def _shades(normal: str, tokens: Tokens) -> dict[QIcon.Mode, str]:
    return {QIcon.Mode.Normal: normal, QIcon.Mode.Disabled: mix(tokens.ground, normal, DISABLED_STRENGTH)}


def _widened(image: QImage) -> QPixmap:
    """Return the picture with room to its right."""
    density = image.devicePixelRatio()
    wide = QImage(image.width() + round(GAP * density), image.height(), image.format())
    wide.setDevicePixelRatio(density)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawImage(0, 0, image)
    painter.end()
    return QPixmap.fromImage(wide)


# Images, not pixmaps: these may outlive the application object.
@lru_cache(maxsize=512)
def _image(name: str, colour: str, size: int, density: float) -> QImage:
    side = round(size * density)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_drawing(name, colour))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(density)
    return image


@lru_cache(maxsize=512)
def _drawing(name: str, colour: str) -> bytes:
    svg = (data_dir("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    thin = svg.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    return thin.replace("currentColor", colour).encode()
