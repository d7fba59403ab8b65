"""Looking closer: the place under the pointer stays, and the surface is always full of picture."""

from hypothesis import given
from hypothesis import strategies as st

from assessor_app.gui.widgets.picture_zoom import LARGEST, PictureZoom

shares = st.floats(0, 1)
moves = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.floats(0.1, 10), shares, shares),
        st.tuples(st.just("pan"), st.just(0.0), st.floats(-3, 3), st.floats(-3, 3)),
    ),
    max_size=12,
)


def after(steps: list[tuple[str, float, float, float]]) -> PictureZoom:
    zoom = PictureZoom()
    for kind, by, x, y in steps:
        zoom = zoom.zoomed(by, x, y) if kind == "zoom" else zoom.panned(x, y)
    return zoom


@given(moves)
def test_the_surface_is_always_covered(steps: list[tuple[str, float, float, float]]) -> None:
    left, top, width, height = after(steps).target(640, 360)
    assert left <= 0
    assert top <= 0
    assert left + width >= 640 - 1e-6
    assert top + height >= 360 - 1e-6
    assert 640 - 1e-6 <= width <= 640 * LARGEST + 1e-6


@given(moves, st.floats(1.05, 3), shares, shares)
def test_the_place_under_the_pointer_stays(
    steps: list[tuple[str, float, float, float]], by: float, x: float, y: float
) -> None:
    before = after(steps)
    zoomed = before.zoomed(by, x, y)
    assert abs((x - before.x) / before.factor - (x - zoomed.x) / zoomed.factor) < 1e-6
    assert abs((y - before.y) / before.factor - (y - zoomed.y) / zoomed.factor) < 1e-6


@given(moves)
def test_far_enough_back_it_is_the_whole_picture_exactly(steps: list[tuple[str, float, float, float]]) -> None:
    assert after(steps).zoomed(1 / LARGEST) == PictureZoom()


def test_the_whole_picture_cannot_be_moved() -> None:
    assert PictureZoom().panned(0.5, -0.5) == PictureZoom()
