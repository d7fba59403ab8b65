"""Sessions of requests that do what they are told and nothing by themselves; the system's store judges certificates."""

import http.cookiejar
import ssl
from typing import Any

import requests
import truststore
import urllib3
from requests.adapters import HTTPAdapter


class _StraightSession(requests.Session):
    """Never follows a redirect by itself: a write must not turn into a GET elsewhere."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None


class _SystemTrust(HTTPAdapter):
    """Certificates are judged by the operating system's store, a school's own authority included."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, **kwargs)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        proxy_kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return super().proxy_manager_for(proxy, **proxy_kwargs)

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """Leave out the bundle requests brings along."""
        conn.cert_reqs = "CERT_REQUIRED"


def new_session() -> requests.Session:
    """Return a session without redirects, repeats, cookies, password files or proxies of its own."""
    session = _StraightSession()
    session.trust_env = False  # proxies come from `Network`, and from nowhere else
    session.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "assessor-app"
    adapter = _SystemTrust(max_retries=urllib3.Retry(0, read=False))
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
