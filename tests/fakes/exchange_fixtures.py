"""Fixtures of a laptop, a server and the proxy between them; contract and fault tests import what they use."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessor_app.practice import control
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.practice_process import PracticeProcess, made_server
from tests.fakes.workstation import Workstation, workstation
from tests.unit.practice.tiny_sample import write_tiny_sample

NewAssignment = Callable[..., str]


@pytest.fixture(scope="session")
def tiny_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_sample(tmp_path_factory.mktemp("tiny") / "sample")


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory, tiny_sample: Path) -> Iterator[PracticeProcess]:
    """For all tests; each works on assignments of its own."""
    with PracticeProcess(tmp_path_factory.mktemp("shared") / "data", sample=tiny_sample) as process:
        yield process


@pytest.fixture(scope="session")
def unused_server(tmp_path_factory: pytest.TempPathFactory, tiny_sample: Path) -> Path:
    """The data of a server that never ran, to be copied."""
    return made_server(tmp_path_factory.mktemp("unused") / "data", tiny_sample)


@pytest.fixture
def own_server(tmp_path: Path, tiny_sample: Path, unused_server: Path) -> Iterator[PracticeProcess]:
    """For a test that changes what others rely on: epoch, keys, people, or whether it runs at all."""
    with PracticeProcess(tmp_path / "server", sample=tiny_sample, like=unused_server) as process:
        yield process


@pytest.fixture
def new_assignment(shared_server: PracticeProcess) -> NewAssignment:
    """Give assessor-1 a fresh submission of the micro-credential "pause" and return the assignment's id."""
    return lambda: fresh_assignment(shared_server)


@pytest.fixture
def proxy(shared_server: PracticeProcess) -> Iterator[FaultProxy]:
    with FaultProxy(shared_server.url) as between:
        yield between


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workstation]:
    with workstation(tmp_path / "laptop") as station:
        yield station


def fresh_assignment(server: PracticeProcess, label: str = "assessor-1") -> str:
    first = control.assignments_of(server.data_dir, label)[0]
    return control.new_case(server.data_dir, first, {label: "assess"})[label]
