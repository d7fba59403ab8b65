"""The choice of what plays videos, and what is to be known of libVLC on this laptop."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from assessor_app.commands.context import Desk
from assessor_app.config.settings import ENGINES
from assessor_app.gui.forms.ui_settings import Ui_Settings
from assessor_app.gui.ports import SettingsPort

LookForLibvlc = Callable[[], tuple[str, str]]
"""Takes a while; returns the version, or "" and what is missing: `library` or `plugins`."""


def nothing_is_known() -> tuple[str, str]:
    return "", ""


class EngineChoice(QObject):
    """Keeps the combo box and the note below it; the choice counts from the next video on."""

    def __init__(
        self, form: Ui_Settings, settings: SettingsPort, desk: Desk, look: LookForLibvlc, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._form = form
        form.engine.setCurrentIndex(ENGINES.index(settings.get("engine")))
        form.engine.currentIndexChanged.connect(lambda place: settings.set("engine", ENGINES[place]))
        # A wheel over it while scrolling must not change it.
        form.engine.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        desk.compute(look, self._show)

    def _show(self, found: tuple[str, str]) -> None:
        self._form.engine_note.setText(self._words(*found))
        self._form.engine.setAccessibleDescription(self._words(*found))

    def _words(self, version: str, missing: str) -> str:
        if version:
            return self.tr(
                "libVLC {version} is on this laptop. While it plays, times are told to within a frame or a few;"
                " paused they are exact."
            ).format(version=version)
        if missing == "plugins":
            return self.tr(
                "libVLC is on this laptop, but its plugins are missing. Debian, Ubuntu: install vlc-plugin-base."
                " Windows, macOS: install VLC from videolan.org again. Until then Qt plays everything."
            )
        if missing:
            return self.tr(
                "libVLC is not on this laptop. Debian, Ubuntu: install libvlc5 and vlc-plugin-base."
                " Windows, macOS: install VLC from videolan.org. Until then Qt plays everything."
            )
        return ""
