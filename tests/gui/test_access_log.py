"""The access log tells what was opened, hidden and erased, why, and whether the server knows; never a file's name."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assessor_app.domain.event import EventKind
from assessor_app.domain.submission import MediaState
from assessor_app.gui.dialogs.access_log import AccessLogDialog
from assessor_app.gui.models.access_rows import Column, what_words
from assessor_app.services import events, viewing
from assessor_app.services.erasure import Reason, erase
from assessor_app.services.views import AccessRow, ArtifactMedia
from tests.fakes.store_factory import START
from tests.fakes.vaults import make_vault
from tests.gui.workbench_fixtures import ASSIGNMENT, VIDEO, Workplace, open_workbench, settle


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        yield workplace


def shown(dialog: AccessLogDialog) -> list[tuple[str, ...]]:
    """Every line but its time."""
    model = dialog.rows
    return [
        tuple(str(model.index(row, column).data()) for column in Column if column is not Column.AT)
        for row in range(model.rowCount())
    ]


def test_what_was_opened_and_erased_is_listed_newest_first(place: Workplace, tmp_path: Path) -> None:
    vault = make_vault(tmp_path / "vault")
    tools = place.bench.tools
    with place.store.factory() as uow:
        viewing.evidence_opened(uow, tools, VIDEO)
        uow.events.confirm([event.event_id for event in uow.events.unsent(ASSIGNMENT)])
        uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, 5, 5))
        erase(vault, uow, tools, ASSIGNMENT, Reason.REMOTE, [VIDEO])
        events.record(uow, tools, ASSIGNMENT, EventKind.BLANKED)
        events.record(uow, tools, ASSIGNMENT, EventKind.BLANKED, {"shown": "again"})
        events.record(uow, tools, ASSIGNMENT, EventKind.DECLARED)
    vault.close()
    dialog = AccessLogDialog(place.desk, place.page)
    dialog.show()
    settle()
    waits, known = "Riverside: waits to be told", "Riverside knows"
    assert shown(dialog) == [
        ("4F2A7K9", "Shown again", "", waits),
        ("4F2A7K9", "Hidden: you may know someone", "", waits),
        ("4F2A7K9", "Erased: its server asked for it", "1 · Video", waits),
        ("4F2A7K9", "Opened", "1 · Video", known),
    ]
    words = " ".join(" ".join(line) for line in shown(dialog)) + dialog.words.text()
    assert "Lesson video" not in words
    spoken = dialog.rows.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "4F2A7K9, Opened, 1 · Video, Riverside knows" in spoken
    dialog.close()


def test_an_empty_log_says_so(place: Workplace) -> None:
    with place.store.database.writer() as connection:
        connection.exec_driver_sql("DELETE FROM event")
    dialog = AccessLogDialog(place.desk, place.page)
    assert dialog.words.text() == "No evidence was opened or erased on this laptop yet."
    dialog.close()


@pytest.mark.parametrize("reason", [*Reason, "of a newer version", ""])
def test_every_reason_has_words(reason: str) -> None:
    row = AccessRow(START, EventKind.EVIDENCE_ERASED, ASSIGNMENT, "4F2A7K9", "Riverside", VIDEO, reason=reason)
    assert what_words(row).startswith("Erased")
    assert what_words(replace(row, kind=EventKind.TEXT_ERASED)) == "Your own words erased: kept long enough"
