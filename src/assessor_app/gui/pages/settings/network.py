"""Settings, network: the proxy, and when and how fast evidence is fetched."""

from PySide6.QtWidgets import QWidget

from assessor_app.config.settings import PROXIES
from assessor_app.gui.forms.ui_settings_network import Ui_SettingsNetwork
from assessor_app.gui.pages.settings.bound import Bound
from assessor_app.gui.ports import SettingsPort


class NetworkSection(QWidget):
    """What counts only with another choice of proxy is greyed out."""

    def __init__(self, settings: SettingsPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.form = form = Ui_SettingsNetwork()
        form.setupUi(self)
        address = self.tr("An address begins with http:// or https:// and holds no name or password.")
        hours = self.tr("Type from and until in 24 hours, such as 08:00-15:30.")
        self.bound = Bound(settings, self)
        self.bound.choice("proxy", form.proxy, PROXIES)
        self.bound.text("proxy_address", form.proxy_address, form.proxy_note, address)
        self.bound.text("pac_address", form.pac_address, form.proxy_note, address)
        self.bound.number("bandwidth_kbps", form.bandwidth)
        self.bound.text("quiet_hours", form.quiet_hours, form.quiet_note, hours)
        self.bound.flag("fetch_on_metered", form.fetch_on_metered)
        self.bound.changed.connect(lambda _: self._show_proxy())
        self._show_proxy()

    def _show_proxy(self) -> None:
        chosen, form = self._settings.get("proxy"), self.form
        form.proxy_address.setEnabled(chosen == "address" and not self._settings.is_locked("proxy_address"))
        form.pac_address.setEnabled(chosen == "pac" and not self._settings.is_locked("pac_address"))
