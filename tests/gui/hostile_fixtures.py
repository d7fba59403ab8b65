"""A workbench whose submission holds whatever a test hands in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from assessor_app.domain.submission import Artifact, MediaState, PartKind
from assessor_app.services.views import ArtifactMedia
from tests.fakes.store_factory import SERVER_ID, a_submission, arrives
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench, settle

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINK = "text/uri-list"


def artifact_id(number: int) -> str:
    return f"submission-1/artifacts/{number}"


def part(number: int, name: str, media_type: str, **more: Any) -> Artifact:
    return Artifact(artifact_id(number), number, PartKind.ARTIFACT, name, media_type, f"{number + 50:064}", **more)


@contextmanager
def open_with(
    app: QApplication, folder: Path, *parts: tuple[Artifact, bytes | None], what_changed: str = ""
) -> Iterator[Workplace]:
    """Show a submission of these parts and no others; None for a part whose text travels with it."""
    with open_workbench(app, folder) as place:
        given = tuple(replace(each, size=len(data or b"")) for each, data in parts)
        submission = replace(a_submission(), artifacts=given, what_changed=what_changed)
        place.files.update({each.artifact_id: data for each, data in parts if data is not None})
        with place.store.factory() as uow:
            uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, submission, revision=3))
            for each, data in parts:
                if data is not None:
                    uow.media.put(ArtifactMedia(each.artifact_id, MediaState.PRESENT, len(data), len(data)))
        place.page.leave()
        place.page.open_assignment(ASSIGNMENT)
        settle()
        yield place


@contextmanager
def opened(app: QApplication, folder: Path, name: str, media_type: str, data: bytes) -> Iterator[Workplace]:
    """Show a submission of this one file."""
    with open_with(app, folder, (part(1, name, media_type), data)) as place:
        yield place
