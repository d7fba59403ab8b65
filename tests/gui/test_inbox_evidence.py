"""Evidence on its way, as the inbox and the foot of the window tell it, and what an assessor does about it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.reach import Reach
from assessor_app.domain.submission import MediaState
from assessor_app.gui.models.inbox import InboxModel
from assessor_app.gui.models.inbox_arrangement import Arrangement
from assessor_app.gui.models.inbox_filter import Column, Filter
from assessor_app.gui.models.sync_words import NOTHING_WAITS, away_sentence, sync_line
from assessor_app.services.media_rules import Waits
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.views import ArtifactMedia, SyncStatus
from tests.fakes.store_factory import Clock
from tests.gui.rows import MEGABYTE, NOW, inbox_row
from tests.gui.shell_fixtures import Shell, open_shell

TWO = ("assignment-1", "assignment-2")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def model() -> Iterator[InboxModel]:
    made = InboxModel(Clock(NOW).now)
    yield made
    made.deleteLater()


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path, TWO) as opened:
        yield opened


def words(model: InboxModel, state: MediaState, progress: MediaProgress | None) -> str:
    row = inbox_row("a1", media_state=state, media_done=5 * MEGABYTE)
    model.set_rows([row])
    model.set_media({"a1": progress})
    return model.text(row, Column.LAPTOP)


# ---- words ----


@pytest.mark.parametrize(
    ("state", "progress", "said"),
    [
        (MediaState.DOWNLOADING, MediaProgress("a1", 10 * MEGABYTE, 20 * MEGABYTE), "50%"),
        (MediaState.DOWNLOADING, MediaProgress("a1", 10 * MEGABYTE, 20 * MEGABYTE, MEGABYTE), "50% · under 1 min left"),
        (MediaState.DOWNLOADING, MediaProgress("a1", 0, 20 * MEGABYTE, MEGABYTE / 9), "0% · 3 min left"),
        (MediaState.DOWNLOADING, MediaProgress("a1", 0, 20 * MEGABYTE, 1000.0), "0% · 6 h left"),
        (MediaState.QUEUED, MediaProgress("a1", 0, 9, waits=Waits.TURN), "Waiting to download"),
        (MediaState.QUEUED, MediaProgress("a1", 0, 9, waits=Waits.NETWORK), "Waits for the server"),
        (MediaState.PAUSED, MediaProgress("a1", 0, 9, waits=Waits.METERED), "Waits: paid network"),
        (MediaState.PAUSED, MediaProgress("a1", 0, 9, waits=Waits.ROOM), "Waits for room"),
        (MediaState.PAUSED, None, "Paused at 25%"),
        (MediaState.PRESENT, MediaProgress("a1", 0, 9, waits=Waits.TURN), "On this laptop"),
    ],
)
def test_a_row_says_how_its_evidence_stands(
    model: InboxModel, state: MediaState, progress: MediaProgress | None, said: str
) -> None:
    assert words(model, state, progress) == said


def test_quiet_hours_say_when_they_end_and_how_to_have_it_now(model: InboxModel) -> None:
    until = NOW + timedelta(hours=1)
    said = words(model, MediaState.QUEUED, MediaProgress("a1", 0, 9, waits=Waits.QUIET, until_at=until))
    assert said.startswith("Waits until ")
    told = model.index(0, Column.LAPTOP).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "To have it now, choose Fetch now in its menu." in told


def test_bytes_and_rate_are_told_at_length(model: InboxModel) -> None:
    words(model, MediaState.DOWNLOADING, MediaProgress("a1", 10 * MEGABYTE, 20 * MEGABYTE, 2 * MEGABYTE))
    told = model.index(0, Column.LAPTOP).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "10 MB of 20 MB, 2 MB a second" in told


def test_progress_paints_one_cell(model: InboxModel) -> None:
    model.set_rows([inbox_row(f"a{number}", code=f"C-{number}") for number in range(300)])
    painted: list[tuple[int, int, int, int]] = []
    model.dataChanged.connect(
        lambda first, last: painted.append((first.row(), last.row(), first.column(), last.column()))
    )
    model.set_media({"a7": MediaProgress("a7", 1, 9)})
    place = model.row_of("a7")
    assert painted == [(place, place, Column.LAPTOP, Column.LAPTOP)]
    model.set_media({f"a{number}": None for number in range(300)})
    assert painted[1:] == [(0, 299, Column.LAPTOP, Column.LAPTOP)], "very many at once are one"
    model.set_media({"gone": MediaProgress("gone", 1, 9)})
    assert len(painted) == 2


# ---- arranging ----


def test_rows_that_come_later_stand_where_sorting_all_would_put_them() -> None:
    rows = [inbox_row(f"a{n}", code=f"C-{n * 7 % 31:02}", due_at=NOW + timedelta(days=n % 5)) for n in range(31)]
    for order in Qt.SortOrder:
        for column in Column:
            whole = Arrangement(rows, NOW, (column, order))
            grown = Arrangement(rows[::2], NOW, (column, order))
            changed = [inbox_row("a0", code="ZZ", due_at=None, media_done=MEGABYTE)]
            grown.replace(["a2", "gone"], [*rows[1::2], *changed], NOW)
            whole.replace(["a2"], changed, NOW)
            assert grown.shown(Filter.ALL, ()) == whole.shown(Filter.ALL, ())
            assert (grown.counts, grown.media_bytes) == (whole.counts, whole.media_bytes)
            assert grown.shown(Filter.TO_DO, ("zz",)) == ["a0"]


# ---- what is in the way ----


@pytest.mark.parametrize(
    ("reach", "tone", "line", "sentence"),
    [
        (
            Reach.SERVER_AWAY,
            "quiet",
            "Riverside does not answer, next try in 40 s",
            "Riverside does not answer. Your work is kept here and sent later. Next try in 40 s. Sync tries now.",
        ),
        (
            Reach.CAPTIVE,
            "warn",
            "this network asks you to sign in, next try in 40 s",
            "This network asks you to sign in. Open your browser, sign in to the Wi-Fi, then press Sync."
            " Next try in 40 s.",
        ),
        (
            Reach.PROXY_SIGN_IN,
            "warn",
            "the proxy needs a sign-in, next try in 40 s",
            "The proxy of this network needs a sign-in: ask your school's IT. Next try in 40 s. Sync tries now.",
        ),
        (
            Reach.NO_NETWORK,
            "quiet",
            "no network, next try in 40 s",
            "This laptop has no network just now. Your work is kept here and sent later. Next try in 40 s."
            " Sync tries now.",
        ),
        (
            Reach.PUT_RIGHT,
            "warn",
            "not connected to Riverside, next try in 40 s",
            "No proxy is entered in {Settings}. Next try in 40 s. Sync tries now.",
        ),
    ],
)
def test_what_is_in_the_way_is_said_with_the_next_try(reach: Reach, tone: str, line: str, sentence: str) -> None:
    words, at = "No proxy is entered in {Settings}.", NOW + timedelta(seconds=40)
    status = SyncStatus(is_online=False, reach=reach, away_name="Riverside", away_words=words, next_try_at=at)
    shown = sync_line(status, NOTHING_WAITS, NOW)
    assert (shown.tone, shown.text, shown.told) == (tone, line, sentence)
    assert "next try in 15 min" in sync_line(status, NOTHING_WAITS, NOW - timedelta(minutes=14, seconds=20)).text
    assert "trying again now" in sync_line(status, NOTHING_WAITS, NOW + timedelta(minutes=1)).text
    assert away_sentence(SyncStatus(), NOW) == ""


def test_the_line_counts_down_only_while_there_is_something_to_count(shell: Shell) -> None:
    told = shell.window.told
    at = told._now() + timedelta(seconds=40)
    shell.window.show_sync(SyncStatus(is_online=False, reach=Reach.SERVER_AWAY, away_name="Riverside", next_try_at=at))
    assert shell.window.strip.words == "Riverside does not answer, next try in 40 s"
    assert "Sync tries now" in shell.window.strip._words.accessibleName()
    assert told._tick.isActive()
    shell.window.show_sync(SyncStatus(is_online=True, synced_at=told._now()))
    assert not told._tick.isActive()


# ---- what an assessor does ----


def put(shell: Shell, state: MediaState, done: int = 0) -> None:
    """Both submissions' files are in this state."""
    for number in (1, 2):
        with shell.desk._factory() as uow:
            for part, size in ((1, 9_000_000), (2, 40_000)):
                uow.media.put(ArtifactMedia(f"submission-{number}/artifacts/{part}", state, min(done, size), size))
    shell.window.inbox.load()


