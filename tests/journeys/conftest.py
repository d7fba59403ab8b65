"""An issuing server and a laptop, each for one test."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assessor_app.config.paths import data_dir
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.practice_process import PracticeProcess, made_server
from tests.journeys.laptop import Laptop

NOISE_BYTES = 300_000


@pytest.fixture(scope="session")
def unused_server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of Riverside before it ever ran, to be copied."""
    return made_server(tmp_path_factory.mktemp("unused") / "data")


@pytest.fixture
def server(tmp_path: Path, unused_server: Path) -> Iterator[PracticeProcess]:
    """Riverside, with the sample work."""
    with PracticeProcess(tmp_path / "server", like=unused_server) as process:
        yield process


@pytest.fixture
def damaged_server(tmp_path: Path) -> Iterator[PracticeProcess]:
    """A server whose video of the gestures is nothing but noise."""
    sample = tmp_path / "sample"
    shutil.copytree(data_dir("resources") / "sample", sample)
    noise = random.Random(20).randbytes(NOISE_BYTES)  # noqa: S311 - any bytes that are no video
    (sample / "clips" / "gestures.mp4").write_bytes(noise)
    with PracticeProcess(tmp_path / "server", sample=sample) as process:
        yield process


@pytest.fixture
def network(server: PracticeProcess) -> Iterator[FaultProxy]:
    """What lies between laptop and server."""
    with FaultProxy(server.url) as between:
        yield between


@pytest.fixture
def laptop(tmp_path: Path, qapp: object, qtbot: QtBot) -> Iterator[Laptop]:
    """A laptop that is on, with a profile and no server yet."""
    laptop = Laptop(tmp_path / "laptop", qtbot)
    laptop.switch_on()
    yield laptop
    laptop.switch_off()
