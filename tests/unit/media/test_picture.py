"""Pictures are made anew from their pixels: upright, bounded before anything is decoded, without place or camera."""

import io
from typing import cast

import pytest
from PIL import Image

from assessor_app.domain.reading import Obstacle, Picture, Remark, RemarkKind
from assessor_app.media.picture import make_picture
from assessor_app.media.reading_bytes import LONGEST_SIDE
from tests.fakes import handed_in
from tests.fakes.handed_in import Bytes


def made(data: bytes, piece: int = 1 << 30) -> Picture:
    return make_picture(Bytes(data, piece), lambda _: None)


def pixels(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def is_red(image: Image.Image, place: tuple[int, int]) -> bool:
    red, _, blue = cast(tuple[int, int, int], image.convert("RGB").getpixel(place))
    return red > 200 and blue < 60


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_every_usual_kind_is_shown(kind):
    picture = made(handed_in.picture(kind), piece=64)
    assert (picture.width, picture.height, picture.obstacle, picture.remarks) == (40, 30, None, ())
    assert pixels(picture).size == (40, 30)
    assert is_red(pixels(picture), (5, 15))
    assert not is_red(pixels(picture), (35, 15))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_of_keeping_colours_is_shown(mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = pixels(made(handed_in.picture(kind, mode=mode, colours=("white", "black"))))
    assert image.mode in ("L", "RGB", "RGBA")
    assert (image.convert("L").getpixel((5, 15)), image.convert("L").getpixel((35, 15))) == (255, 0)


def test_a_photograph_stands_upright_and_its_place_stays_behind():
    data = handed_in.phone_photograph()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825), "it says where it was taken"
    picture = made(data)
    assert (picture.width, picture.height) == (30, 40)
    assert is_red(pixels(picture), (15, 5))
    assert not is_red(pixels(picture), (15, 35))
    assert b"Exif" not in picture.data
    assert not pixels(picture).getexif()


def test_a_large_photograph_is_shown_smaller_and_says_so():
    picture = made(handed_in.picture("JPEG", (8_000, 1_000)))
    assert (picture.width, picture.height) == (8_000, 1_000)
    assert pixels(picture).size == (LONGEST_SIDE, 512)
    assert picture.remarks == (Remark(RemarkKind.SMALLER),)


def test_of_a_moving_picture_the_first_is_shown():
    assert made(handed_in.moving_gif()).remarks == (Remark(RemarkKind.FIRST_PICTURE, 2),)


def test_thirty_thousand_by_thirty_thousand_is_refused_before_it_is_decoded(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", refuse)
    picture = made(handed_in.vast_png())
    assert picture == Picture(width=30_000, height=30_000, obstacle=Obstacle.TOO_LARGE)


@pytest.mark.parametrize(
    ("data", "obstacle"),
    [
        (handed_in.SVG, Obstacle.DRAWING),
        (b"\xef\xbb\xbf <SVG xmlns='http://www.w3.org/2000/svg'/>", Obstacle.DRAWING),
        (b"", Obstacle.OTHER_KIND),
        (b"<html><img src=x></html>", Obstacle.OTHER_KIND),
        (handed_in.pdf(), Obstacle.OTHER_KIND),
        (handed_in.picture("PNG")[:60], Obstacle.DAMAGED),
        (handed_in.picture("JPEG")[:300], Obstacle.DAMAGED),
    ],
    ids=["svg", "svg in capitals", "empty", "html", "pdf", "cut png", "cut jpeg"],
)
def test_what_is_no_picture_says_why(data, obstacle):
    assert made(data).obstacle is obstacle