def test_the_keys_fetch_pause_and_stop_what_is_chosen(shell: Shell) -> None:
    table = shell.window.inbox.table
    shell.window.inbox.select(TWO[0])
    chosen = shell.window.inbox.selected_ids()
    QTest.keyClick(table, Qt.Key.Key_D, CTRL)
    assert shell.desk.fetched == [chosen]
    QTest.keyClick(table, Qt.Key.Key_D, CTRL | SHIFT)
    put(shell, MediaState.QUEUED)
    QTest.keyClick(table, Qt.Key.Key_D, CTRL)
    QTest.keyClick(table, Qt.Key.Key_P, CTRL)
    QTest.keyClick(table, Qt.Key.Key_Delete, CTRL)
    assert shell.desk.fetched == [chosen], "what is on its way already is not asked for again"
    assert shell.desk.media.asked == [("anyway", chosen), ("pause", chosen), ("cancel", chosen)]


def test_everything_is_paused_and_resumed_by_one_key(shell: Shell) -> None:
    table = shell.window.inbox.table
    put(shell, MediaState.QUEUED)
    QTest.keyClick(table, Qt.Key.Key_P, CTRL | SHIFT)
    assert shell.desk.media.asked == [("pause", None)]
    put(shell, MediaState.PAUSED, done=20_000)
    QTest.keyClick(table, Qt.Key.Key_P, CTRL | SHIFT)
    assert [sorted(ids) for ids in shell.desk.fetched] == [list(TWO)]


