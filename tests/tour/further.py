"""The rest of judging: what is asked, taken out, carried over and read only, and the main screens in other looks."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from assessor_app.domain.assessment import AssessmentState
from assessor_app.practice import control
from tests.tour.day import ALT, CTRL, SHIFT, Tour

KEY = Qt.Key
OTHER_LOOKS = (("high-contrast", 100, "high-contrast"), ("light", 200, "twice-as-large"))
CHANGED = "The plan says what the check is meant to find out, when it comes and what may follow."


def otherwise(tour: Tour, name: str, ask: Callable[[], object] | None = None) -> None:
    """What is on the screen now, in high contrast and with text of twice the size; once, in the light tour.

    `ask` opens a dialog anew in each look.
    """
    theme = tour.theme
    if theme is None or tour.theme_name != "light":
        return
    for choice, text_size, words in OTHER_LOOKS:
        theme.apply(choice, text_size)
        tour.camera.pause(250)
        if ask is not None:
            ask()
            tour.dialog()
        tour.camera.shot(f"{name}-{words}")
        if ask is not None:
            tour.close_dialog()
    theme.apply(tour.theme_name)
    tour.camera.pause(250)


def page_of(tour: Tour) -> Any:
    """The workbench with all its parts, not only what the window knows of it."""
    return tour.window.workbench()


def pick_marks(tour: Tour) -> None:
    """From the list of moments to the mark on its paper, picture or text."""
    camera, page = tour.camera, page_of(tour)
    camera.press(KEY.Key_M)
    seen = set()
    for mark in tuple(page._state.annotations.values()):
        kind = type(mark.selector).__name__
        if kind not in seen and not kind.startswith("Time"):
            seen.add(kind)
            page.play_from(mark)
            camera.pause(700)
            camera.shot(f"picked-{kind.lower()}")


def link_question(tour: Tour) -> None:
    page = page_of(tour)
    assert page.view is not None
    link = next((a for a in page.view.submission.artifacts if "uri-list" in a.media_type), None)
    if link is None:
        return
    page.panes.evidence.artifact_chosen.emit(link.artifact_id)
    tour.camera.pause(400)
    page.panes.evidence.links.bar.button.click()
    tour.dialog()
    tour.camera.shot("open-link")
    tour.close_dialog()


def second_looks(tour: Tour) -> None:
    """A misspelt word and a name in the feedback, and what is proposed instead."""
    camera, page = tour.camera, page_of(tour)
    page.focus_named("feedback")
    camera.press(KEY.Key_Home, CTRL)
    words = "Mrs Miller, you waitted well. "
    camera.type(words)
    camera.pause(1_800)
    camera.shot("second-looks")
    camera.press(KEY.Key_E, CTRL)
    camera.pause(200)
    camera.shot("second-look")
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    camera.wait_until(lambda: QApplication.activePopupWidget() is None, "the menu to close")
    otherwise(tour, "composer")
    page.focus_named("player")
    camera.press(KEY.Key_Return, CTRL | SHIFT)
    tour.dialog()
    camera.shot("submit-name-found")
    tour.close_dialog()
    page.focus_named("feedback")
    camera.press(KEY.Key_Home, CTRL)
    for _ in range(len(words)):
        camera.press(KEY.Key_Delete)
    camera.pause(1_300)


def condition_code(tour: Tour) -> None:
    """What can be said of a criterion that cannot be scored, chosen and taken back."""
    camera, page = tour.camera, page_of(tour)
    page.focus_named("rubric")
    camera.press(KEY.Key_0, ALT)
    camera.wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "the menu of reasons")
    camera.shot("condition-menu")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(menu.actions()[0])
    camera.wait_until(lambda: menu.activeAction() is not None, "a reason")
    menu.activeAction().trigger()
    menu.hide()
    camera.pause(500)
    camera.shot("condition-chosen")
    camera.press(KEY.Key_Escape)
    camera.press(KEY.Key_Z, CTRL)
    camera.pause(500)


def take_out(tour: Tour) -> None:
    camera, page = tour.camera, page_of(tour)
    taking_out = page.taking_out
    taking_out.ask_export()
    tour.dialog()
    camera.shot("export")
    tour.close_dialog()
    taking_out.show_history()
    tour.dialog()
    camera.shot("history")
    tour.close_dialog()


def carry_over(tour: Tour) -> None:
    """The issuer changes the rubric under a draft: both versions, and what stays."""
    camera, page = tour.camera, page_of(tour)
    row = tour.row("Wait time")
    tour.open(row)
    page.focus_named("rubric")
    camera.press(KEY.Key_2, ALT)
    camera.wait_until(lambda: page.view and page.view.assessment.state is AssessmentState.DRAFT, "the draft")
    camera.pause(300)
    assert page.view is not None
    control.change_rubric(tour.server.data_dir, page.view.rubric.rubric_id, CHANGED)
    tour.desktop.desk.sync_now()
    camera.pause(200)
    tour.idle()
    camera.pause(800)
    camera.shot("rubric-changed")
    page.panes.rubric.notice.button.click()
    tour.dialog()
    camera.shot("rubric-carry-over")
    tour.close_dialog()


def comparison(tour: Tour) -> None:
    """With a decided assignment open."""
    page_of(tour)._standing.show_outcome()
    tour.dialog()
    tour.camera.shot("how-it-compares")
    tour.close_dialog()


def hand_back(tour: Tour) -> None:
    """For another reason than knowing somebody, to the end: what stays is read only."""
    camera, page = tour.camera, page_of(tour)
    tour.open(tour.row("exit ticket", attempt=2))
    camera.pause(500)
    otherwise(tour, "hand-back", page.integrity.ask_hand_back)
    page.integrity.ask_hand_back()
    dialog: Any = tour.dialog()
    dialog.reason.setPlainText("I taught this unit together with the author of the plan.")
    camera.shot("hand-back")
    dialog.hand_back_button.click()
    camera.wait_until(lambda: QApplication.activeModalWidget() is None, "the dialog to close")
    camera.pause(800)
    camera.shot("handed-back")
    tour.window.show_inbox()
    camera.pause(300)
