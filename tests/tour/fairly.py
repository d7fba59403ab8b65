"""Judging fairly: marks on every kind of evidence, feedback, and what stands between an assessor and a wrong score."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.profiles import create_profile, open_profile
from assessor_app.bootstrap.window import build_desktop
from assessor_app.config.paths import AppPaths
from assessor_app.config.settings import SettingsFile
from assessor_app.domain.annotation import TimeSelector
from assessor_app.domain.outbox import OutboxItem
from assessor_app.gui.theme import Theme
from assessor_app.practice import control
from assessor_app.services import annotate, feedback, score, submit
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import workstation
from tests.tour.day import CTRL, PASSPHRASE, SHIFT, Tour
from tests.tour.further import comparison

KEY = Qt.Key
OFFICE = ("officedocument", "pdf", "image/", "text/plain", "audio/")


def mark_everything(tour: Tour) -> None:
    """With a submission open that has papers, pictures, texts and sound: one mark on each kind, by keys."""
    page = tour.window.workbench()
    assert page.view is not None
    for artifact in page.view.submission.artifacts:
        if not any(kind in artifact.media_type for kind in OFFICE) or artifact.capture_of:
            continue
        page.panes.evidence.artifact_chosen.emit(artifact.artifact_id)  # type: ignore[attr-defined]
        tour.camera.pause(200)
        evidence = page.panes.evidence  # type: ignore[attr-defined]
        tour.camera.wait_until(lambda e=evidence: e.shown is not e.notice, f"{artifact.name} to open")  # type: ignore[misc]
        page.focus_named("player")
        tour.camera.pause(200)
        for _ in range(4):
            tour.camera.press(KEY.Key_Right, SHIFT)
        tour.camera.press(KEY.Key_Down)
        tour.camera.press(KEY.Key_2)
        tour.camera.pause(300)
        name = artifact.name.lower().replace(" ", "-")
        tour.camera.shot(f"marked-{name}")


def judge_closely(tour: Tour) -> None:
    """The whole rubric, a condition code, the composer with its comments and preview."""
    camera, page = tour.camera, tour.window.workbench()
    page.focus_named("player")
    camera.press(KEY.Key_R, CTRL)
    tour.dialog()
    camera.shot("whole-rubric")
    tour.close_dialog()
    tour.otherwise("whole-rubric", page.judging.show_whole)
    page.focus_named("player")
    camera.press(KEY.Key_Y)
    camera.type("You waited. /")
    camera.pause(400)
    camera.shot("comments-offered")
    camera.press(KEY.Key_Escape)
    for _ in range(len("You waited. /")):
        camera.press(KEY.Key_Backspace)
    camera.press(KEY.Key_P, CTRL)
    camera.pause(400)
    camera.shot("feedback-preview")
    camera.press(KEY.Key_P, CTRL)
    page.focus_named("player")
    camera.press(KEY.Key_K, CTRL | SHIFT)
    tour.dialog()
    camera.shot("comment-bank")
    tour.close_dialog()


def stand_aside(tour: Tour) -> None:
    """Somebody is recognised: the picture goes, and the assignment goes back with a reason."""
    camera, page = tour.camera, tour.window.workbench()
    tour.open(tour.row("exit ticket"))
    camera.wait_until(lambda: page.player.painted() is not None, "the lesson")
    camera.press(KEY.Key_F8)
    tour.dialog()
    camera.shot("known-somebody")
    tour.close_dialog()
    camera.pause(300)
    camera.shot("evidence-hidden")
    page.integrity.show_again()  # type: ignore[attr-defined]
    camera.pause(600)


def warnings(tour: Tour) -> None:
    """The lease ends, the certification ended, the server gives work back."""
    data, row = tour.server.data_dir, tour.row("Wait time")
    camera = tour.camera
    control.set_lease(data, row.assignment_id, "assessor-1", datetime.now(UTC) + timedelta(hours=5))
    control.return_assignment(data, tour.scored_id, "Criterion 4: please say which moment shows the change.")
    _sync(tour)
    tour.open(tour.row("Wait time"))
    camera.pause(1_000)
    camera.shot("lease-ends")
    tour.open(next(each for each in tour.rows() if each.assignment_id == tour.scored_id))
    camera.pause(1_000)
    camera.shot("returned")
    control.end_certification(data, "assessor-1")
    _sync(tour)
    tour.open(tour.row("Wait time"))
    camera.pause(1_000)
    camera.shot("certification-ended")
    tour.window._own_acts()["certifications"]()
    tour.dialog()
    camera.pause(400)
    camera.shot("certifications")
    tour.close_dialog()
    tour.window.show_inbox()
    camera.shot("inbox-read-only")
    control.renew_certification(data, "assessor-1", datetime.now(UTC) + timedelta(days=700))
    _sync(tour)
    tour.window.show_inbox()
    camera.shot("inbox-returned")


def two_opinions(tour: Tour, theme: Theme, settings: SettingsFile) -> None:
    """Two assessors differ, the lead decides in a window of their own, and the first one reads the outcome."""
    data, server = tour.server.data_dir, tour.server
    like = next(
        row for row in tour.rows() if "gestures" in row.micro_credential and row.assignment_id != tour.scored_id
    )
    given = control.new_case(data, like.assignment_id, {"assessor-1": "assess", "assessor-2": "second"})
    _sync(tour)
    tour.open(next(row for row in tour.rows() if row.assignment_id == given["assessor-1"]))
    tools, desk = tour.desktop.desk.tools, tour.desktop.desk
    desk.write(lambda unit: _judge(unit, tools, given["assessor-1"], (2, 3)))
    _sync(tour)
    with tempfile.TemporaryDirectory() as scratch:
        _judge_apart(Path(scratch), server, "assessor-2", given["assessor-2"], ())
        _adjudicate(tour, theme, settings, Path(scratch))
        (case,) = control.assignments_of(data, "lead")
        _judge_apart(Path(scratch), server, "lead", case, (2,))
    _sync(tour)
    tour.window.activateWindow()
    tour.camera.wait_until(tour.window.isActiveWindow, "the first window")
    tour.camera.pause(1_000)
    tour.camera.shot("outcome")
    comparison(tour)
    tour.window.show_inbox()
    tour.camera.shot("inbox-decided")


def _adjudicate(tour: Tour, theme: Theme, settings: SettingsFile, scratch: Path) -> None:
    paths = AppPaths(scratch / "lead-window")
    create_profile(paths, PASSPHRASE, is_cheap=True)
    desktop = build_desktop(open_profile(paths, PASSPHRASE), settings, theme, own_schedule=False)
    try:
        lead = Tour(tour.camera, desktop, tour.server, tour.theme, tour.theme_name)
        desktop.window.showMaximized()
        desktop.window.start()
        desktop.window.activateWindow()
        lead.camera.wait_until(desktop.window.isActiveWindow, "the lead's window")
        desktop.window.ask_sign_in(tour.server.url)
        dialog = lead.dialog()
        dialog.form.sign_in.click()  # type: ignore[attr-defined]
        lead.camera.wait_until(dialog.form.who_page.isVisible, "the server")  # type: ignore[attr-defined]
        dialog.form.is_compared.click()  # type: ignore[attr-defined]
        dialog.form.by_token.click()  # type: ignore[attr-defined]
        dialog.form.token.setText(tour.server.tokens["lead"])  # type: ignore[attr-defined]
        dialog.form.sign_in.click()  # type: ignore[attr-defined]
        lead.camera.wait_until(lambda: len(lead.rows()) == 1, "the case")
        lead.idle()
        row = lead.rows()[0]
        desktop.desk.fetch_media((row.assignment_id,))
        lead.camera.pause(300)
        lead.idle()
        lead.open(lead.rows()[0])
        page = desktop.window.workbench()
        lead.camera.wait_until(lambda: page.player.painted() is not None, "the lesson")
        page.focus_named("player")
        lead.camera.press(KEY.Key_F4, SHIFT)
        lead.camera.pause(500)
        lead.camera.shot("adjudication")
        lead.otherwise("adjudication")
    finally:
        desktop.window.close()
        desktop.close()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _judge_apart(scratch: Path, server: PracticeProcess, label: str, assignment_id: str, low: tuple[int, ...]) -> None:
    """A whole judgement on another laptop."""
    with workstation(scratch / f"laptop-{label}") as laptop:
        laptop.sign_in(server.invite, server.tokens[label])
        laptop.pull()
        laptop.declare(assignment_id)
        with laptop.store.factory() as unit:
            _judge(unit, laptop.tools, assignment_id, low)
        laptop.push()


def _judge(unit: UnitOfWork, tools: Tools, assignment_id: str, low: tuple[int, ...]) -> Done[OutboxItem]:
    """Mark, score and submit; criteria in `low` get their lowest level."""
    assignment = unit.remote.assignment(assignment_id)
    video = next(
        a for a in unit.remote.submission(assignment.submission_id).artifacts if a.media_type.startswith("video/")
    )
    for criterion in unit.remote.rubric(assignment.rubric_id).criteria:
        where = (unit, tools, assignment_id, criterion.criterion_id)
        score.set_level(*where, criterion.levels[0 if criterion.number in low else -1].level_id)
        score.set_rationale(*where, "Seen twice, once with the whole class and once at the board.")
        for at_us in (12_000_000, 40_000_000):
            mark = annotate.NewMark(
                annotation_id=tools.new_id(),
                assignment_id=assignment_id,
                artifact_id=video.artifact_id,
                selector=TimeSelector(at_us, at_us + 40_000),
                criterion_id=criterion.criterion_id,
                text="the whole class shows a card",
            )
            score.cite(*where, annotate.add(unit, tools, mark).value.annotation_id)
    feedback.set_text(unit, tools, assignment_id, "You look before you speak. Next: ask for the reason.")
    return submit.submit(unit, tools, assignment_id)


def _sync(tour: Tour) -> None:
    tour.desktop.desk.sync_now()
    tour.camera.pause(200)
    tour.idle()
    tour.camera.pause(300)
