"""Looking closer at the picture: how large it is drawn, and which part of it the surface shows."""

from dataclasses import dataclass

LARGEST = 8.0
STEP = 2**0.5
_WHOLE = 1.0
_SNAP = 0.02  # a turn of the wheel back from the first step ends at the whole picture exactly


@dataclass(frozen=True, slots=True)
class PictureZoom:
    """`factor` 1-8; `x`, `y` is where the drawn picture begins, in shares of the surface: -(factor - 1) to 0."""

    factor: float = _WHOLE
    x: float = 0.0
    y: float = 0.0

    def target(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Return left, top, width and height to draw the picture in, on a surface of this size."""
        return self.x * width, self.y * height, self.factor * width, self.factor * height

    def zoomed(self, by: float, at_x: float = 0.5, at_y: float = 0.5) -> "PictureZoom":
        """Return it larger by the factor `by`; the place `at` (shares of the surface) stays where it is."""
        factor = min(max(self.factor * by, _WHOLE), LARGEST)
        if factor - _WHOLE < _SNAP:
            return PictureZoom()
        by = factor / self.factor
        return _within(factor, at_x - (at_x - self.x) * by, at_y - (at_y - self.y) * by)

    def panned(self, by_x: float, by_y: float) -> "PictureZoom":
        """Return it moved by shares of the surface, as far as there is picture."""
        return _within(self.factor, self.x + by_x, self.y + by_y)


def _within(factor: float, x: float, y: float) -> PictureZoom:
    least = _WHOLE - factor
    return PictureZoom(factor, min(max(x, least), 0.0), min(max(y, least), 0.0))
