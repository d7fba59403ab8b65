"""Page, paper and picture of an award with whatever an issuer writes into it."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from assessor_app.practice.award_page import page
from assessor_app.practice.award_paper import paper
from assessor_app.practice.award_picture import SIZE, picture
from assessor_app.practice.award_view import AwardView, Reached

VIEW = AwardView(
    title="Wait time when asking questions",
    description="The teacher gives pupils time to think.",
    issuer="Riverside Micro-credentials",
    issued_at=datetime(2026, 11, 22, tzinfo=UTC),
    results=(Reached("Asks open questions", "Met", "Most questions need thinking.", "Met"),) * 3,
    worth="15 contact hours. Part of the stack Questions that open thinking.",
    evidence=("Artifact (video/mp4)", "Reflection (text/markdown)"),
    source="Certified peer assessor",
    recipient="urn:uuid:0b2f0c9e-7a53-4f5c-9a6e-1d2f2f1c9a10",
    credential_id="urn:uuid:0b2f0c9e-7a53-4f5c-9a6e-1d2f2f1c9a11",
    address="https://riverside.example/awards/AbCdEfGhIjKlMnOpQrStUv",
    revoked_at=None,
    revoked_why="",
    is_signed=True,
)
NAMES = (
    "Ołówek i kreda: čas k přemýšlení, Ελληνικά, Кириллица",
    "שאלות פתוחות",
    "提问后的等待时间 🎓",
    "W" * 400,
    "",
    "A very long name of a micro-credential that goes on and on " * 8,
)


@pytest.mark.parametrize("name", NAMES)
def test_any_name_can_be_drawn_and_printed(name: str) -> None:
    view = replace(VIEW, title=name, description=name, results=(Reached(name, name, name, name),) * 12)
    image = Image.open(BytesIO(picture(name, name)))
    assert image.size == (SIZE, SIZE)
    assert paper(view).startswith(b"%PDF-")


def test_letters_of_other_alphabets_are_on_the_paper() -> None:
    """The letters can be copied out of the PDF again: they were not replaced."""
    import tempfile
    from pathlib import Path

    from PySide6.QtPdf import QPdfDocument

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "award.pdf"
        file.write_bytes(paper(replace(VIEW, title=NAMES[0])))
        document = QPdfDocument()
        document.load(str(file))
        words = document.getAllText(0).text()
        document.close()
    for word in ("Ołówek", "čas", "přemýšlení", "Ελληνικά", "Кириллица"):
        assert word in words


def test_what_an_issuer_writes_is_never_markup() -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    shown = page(
        replace(
            VIEW, title=evil, description=evil, worth=evil, issuer=evil, results=(Reached(evil, evil, evil, evil),)
        ),
        "award",
        VIEW.issued_at,
    )
    assert "<script" not in shown
    assert "<img src=x" not in shown


def test_a_wrong_signature_is_said() -> None:
    shown = page(replace(VIEW, is_signed=False), "award", VIEW.issued_at)
    assert "✗ Not valid" in shown
    assert "✓ Valid" not in shown


def test_a_page_on_paper_tells_when_it_was_true() -> None:
    shown = page(VIEW, "award", datetime(2026, 12, 3, tzinfo=UTC))
    assert "Checked on 3 December 2026: signed by Riverside Micro-credentials" in shown
