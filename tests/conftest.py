"""What holds for every test: a home of its own, no network beyond this machine, nothing left running."""

import os

# Before anything makes a QApplication; ./run test sets the same, a plain pytest may not.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from tests.examples import QUICK, register_profiles
from tests.leaks import LeakWatch
from tests.loopback import only_loopback
from tests.x_window import window_manager

register_profiles()
settings.load_profile(QUICK)

XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


def move_home(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Point everything that finds a person's files to folders below home."""
    patch.setenv("HOME", str(home))
    for variable in XDG:
        folder = home / variable.lower()
        folder.mkdir(mode=0o700)
        patch.setenv(variable, str(folder))
    # The real keyring of whoever runs the tests is out of bounds as well.
    patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(scope="session", autouse=True)
def _session_away_from_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For fixtures that live longer than a test."""
    with pytest.MonkeyPatch.context() as patch:
        move_home(patch, tmp_path_factory.mktemp("session_home"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        only_loopback(patch)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The empty home folder this test has to itself."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        move_home(patch, folder)
        yield folder


@pytest.fixture(autouse=True)
def _nothing_left_running(home: Path) -> Iterator[None]:
    """Fail a test that leaves a thread, a Qt thread or a Qt timer running, daemon or not."""
    with pytest.MonkeyPatch.context() as patch:
        watch = LeakWatch(patch)
        yield
        leaks = watch.leaks()
    if leaks:
        pytest.fail("left running: " + ", ".join(leaks), pytrace=False)


@pytest.fixture
def real_window(home: Path, tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """The environment for a process of the test's own with a real X window and a window manager.

    The test process itself stays offscreen: Qt takes one platform per process.
    """
    if not os.environ.get("DISPLAY"):
        pytest.skip("no display: ./run test provides one")
    with window_manager(tmp_path):
        yield os.environ | {"QT_QPA_PLATFORM": "xcb", "QT_XCB_GL_INTEGRATION": "none"}
