"""Pictures that other programs take: no window of the program is in them, unless the assessor allows it."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from assessor_app.bootstrap import locking
from assessor_app.bootstrap.profiles import Profile
from assessor_app.config.paths import AppPaths
from assessor_app.config.settings import SettingsFile
from assessor_app.tasks.runner import Runner
from tests.gui.shell_fixtures import open_shell, plain_look


class Told:
    """Fulfils `CaptureGuard`: which windows may be in pictures."""

    def __init__(self) -> None:
        self.allowed: dict[int, bool] = {}

    def set_allowed(self, window_id: int, *, is_allowed: bool) -> bool:
        self.allowed[window_id] = is_allowed
        return True


def window_id(widget: QWidget) -> int:
    return int(widget.winId())


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    made = Told()
    monkeypatch.setattr(locking, "guard_for", lambda: made)
    return made


@pytest.fixture
def watched(qapp: QApplication, tmp_path: Path, told: Told) -> Iterator[tuple[QWidget, SettingsFile]]:
    """The window as it is put together, over a profile that opens nothing."""
    paths = AppPaths(tmp_path / "laptop")
    door = SimpleNamespace(wait_s=lambda: 0.0)
    place = SimpleNamespace(root=paths.profiles / "nobody")
    profile = SimpleNamespace(lock=lambda: None, unlock=lambda _: None, door=door, paths=place)
    settings = SettingsFile(tmp_path / "settings.json")
    settings.attach(SimpleNamespace(is_damaged=False, read=dict, write=lambda _: None))
    runner = Runner(lambda call: call())
    with open_shell(qapp, tmp_path) as shell, plain_look(qapp) as theme:
        watch = locking.watch_over(shell.window, cast(Profile, profile), settings, theme, runner)
        shell.window.settled.emit()
        yield shell.window, settings
        watch.close()
    runner.close()


def test_no_window_is_in_pictures_until_it_is_allowed(
    watched: tuple[QWidget, SettingsFile], told: Told, qtbot: QtBot
) -> None:
    window, settings = watched
    assert told.allowed == {window_id(window): False}
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: told.allowed.get(window_id(dialog)) is False)
    settings.set("allow_screenshots", True)
    assert told.allowed == {window_id(window): True, window_id(dialog): True}
    settings.set("allow_screenshots", False)
    assert set(told.allowed.values()) == {False}
