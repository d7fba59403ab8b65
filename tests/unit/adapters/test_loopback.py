"""The listener for the browser's one answer: strangers, halves and silence change nothing."""

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from assessor_app.adapters.oauth.loopback import Listener
from assessor_app.services.sign_in_ports import SignInCancelled, SignInFailed

STATE = "s" * 43


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as made:
        yield made


class Waiting:
    """The laptop that waits, on a thread of its own."""

    def __init__(self, listener: Listener) -> None:
        self.answer: Any = None
        self.stop = threading.Event()
        self._thread = threading.Thread(target=self._wait, args=(listener,), name="waiting")
        self._thread.start()

    def _wait(self, listener: Listener) -> None:
        try:
            self.answer = listener.wait(STATE, self.stop, 20)
        except (SignInCancelled, SignInFailed) as error:
            self.answer = error

    def end(self) -> Any:
        self._thread.join(20)
        return self.answer


@pytest.fixture
def waiting(listener: Listener) -> Iterator[Waiting]:
    made = Waiting(listener)
    yield made
    made.stop.set()
    made.end()


def ask(listener: Listener, query: str, **headers: str) -> requests.Response:
    return requests.get(f"{listener.address}?{query}", headers=headers, timeout=20)


def test_it_listens_on_this_laptop_alone(listener: Listener) -> None:
    parts = urlsplit(listener.address)
    assert (parts.scheme, parts.hostname, parts.path) == ("http", "127.0.0.1", "/callback")


def test_the_answer_is_taken_and_a_page_shown(listener: Listener, waiting: Waiting) -> None:
    page = ask(listener, f"code=c%201&state={STATE}&iss=i")
    assert waiting.end() == {"code": "c 1", "state": STATE, "iss": "i"}
    assert "You can close this page" in page.text
    assert "<script" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    with pytest.raises(requests.RequestException):
        ask_closed(listener)


def ask_closed(listener: Listener) -> None:
    address = listener.address
    listener.close()
    requests.get(address, timeout=5)


def test_a_refusal_is_an_answer_too(listener: Listener, waiting: Waiting) -> None:
    assert "Not signed in" in ask(listener, f"error=access_denied&state={STATE}").text
    assert waiting.end()["error"] == "access_denied"


@pytest.mark.parametrize(
    "stray",
    [
        lambda one: ask(one, f"code=evil&state={'x' * 43}"),
        lambda one: ask(one, "code=evil"),
        lambda one: ask(one, f"code=evil&code=two&state={STATE}"),
        lambda one: ask(one, f"code=evil&state={STATE}", Host="evil.example"),
        lambda one: requests.get(one.address.replace("/callback", "/favicon.ico"), timeout=20),
        lambda one: requests.post(one.address, data={"code": "evil", "state": STATE}, timeout=20),
    ],
    ids=["other state", "no state", "twice", "other host", "icon", "post"],
)
def test_strangers_get_a_page_and_change_nothing(
    listener: Listener, waiting: Waiting, stray: Callable[[Listener], requests.Response]
) -> None:
    assert stray(listener).status_code == 404
    ask(listener, f"code=good&state={STATE}")
    assert waiting.end()["code"] == "good"


def test_silent_and_endless_connections_are_in_nobodys_way(listener: Listener, waiting: Waiting) -> None:
    port = urlsplit(listener.address).port
    others = [socket.create_connection(("127.0.0.1", port or 0)) for _ in range(12)]
    others[-1].sendall(b"GET /callback?" + b"x" * 40_000)
    others[-2].sendall(b"\x16\x03\x01 not a request\r\n\r\n")
    ask(listener, f"code=good&state={STATE}")
    assert waiting.end()["code"] == "good"
    for one in others:
        one.close()


def test_it_is_cancelled_and_comes_to_an_end(listener: Listener) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(SignInCancelled):
        listener.wait(STATE, stop)
    with pytest.raises(SignInFailed, match="within five minutes"):
        listener.wait(STATE, threading.Event(), limit_s=0.0)
