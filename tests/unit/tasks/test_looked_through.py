"""Documents, PDFs and pictures in the real worker process: parsed there only, bounded, and killed when unwanted."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.reading import Obstacle
from assessor_app.media.reading_bytes import unpack_pdf_look, unpack_picture, unpack_reading
from assessor_app.tasks.worker import own_command
from tests.fakes import handed_in
from tests.fakes.store_factory import make_world
from tests.unit.tasks.test_derivation import VIDEO, Laptop

PARSERS = ("PIL", "docx", "lxml", "openpyxl", "pikepdf", "pptx")
SMALL = own_command(300)
"""A worker that may have 300 MB."""


@pytest.fixture(params=[own_command()])
def laptop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Laptop]:
    with make_world(tmp_path) as store:
        made = Laptop(store, tmp_path, request.param)
        yield made
        made.runner.close()


def derived(laptop: Laptop, kind: DerivedKind, data: bytes) -> bytes:
    laptop.put(data)
    seen: list[bytes] = []
    laptop.desk.derive(VIDEO, kind, seen.append)
    laptop.until(lambda: seen or laptop.complaints)
    assert laptop.complaints == []
    return seen[0]


def test_a_document_is_read_in_the_worker_and_kept_encrypted(laptop: Laptop) -> None:
    data = derived(laptop, DerivedKind.OFFICE, handed_in.docx())
    reading = unpack_reading(data)
    assert reading is not None
    assert "Wait three seconds" in reading.text
    assert laptop.kept(DerivedKind.OFFICE) == data


def test_a_picture_is_made_in_the_worker(laptop: Laptop) -> None:
    picture = unpack_picture(derived(laptop, DerivedKind.PICTURE, handed_in.picture("JPEG")))
    assert picture is not None
    assert (picture.width, picture.height) == (40, 30)


def test_why_something_is_not_shown_is_kept_too(laptop: Laptop) -> None:
    """A bomb is not defused anew each time somebody looks at it."""
    data = derived(laptop, DerivedKind.PDF_LOOK, handed_in.locked_pdf())
    look = unpack_pdf_look(data)
    assert look is not None
    assert look.obstacle is Obstacle.LOCKED
    assert laptop.kept(DerivedKind.PDF_LOOK) == data


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel refuses memory on Linux only")
@pytest.mark.parametrize("laptop", [SMALL], indirect=True)
def test_what_needs_more_memory_than_the_worker_has_is_too_large(laptop: Laptop) -> None:
    """99 million pixels are below the limit and above what this worker may have."""
    picture = unpack_picture(derived(laptop, DerivedKind.PICTURE, handed_in.vast_png(9_900)))
    assert picture is not None
    assert picture.obstacle is Obstacle.TOO_LARGE


def test_the_window_never_loads_what_parses_a_strangers_file() -> None:
    program = (
        "import sys, assessor_app.tasks.desk, assessor_app.gui.pages.workbench.page, assessor_app.media.worker_jobs;"
        f"print([name for name in {PARSERS!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