def test_the_menu_offers_what_can_be_done_and_names_the_keys(shell: Shell) -> None:
    inbox = shell.window.inbox
    inbox.select(TWO[0])

    def offered() -> dict[str, bool]:
        menu = inbox.evidence.menu(lambda: None)
        return {action.text(): action.isEnabled() for action in menu.actions() if action.text()}

    assert offered() == {
        "Open": True,
        "Make available offline\tCtrl+D": True,
        "Fetch now, whatever the hour and the network\tCtrl+Shift+D": True,
        "Pause\tCtrl+P": False,
        "Stop and remove what came in part\tCtrl+Delete": False,
        "Resume all fetching\tCtrl+Shift+P": False,
    }
    put(shell, MediaState.DOWNLOADING, done=20_000)
    assert (inbox._fetch.text(), inbox._fetch.isEnabled()) == ("Pause", True)
    assert inbox._fetch.toolTip() == "Stop fetching for now; what came stays (Ctrl+P)"
    inbox._fetch.click()
    assert shell.desk.media.asked == [("pause", inbox.selected_ids())]
    moving = offered()
    assert moving["Pause\tCtrl+P"]
    assert moving["Pause all fetching\tCtrl+Shift+P"]
    assert not moving["Make available offline\tCtrl+D"]
    put(shell, MediaState.PAUSED, done=20_000)
    assert offered()["Resume fetching\tCtrl+D"]
    assert inbox._fetch.text().startswith("Resume fetching (9 MB")


def test_the_menu_opens_and_opens_the_submission(shell: Shell) -> None:
    inbox = shell.window.inbox
    opened: list[str] = []
    inbox.opened.connect(opened.append)
    inbox.select(TWO[1])
    menu = inbox.evidence.menu(lambda: inbox._open(inbox.table.currentIndex()))
    menu.actions()[0].trigger()
    assert opened == [TWO[1]]


def test_what_the_queue_tells_is_shown_in_its_row(shell: Shell) -> None:
    put(shell, MediaState.QUEUED)
    (listener,) = shell.desk.media.listeners
    listener({TWO[0]: MediaProgress(TWO[0], 4_500_000, 9_040_000, waits=Waits.METERED)})
    model = shell.window.inbox.model
    row = next(row for row in model.rows if row.assignment_id == TWO[0])
    assert model.text(row, Column.LAPTOP) == "Waits: paid network"
    listener({TWO[0]: None})
    assert model.text(row, Column.LAPTOP) == "Waiting to download"
