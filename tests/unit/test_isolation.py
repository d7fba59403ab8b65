"""The fences around the tests hold: nothing left running goes unseen, nobody's home or network is reached."""

import os
import socket
import threading
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QObject, QThread, QTimer

from tests import leaks
from tests.leaks import LeakWatch
from tests.loopback import NetworkRefused, is_loopback


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> LeakWatch:
    monkeypatch.setattr(leaks, "GRACE_SECONDS", 0.05)
    return LeakWatch(monkeypatch)


@pytest.mark.parametrize("is_daemon", [True, False])
def test_a_thread_left_running_is_named(watch: LeakWatch, is_daemon: bool) -> None:
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="left over", daemon=is_daemon)
    thread.start()
    assert watch.leaks() == ["thread left over"]
    gate.set()
    thread.join()
    assert watch.leaks() == []


@pytest.mark.usefixtures("qapp")
def test_a_timer_left_running_is_named(watch: LeakWatch) -> None:
    timer = QTimer()
    timer.setObjectName("tick")
    timer.start(1000)
    assert any("timer tick" in leak for leak in watch.leaks())
    timer.stop()
    assert watch.leaks() == []


@pytest.mark.usefixtures("qapp")
def test_a_timer_dies_with_the_parent_that_was_to_be_deleted_later(watch: LeakWatch) -> None:
    parent = QObject()
    timer = QTimer(parent)
    timer.start(1000)
    parent.deleteLater()
    assert watch.leaks() == []


@pytest.mark.usefixtures("qapp")
def test_a_qt_thread_left_running_is_named(watch: LeakWatch) -> None:
    thread = QThread()
    thread.setObjectName("decoder")
    thread.start()
    assert watch.leaks() == ["Qt thread decoder"]
    thread.quit()
    assert thread.wait(5000)
    assert watch.leaks() == []


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "::ffff:192.0.2.1", b"example.org"])
def test_other_machines_are_refused(host: str | bytes) -> None:
    assert not is_loopback(host)
    with pytest.raises(NetworkRefused, match="practice server"):
        socket.getaddrinfo(host, 80)


def test_a_connection_beyond_this_machine_is_refused_before_it_is_tried() -> None:
    with socket.socket() as outgoing, pytest.raises(NetworkRefused):
        outgoing.connect(("192.0.2.1", 80))
    with socket.socket() as outgoing, pytest.raises(NetworkRefused):
        outgoing.connect_ex(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_a_persons_files_are_out_of_reach(home: Path) -> None:
    assert Path.home() == home
    assert platformdirs.user_data_path("assessor-app").is_relative_to(home)
    assert platformdirs.user_config_path("assessor-app").is_relative_to(home)
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
