"""What the inbox does anew, and what it keeps: counted, because ten thousand rows must never hold up a key."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.submission import MediaState
from assessor_app.gui.pages.inbox.page import FEW, InboxPage
from assessor_app.gui.pages.inbox.row_pictures import METRES_PER_INCH, MOST_PICTURES
from assessor_app.gui.tokens import DARK, LIGHT, Tokens
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.views import InboxRow
from tests.gui.rows import inbox_row
from tests.gui.shell_fixtures import Shell, open_shell

MANY = tuple(f"assignment-{number:03}" for number in range(40))


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path, MANY) as opened:
        qapp.processEvents()
        yield opened


def painted(page: InboxPage) -> int:
    """Paint the table; return how many rows had to be drawn anew."""
    before = page.table.pictures.made
    page.table.viewport().repaint()
    return page.table.pictures.made - before


# ---- painting ----


def test_rows_that_look_as_before_are_not_drawn_again(shell: Shell) -> None:
    page = shell.window.inbox
    painted(page)
    assert painted(page) == 0
    page.model.set_rows(page.model.rows)
    assert painted(page) == 0


def test_only_what_changed_is_drawn_again(shell: Shell) -> None:
    page = shell.window.inbox
    painted(page)
    first, second = page.model.row_at(0), page.model.row_at(1)
    page.model.set_media({first.assignment_id: MediaProgress(first.assignment_id, 1, 9)})
    assert painted(page) == 1
    page.model.update_rows([second.assignment_id], [replace(second, media_state=MediaState.QUEUED)])
    assert painted(page) == 1
    page.select(second.assignment_id)
    assert painted(page) == 1


def test_another_look_or_width_draws_every_row_again(shell: Shell) -> None:
    page = shell.window.inbox
    painted(page)
    page.table.set_tokens(DARK)
    shown = painted(page)
    assert shown > 5
    page.table.horizontalHeader().resizeSection(1, 150)
    assert painted(page) == shown


def test_no_more_pictures_are_kept_than_some_screens_full(shell: Shell) -> None:
    page = shell.window.inbox
    page.model.set_rows([inbox_row(f"a{number:04}", code=f"{number:04}") for number in range(3 * MOST_PICTURES)])
    for place in range(0, 3 * MOST_PICTURES, 10):
        page.table.scrollTo(page.model.index(place, 0), page.table.ScrollHint.PositionAtTop)
        painted(page)
    assert page.table.pictures.made > 2 * MOST_PICTURES
    assert page.table.pictures.kept <= MOST_PICTURES


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_a_kept_row_is_the_same_picture_as_its_cells(shell: Shell, tokens: Tokens) -> None:
    page, table = shell.window.inbox, shell.window.inbox.table
    shell.window._theme.apply(tokens.name)
    page.select(page.model.row_at(1).assignment_id)
    table.setFocus()
    whole = table.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    cells = QImage(whole)
    cells.fill(0)
    cells.setDotsPerMeterX(round(table.logicalDpiX() / METRES_PER_INCH))
    cells.setDotsPerMeterY(round(table.logicalDpiY() / METRES_PER_INCH))
    painter = QPainter(cells)
    for place in range(4):
        for column in range(page.model.columnCount()):
            option, index = QStyleOptionViewItem(), page.model.index(place, column)
            table.initViewItemOption(option)
            option.rect = table.visualRect(index)
            if table.selectionModel().isSelected(index):
                option.state |= option.state.State_Selected
            painter.save()
            table.itemDelegate().paint(painter, option, index)
            painter.restore()
    painter.end()
    box = table.visualRect(page.model.index(0, 0)) | table.visualRect(page.model.index(3, 0))
    box.setWidth(table.horizontalHeader().length())
    box.moveTopLeft(QPoint(0, box.top()))
    assert whole.copy(box) == cells.copy(box)


# ---- reading ----


class CountedReads:
    """Reads of the profile that note what of the inbox was asked."""

    def __init__(self, reads: Any) -> None:
        self._reads = reads
        self.asked: list[str] = []

    def inbox(self) -> tuple[InboxRow, ...]:
        self.asked.append("everything")
        rows: tuple[InboxRow, ...] = self._reads.inbox()
        return rows

    def inbox_rows(self, assignments: Iterable[str], submissions: Iterable[str] = ()) -> tuple[InboxRow, ...]:
        rows: tuple[InboxRow, ...] = self._reads.inbox_rows(assignments, submissions)
        self.asked.append(f"{len(rows)} rows")
        return rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reads, name)


@pytest.fixture
def reads(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> CountedReads:
    counted = CountedReads(shell.desk._reads)
    monkeypatch.setattr(shell.desk, "_reads", counted)
    return counted


def a_page(*assignment_ids: str) -> Changes:
    """What a page of a sync touches: submissions, of which nobody says whose they are, and assignments."""
    submissions = tuple(Touched(Kind.SUBMISSION, f"of {each}") for each in assignment_ids)
    return Changes.of(*submissions, *(Touched(Kind.ASSIGNMENT, each, each) for each in assignment_ids))


def test_a_page_of_a_sync_reads_its_rows_and_not_the_inbox(shell: Shell, reads: CountedReads) -> None:
    resets: list[None] = []
    shell.window.inbox.model.modelReset.connect(lambda: resets.append(None))
    shell.desk.publish(a_page(*MANY[:3]))
    assert reads.asked == ["3 rows"]
    assert resets == []


def test_a_submission_alone_finds_its_row(shell: Shell, reads: CountedReads) -> None:
    shell.desk.publish(Changes.of(Touched(Kind.SUBMISSION, "submission-1")))
    assert len(reads.asked) == 1
    assert reads.asked[0] not in ("everything", "0 rows")


def test_pages_that_follow_each_other_closely_are_read_together(shell: Shell, reads: CountedReads, qtbot: Any) -> None:
    for start in range(0, 40, 10):
        shell.desk.publish(a_page(*MANY[start : start + 10]))
    assert reads.asked == ["10 rows"]
    qtbot.waitUntil(lambda: len(reads.asked) == 2)
    assert reads.asked == ["10 rows", "30 rows"]


def test_a_change_of_one_row_after_a_few_is_shown_at_once(shell: Shell, reads: CountedReads) -> None:
    shell.desk.publish(a_page(*MANY[:FEW]))
    shell.desk.publish(a_page(MANY[9]))
    assert reads.asked == [f"{FEW} rows", "1 rows"]
