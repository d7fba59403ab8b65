"""Names from submissions: never a path, never a device, never a line that turns around what stands beside it."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assessor_app.domain.file_names import LONGEST_BYTES, LONGEST_SHOWN, one_line, safe_file_name
from assessor_app.domain.submission import Artifact, PartKind

DEVICES = ("CON", "nul", "Aux", "PRN", "com1", "LPT9", "COM\u00b9", "CONIN$", "CLOCK$")
NASTY = st.text(st.one_of(st.characters(), st.sampled_from('./\\:*?"<>|\0\r\n\t \u202e\u2066\u200b\ufeff\u2044\u2028')))


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("../../x", "-..-x"),
        ("..\\..\\x.docx", "-..-x.docx"),
        ("/etc/passwd", "-etc-passwd"),
        ("C:\\Windows\\x", "C--Windows-x"),
        ("plan.pdf", "plan.pdf"),
        ("Unterrichtsplan Größe 3.docx", "Unterrichtsplan Größe 3.docx"),
        ("خطة الدرس.pdf", "خطة الدرس.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("pl\u200ban\0.pdf", "plan.pdf"),
        ("name. . .", "name"),
        ("  .hidden", "hidden"),
        ("", "file"),
        ("...", "file"),
        ("???", "file"),
        ("\u202e", "file"),
        ("NUL", "_NUL"),
        ("con .txt", "_con .txt"),
        ("lpt1.tar.gz", "_lpt1.tar.gz"),
        ("console.txt", "console.txt"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(given_name, name):
    assert safe_file_name(given_name) == name


def test_three_hundred_characters_are_cut_before_the_ending():
    name = safe_file_name("ä" * 300 + ".docx")
    assert name.endswith("ä.docx")
    assert len(name.encode()) <= LONGEST_BYTES


def test_what_stands_in_for_nothing_can_be_chosen():
    assert safe_file_name("//", fallback="feedback") == "feedback"


@given(NASTY | st.sampled_from(DEVICES).map(lambda device: f"{device}.txt"))
@example("con\u0345. .")
@example("." * 400)
@example("nul" + "." * 200 + "x")
def test_no_name_is_a_path_a_device_or_empty(given_name):
    name = safe_file_name(given_name)
    assert name
    assert name not in (".", "..")
    assert not set(name) & set('/\\:*?"<>|')
    assert name == name.strip(". ")
    assert len(name.encode()) <= LONGEST_BYTES
    assert name.split(".", maxsplit=1)[0].strip().casefold() not in {device.casefold() for device in DEVICES}
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in name)
    assert safe_file_name(name) == name, "a safe name stays as it is"


@given(NASTY)
def test_a_shown_name_is_one_line_that_reads_in_one_direction(words):
    line = one_line(words)
    assert len(line) <= LONGEST_SHOWN
    assert "\n" not in line
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\0\x1b")
    assert one_line(line) == line


def test_ordinary_names_are_shown_as_they_are():
    assert one_line("Unterrichtsplan „Brüche“ 👩‍🏫.docx") == "Unterrichtsplan „Brüche“ 👩‍🏫.docx"
    assert one_line("one\ntwo\t three") == "one two three"
    assert one_line("a" * 400) == "a" * (LONGEST_SHOWN - 1) + "…"


@pytest.mark.parametrize(
    ("given_name", "name"), [("plan\u202efdp\n.exe", "planfdp .exe"), ("\u200b", "#3"), ("../../x", "../../x")]
)
def test_an_artifact_is_named_by_one_line(given_name, name):
    assert Artifact("part-3", 3, PartKind.ARTIFACT, given_name, "text/plain", "0" * 64).name == name
