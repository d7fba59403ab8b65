"""Certifications on the screen: the line over the workbench, and the dialog with those kept on this laptop."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.credential import Certification, CertificationStanding
from assessor_app.domain.submission import Role
from assessor_app.gui.dialogs.credentials import CredentialsDialog
from assessor_app.gui.models.certification_words import days_left, notice_words
from assessor_app.gui.models.credential_rows import Column
from assessor_app.services.badges import NotACredential
from assessor_app.services.done import Done
from tests.fakes.store_factory import SERVER_ID
from tests.gui.shell_fixtures import Shell, open_shell
from tests.gui.workbench_fixtures import Workplace, open_workbench, settle
from tests.unit.services.test_certification import DEMAND, held

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        workplace.bench.clock.time = NOW
        yield workplace


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path) as one:
        yield one


def hold(place: Workplace, **changes: object) -> None:
    """The server asks for a certification, and this is the one kept; the window hears of it."""
    credential = held(**({"valid_from": NOW - 300 * DAY, "valid_until": NOW + 300 * DAY} | changes))

    def keep(uow):
        uow.servers.put(replace(uow.servers.get(SERVER_ID), trusted_issuers=json.dumps([DEMAND])))
        uow.credentials.put(credential)
        return Done(None, Changes.of(Touched(Kind.CREDENTIAL, credential.credential_id)))

    place.desk.write(keep)
    settle()


def words(place: Workplace) -> str:
    return str(place.panes.certification.words)


def test_nothing_is_said_while_all_is_well(place: Workplace) -> None:
    assert words(place) == ""
    hold(place)
    assert words(place) == ""
    assert place.page.view.is_editable


def test_one_that_ends_soon_warns_with_date_and_days(place: Workplace) -> None:
    hold(place, valid_until=NOW + 12 * DAY)
    until = (NOW + 12 * DAY).astimezone()
    assert f"ends on {until.day} {until:%B %Y}, in 12 days. Renew it with Riverside" in words(place)
    assert place.panes.certification.isVisible()
    assert place.page.view.is_editable


def test_one_that_ended_closes_the_editor_and_says_where_to_go(place: Workplace) -> None:
    hold(place, valid_until=NOW - DAY)
    assert "You can read, not score. Renew it with Riverside (calibration)." in words(place)
    assert not place.page.view.is_editable
    before = len(place.marks)
    QTest.keyClick(place.page, Qt.Key.Key_1)
    settle()
    assert len(place.marks) == before


def test_asking_to_submit_says_why_not(place: Workplace) -> None:
    hold(place, valid_until=NOW - DAY)
    place.page.ask_submit()
    assert "You can read, not score." in place.screens.said[-1]


def test_a_renewed_one_opens_it_again_at_once(place: Workplace) -> None:
    hold(place, valid_until=NOW - DAY)
    hold(place)
    assert words(place) == ""
    assert place.page.view.is_editable


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_revoked": True}, "Riverside Micro-credentials has withdrawn your certification for Wait time."),
        ({"valid_from": NOW + 3 * DAY}, "Your certification for Wait time begins on"),
        ({"status_checked_at": NOW - 40 * DAY}, "Nobody has checked since"),
        ({"status_checked_at": datetime(1970, 1, 1, tzinfo=UTC)}, "Nobody has checked yet whether"),
        ({"signed_with": ""}, "You have no certification for Wait time on this laptop."),
    ],
)
def test_every_reason_has_its_words(place: Workplace, changes: dict[str, object], expected: str) -> None:
    hold(place, **changes)
    assert expected in words(place)
    assert "You can read, not score." in words(place)


def test_adjudicators_are_sent_to_the_server(place: Workplace) -> None:
    view = place.page.view
    view = replace(
        view,
        assignment=replace(view.assignment, role=Role.ADJUDICATE),
        certification=Certification(CertificationStanding.MISSING),
    )
    said = notice_words(view, NOW)
    assert said == "Only adjudicators of Riverside may decide this. You can read, not score. Ask Riverside."


def test_submitted_work_is_read_only_for_another_reason(place: Workplace) -> None:
    view = place.page.view
    closed = replace(
        view,
        certification=Certification(CertificationStanding.MISSING),
        assignment=replace(view.assignment, state="closed"),
    )
    assert notice_words(closed, NOW) == ""


@pytest.mark.parametrize(("left", "days"), [(30 * DAY, 30), (DAY / 2, 1), (-DAY, 0), (DAY + timedelta(seconds=1), 2)])
def test_a_begun_day_counts(left: timedelta, days: int) -> None:
    assert days_left(NOW + left, NOW) == days


# ---- the dialog


def dialog_of(shell: Shell, chosen: str = "") -> CredentialsDialog:
    return CredentialsDialog(shell.desk, shell.servers, lambda: NOW, shell.window, lambda _: chosen)


def keep(shell: Shell, *credentials) -> None:
    def put(uow):
        for credential in credentials:
            uow.credentials.put(credential)
        return Done(None, Changes())

    shell.desk.write(put)


def shown(dialog: CredentialsDialog) -> list[list[str]]:
    rows = dialog.rows
    return [[str(rows.index(row, column).data()) for column in Column] for row in range(rows.rowCount())]


def test_the_menu_opens_it(shell: Shell, qapp: QApplication) -> None:
    menus = shell.window.findChildren(QMenu)
    action = next(each for menu in menus for each in menu.actions() if each.text().startswith("My certifications"))
    action.trigger()
    dialog = shell.window.findChild(CredentialsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert "No certification is kept on this laptop" in dialog.words.text()
    dialog.close()


def test_it_lists_what_is_kept_and_what_it_is_worth(shell: Shell) -> None:
    later = held(credential_id="2", valid_until=NOW + 90 * DAY, valid_from=NOW - DAY, name="Later")
    over = held(credential_id="3", valid_until=NOW - 3 * DAY, name="Over")
    endless = held(credential_id="4", valid_until=None, name="Endless", valid_from=NOW - DAY)
    keep(shell, over, later, endless)
    dialog = dialog_of(shell)
    rows = shown(dialog)
    assert [row[0] for row in rows] == ["Endless", "Later", "Over"]
    assert [row[Column.STANDING] for row in rows] == ["Valid", "Valid", "Ended"]
    assert rows[0][Column.UNTIL] == "No end"
    assert all(row[Column.ISSUER] == "Riverside Micro-credentials" for row in rows)
    spoken = dialog.rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Later, Valid, ")
    dialog.close()


def test_a_file_is_checked_and_the_answer_shown(shell: Shell) -> None:
    dialog = dialog_of(shell, "/home/teacher/badge.png")
    dialog.add_button.click()
    assert shell.servers.files == ["/home/teacher/badge.png"]
    assert not dialog.add_button.isEnabled()
    shell.servers.refuse(NotACredential("This badge was changed after it was signed."))
    assert dialog.words.text() == "This badge was changed after it was signed."
    assert dialog.words.property("look") == "bad"
    dialog.add_button.click()
    new = held(valid_until=NOW + 90 * DAY, valid_from=NOW - DAY)
    keep(shell, new)
    shell.servers.take_badge(new)
    assert dialog.words.text() == "Added: Certified assessor: Wait time."
    assert len(shown(dialog)) == 1
    dialog.close()


def test_thinking_better_of_it_asks_nobody(shell: Shell) -> None:
    dialog = dialog_of(shell)
    dialog.add_button.click()
    assert shell.servers.files == []
    assert dialog.add_button.isEnabled()
    dialog.close()


def test_it_is_closed_by_keyboard(shell: Shell) -> None:
    dialog = dialog_of(shell)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
