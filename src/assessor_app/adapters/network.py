"""The way to a server: which proxy, and how fast evidence may come; one for all connections of a profile."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from assessor_app.adapters.bandwidth import Bandwidth
from assessor_app.adapters.pac import PacFiles
from assessor_app.config.settings import SETTINGS
from assessor_app.domain.reach import Reach
from assessor_app.services.exchange_ports import ServerUnreachable

SYSTEM, NONE, ADDRESS, PAC = "system", "none", "address", "pac"
HERE = frozenset({"127.0.0.1", "::1", "localhost"})
UNUSABLE = (
    "This network is set to use a proxy of a kind this program cannot speak to ({scheme}). Ask your school's IT for"
    " an http proxy, and enter it in Settings, Network."
)
NOT_SAID = "No proxy is entered. Enter it in Settings, Network, or choose the system's."


class Network:
    """May be used from several threads. `setting` gives the value of a setting by its key, asked every time."""

    def __init__(self, setting: Callable[[str], Any] | None = None) -> None:
        self._setting = setting or _default
        self._pac = PacFiles()
        self.bandwidth = Bandwidth(lambda: int(self._setting("bandwidth_kbps")))

    def obey(self, setting: Callable[[str], Any]) -> None:
        """Follow these settings from now on."""
        self._setting = setting

    def proxies_for(self, url: str) -> dict[str, str]:
        """Return what requests takes as `proxies`: empty for no proxy.

        Called on lanes: a proxy file is fetched and evaluated here. Raises ServerUnreachable in words.
        """
        proxy = self._proxy_for(url)
        if not proxy:
            return {}
        scheme = urlsplit(proxy).scheme.lower()
        if scheme not in ("http", "https"):
            raise ServerUnreachable(UNUSABLE.format(scheme=scheme), Reach.PUT_RIGHT)
        return {urlsplit(url).scheme: proxy}

    def failed(self, proxies: dict[str, str]) -> None:
        """This proxy did not answer: where a proxy file names others they are next."""
        for proxy in proxies.values():
            self._pac.failed(proxy)

    def _proxy_for(self, url: str) -> str:
        host = urlsplit(url).hostname or ""
        how = self._setting("proxy")
        if host in HERE or how == NONE:
            return ""
        if how == SYSTEM:
            return _system_proxy(url, host)
        address = str(self._setting("proxy_address" if how == ADDRESS else "pac_address"))
        if not address:
            raise ServerUnreachable(NOT_SAID, Reach.PUT_RIGHT)
        return address if how == ADDRESS else self._pac.proxy_for(address, url)


def _system_proxy(url: str, host: str) -> str:
    """What the operating system or the environment says, its exceptions included."""
    from urllib.request import getproxies  # noqa: PLC0415 - at start nothing is sent yet

    from requests.utils import should_bypass_proxies  # noqa: PLC0415

    known = getproxies()
    proxy = known.get(urlsplit(url).scheme) or known.get("all") or ""
    if not proxy or should_bypass_proxies(url, no_proxy=None):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _default(key: str) -> Any:
    return SETTINGS[key].default
