"""The workbench inside the window: every key goes through the router, as under an assessor's hands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.annotation import MarkType
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from assessor_app.media.player import PlayerState
from tests.fakes.inline_desk import InlineDesk
from tests.fakes.still_player import StillPlayer
from tests.fakes.store_factory import Bench, criterion_id, level_id, make_world
from tests.gui.shell_fixtures import MemorySettings, ToldServers, plain_look
from tests.gui.workbench_fixtures import ASSIGNMENT, VIDEO, BytesSource, a_clip, settle

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """The window under an assessor's hands."""

    def __init__(self, window: MainWindow, page: Any, reads: Any) -> None:
        self.window, self.page, self._reads = window, page, reads

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, keys)
        settle()

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus, words)
        settle()

    @property
    def focus(self) -> Any:
        return QApplication.focusWidget() or self.page

    @property
    def view(self) -> Any:
        return self._reads.workbench(ASSIGNMENT)


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path) -> Iterator[Hands]:
    with make_world(tmp_path) as store, plain_look(qapp) as theme:
        bench, hub = Bench(), ChangeHub()
        desk = InlineDesk(store.factory, store.reads, bench.tools, hub.publish, lambda _: BytesSource(a_clip()))
        settings, pages = MemorySettings(), []

        def make_page() -> Any:
            pages.append(WorkbenchPage(desk, settings, theme, make_player, window))
            return pages[0]

        def make_player() -> Any:
            return StillPlayer(12_000_000)

        window = MainWindow(
            desk,
            hub,
            settings,
            theme,
            make_page,
            servers=ToldServers(),
            free_bytes=lambda: 0,
            now=bench.clock.now,
        )
        window.start()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        with store.factory() as uow:
            for artifact in store.reads.workbench(ASSIGNMENT).submission.artifacts:
                uow.media.put(present(artifact))
        window.show_workbench(ASSIGNMENT)
        settle()
        yield Hands(window, pages[0], store.reads)
        window.close()
        window.deleteLater()
        hub.deleteLater()
        settle()


def present(artifact: Any) -> Any:
    from assessor_app.domain.submission import MediaState
    from assessor_app.services.views import ArtifactMedia

    return ArtifactMedia(artifact.artifact_id, MediaState.PRESENT, artifact.size, artifact.size)


def is_playing(hands: Hands) -> bool:
    return bool(hands.page.player.state is PlayerState.PLAYING)


def test_the_focus_starts_on_the_player(hands: Hands) -> None:
    assert hands.focus is hands.page.panes.video.surface


def test_mark_type_note_and_play_on_without_the_mouse(hands: Hands) -> None:
    hands.page.player.state = PlayerState.PLAYING
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_Q)
    hands.press(Qt.Key.Key_Return)
    assert not is_playing(hands)
    hands.type("Why 3 of them?")
    hands.press(Qt.Key.Key_Return)
    (mark,) = hands.view.annotations
    assert (mark.criterion_id, mark.mark_type, mark.text) == (criterion_id(3), MarkType.QUESTION, "Why 3 of them?")
    assert mark.artifact_id == VIDEO
    assert is_playing(hands)
    assert hands.focus is hands.page.panes.video.surface


def test_enter_again_opens_the_note_to_go_on(hands: Hands) -> None:
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return)
    hands.type("one")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.type(" two")
    hands.press(Qt.Key.Key_Return)
    assert hands.view.annotations[0].text == "one two"


def test_esc_goes_back_to_the_player_from_every_field(hands: Hands) -> None:
    hands.press(Qt.Key.Key_1)
    for pane in ("feedback", "rubric", "moments", "evidence"):
        hands.page.focus_named(pane)
        assert hands.focus is not hands.page.panes.video.surface
        hands.press(Qt.Key.Key_Escape)
        assert hands.focus is hands.page.panes.video.surface


def test_alt_and_a_digit_choose_the_level_of_the_open_criterion(hands: Hands) -> None:
    hands.press(Qt.Key.Key_2, ALT)
    assert hands.view.assessment.score_of(criterion_id(1)).level_id == level_id(1, "Progressing")
    hands.page.panes.rubric.card(criterion_id(2))._header.click()
    hands.press(Qt.Key.Key_3, ALT)
    assert hands.view.assessment.score_of(criterion_id(2)).level_id == level_id(2, "Demonstrated")


