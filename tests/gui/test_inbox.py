"""The inbox: what an assessor sees of their work, finds in it and starts from it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.credential import NOT_REQUIRED, Certification, CertificationStanding
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.gui.dialogs.sign_in import SignInDialog
from assessor_app.gui.models.inbox import InboxModel
from assessor_app.gui.models.inbox_filter import Column, Filter, filters_of
from assessor_app.gui.models.sync_words import NOTHING_WAITS
from assessor_app.gui.tokens import DARK, LIGHT, Tokens
from assessor_app.services import score
from assessor_app.services.views import InboxRow, WaitingCounts
from tests.fakes.store_factory import Bench, Clock, criterion_id, level_id
from tests.gui.rows import MEGABYTE, NOW, inbox_row
from tests.gui.shell_fixtures import Shell, open_shell

DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def model() -> Iterator[InboxModel]:
    made = InboxModel(Clock(NOW).now)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()
    made.deleteLater()


def codes(model: InboxModel) -> list[str]:
    return [model.row_at(place).code for place in range(model.rowCount())]


def shows(model: InboxModel, row: InboxRow, column: Column) -> str:
    return model.text(row, column)


# ---- words ----


def test_a_row_says_in_words_what_it_is(model: InboxModel) -> None:
    row = inbox_row(due_at=NOW + timedelta(days=2), attempt=2)
    assert shows(model, row, Column.MICRO_CREDENTIAL) == "Wait time"
    assert shows(model, row, Column.CODE) == "4F2-A7K9"
    assert shows(model, row, Column.ROLE) == "First"
    assert shows(model, row, Column.EVIDENCE) == "3 min · 20 MB"
    assert shows(model, row, Column.LAPTOP) == "Not on this laptop yet"
    assert shows(model, row, Column.STATE) == "To do"


@pytest.mark.parametrize(
    ("assignment", "assessment", "words"),
    [
        (AssignmentState.OPEN, AssessmentState.READY, "Ready to submit"),
        (AssignmentState.OPEN, AssessmentState.QUEUED, "Waiting to send"),
        (AssignmentState.OPEN, AssessmentState.ACCEPTED, "Received"),
        (AssignmentState.OPEN, AssessmentState.PARKED, "Needs you"),
        (AssignmentState.RETURNED, AssessmentState.DRAFT, "Returned to you"),
        (AssignmentState.WITHDRAWN, AssessmentState.DRAFT, "Withdrawn"),
    ],
)
def test_the_state_chip_tells_what_matters(
    model: InboxModel, assignment: AssignmentState, assessment: AssessmentState, words: str
) -> None:
    row = inbox_row(assignment_state=assignment, assessment_state=assessment)
    assert shows(model, row, Column.STATE) == words


@pytest.mark.parametrize("assessment", [AssessmentState.DRAFT, AssessmentState.READY])
def test_what_may_only_be_read_says_so_and_why(model: InboxModel, assessment: AssessmentState) -> None:
    missing = Certification(CertificationStanding.MISSING)
    row = inbox_row(certification=missing, assessment_state=assessment)
    assert shows(model, row, Column.STATE) == "Read only"
    model.set_rows([row])
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        said = str(model.index(0, Column.STATE).data(role))
        assert "You have no certification for Wait time on this laptop. You can read, not score. Sync with" in said
    for changes in (
        {"assessment_state": AssessmentState.ACCEPTED},
        {"assignment_state": AssignmentState.WITHDRAWN},
        {"is_handed_back": True},
        {"certification": NOT_REQUIRED},
    ):
        assert shows(model, inbox_row(**{"certification": missing} | changes), Column.STATE) != "Read only"


def test_a_download_shows_its_progress_and_says_the_bytes(model: InboxModel) -> None:
    row = inbox_row(media_state=MediaState.DOWNLOADING, media_done=5 * MEGABYTE)
    assert shows(model, row, Column.LAPTOP) == "25%"
    model.set_rows([row])
    spoken = model.data(model.index(0, Column.LAPTOP), Qt.ItemDataRole.AccessibleTextRole)
    assert "5 MB of 20 MB" in spoken


def test_the_due_date_explains_itself_and_the_lease(model: InboxModel) -> None:
    model.set_rows([inbox_row(due_at=NOW + timedelta(days=2), lease_until_at=NOW + timedelta(days=1))])
    spoken = model.data(model.index(0, Column.DUE), Qt.ItemDataRole.ToolTipRole)
    assert "in 2 days" in spoken
    assert "Yours until" in spoken


# ---- filters, search, order ----


def test_filters_follow_the_words_on_the_chips() -> None:
    soon = inbox_row(due_at=NOW + timedelta(days=1), media_state=MediaState.PRESENT)
    sent = inbox_row(assessment_state=AssessmentState.ACCEPTED, due_at=NOW - timedelta(days=1))
    waiting = inbox_row(assessment_state=AssessmentState.QUEUED)
    assert filters_of(soon, NOW) == (Filter.ALL, Filter.TO_DO, Filter.DUE_SOON, Filter.ON_LAPTOP)
    assert filters_of(sent, NOW) == (Filter.ALL, Filter.DONE)
    assert filters_of(waiting, NOW) == (Filter.ALL, Filter.WAITING)


def test_a_search_finds_rows_with_every_word_in_any_place(model: InboxModel) -> None:
    model.set_rows(
        [
            inbox_row("a1", code="AAA-1111", micro_credential="Wait time", server_name="Riverside"),
            inbox_row("a2", code="BBB-2222", micro_credential="Wait time", server_name="Lakeland"),
            inbox_row("a3", code="CCC-3333", micro_credential="Exit ticket", server_name="Riverside"),
        ]
    )
    model.set_search("river WAIT")
    assert codes(model) == ["AAA-1111"]
    model.set_search("ccc")
    assert codes(model) == ["CCC-3333"]
    model.set_search("")
    assert len(codes(model)) == 3


def test_the_order_by_due_date_puts_what_is_done_last(model: InboxModel) -> None:
    model.set_rows(
        [
            inbox_row("a1", code="LATER", due_at=NOW + timedelta(days=5)),
            inbox_row("a2", code="SENT", due_at=NOW, assessment_state=AssessmentState.ACCEPTED),
            inbox_row("a3", code="SOON", due_at=NOW + timedelta(days=1)),
            inbox_row("a4", code="NODATE", due_at=None),
        ]
    )
    assert codes(model) == ["SOON", "LATER", "NODATE", "SENT"]
    model.sort(Column.CODE, DESCENDING)
    assert codes(model) == ["SOON", "SENT", "NODATE", "LATER"]


def test_counts_stay_right_through_single_changes(model: InboxModel) -> None:
    model.set_rows([inbox_row(f"a{number}") for number in range(5)])
    model.update_rows(["a1", "a2"], [inbox_row("a1", assessment_state=AssessmentState.QUEUED)])
    assert model.counts[Filter.ALL] == 4
    assert model.counts[Filter.TO_DO] == 3
    assert model.counts[Filter.WAITING] == 1


def test_a_progress_report_repaints_one_row_and_keeps_the_order(model: InboxModel) -> None:
    model.set_rows([inbox_row(f"a{number}", code=f"C{number}") for number in range(4)])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last: changed.append(first.row()))
    moved: list[bool] = []
    model.layoutChanged.connect(lambda: moved.append(True))
    model.update_rows(["a2"], [inbox_row("a2", code="C2", media_state=MediaState.DOWNLOADING, media_done=1)])
    assert changed == [2]
    assert moved == []
    assert model.row_at(2).media_done == 1


def test_a_row_that_no_longer_fits_the_filter_leaves(model: InboxModel) -> None:
    model.set_rows([inbox_row("a1"), inbox_row("a2")])
    model.set_filter(Filter.TO_DO)
    model.update_rows(["a1"], [inbox_row("a1", assessment_state=AssessmentState.QUEUED)])
    assert model.rowCount() == 1
    assert model.row_of("a1") == -1


def test_the_neighbour_follows_order_and_filter(model: InboxModel) -> None:
    model.set_rows([inbox_row(f"a{number}", due_at=NOW + timedelta(days=number)) for number in range(3)])
    assert model.neighbour("a0", 1) == "a1"
    assert model.neighbour("a0", -1) is None
    assert model.neighbour("a2", 1) is None


# ---- the page over a real store ----


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path, ("assignment-1", "assignment-2", "assignment-3")) as opened:
        yield opened


def test_the_inbox_shows_what_is_on_disk(shell: Shell) -> None:
    inbox = shell.window.inbox
    assert inbox.model.rowCount() == 3
    assert inbox.table.isVisible()
    assert inbox.table.verticalHeader().count() == 3


def test_enter_and_double_click_open_a_submission(shell: Shell) -> None:
    inbox = shell.window.inbox
    inbox.select("assignment-2")
    QTest.keyClick(inbox.table, Qt.Key.Key_Return)
    assert shell.window.stack.currentWidget() is shell.workbench
    assert shell.workbench.view is not None
    assert shell.workbench.view.assignment.assignment_id == "assignment-2"


def test_an_edit_elsewhere_refreshes_its_row_when_the_inbox_is_shown_again(shell: Shell) -> None:
    shell.window.show_outbox()
    bench = Bench()
    shell.desk.write(
        lambda uow: score.set_level(uow, bench.tools, "assignment-1", criterion_id(1), level_id(1, "Not yet"))
    )
    hub = shell.window._hub
    assert hub.is_dirty(shell.window.inbox)
    shell.window.show_inbox()
    assert not hub.is_dirty(shell.window.inbox)


def test_several_can_be_fetched_for_offline_work(shell: Shell) -> None:
    inbox = shell.window.inbox
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in (0, 2):
        inbox.table.selectionModel().select(inbox.model.index(place, 0), rows)
    assert inbox._fetch.isEnabled()
    assert inbox._fetch.text() == "Make available offline (18 MB)"
    inbox._fetch.click()
    assert [sorted(ids) for ids in shell.desk.fetched] == [["assignment-1", "assignment-3"]]


def test_a_filter_and_a_search_without_a_match_offer_the_way_back(shell: Shell) -> None:
    inbox = shell.window.inbox
    inbox.chips.choose("done")
    assert inbox.empty.title == "No match"
    assert inbox.empty.isVisible()
    inbox.empty.acted.emit()
    assert inbox.model.rowCount() == 3
    assert inbox.table.isVisible()


def test_typing_in_the_search_field_finds_and_escape_clears(shell: Shell, qapp: QApplication) -> None:
    inbox = shell.window.inbox
    inbox.search.setFocus()
    QTest.keyClicks(inbox.search, "zzz")
    QTest.keyClick(inbox.search, Qt.Key.Key_Return)
    assert inbox.model.rowCount() == 0
    QTest.keyClick(inbox.search, Qt.Key.Key_Escape)
    QTest.keyClick(inbox.search, Qt.Key.Key_Return)
    assert inbox.model.rowCount() == 3
    QTest.keyClick(inbox.search, Qt.Key.Key_Down)
    assert inbox.table.hasFocus()


def test_a_sync_moves_neither_selection_nor_scrolling(qapp: QApplication, tmp_path: Path) -> None:
    many = tuple(f"assignment-{number:03}" for number in range(120))
    with open_shell(qapp, tmp_path, many) as shell:
        inbox = shell.window.inbox
        inbox.select("assignment-090")
        inbox.select("assignment-060")
        before = inbox.table.verticalScrollBar().value()
        assert before > 0
        shell.desk.publish(Changes.of(Touched(Kind.SERVER, "s1")))
        qapp.processEvents()
        assert inbox.selected_ids() == ("assignment-060",)
        assert inbox.table.verticalScrollBar().value() == before


def test_the_view_follows_when_rows_come_and_go(shell: Shell) -> None:
    inbox = shell.window.inbox
    for count in (0, 7, 2):
        inbox.model.set_rows([inbox_row(f"a{number}") for number in range(count)])
        assert inbox.table.verticalHeader().count() == count


def test_a_page_of_changes_during_a_load_is_read_once_more(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[Callable[[], None]] = []
    read = shell.desk.read
    monkeypatch.setattr(shell.desk, "read", lambda *call: waiting.append(lambda: read(*call)))
    for _ in range(5):
        shell.window.inbox.load()
    assert len(waiting) == 1
    waiting.pop()()
    assert len(waiting) == 1
    waiting.pop()()
    assert waiting == []


def test_selection_stays_with_its_submission_when_the_order_changes(shell: Shell) -> None:
    inbox = shell.window.inbox
    inbox.select("assignment-3")
    inbox.table.horizontalHeader().setSortIndicator(Column.CODE, DESCENDING)
    inbox.chips.choose("to-do")
    assert inbox.selected_ids() == ("assignment-3",)


def test_column_widths_and_order_come_back_with_the_next_window(qapp: QApplication, tmp_path: Path) -> None:
    with open_shell(qapp, tmp_path) as first:
        table = first.window.inbox.table
        table.setColumnWidth(Column.SERVER, 171)
        table.horizontalHeader().setSortIndicator(Column.ROLE, DESCENDING)
        table._kept.save()
        kept = first.settings.get("geometry")
    with open_shell(qapp, tmp_path, (), geometry=kept) as second:
        assert second.window.inbox.table.columnWidth(Column.SERVER) == 171
        assert second.window.inbox.model.sorted_by == (Column.ROLE, DESCENDING)


def test_without_a_server_the_inbox_leads_to_signing_in(
    shell: Shell, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = shell.window.inbox
    monkeypatch.setattr(shell.desk, "_reads", NoServer())
    inbox.load()
    asked: list[bool] = []
    inbox.sign_in_asked.connect(lambda: asked.append(True))
    assert inbox.empty.title == "No issuing server yet"
    inbox.empty.acted.emit()
    assert asked == [True]
    dialog = qapp.activeModalWidget()
    assert isinstance(dialog, SignInDialog)
    dialog.close()


def test_with_a_server_and_nothing_assigned_it_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell.desk, "_reads", NothingAssigned())
    shell.window.inbox.load()
    assert shell.window.inbox.empty.title == "Nothing to assess"
    shell.window.inbox.empty.acted.emit()
    assert shell.desk.syncs == 1


@pytest.mark.parametrize("kind", [Kind.SERVER, Kind.CREDENTIAL])
def test_what_concerns_every_row_reads_everything_anew(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    monkeypatch.setattr(shell.desk, "_reads", NothingAssigned())
    shell.desk.publish(Changes.of(Touched(kind, "s1")))
    assert shell.window.inbox.model.rowCount() == 0


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_row_in_focus_has_a_ring(shell: Shell, tokens: Tokens) -> None:
    shell.window._theme.apply(tokens.name)
    table = shell.window.inbox.table
    shell.window.inbox.select("assignment-1")
    table.setFocus()
    place = shell.window.inbox.model.row_of("assignment-1")
    with_focus = ring_pixels(table.viewport().grab().toImage(), table.rowViewportPosition(place), tokens.focus)
    shell.window.inbox.search.setFocus()
    without = ring_pixels(table.viewport().grab().toImage(), table.rowViewportPosition(place), tokens.focus)
    assert with_focus > 500
    assert without < with_focus / 10


def ring_pixels(image: QImage, top: int, colour: str) -> int:
    """How many pixels of the row's first line have the focus colour."""
    line = top + 1
    names = (image.pixelColor(x, line).name() for x in range(image.width()))
    return sum(name.upper() == colour for name in names)


class NothingAssigned:
    """Reads of a profile with a server and no work."""

    def inbox(self) -> tuple[InboxRow, ...]:
        return ()

    def servers(self) -> tuple[str, ...]:
        return ("a server",)

    def waiting(self) -> WaitingCounts:
        return NOTHING_WAITS


class NoServer(NothingAssigned):
    def servers(self) -> tuple[str, ...]:
        return ()
