"""Evidence of every kind opens after the worker process has seen it; what does not open says why in plain words."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.submission import MediaState
from assessor_app.gui.pages.workbench import evidence_reading
from assessor_app.gui.pages.workbench.evidence_words import absent_words
from assessor_app.services.refusals import EvidenceLocked, Lock
from assessor_app.services.views import ArtifactMedia
from tests.fakes import handed_in
from tests.gui.hostile_fixtures import DOCX, LINK, PPTX, XLSX, artifact_id, open_with, opened, part
from tests.gui.workbench_fixtures import settle


def evidence(place: Any) -> Any:
    return place.panes.evidence


def notice_words(place: Any) -> str:
    pane = evidence(place)
    assert pane.shown is pane.notice, "there is a notice instead of the file"
    return f"{pane.notice._title.text()} {pane.notice._sentence.text()}"


# ---- office documents --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("media_type", "make", "words"),
    [
        (DOCX, handed_in.docx, "Wait three seconds\nafter each question."),
        (PPTX, handed_in.pptx, "Slide 1 · The puddle\n• What do you notice?"),
        (XLSX, handed_in.xlsx, "1 | Pupil | Score"),
    ],
    ids=["docx", "pptx", "xlsx"],
)
def test_an_office_document_is_shown_as_its_text(qapp, tmp_path, media_type, make, words):
    with opened(qapp, tmp_path, "Lesson plan", media_type, make()) as place:
        pane = evidence(place)
        assert pane.shown is pane.text
        assert words in pane.text.toPlainText()
        assert pane.remarks.words == ""
        assert (artifact_id(1), DerivedKind.OFFICE) in place.desk.derived


def test_headings_stand_out_and_no_character_changes(qapp, tmp_path):
    with opened(qapp, tmp_path, "Plan", DOCX, handed_in.docx()) as place:
        document = evidence(place).text.document()
        heading, plain = document.findBlockByNumber(0), document.findBlockByNumber(2)
        assert heading.begin().fragment().charFormat().fontWeight() > plain.begin().fragment().charFormat().fontWeight()
        assert heading.text() == "Lesson plan"


def test_what_is_shown_after_a_document_does_not_look_like_its_heading(qapp, tmp_path):
    words = part(2, "Reflection", "text/plain", text="I waited.")
    with open_with(qapp, tmp_path, (part(1, "Plan", DOCX), handed_in.docx()), (words, None)) as place:
        place.show(artifact_id(2))
        form = evidence(place).text.document().begin().begin().fragment().charFormat()
        assert form.fontWeight() <= QFont.Weight.Normal


def test_a_notice_has_room_for_all_it_says_however_long_the_name(qapp, tmp_path):
    with opened(qapp, tmp_path, "x" * 300, "image/svg+xml", handed_in.SVG) as place:
        notice = evidence(place).notice
        for size in (10, 20):
            notice.setStyleSheet(f"* {{ font-size: {size}pt }}")
            settle()
            assert notice._sentence.height() >= notice._sentence.heightForWidth(notice._sentence.width())
        assert notice.minimumSizeHint().width() < 600
        assert "…" in notice._title.text()


def test_macros_and_outside_files_are_told_and_the_text_is_shown(qapp, tmp_path):
    with opened(
        qapp, tmp_path, "Plan.docm", "application/vnd.ms-word.document.macroEnabled.12", handed_in.docm()
    ) as place:
        pane = evidence(place)
        assert pane.shown is pane.text
        assert "Wait three seconds" in pane.text.toPlainText()
        assert pane.remarks.words == (
            "This file contains macros (programs), links to other files, embedded files. They were not opened."
        )
        place.page.leave()
        assert pane.remarks.words == "", "it goes with its file"


# ---- what is not shown -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("media_type", "make", "words"),
    [
        (DOCX, handed_in.zip_bomb, "larger than a laptop can show"),
        (DOCX, handed_in.docx_with_entities, "damaged"),
        (DOCX, lambda: handed_in.old_office(is_locked=True), "locked with a password"),
        ("application/msword", handed_in.old_office, "old office format"),
        ("application/pdf", handed_in.locked_pdf, "locked with a password"),
        ("application/pdf", lambda: handed_in.pdf_with_stream(handed_in.deflated(300)), "larger than a laptop"),
        ("application/pdf", lambda: handed_in.pdf(2_001), "more than 2,000 pages"),
        ("application/pdf", lambda: b"%PDF no more", "damaged"),
        ("image/png", handed_in.vast_png, "larger than a laptop can show"),
        ("image/png", lambda: handed_in.SVG, "can hold programs"),
        ("image/svg+xml", lambda: handed_in.SVG, "can hold programs"),
        ("image/jpeg", lambda: b"no picture", "not of the kind its name promises"),
        ("application/x-msdownload", lambda: b"MZ", "not handed to another program"),
    ],
)  # fmt: skip
def test_what_is_not_shown_says_what_why_and_what_next(qapp, tmp_path, media_type, make: Callable[[], bytes], words):
    with opened(qapp, tmp_path, "../../x", media_type, make()) as place:
        said = notice_words(place)
        assert words in said
        assert "sk the issuing organisation" in said, "the next step"


def test_an_ordinary_pdf_and_what_a_busy_one_would_do(qapp, tmp_path):
    plan, busy = part(1, "Plan", "application/pdf"), part(2, "Busy", "application/pdf")
    with open_with(qapp, tmp_path, (plan, handed_in.pdf(2)), (busy, handed_in.busy_pdf())) as place:
        pane = evidence(place)
        assert pane.shown is pane.pdf
        assert pane.remarks.words == ""
        place.show(artifact_id(2))
        assert pane.shown is pane.pdf
        assert pane.remarks.words.startswith("This file contains scripts (programs), commands that start programs")
        place.show(artifact_id(1))
        assert pane.remarks.words == ""


def test_a_picture_is_shown_upright_from_what_the_worker_made(qapp, tmp_path):
    with opened(qapp, tmp_path, "Board", "image/jpeg", handed_in.phone_photograph()) as place:
        pane = evidence(place)
        assert pane.shown is pane.image
        assert (pane.image._image.width(), pane.image._image.height()) == (30, 40)


def test_a_page_handed_in_as_html_is_shown_as_its_source(qapp, tmp_path):
    source = '<html><script>alert(1)</script><img src="http://127.0.0.1:9/x.png"><b>Plan</b></html>'
    with opened(qapp, tmp_path, "Plan.html", "text/html", source.encode()) as place:
        pane = evidence(place)
        assert pane.shown is pane.text
        assert pane.text.toPlainText() == source


@pytest.mark.parametrize("is_file", [True, False])
def test_a_text_that_would_hold_up_the_screen_is_shown_as_far_as_it_goes(qapp, tmp_path, is_file):
    """A million characters without a space take minutes to be broken into lines."""
    words = "The lesson.\n" + "x" * 1_000_000
    given = part(1, "Overview", "text/plain", text=None if is_file else words)
    with open_with(qapp, tmp_path, (given, words.encode() if is_file else None)) as place:
        assert evidence(place).text.toPlainText() == words[:20_012]
        assert "the first 20012 characters are shown" in evidence(place).remarks.words.replace(",", "")


def test_evidence_that_is_locked_says_so(qapp, tmp_path, monkeypatch):
    with opened(qapp, tmp_path, "Plan", "application/pdf", handed_in.pdf()) as place:
        place.page.leave()

        def refuse(_artifact: str, _kind: object, _then: object, failed: Callable[[Exception], None]) -> None:
            failed(EvidenceLocked("4F2-A7K9", Lock.HANDED_BACK))

        monkeypatch.setattr(place.desk, "derive", refuse)
        place.page.open_assignment("assignment-1")
        settle()
        assert "You handed 4F2-A7K9 back" in notice_words(place)


# ---- while it is being made --------------------------------------------------------------------


class SlowDesk:
    """Holds back what the worker process makes."""

    def __init__(self, place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.stopped: list[str] = []
        derive = place.desk.derive
        monkeypatch.setattr(place.desk, "derive", lambda *given: self.waiting.append(lambda: derive(*given)))
        monkeypatch.setattr(place.desk, "stop_deriving", self.stopped.append)


def test_what_takes_long_says_so_and_ends_when_another_part_is_chosen(qapp, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_reading, "A_WHILE_MS", 1)
    words = part(1, "Reflection", "text/plain", text="I waited.")
    with open_with(qapp, tmp_path, (words, None), (part(2, "Plan", DOCX), handed_in.docx())) as place:
        desk = SlowDesk(place, monkeypatch)
        place.show(artifact_id(2))
        qtbot.waitUntil(lambda: "takes a moment" in notice_words(place))
        place.show(artifact_id(1))
        assert desk.stopped == [artifact_id(2)]
        desk.waiting[0]()
        assert evidence(place).text.toPlainText() == "I waited.", "what comes too late is not shown"


# ---- links -------------------------------------------------------------------------------------


def answer(place: Any, button: str) -> str:
    """Press a button of the question on show and return what it asked."""
    (box,) = place.page.findChildren(QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    words = f"{box.text()} {box.informativeText()}"
    next(each for each in box.buttons() if button in each.text().replace("&", "")).click()
    settle()
    return words


def test_a_link_is_shown_and_opens_only_when_the_assessor_says_so(qapp, tmp_path):
    link = part(1, "Class page", LINK, text="https://lessons.example/plan\r\n")
    with open_with(qapp, tmp_path, (link, None)) as place:
        pane, opened_outside = evidence(place), list[str]()

        def open_outside(address: str) -> bool:
            opened_outside.append(address)
            return True

        pane.links.open_outside = open_outside
        assert pane.text.toPlainText() == "https://lessons.example/plan"
        assert "Link to lessons.example" in pane.links.bar.words
        assert "supplied no copy" in pane.links.bar.words
        pane.links.bar.button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(pane.links.bar.button, Qt.Key.Key_Space)
        assert "leaves this program" in answer(place, "Cancel")
        assert opened_outside == []
        QTest.keyClick(pane.links.bar.button, Qt.Key.Key_Space)
        answer(place, "Open in the browser")
        assert opened_outside == ["https://lessons.example/plan"]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "http://127.0.0.1/"]
)
def test_what_is_no_page_on_the_web_is_shown_and_not_offered(qapp, tmp_path, address):
    with open_with(qapp, tmp_path, (part(1, "Link", LINK, text=address), None)) as place:
        pane = evidence(place)
        assert pane.text.toPlainText() == address
        assert "not offered" in pane.links.bar.words
        assert pane.links.bar.button.isHidden()


@pytest.mark.parametrize(
    ("media_type", "data", "view"),
    [
        ("application/pdf", handed_in.pdf(), "pdf"),
        ("image/png", handed_in.picture(), "image"),
        ("text/html", b"<script>alert(1)</script>", "text"),
    ],
)
def test_a_captured_copy_is_shown_in_the_tab_of_its_link(qapp, tmp_path, media_type, data, view):
    words = part(1, "Overview", "text/plain", text="Look at the page.")
    link = part(2, "Class page", LINK, text="https://lessons.example/")
    copy = part(3, "Class page (copy)", media_type, capture_of=artifact_id(2))
    with open_with(qapp, tmp_path, (words, None), (link, None), (copy, data)) as place:
        pane = evidence(place)
        assert [pane.tabs.tabText(at) for at in range(pane.tabs.count())] == ["Overview", "Class page"]
        assert pane.links.bar.words == ""
        pane.tabs.setCurrentIndex(1)
        settle()
        assert pane.shown is getattr(pane, view)
        assert "captured by the issuing server" in pane.links.bar.words
        assert place.page._state.artifact.artifact_id == artifact_id(3), "marks belong to what is looked at"
        assert pane.tabs.currentIndex() == 1
        place.show(artifact_id(1))
        assert pane.links.bar.words == ""
        place.show(artifact_id(2))
        assert "captured by the issuing server" in pane.links.bar.words, "whoever asks for the link"


def test_a_submission_that_begins_with_a_link_begins_with_its_copy(qapp, tmp_path):
    link = part(1, "Class page", LINK, text="https://lessons.example/")
    copy = part(2, "Copy", "text/html", capture_of=artifact_id(1))
    with open_with(qapp, tmp_path, (link, None), (copy, b"<b>bold</b>")) as place:
        assert evidence(place).text.toPlainText() == "<b>bold</b>"
        assert "captured by the issuing server" in evidence(place).links.bar.words


def test_what_changed_since_the_last_attempt_is_said_and_the_parts_that_did_are_flagged(qapp, tmp_path):
    parts = (
        (part(1, "Overview", "text/plain", text="We wait."), None),
        (part(2, "Reflection", "text/plain", text="Six seconds now.", is_changed=True), None),
    )
    with open_with(qapp, tmp_path, *parts, what_changed="I wait longer after an answer.") as place:
        said = [label.text() for label in evidence(place).findChildren(QLabel) if label.isVisible()]
        assert "Changed since the last attempt: I wait longer after an answer." in said
        assert [evidence(place).tabs.tabText(at) for at in range(2)] == ["Overview", "Reflection · changed"]
    with open_with(qapp, tmp_path / "first", parts[0]) as place:
        said = [label.text() for label in evidence(place).findChildren(QLabel) if label.isVisible()]
        assert not any("Changed since" in words for words in said)


def test_a_download_that_stopped_says_why_and_what_to_do() -> None:
    full = ArtifactMedia("a", MediaState.PAUSED, 1, 2, "The disk is full: what has arrived is kept. Free 5 MB.")
    assert absent_words(full)[1] == full.problem
    assert "goes on from there" in absent_words(replace(full, problem=""))[1]
