"""The shell for tests: settings in memory, servers that answer as told, a window over a real store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from assessor_app.commands.angle_controls import AngleControls
from assessor_app.commands.composing_controls import ComposingControls
from assessor_app.commands.context import Finding
from assessor_app.commands.judging_controls import JudgingControls
from assessor_app.commands.marks_in_hand import MarksInHand
from assessor_app.commands.player_controls import PlayerControls
from assessor_app.commands.reading_controls import NoPlace, ReadingControls
from assessor_app.commands.timeline_controls import TimelineControls
from assessor_app.config.settings import Settings
from assessor_app.domain.annotation import Annotation, Selector
from assessor_app.domain.changes import Changes
from assessor_app.domain.credential import Credential
from assessor_app.domain.submission import Artifact
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.theme import Theme
from assessor_app.gui.tokens import Tokens
from assessor_app.media.player import Player
from assessor_app.services.sign_in_ports import DeviceCode, MetServer
from assessor_app.services.signing_out import SignedOut
from assessor_app.services.views import WorkbenchView
from tests.fakes.inline_desk import InlineDesk
from tests.fakes.still_player import StillPlayer
from tests.fakes.store_factory import Bench, make_world

Stop = Callable[[], None]


class MemorySettings:
    """Fulfils `gui.ports.SettingsPort` with the bounds of the real settings."""

    def __init__(self, **values: Any) -> None:
        self.values = Settings(**values)

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def set(self, key: str, value: Any) -> None:
        self.values.put(key, value)

    def reset(self, key: str) -> None:
        self.values.take_back(key)

    def origin(self, key: str) -> str:
        return "assessor" if self.values.is_chosen(key) else "default"

    def is_locked(self, _key: str) -> bool:
        return False

    def limit(self, _key: str) -> Any:
        return None


class ToldSignIn:
    """Fulfils `gui.ports.SignInAccess`: keeps the callbacks until the test answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.stopped = 0
        self.show: Callable[[Any], None] = lambda _: None
        self.accept: Callable[..., None] = lambda *_: None
        self.refuse: Callable[[Exception], None] = lambda _: None

    def meet(self, address: str, then: Callable[[MetServer], None], failed: Callable[[Exception], None]) -> Stop:
        return self._kept(f"meet {address}", then, failed)

    def with_token(self, met: MetServer, token: str, then: Stop, failed: Callable[[Exception], None]) -> Stop:
        return self._kept(f"token {token}", then, failed)

    def with_browser(
        self, met: MetServer, shown: Callable[[str], None], then: Stop, failed: Callable[[Exception], None]
    ) -> Stop:
        self.show = shown
        return self._kept("browser", then, failed)

    def with_device(
        self, met: MetServer, shown: Callable[[DeviceCode], None], then: Stop, failed: Callable[[Exception], None]
    ) -> Stop:
        self.show = shown
        return self._kept("device", then, failed)

    def sign_out(
        self, server_id: str, then: Callable[[SignedOut], None], failed: Callable[[Exception], None], *, is_sure: bool
    ) -> Stop:
        return self._kept(f"out {server_id} {is_sure}", then, failed)

    def _kept(self, what: str, then: Callable[..., None], failed: Callable[[Exception], None]) -> Stop:
        self.asked.append(what)
        self.accept, self.refuse = then, failed
        return self._stop

    def _stop(self) -> None:
        self.stopped += 1


