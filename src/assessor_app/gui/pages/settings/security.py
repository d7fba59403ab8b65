"""Settings, security: when the window locks, what opens the profile, who opened what."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from assessor_app.gui.forms.ui_settings_security import Ui_SettingsSecurity
from assessor_app.gui.pages.settings.bound import Bound
from assessor_app.gui.ports import SettingsPort

Acts = Mapping[str, Callable[[], object]]
"""What the window offers: `passphrase`, `pin`, `recovery-code`, `access-log` open dialogs, `no-pin` takes it away."""


class SecuritySection(QWidget):
    """Buttons for what the window does not offer are not there."""

    def __init__(self, settings: SettingsPort, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._acts = settings, acts
        self.form = form = Ui_SettingsSecurity()
        form.setupUi(self)
        self.bound = Bound(settings, self)
        self.bound.number("lock_after_min", form.lock_after)
        self.bound.flag("allow_pin", form.allow_pin)
        self.bound.flag("allow_screenshots", form.allow_screenshots)
        buttons = {
            "passphrase": form.passphrase,
            "pin": form.pin,
            "recovery-code": form.recovery_code,
            "access-log": form.access_log,
        }
        for name, button in buttons.items():
            button.setVisible(name in acts)
            if name in acts:
                button.clicked.connect(lambda *_, act=acts[name]: act())
        for part in (form.ways_title, form.ways):
            part.setVisible(bool({"passphrase", "pin", "recovery-code"} & acts.keys()))
        form.ways_note.hide()
        for part in (form.access_title, form.access):
            part.setVisible("access-log" in acts)
        form.pin.setEnabled(bool(settings.get("allow_pin")))
        self.bound.changed.connect(self._changed)

    def _changed(self, key: str) -> None:
        """A PIN that is not allowed any more opens nothing from this moment on."""
        is_allowed = bool(self._settings.get("allow_pin"))
        self.form.pin.setEnabled(is_allowed)
        if key == "allow_pin" and not is_allowed and "no-pin" in self._acts:
            self._acts["no-pin"]()
