"""The workbench for tests: the page over a real encrypted store, with evidence of every kind and a real player."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.commands.context import Context
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.submission import Artifact, MediaState, PartKind
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from assessor_app.gui.shell_context import ShellContext
from assessor_app.media.qt_player import QtPlayer
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from assessor_app.store.profile_store import Store
from tests.fakes.inline_desk import InlineDesk
from tests.fakes.still_player import StillPlayer
from tests.fakes.store_factory import SERVER_ID, Bench, a_submission, arrives, make_world
from tests.gui.shell_fixtures import Asked, MemorySettings, plain_look

ASSIGNMENT = "assignment-1"
VIDEO, PDF, TEXT, PICTURE, ODD = (f"submission-1/artifacts/{number}" for number in range(1, 6))
FRAMES, FPS = 40, 10


class BytesSource:
    """Fulfils MediaSource."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.is_closed = False

    @property
    def size(self) -> int:
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]

    def close(self) -> None:
        self.is_closed = True


class SaidScreens:
    """Fulfils `commands.context.Screens`: keeps what was said and where one went."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.went: list[str] = []

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: self.went.append(name)


@cache
def a_clip() -> bytes:
    """Four seconds of moving grey, ten frames a second, without sound."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(FRAMES):
            picture = np.full((48, 64, 3), 5 * number, dtype=np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return file.getvalue()


def a_pdf() -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(200, 200, "Lesson plan")
    writer.newPage()
    painter.end()
    return bytes(buffer.data().data())


def a_picture(width: int = 80, height: int = 60) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class Workplace:
    """The page with what it stands on."""

    def __init__(self, page: WorkbenchPage, desk: InlineDesk, screens: SaidScreens, store: Store, bench: Bench) -> None:
        # Tests look inside it: what they find there is checked by running them.
        self.page: Any = page
        self.desk, self.screens, self.store, self.bench = desk, screens, store, bench
        self.files: dict[str, bytes] = {}

    @property
    def panes(self):
        return self.page.panes

    @property
    def context(self) -> Context:
        return ShellContext(self.desk, self.screens, lambda: self.page, lambda: 0, cast(Any, Asked))

    @property
    def marks(self) -> tuple[Annotation, ...]:
        """As they are on the disk."""
        return self.store.reads.workbench(ASSIGNMENT).annotations

    def score(self, criterion_id: str):
        """As it is on the disk."""
        return self.store.reads.assessment(ASSIGNMENT).score_of(criterion_id)

    def show(self, artifact_id: str) -> None:
        self.page.panes.evidence.artifact_chosen.emit(artifact_id)
        settle()

    def open_media(self, artifact_id: str) -> BytesSource:
        if artifact_id not in self.files:
            raise NotOnThisLaptop(artifact_id)
        return BytesSource(self.files[artifact_id])


@contextmanager
def open_workbench(
    app: QApplication,
    folder: Path,
    make_player: Callable[[], Any] = StillPlayer,
    *,
    is_declared: bool = True,
    **files: bytes,
) -> Iterator[Workplace]:
    """Show the page with the lesson video and four more parts; `files` replace the bytes of a part by its name.

    The assessor has said that they know nobody in it, unless told otherwise.
    """
    with make_world(folder, is_declared=is_declared) as store, plain_look(app) as theme:
        evidence = {VIDEO: a_clip(), PDF: a_pdf(), PICTURE: a_picture(), ODD: b"PK"}
        evidence |= {{"video": VIDEO, "pdf": PDF, "picture": PICTURE}[name]: data for name, data in files.items()}
        _put_evidence(store, evidence)
        bench, hub, screens = Bench(), ChangeHub(), SaidScreens()
        desk = InlineDesk(store.factory, store.reads, bench.tools, hub.publish)
        page = WorkbenchPage(desk, MemorySettings(), theme, make_player, screens)
        place = Workplace(page, desk, screens, store, bench)
        place.files = evidence
        desk._bytes_of = place.open_media
        hub.add(page)
        page.resize(1366, 720)
        page.show()
        page.activateWindow()
        assert QTest.qWaitForWindowActive(page)
        page.open_assignment(ASSIGNMENT)
        settle()
        yield place
        page.leave()
        page.close()
        page.deleteLater()
        hub.deleteLater()
        settle()


def qt_player() -> QtPlayer:
    """The real engine, everything it does apart done at once."""
    return QtPlayer(run_apart=lambda work, then: then(work()))


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def _put_evidence(store: Store, files: dict[str, bytes]) -> None:
    plain = a_submission()

    def part(number: int, name: str, media_type: str) -> Artifact:
        return Artifact(
            artifact_id=f"submission-1/artifacts/{number}",
            number=number,
            part=PartKind.ARTIFACT,
            name=name,
            media_type=media_type,
            sha256=f"{number:064}",
            size=len(files[f"submission-1/artifacts/{number}"]),
            is_changed=number == 4,
        )

    more = (part(4, "Student work", "image/png"), part(5, "Grades", "application/vnd.ms-excel"))
    given = tuple(replace(each, duration_us=None) for each in plain.artifacts)  # the clips here are short
    submission = replace(plain, artifacts=given + more, what_changed="The plan is new.")
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, submission, revision=2))
        for artifact_id, data in files.items():
            uow.media.put(ArtifactMedia(artifact_id, MediaState.PRESENT, len(data), len(data)))
