"""An assessor's day, screen by screen: every picture of the tour comes from here."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from assessor_app.bootstrap.application import make_application
from assessor_app.bootstrap.profiles import create_profile, open_profile
from assessor_app.bootstrap.window import Desktop, build_desktop
from assessor_app.config.paths import AppPaths
from assessor_app.config.settings import SettingsFile
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.rubric import Criterion
from assessor_app.domain.submission import MediaState
from assessor_app.gui.theme import Theme
from assessor_app.services import feedback, score
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.views import InboxRow
from tests.fakes.practice_process import PracticeProcess
from tests.tour.camera import Camera

PASSPHRASE = "pictures only"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ANSWERS = (
    "Every child shows a card at the same moment, so nobody can hide.",
    "The teacher scans the whole room before speaking.",
    "Asks the pupil at the front why, and waits.",
    "The next task changes because of what was seen.",
    "Names the misconception without naming the child.",
)

FEEDBACK = (
    "You asked every child to answer at once, and you looked before you spoke.\n\n"
    "**Next step:** ask *why* at least twice before moving on."
)


def whole_day(camera: Camera, base: Path, theme_name: str, server: PracticeProcess) -> None:
    """From the first start to the receipt."""
    from tests.tour.hindered import before_the_window

    app = make_application()
    theme = Theme(app)
    paths = AppPaths(base)
    settings = SettingsFile(paths.settings_file)
    settings.set("theme", theme_name)
    theme.apply(theme_name)
    _first_start(camera)
    before_the_window(camera)
    create_profile(paths, PASSPHRASE, is_cheap=True)
    desktop = build_desktop(open_profile(paths, PASSPHRASE), settings, theme, own_schedule=False)
    try:
        tour = Tour(camera, desktop, server, theme, theme_name)
        _all_parts(tour, theme, settings)
    finally:
        desktop.window.close()
        desktop.close()
        theme.deleteLater()
        QApplication.processEvents()


def _all_parts(tour: "Tour", theme: Theme, settings: SettingsFile) -> None:
    from tests.tour.closely import captions_and_second_camera, shortcuts, watch_closely
    from tests.tour.fairly import judge_closely, mark_everything, stand_aside, two_opinions, warnings
    from tests.tour.further import (
        carry_over,
        condition_code,
        hand_back,
        link_question,
        pick_marks,
        second_looks,
        take_out,
    )
    from tests.tour.hindered import leases, networks, questions
    from tests.tour.safely import lock, settings_of_safety, two_versions

    tour.signing_in()
    tour.marking()
    watch_closely(tour)
    tour.other_evidence()
    mark_everything(tour)
    pick_marks(tour)
    link_question(tour)
    tour.scoring()
    tour.otherwise("workbench")
    condition_code(tour)
    judge_closely(tour)
    second_looks(tour)
    take_out(tour)
    tour.submitting_offline()
    tour.receipts()
    tour.what_goes_wrong()
    captions_and_second_camera(tour)
    stand_aside(tour)
    warnings(tour)
    carry_over(tour)
    hand_back(tour)
    two_opinions(tour, theme, settings)
    two_versions(tour)
    lock(tour)
    networks(tour)
    leases(tour)
    tour.settings_and_keys()
    settings_of_safety(tour)
    questions(tour)
    shortcuts(tour)


def _first_start(camera: Camera) -> None:
    from assessor_app.gui.dialogs.create_profile import CreateProfileDialog
    from assessor_app.gui.dialogs.unlock import UnlockDialog

    for name, dialog in (
        ("create-profile", CreateProfileDialog(lambda *_: None)),
        ("unlock", UnlockDialog(lambda _p, _ok, no: no(ValueError("This passphrase opens no profile here.")))),
    ):
        dialog.open()
        QTest.qWaitForWindowExposed(dialog)
        QTest.keyClicks(QApplication.focusWidget() or dialog, "correct horse battery")
        if isinstance(dialog, UnlockDialog):
            dialog.form.unlock.click()
        camera.shot(name)
        dialog.reject()
        dialog.deleteLater()


def _dialog_with_focus() -> bool:
    dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    return isinstance(dialog, QDialog) and focus is not None and dialog.isAncestorOf(focus)


class Tour:
    """Each method is a part of the day and leaves the window where the next one begins."""

    def __init__(
        self,
        camera: Camera,
        desktop: Desktop,
        server: PracticeProcess,
        theme: Theme | None = None,
        theme_name: str = "",
    ) -> None:
        self.camera = camera
        self.desktop = desktop
        self.window = desktop.window
        self.server = server
        self.theme, self.theme_name = theme, theme_name
        self.scored_id = ""
        self.is_asked = False

    # ---- helpers ----
    @property
    def page(self) -> "QWidget":
        return self.window.workbench()  # type: ignore[return-value]

    def rows(self) -> tuple[InboxRow, ...]:
        return tuple(self.window.inbox.model.rows)

    def row(self, name: str, attempt: int = 1) -> InboxRow:
        return next(r for r in self.rows() if name in r.micro_credential and r.attempt == attempt)

    def idle(self) -> None:
        self.camera.wait_until(lambda: not self.desktop.exchange.status.is_busy, "the exchange to come to rest")

    def dialog(self) -> QDialog:
        self.camera.wait_until(_dialog_with_focus, "a dialog to open")
        return cast(QDialog, QApplication.activeModalWidget())

    def close_dialog(self) -> None:
        self.dialog().reject()
        self.camera.wait_until(lambda: QApplication.activeModalWidget() is None, "the dialog to close")
        self.camera.wait_until(QApplication.focusWidget, "the focus to come back")

    def open(self, row: InboxRow) -> None:
        self.window.show_workbench(row.assignment_id)
        page = self.window.workbench()
        self.camera.wait_until(
            lambda: page.view is not None and page.view.assignment.assignment_id == row.assignment_id,
            f"{row.code} to open",
        )
        if page.view is not None and page.view.is_declaration_missing:
            if not self.is_asked:
                self.camera.shot("question")
                self.otherwise("question")
                self.is_asked = True
            page.integrity.declare()  # type: ignore[attr-defined]
            self.camera.wait_until(lambda: page.view and page.view.may_show_evidence, "the evidence to open")

    def otherwise(self, name: str, ask: Callable[[], object] | None = None) -> None:
        """What is on the screen now, in the other looks; `ask` opens a dialog anew in each."""
        from tests.tour.further import otherwise

        otherwise(self, name, ask)

    # ---- the day ----
    def signing_in(self) -> None:
        self.window.showMaximized()
        self.window.start()
        self.window.activateWindow()
        self.camera.wait_until(self.window.isActiveWindow, "the window to become active")
        self.camera.shot("inbox-no-server")
        self.window.ask_sign_in(self.server.url)
        dialog = self.dialog()
        self.camera.press(Qt.Key.Key_Return)
        self.camera.wait_until(dialog.form.who_page.isVisible, "the server")  # type: ignore[attr-defined]
        self.camera.shot("sign-in-key")
        dialog.form.is_compared.click()  # type: ignore[attr-defined]
        self.camera.shot("sign-in-ways")
        dialog.form.by_token.click()  # type: ignore[attr-defined]
        self.camera.type("not the token")
        self.camera.press(Qt.Key.Key_Return)
        self.camera.wait_until(dialog.form.token_problem.text, "the refusal")  # type: ignore[attr-defined]
        self.camera.shot("sign-in-refused")
        dialog.form.token.setText(self.server.tokens["assessor-1"])  # type: ignore[attr-defined]
        dialog.form.sign_in.click()  # type: ignore[attr-defined]
        self.camera.wait_until(lambda: len(self.rows()) == 8, "eight submissions")
        self.idle()
        self.camera.shot("inbox")
        self.open(self.row("gestures"))
        self.camera.shot("workbench-not-here-yet")
        self.window.show_inbox()
        self.desktop.desk.fetch_media(tuple(r.assignment_id for r in self.rows()))
        self.camera.wait_until(
            lambda: (
                any(r.media_state is MediaState.DOWNLOADING for r in self.rows())
                or all(r.media_state is MediaState.PRESENT for r in self.rows())
            ),
            "a download",
        )
        self.camera.shot("inbox-fetching")
        self.idle()
        self.camera.wait_until(lambda: all(r.media_state is MediaState.PRESENT for r in self.rows()), "all evidence")
        self.camera.shot("inbox-all-here")

    def marking(self) -> None:
        self.open(self.row("gestures"))
        page = self.window.workbench()
        self.camera.wait_until(lambda: page.player.painted() is not None, "the first frame")
        self.camera.shot("workbench-fresh")
        for at_us, key in (
            (12_400_000, "1"),
            (25_000_000, "2"),
            (41_700_000, "3"),
            (63_000_000, "2"),
            (88_200_000, "4"),
        ):
            self._seek(at_us)
            self.camera.press(getattr(Qt.Key, f"Key_{key}"))
            self.camera.pause(120)
        self.camera.press(Qt.Key.Key_S)
        self.camera.press(Qt.Key.Key_Return)
        self.camera.type("counts to four before anybody may answer")
        self.camera.shot("note")
        self.camera.press(Qt.Key.Key_Return)
        page.player.play()
        self.camera.pause(1500)
        self.camera.shot("playing")
        page.player.pause()

    def other_evidence(self) -> None:
        page = self.window.workbench()
        assert page.view is not None
        for artifact in page.view.submission.artifacts:
            if artifact.media_type.startswith("video/"):
                continue
            page.panes.evidence.artifact_chosen.emit(artifact.artifact_id)  # type: ignore[attr-defined]
            self.camera.pause(500)
            kind = artifact.media_type.replace("/", "-")
            self.camera.shot(f"evidence-{artifact.part.value}-{kind}")
        video = next(a for a in page.view.submission.artifacts if a.media_type.startswith("video/"))
        page.panes.evidence.artifact_chosen.emit(video.artifact_id)  # type: ignore[attr-defined]
        self.camera.wait_until(lambda: page.player.painted() is not None, "the video again")

    def scoring(self) -> None:
        page = self.window.workbench()
        assert page.view is not None
        view = page.view
        self.camera.press(Qt.Key.Key_R)
        self.camera.press(Qt.Key.Key_2, ALT)
        self.camera.pause(300)
        self.camera.shot("rubric-one-level")
        self.camera.press(Qt.Key.Key_Return, CTRL | SHIFT)
        self.dialog()
        self.camera.shot("submit-missing")
        self.close_dialog()
        self.scored_id = view.assignment.assignment_id
        for place, criterion in enumerate(view.rubric.criteria):
            self._score(criterion, criterion.levels[-1 if place % 2 == 0 else 1].level_id, ANSWERS[place])
        tools = self.desktop.desk.tools
        self.desktop.desk.write(lambda unit: feedback.set_text(unit, tools, self.scored_id, FEEDBACK))
        self.camera.wait_until(lambda: page.view and page.view.assessment.feedback == FEEDBACK, "the feedback")
        self.camera.shot("scored")
        page.focus_named("feedback")
        self.camera.shot("feedback")

    def _score(self, criterion: Criterion, level_id: str, words: str) -> None:
        """A level with its reason, citing the first moment marked for it."""
        tools, assignment_id, criterion_id = self.desktop.desk.tools, self.scored_id, criterion.criterion_id

        def act(unit: UnitOfWork) -> Done[CriterionScore]:
            marks = unit.annotations.of_assignment(assignment_id)
            mark = next(m for m in marks if m.criterion_id == criterion_id)
            done = score.set_level(unit, tools, assignment_id, criterion_id, level_id)
            changes = done.changes | score.set_rationale(unit, tools, assignment_id, criterion_id, words).changes
            cited = score.cite(unit, tools, assignment_id, criterion_id, mark.annotation_id)
            return Done(cited.value, changes | cited.changes)

        self.desktop.desk.write(act)

    def _seek(self, at_us: int) -> None:
        player = self.window.workbench().player

        def is_there() -> bool:
            painted = player.painted()
            return painted is not None and abs(painted.start_us - at_us) < 100_000

        player.seek(at_us)
        self.camera.wait_until(is_there, "the frame")

    def submitting_offline(self) -> None:
        self.server.stop()
        self.desktop.desk.sync_now()
        self.idle()
        page = self.window.workbench()
        page.focus_named("player")
        self.camera.press(Qt.Key.Key_Return, CTRL | SHIFT)
        self.dialog()
        self.camera.shot("submit-ready")
        self.close_dialog()
        self.otherwise("submit", page.ask_submit)
        page.ask_submit()
        dialog = self.dialog()
        dialog.submit_button.click()  # type: ignore[attr-defined]
        self.camera.wait_until(lambda: page.view is not None and not page.view.is_editable, "the read-only page")
        self.idle()
        self.camera.shot("submitted-waiting")
        self.window.show_outbox()
        self.camera.shot("outbox-offline")
        self.window.show_inbox()
        self.camera.shot("inbox-offline")

    def receipts(self) -> None:
        self.server.start()
        self.window.show_outbox()
        self.desktop.desk.sync_now()
        self.camera.pause(300)  # it becomes busy on another lane
        self.idle()
        self.camera.shot("receipts")
        self.open(next(r for r in self.rows() if r.assignment_id == self.scored_id))
        page = self.window.workbench()
        self.camera.wait_until(lambda: page.player.painted() is not None, "the video")
        self.camera.pause(600)
        self.camera.shot("received")

    def what_goes_wrong(self) -> None:
        row = self.row("exit ticket", attempt=2)
        self.open(row)
        self.camera.pause(1500)
        self.camera.shot("video-cannot-be-played")
        self.open(self.row("exit ticket"))
        page = self.window.workbench()
        self.camera.wait_until(lambda: page.player.painted() is not None, "the rotated video")
        self.camera.shot("workbench-portrait")
        self.open(self.row("Wait time", attempt=2))
        self.camera.wait_until(lambda: page.player.painted() is not None, "the second attempt")
        self.camera.shot("workbench-second-attempt")

    def settings_and_keys(self) -> None:
        self.window.show_settings()
        self.camera.shot("settings")
        self.window.show_inbox()
        self.window.show_key_sheet()
        self.dialog()
        self.camera.shot("keys")
        self.close_dialog()
