"""Pictures as evidence: regions by mouse and keys, seen on any ground, and marks drawn where they belong."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import RectangleSelector, WholeSelector
from assessor_app.gui.tokens import criterion_colour
from assessor_app.gui.widgets.image_view import ImageView
from assessor_app.gui.widgets.page_region import Region
from tests.gui.evidence_fixtures import a_picture_of, drag, has_colour, mark_at, on_screen


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ImageView]:
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.activateWindow()
    assert QTest.qWaitForWindowActive(view)
    view.setFocus()
    view.show_image(a_picture_of(400, 300, "#808080"))
    yield view
    view.show_image(QImage())


def test_a_small_picture_is_not_enlarged_and_a_large_one_fits(view: ImageView) -> None:
    assert view.zoom == 1.0
    view.show_image(a_picture_of(4000, 1000, "#808080"))
    assert view.zoom == pytest.approx(view.viewport().width() / 4000)


@pytest.mark.parametrize("factor", [1.0, 0.5, 1.25, 6.0])
def test_a_drag_frames_the_same_part_at_every_zoom(view: ImageView, factor: float) -> None:
    view.zoom_by(factor)
    middle = (48, 48, 52, 52)
    drag(view.viewport(), on_screen(view, 0, *middle[:2]), on_screen(view, 0, *middle[2:]))
    place = view.place()
    assert isinstance(place, RectangleSelector)
    slack = 100 / min(view.pages.rect(0).width(), view.pages.rect(0).height())
    assert place.x == pytest.approx(48, abs=slack)
    assert place.y == pytest.approx(48, abs=slack)
    assert place.width == pytest.approx(4, abs=2 * slack)
    assert place.height == pytest.approx(4, abs=2 * slack)


def test_without_a_region_the_whole_picture_is_meant_and_without_a_picture_nothing(view: ImageView) -> None:
    assert view.place() == WholeSelector()
    drag(view.viewport(), on_screen(view, 0, 50, 50), on_screen(view, 0, 80, 50))  # no height
    assert view.place() == WholeSelector()
    view.show_image(QImage())
    with pytest.raises(NoPlace, match="Wait"):
        view.place()


@pytest.mark.parametrize(
    ("begin", "end"), [((50, 50), (160, 170)), ((50, 50), (-60, -70)), ((-20, -20), (30, 30)), ((130, 130), (40, 40))]
)
def test_a_region_drawn_beyond_the_edges_ends_there(
    view: ImageView, begin: tuple[float, float], end: tuple[float, float]
) -> None:
    view.zoom_by(0.4)
    drag(view.viewport(), on_screen(view, 0, *begin), on_screen(view, 0, *end))
    place = view.place()
    assert isinstance(place, RectangleSelector)  # which refuses what lies outside by itself
    assert min(place.width, place.height) > 25


def test_rounding_never_leads_out_of_the_picture() -> None:
    for number in range(2, 400):
        share = QRectF(100 / number, 100 / 3, 100 - 100 / number, 200 / 3)
        Region(0, share).selector()


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#808080", "#2F5FD0", "#FFFF00"])
def test_the_region_is_seen_on_every_ground(view: ImageView, colour: str) -> None:
    view.show_image(a_picture_of(400, 300, colour))
    view.take_region(Region(0, QRectF(30, 30, 40, 40)))
    image = view.viewport().grab().toImage()
    edge = on_screen(view, 0, 30, 50)
    part = (edge.x() - 3, edge.y() - 10, 7, 20)
    assert has_colour(image, lambda each: each.lightness() < 30, *part)
    assert has_colour(image, lambda each: each.lightness() > 225, *part)


@pytest.mark.parametrize("ground", ["#000000", "#FFFFFF", "#56B4E9"])
@pytest.mark.parametrize("number", [0, 2, 4])
def test_a_mark_has_its_colour_an_edge_and_a_tag_on_every_ground(view: ImageView, ground: str, number: int) -> None:
    view.show_image(a_picture_of(400, 300, ground))
    view.show_marks([mark_at(RectangleSelector(30, 30, 40, 40), number=number)])
    image = view.viewport().grab().toImage()
    edge, corner = on_screen(view, 0, 70, 50), on_screen(view, 0, 30, 30)
    part = (edge.x() - 4, edge.y() - 4, 9, 9)
    assert has_colour(image, lambda each: each.lightness() < 40, *part)
    assert has_colour(image, lambda each: each.lightness() > 215, *part)
    if number:
        colour = QColor(criterion_colour(number))
        assert has_colour(image, lambda each: each == colour, *part)
    tag = (corner.x(), corner.y() - 22, 34, 22)
    assert has_colour(image, lambda each: each == QColor("#FFFFFF"), *tag)
    assert has_colour(image, lambda each: each.lightness() < 40, *tag)


def test_tags_at_one_corner_stand_beside_each_other_and_each_can_be_picked(view: ImageView) -> None:
    view.show_marks([mark_at(RectangleSelector(30, 30, 40, 40), f"m-{n}", number=n) for n in range(1, 6)])
    view.grab()
    tags = [box for box, _ in view.marks._hits if box.height() < 40]
    assert len(tags) == 5
    assert not any(a.intersects(b) for at, a in enumerate(tags) for b in tags[at + 1 :])
    picked: list[str] = []
    view.mark_picked.connect(picked.append)
    for box in tags:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert sorted(picked) == [f"m-{n}" for n in range(1, 6)]


def test_the_smaller_of_two_regions_is_picked(view: ImageView) -> None:
    large, small = RectangleSelector(10, 10, 80, 80), RectangleSelector(40, 40, 10, 10)
    view.show_marks([mark_at(large, "large"), mark_at(small, "small")])
    view.grab()
    assert view.marks.name_at(on_screen(view, 0, 45, 46).toPointF()) == "small"
    assert view.marks.name_at(on_screen(view, 0, 80, 80).toPointF()) == "large"
    assert view.marks.name_at(on_screen(view, 0, 95, 95).toPointF()) == ""


def test_the_middle_button_pushes_the_picture_about(view: ImageView) -> None:
    view.zoom_by(8)
    before = view.horizontalScrollBar().value()
    centre = view.viewport().rect().center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.MiddleButton, pos=centre)
    QTest.mouseMove(view.viewport(), centre - QPoint(50, 0))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.MiddleButton, pos=centre)
    assert view.horizontalScrollBar().value() == before + 50
    assert view.region is None
