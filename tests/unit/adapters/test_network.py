"""The way to a server: which proxy, whose certificates, how fast, and scores first."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assessor_app.adapters import pac as pac_module
from assessor_app.adapters.bandwidth import SLOWEST_BYTES_S, Bandwidth
from assessor_app.adapters.http import Http
from assessor_app.adapters.network import Network
from assessor_app.adapters.pac import PacFiles
from assessor_app.config.settings import BadSetting, Settings
from assessor_app.domain.reach import Reach
from assessor_app.services.exchange_ports import ServerUnreachable
from tests.fakes.answering_server import Answering, answering
from tests.fakes.certificates import Authority
from tests.fakes.school_proxy import SchoolProxy, school_proxy

HOST = "riverside.example"
URL = f"https://{HOST}"
SCHOOL = "http://proxy.school.example:8080"


def network(**settings: Any) -> Network:
    return Network(Settings(**settings).get)


@pytest.fixture
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def server(authority: Authority) -> Iterator[Answering]:
    with answering(authority.server(HOST)) as started:
        started.replies["/x"] = (200, {"Content-Type": "application/json"}, b"{}")
        yield started


@pytest.fixture
def proxy(server: Answering) -> Iterator[SchoolProxy]:
    with school_proxy(server.server_address[1]) as started:
        yield started


def ask(way: Network) -> int:
    http = Http(URL, "token", network=way)
    try:
        return http.get(f"{URL}/x").status
    finally:
        http.close()


# ---- which proxy ----


def test_the_systems_proxy_is_used_and_its_exceptions(no_environment: None, monkeypatch: pytest.MonkeyPatch):
    assert network().proxies_for(URL) == {}
    monkeypatch.setenv("HTTPS_PROXY", "proxy.school.example:8080")
    assert network().proxies_for(f"{URL}/x") == {"https": SCHOOL}
    assert network(proxy="none").proxies_for(URL) == {}
    assert network().proxies_for("http://127.0.0.1:8000/x") == {}, "this computer is never asked for through a proxy"
    monkeypatch.setenv("NO_PROXY", "riverside.example")
    assert network().proxies_for(URL) == {}


def test_a_proxy_of_another_kind_is_refused_in_words(no_environment: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS_PROXY", "socks5://proxy.school.example:1080")
    with pytest.raises(ServerUnreachable, match=r"cannot speak to \(socks5\)") as told:
        network().proxies_for(URL)
    assert told.value.reach is Reach.PUT_RIGHT


def test_a_proxy_that_was_chosen_and_not_entered_says_where():
    with pytest.raises(ServerUnreachable, match="Enter it in Settings, Network"):
        network(proxy="address").proxies_for(URL)


def test_a_password_in_a_proxys_address_is_not_kept():
    with pytest.raises(BadSetting):
        Settings(proxy_address="http://teacher:secret@proxy.school.example:8080")


def test_everything_goes_through_the_schools_proxy(
    proxy: SchoolProxy, authority: Authority, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    assert ask(network(proxy="address", proxy_address=proxy.url)) == 200
    assert proxy.asked == [f"{HOST}:443"]


def test_a_certificate_of_an_authority_the_system_does_not_know_is_refused_in_words(proxy: SchoolProxy):
    """As a captive portal or an inspecting proxy shows."""
    with pytest.raises(ServerUnreachable, match="could not be trusted") as told:
        ask(network(proxy="address", proxy_address=proxy.url))
    assert told.value.reach is Reach.CAPTIVE


def test_a_proxy_that_wants_a_sign_in_is_told(proxy: SchoolProxy):
    proxy.wants_sign_in = True
    with pytest.raises(ServerUnreachable, match="Ask your school's IT") as told:
        ask(network(proxy="address", proxy_address=proxy.url))
    assert told.value.reach is Reach.PROXY_SIGN_IN


def test_a_proxy_of_another_place_is_told():
    """The laptop went home."""
    with answering() as gone:
        url = gone.url
    with pytest.raises(ServerUnreachable, match="choose another way in Settings") as told:
        ask(network(proxy="address", proxy_address=url))
    assert told.value.reach is Reach.NO_NETWORK


# ---- proxy files ----

SCRIPT = b"""
function FindProxyForURL(url, host) {
  if (url.indexOf("submissions") >= 0) return "PROXY told.too.much.example:1";
  if (shExpMatch(host, "*.example")) return "PROXY one.example:8080; SOCKS five.example:1080; DIRECT";
  return "DIRECT";
}
"""
TYPE = {"Content-Type": "application/x-ns-proxy-autoconfig"}


@pytest.fixture
def pac() -> Iterator[Answering]:
    with answering() as started:
        started.replies["/proxy.pac"] = (200, TYPE, SCRIPT)
        yield started


def test_a_proxy_file_is_fetched_once_and_asked_for_each_server(pac: Answering):
    way = network(proxy="pac", pac_address=f"{pac.url}/proxy.pac")
    assert way.proxies_for(f"{URL}/submissions/7?code=4F2") == {"https": "http://one.example:8080"}
    assert way.proxies_for("https://riverside.test/x") == {}
    assert len(pac.heard) == 1


def test_a_proxy_that_does_not_answer_makes_way_for_the_files_next(pac: Answering):
    clock = [0.0]
    files = PacFiles(lambda: clock[0])
    address = f"{pac.url}/proxy.pac"
    assert files.proxy_for(address, URL) == "http://one.example:8080"
    files.failed("http://one.example:8080")
    assert files.proxy_for(address, URL) == ""
    clock[0] = pac_module.BANNED_S + 1
    assert files.proxy_for(address, URL) == "http://one.example:8080"


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ((404, {}, b""), "cannot be fetched from 127.0.0.1"),
        ((200, TYPE, b"<html>Sign in</html>"), "cannot be understood"),
        ((200, TYPE, b"function FindProxyForURL() { throw 'no'; }"), "cannot be understood"),
        ((200, TYPE, b"function FindProxyForURL() { return 'SOCKS five.example:1080'; }"), "names no proxy"),
    ],
    ids=["not there", "a web page", "fails", "only others"],
)
def test_a_proxy_file_that_is_none_is_said_and_fetched_again_later(pac: Answering, reply: Any, words: str):
    clock = [0.0]
    files = PacFiles(lambda: clock[0])
    pac.replies["/proxy.pac"] = reply
    for _ in range(2):
        with pytest.raises(ServerUnreachable, match=words):
            files.proxy_for(f"{pac.url}/proxy.pac", URL)
    assert len(pac.heard) == 1
    clock[0] = pac_module.FRESH_S + 1
    pac.replies["/proxy.pac"] = (200, TYPE, SCRIPT)
    assert files.proxy_for(f"{pac.url}/proxy.pac", URL) == "http://one.example:8080"


def test_an_endless_proxy_file_is_not_read(pac: Answering, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pac_module, "LARGEST", len(SCRIPT) - 1)
    with pytest.raises(ServerUnreachable, match="cannot be fetched"):
        PacFiles().proxy_for(f"{pac.url}/proxy.pac", URL)


# ---- how fast, and what goes first ----


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_all_downloads_together_keep_to_the_limit():
    time = Time()
    bandwidth = Bandwidth(lambda: 800, time.clock, time.sleep)  # 100,000 bytes a second
    for _ in range(50):
        bandwidth.took(20_000)
    assert 9.5 <= time.now - 100.0 <= 10.5
    assert bandwidth.bytes_at_once() == 25_000


def test_without_a_limit_nothing_waits():
    time = Time()
    bandwidth = Bandwidth(lambda: 0, time.clock, time.sleep)
    bandwidth.took(10**9)
    assert time.now == 100.0


def test_no_limit_makes_a_download_look_like_a_broken_line():
    time = Time()
    bandwidth = Bandwidth(lambda: 1, time.clock, time.sleep)
    bandwidth.took(80_000)
    assert time.now - 100.0 <= 80_000 / SLOWEST_BYTES_S


def test_evidence_stands_back_while_a_score_travels():
    bandwidth = Bandwidth()
    passed = threading.Event()

    def fetch() -> None:
        bandwidth.took(1)
        passed.set()

    with bandwidth.writing():
        with bandwidth.writing():
            fetching = threading.Thread(target=fetch)
            fetching.start()
        assert not passed.is_set()
    fetching.join()
    assert passed.is_set()


def test_a_write_holds_evidence_back_until_its_answer_is_here():
    class Noting(Bandwidth):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[bool] = []

    with answering() as server:
        way = network()
        way.bandwidth = noting = Noting()
        server.replies["/score"] = (200, {}, b"{}")
        http = Http(server.url, "token", network=way)
        open_now = http._open

        def noted(*given: Any) -> Any:
            noting.seen.append(noting._is_free_of_writes.is_set())
            return open_now(*given)

        http._open = noted  # type: ignore[assignment, method-assign]
        http.send("PUT", f"{server.url}/score", b"{}")
        http.get(f"{server.url}/score")
        http.close()
    assert noting.seen == [False, True]
    assert noting._is_free_of_writes.is_set()
