"""A practice server on a tiny sample, one for all tests that leave it as it was but for their own assignments."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessor_app.practice import control
from tests.fakes.practice_process import PracticeProcess, made_server
from tests.unit.practice.laptop import Desk, Laptop
from tests.unit.practice.tiny_sample import write_tiny_sample

NewDesk = Callable[..., Desk]


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
    """For a test that changes what others rely on: epoch, keys, people."""
    with PracticeProcess(tmp_path / "data", sample=tiny_sample, like=unused_server) as process:
        yield process


@pytest.fixture
def laptop(shared_server: PracticeProcess) -> Laptop:
    return laptop_of(shared_server, "assessor-1")


@pytest.fixture
def other_laptop(shared_server: PracticeProcess) -> Laptop:
    return laptop_of(shared_server, "assessor-2")


@pytest.fixture
def desk(shared_server: PracticeProcess) -> Desk:
    """A fresh assignment of assessor-1, for micro-credential "pause", that nobody else scores."""
    return fresh_desks(shared_server, "pause", {"assessor-1": "assess"})["assessor-1"]


def laptop_of(server: PracticeProcess, label: str) -> Laptop:
    return Laptop(server.url, server.tokens[label])


def fresh_desks(server: PracticeProcess, slug: str, roles: dict[str, str]) -> dict[str, Desk]:
    """Assignments of a fresh submission: label -> role gives label -> desk."""
    first = seeded(server)[slug]
    given = control.new_case(server.data_dir, first, roles)
    return {label: Desk(laptop_of(server, label), assignment_id) for label, assignment_id in given.items()}


def seeded(server: PracticeProcess) -> dict[str, str]:
    """Micro-credential -> the first assignment assessor-1 was given for it at the beginning."""
    pause, _, signs, *_ = control.assignments_of(server.data_dir, "assessor-1")
    return {"pause": pause, "signs": signs}