class ToldServers:
    """Fulfils `gui.ports.ServerAccess`: keeps the callbacks until the test answers."""

    def __init__(self) -> None:
        self.sign_in = ToldSignIn()
        self.removed: list[str] = []
        self.files: list[str] = []
        self.take_badge: Callable[[Credential], None] = lambda _: None
        self.refuse: Callable[[Exception], None] = lambda _: None

    def remove(self, server_id: str, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        self.removed.append(server_id)
        then()

    def add_certification(
        self, file: str, then: Callable[[Credential], None], failed: Callable[[Exception], None]
    ) -> None:
        self.files.append(file)
        self.take_badge, self.refuse = then, failed


class Asked:
    """Takes every call and keeps what was asked: "zoom(1)"."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *given: self.asked.append(f"{name}({', '.join(map(str, given))})")


class BareMarks:
    """What a workbench tells of its marks; the last one made is the one chosen."""

    selected_mark_ids: tuple[str, ...] = ()
    view: WorkbenchView | None
    last_mark_id: str | None

    @property
    def marks(self) -> tuple[Annotation, ...]:
        assert self.view is not None
        return self.view.annotations

    def annotation(self, annotation_id: str) -> Annotation | None:
        return next((mark for mark in self.marks if mark.annotation_id == annotation_id), None)

    @property
    def chosen_mark_id(self) -> str | None:
        return self.last_mark_id

    @property
    def chosen_mark_ids(self) -> tuple[str, ...]:
        return (self.last_mark_id,) if self.last_mark_id is not None else ()

    def forget_mark(self, annotation_id: str) -> None:
        self.last_mark_id = None

    def remember_mark(self, annotation_id: str) -> None:
        self.last_mark_id = annotation_id


class BareComings:
    """Notes what the window asks of a page that it locks, brings back or closes."""

    calls: list[object]
    is_settled = True
    is_playing = False

    def put_away(self) -> None:
        self.calls.append("put away")

    def bring_back(self) -> None:
        self.calls.append("bring back")

    def hand_over(self) -> None:
        self.calls.append("hand over")

    def leave(self) -> None:
        self.calls.append("leave")


class NothingRead:
    """Fulfils `commands.reading_controls.ReadingControls` where no text, PDF or picture is ever open."""

    is_open = False

    def place(self) -> Selector:
        raise NoPlace("Nothing is on show that could be marked.")

    def let_go(self) -> bool:
        return False


class BareWorkbench(QWidget, BareMarks, BareComings):
    """Fulfils `commands.context.Workbench` with a place to focus, a note field and a player that stands still."""

    bare_asked = Signal(bool)

    def __init__(self, desk: InlineDesk) -> None:
        super().__init__()
        self._desk = desk
        self.still = StillPlayer(12_000_000)
        self.view: WorkbenchView | None = None
        self.artifact: Artifact | None = None
        self.focused_criterion_id: str | None = None
        self.last_mark_id: str | None = None
        self.in_hand = MarksInHand()
        self.controls, self.timeline = cast(PlayerControls, Asked()), cast(TimelineControls, Asked())
        self.reading = cast(ReadingControls, NothingRead())
        self.angles, self.finding = cast(AngleControls, Asked()), cast(Finding, Asked())
        self.composing = cast(ComposingControls, Asked())
        self.calls: list[object] = []
        self.stage = QWidget()
        self.stage.setFocusPolicy(self.stage.focusPolicy().StrongFocus)
        self.note = QPlainTextEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.stage)
        layout.addWidget(self.note)

    @property
    def player(self) -> Player:
        return cast(Player, self.still)

    def open_assignment(self, assignment_id: str) -> None:
        self._desk.read(lambda reads: reads.workbench(assignment_id), self._show)
        self.stage.setFocus()

    def _show(self, view: WorkbenchView) -> None:
        self.view, self.artifact = view, view.submission.artifacts[0]
        self.focused_criterion_id = view.rubric.criteria[0].criterion_id

    def show_connection(self, is_online: bool | None) -> None:
        self.is_online = is_online

    def touched_by(self, changes: Changes) -> bool:
        return self.view is not None and bool(changes)

    def refresh(self, _: Changes) -> None:
        if self.view is not None:
            assignment_id = self.view.assignment.assignment_id
            self._desk.read(lambda reads: reads.workbench(assignment_id), self._show)

    def open_note(self, annotation_id: str) -> None:
        self.calls.append(("note", annotation_id))
        self.note.setFocus()

    def play_from(self, annotation: Annotation) -> None:
        self.calls.append(("play", annotation.annotation_id))

    def pick_criterion(self, then: Callable[[str], None]) -> None:
        assert self.view is not None
        then(self.view.rubric.criteria[2].criterion_id)

    def ask_time(self, then: Callable[[int], None]) -> None:
        then(75_000_000)

    def focus_pane(self, step: int) -> None:
        self.calls.append(("pane", step))
        if step == 0:
            self.stage.setFocus()

    def focus_named(self, pane: str) -> None:
        self.calls.append(("show", pane))

    def ask_submit(self) -> None:
        self.calls.append("submit")

    def toggle_full_screen(self) -> None:
        self.calls.append("full screen")

    @property
    def judging(self) -> JudgingControls:
        return cast(JudgingControls, Asked())

    @property
    def integrity(self) -> "BareWorkbench":
        return self

    def know_someone(self) -> None:
        self.calls.append("know someone")

    def ask_hand_back(self) -> None:
        self.calls.append("hand back")


class Shell:
    """The window with what it stands on."""

    def __init__(self, window: MainWindow, desk: InlineDesk, servers: ToldServers, settings: MemorySettings) -> None:
        self.window, self.desk, self.servers, self.settings = window, desk, servers, settings

    @property
    def workbench(self) -> BareWorkbench:
        page = self.window.workbench()
        assert isinstance(page, BareWorkbench)
        return page


@contextmanager
def plain_look(app: QApplication, system: Callable[[], Tokens] | None = None) -> Iterator[Theme]:
    """A theme for one test; the application looks as before at the end."""
    style, font = app.styleSheet(), QFont(app.font())
    theme = Theme(app, system)
    try:
        yield theme
    finally:
        theme.deleteLater()
        app.styleHints().unsetColorScheme()
        app.setStyleSheet(style)
        app.setFont(font)


@contextmanager
def open_shell(
    app: QApplication, folder: Path, assignments: tuple[str, ...] = ("assignment-1",), **settings: Any
) -> Iterator[Shell]:
    """Show the window over a real encrypted store with `assignments` in it."""
    with make_world(folder, assignments) as store, plain_look(app) as theme:
        bench, hub = Bench(), ChangeHub()
        desk = InlineDesk(store.factory, store.reads, bench.tools, hub.publish)
        kept, servers = MemorySettings(**settings), ToldServers()
        window = MainWindow(
            desk,
            hub,
            kept,
            theme,
            lambda: BareWorkbench(desk),
            servers=servers,
            free_bytes=lambda: 41_300_000_000,
            now=bench.clock.now,
        )
        window.start()
        window.activateWindow()
        app.processEvents()
        try:
            yield Shell(window, desk, servers, kept)
        finally:
            window.close()
            window.deleteLater()
            hub.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
