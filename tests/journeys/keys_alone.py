"""An assessor without a mouse: every step from signing in to submitting is a key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assessor_app.domain.links import shown_for, without_captures
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.media.caption_files import without_caption_files
from assessor_app.media.player import PlayerState
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import ALT, button, focus, press, write
from tests.journeys.laptop import Laptop
from tests.journeys.workplace import DIGIT, Workplace

MOST_STOPS = 120
KEY = Qt.Key


def tab_to(wanted: QWidget, laptop: Laptop) -> None:
    """Press Tab until it has the focus."""
    for _ in range(MOST_STOPS):
        if wanted.hasFocus():
            return
        press(KEY.Key_Tab)
    raise AssertionError(f"Tab never leads to {wanted!r}; it is at {focus()!r}")


def sign_in(laptop: Laptop, server: PracticeProcess) -> None:
    tab_to(button("Sign in to a server", laptop.window), laptop)
    press(KEY.Key_Space)
    dialog = laptop.sign_in_dialog()
    tab_to(dialog.form.address, laptop)
    write(server.url)
    press(KEY.Key_Return)
    laptop.wait(dialog.form.who_page.isVisible, "the server to say who it is")
    for choice in (dialog.form.is_compared, dialog.form.by_token):
        tab_to(choice, laptop)
        press(KEY.Key_Space)
    write(server.tokens["assessor-1"])
    press(KEY.Key_Return)
    laptop.wait(lambda: laptop.inbox and not laptop.is_busy, "the assigned work")
    laptop.turn_to_window()


def fetch_and_open(laptop: Laptop, assignment_id: str) -> Workplace:
    """Walk to its line, make it available, and open it."""
    table = laptop.window.inbox.table
    tab_to(table, laptop)
    for key in (*[KEY.Key_Up] * len(laptop.inbox), KEY.Key_Down, KEY.Key_Up):
        press(key)
    for _ in range(len(laptop.inbox)):
        if laptop.window.inbox.model.row_at(table.currentIndex().row()).assignment_id == assignment_id:
            break
        press(KEY.Key_Down)
    tab_to(button("Make available offline", laptop.window, is_whole=False), laptop)
    press(KEY.Key_Space)
    laptop.wait(lambda: laptop.row(assignment_id).media_state is MediaState.PRESENT, "the evidence")
    laptop.rest()
    tab_to(table, laptop)
    press(KEY.Key_Return)
    place = Workplace(laptop, assignment_id)
    laptop.wait(lambda: place.is_open, "the submission to open")
    place.declare()
    return place


def turn_to(laptop: Laptop, place: Workplace, artifact: Artifact) -> None:
    """To the tabs of the evidence, along them, and into the part."""
    tabs = place.panes.evidence.tabs
    tab_to(tabs, laptop)
    for key in (*[KEY.Key_Left] * tabs.count(), *[KEY.Key_Right] * tabs.count()):
        if place.page.artifact == artifact:
            break
        press(key)
    laptop.wait(lambda: place.page.artifact == artifact, f"{artifact.name} chosen")
    laptop.wait(lambda: place.panes.evidence.shown is not place.panes.evidence.notice, f"{artifact.name} on show")
    press(KEY.Key_Escape)
    laptop.wait(lambda: place.panes.has_evidence_focus and not tabs.hasFocus(), f"the focus in {artifact.name}")


def mark_every_part(laptop: Laptop, place: Workplace) -> list[Artifact]:
    """A moment for the first criterion on each tab; returns the recordings that take none, as no picture is there."""
    barren = list[Artifact]()
    for artifact in tabbed(place):
        turn_to(laptop, place, artifact)
        if _is_recording(artifact) and not _has_picture(laptop, place):
            barren.append(artifact)
            continue
        assert place.mark(1).artifact_id == artifact.artifact_id
    return barren


def tabbed(place: Workplace) -> list[Artifact]:
    """What each tab shows, from the left: captions stand with their video, a captured copy with its link."""
    assert place.page.view is not None
    artifacts = place.page.view.submission.artifacts
    shown = [shown_for(tab, artifacts) for tab in without_captures(without_caption_files(artifacts))]
    assert len(shown) == place.panes.evidence.tabs.count()
    return shown


def _is_recording(artifact: Artifact) -> bool:
    return artifact.media_type.startswith(("video/", "audio/"))


def _has_picture(laptop: Laptop, place: Workplace) -> bool:
    laptop.wait(lambda: place.at_us >= 0 or place.player.state is PlayerState.FAILED, "a picture, or why there is none")
    return place.player.state is not PlayerState.FAILED


def mark_and_cite(laptop: Laptop, place: Workplace, number: int) -> None:
    place.mark(number)
    before = len(place._cited_by(number))
    press(KEY.Key_C)
    laptop.wait(lambda: len(place._cited_by(number)) == before + 1, "the citation on the page")


def go_through_what_is_missing(laptop: Laptop, place: Workplace, words: str) -> None:
    """F4 leads from gap to gap: a level is chosen with Alt, a text is typed."""
    from assessor_app.gui.key_router import is_text

    for _ in range(4 * len(place.criteria) + 4):
        if not place.page._state.missing():
            return
        press(KEY.Key_F4)
        laptop.rest()
        if is_text(focus()):
            write(words)
            press(KEY.Key_Escape)
        else:
            number = next(c.number for c in place.criteria if c.criterion_id == place.page.focused_criterion_id)
            press(DIGIT[len(place.criteria[number - 1].levels)], ALT)
        laptop.rest()
    raise AssertionError(f"still missing: {place.page._state.missing()}")


def submit(laptop: Laptop, place: Workplace) -> None:
    dialog = place.ask_submit()
    assert dialog.is_complete
    tab_to(dialog.submit_button, laptop)
    press(KEY.Key_Space)
    laptop.turn_to_window()
    laptop.wait(lambda: place.is_read_only, "the page to be read only")
    laptop.rest()
