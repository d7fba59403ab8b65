"""Settings: what plays videos, and what is said of libVLC on this laptop."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from assessor_app.cli import health
from assessor_app.gui.forms.ui_settings import Ui_Settings
from assessor_app.gui.pages.settings.engine_choice import EngineChoice
from assessor_app.media.vlc_library import NO_LIBRARY, NO_PLUGINS
from tests.gui.shell_fixtures import MemorySettings


class DeskAtOnce:
    """The part of a desk that is used here."""

    def compute(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        then(work())


class Choice:
    """The form with its choice in it."""

    def __init__(self, bot: QtBot, settings: MemorySettings, found: tuple[str, str]) -> None:
        self.body = QWidget()
        bot.addWidget(self.body)
        self.form = Ui_Settings()
        self.form.setupUi(self.body)
        desk: object = DeskAtOnce()
        self.choice = EngineChoice(self.form, settings, desk, lambda: found, QObject(self.body))  # type: ignore[arg-type]
        self.body.show()

    @property
    def note(self) -> str:
        return self.form.engine_note.text()


def test_the_choice_is_kept_and_shown(qtbot: QtBot) -> None:
    settings = MemorySettings(engine="automatic")
    choice = Choice(qtbot, settings, ("3.0.24 Vetinari", ""))
    assert choice.form.engine.currentIndex() == 0
    choice.form.engine.setFocus()
    QTest.keyClick(choice.form.engine, Qt.Key.Key_End)
    assert settings.get("engine") == "libvlc"
    assert Choice(qtbot, settings, ("", "")).form.engine.currentIndex() == 2
    assert "3.0.24 Vetinari" in choice.note


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (NO_LIBRARY, ("is not on this laptop", "libvlc5 and vlc-plugin-base", "videolan.org", "Qt plays everything")),
        (NO_PLUGINS, ("plugins are missing", "vlc-plugin-base", "videolan.org", "Qt plays everything")),
    ],
)
def test_what_is_missing_is_said_with_how_to_get_it(qtbot: QtBot, missing: str, words: tuple[str, ...]) -> None:
    choice = Choice(qtbot, MemorySettings(engine="automatic"), ("", missing))
    for word in words:
        assert word in choice.note
        assert word in choice.form.engine.accessibleDescription()
    assert choice.form.engine.accessibleName()
    assert choice.form.engine.toolTip()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (("3.0.24 Vetinari", ""), "3.0.24 Vetinari"),
        (("", NO_LIBRARY), "install libvlc5 and vlc-plugin-base"),
        (("", NO_PLUGINS), "install vlc-plugin-base"),
    ],
)
def test_doctor_says_it_too_and_is_content_without(found: tuple[str, str], words: str) -> None:
    class Session:
        def libvlc(self) -> tuple[str, str]:
            return found

    finding = next(f for f in health._parts(Session()) if f.check == "libVLC")  # type: ignore[arg-type]
    assert finding.is_well
    assert words in finding.words