def test_digits_are_text_inside_the_rationale_and_undo_is_the_fields_own(hands: Hands) -> None:
    card = hands.page.panes.rubric.card(criterion_id(1))
    card.focus_rationale()
    hands.type("after 3 seconds")
    hands.press(Qt.Key.Key_Z, CTRL)
    assert card.rationale.toPlainText() != "after 3 seconds"
    hands.press(Qt.Key.Key_Escape)
    assert hands.view.annotations == ()


def test_undo_takes_the_mark_back_and_redo_brings_it(hands: Hands) -> None:
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.view.annotations == ()
    hands.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(hands.view.annotations) == 1


def test_delete_in_the_list_retracts_the_chosen_moment(hands: Hands) -> None:
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_Up)
    chosen = hands.page.chosen_mark_id
    hands.press(Qt.Key.Key_Delete)
    assert chosen not in {mark.annotation_id for mark in hands.view.annotations}
    assert len(hands.view.annotations) == 1


def test_ctrl_shift_enter_opens_the_dialog_and_esc_closes_it(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    dialog = hands.page._submitting.dialog
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert hands.page._submitting.dialog is None


def test_leaving_for_the_inbox_saves_what_was_typed(hands: Hands) -> None:
    hands.page.focus_named("feedback")
    hands.type("Not lost")
    hands.window.show_inbox()
    assert hands.view.assessment.feedback == "Not lost"


@pytest.mark.parametrize("pane", ["rubric", "moments", "feedback", "evidence"])
def test_full_screen_puts_the_keys_where_the_picture_is(hands: Hands, pane: str) -> None:
    hands.page.focus_named(pane)
    hands.page.toggle_full_screen()
    settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert (focus is hands.page.panes.video.surface) == (pane != "evidence")
    hands.page.toggle_full_screen()


def test_f6_in_full_screen_leads_only_to_what_is_seen(hands: Hands) -> None:
    hands.page.focus_named("player")
    hands.page.toggle_full_screen()
    panes, seen = hands.page.panes, []
    for _ in range(4):
        hands.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [panes.video.timeline, panes.video.surface] * 2
    hands.page.toggle_full_screen()


def test_asking_for_a_pane_leaves_full_screen(hands: Hands) -> None:
    hands.page.focus_named("player")
    hands.page.toggle_full_screen()
    hands.press(Qt.Key.Key_R)
    settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert hands.page.panes.rubric.isAncestorOf(focus)
    assert not hands.page._is_bare


def test_full_screen_shows_the_evidence_alone_and_esc_ends_it(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F)
    assert hands.page.panes.top_bar.isHidden()
    assert hands.window.isFullScreen()
    hands.press(Qt.Key.Key_Escape)
    assert not hands.page.panes.top_bar.isHidden()
    assert not hands.window.isFullScreen()


def test_the_timeline_is_zoomed_and_walked_along_from_the_player(hands: Hands) -> None:
    timeline = hands.page.panes.video.timeline
    timeline.set_duration(12_000_000)
    hands.page.player.seek(1_000_000)
    hands.press(Qt.Key.Key_1)
    hands.page.player.seek(5_000_000)
    hands.press(Qt.Key.Key_2)
    settle()
    QTest.keyClicks(hands.focus, "+")
    QTest.keyClicks(hands.focus, "+")
    QTest.keyClicks(hands.focus, "-")
    assert timeline.scale.zoom == pytest.approx(2)
    hands.press(Qt.Key.Key_A)
    assert timeline.scale.zoom == 1
    first, second = (mark.annotation_id for mark in hands.view.annotations)
    timeline.set_position(0)
    hands.press(Qt.Key.Key_Right, CTRL)
    assert hands.page._state.selected_id == first
    hands.press(Qt.Key.Key_Right, CTRL)
    assert hands.page._state.selected_id == second
    hands.press(Qt.Key.Key_Left, CTRL)
    assert hands.page._state.selected_id == first
    assert "criterion 1" in timeline.accessibleDescription()
