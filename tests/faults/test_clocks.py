"""A laptop whose clock is wrong, or jumps in the middle of a sync: the order stays, nothing is erased, one effect."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assessor_app.bootstrap.profiles import create_profile, open_profile
from assessor_app.config.paths import AppPaths
from assessor_app.domain.assessment import AssessmentState
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation
from tests.unit.practice.laptop import Laptop

PASSPHRASE = "only for this test"
LONGEST_S = 60
HELD = Fault(is_held=True)
"""The reply waits until the proxy is told to let go."""
pytestmark = pytest.mark.skipif(shutil.which("faketime") is None, reason="no libfaketime here (apt: faketime)")


class Case:
    """A real profile with evidence on it and a final that waits."""

    def __init__(self, folder: Path, proxy: FaultProxy, server: PracticeProcess, assignment_id: str) -> None:
        self.paths = AppPaths(folder / "laptop")
        self.secret = folder / "passphrase"
        self.secret.write_text(PASSPHRASE)
        self.clock = folder / "clock"
        self.proxy, self.assignment_id = proxy, assignment_id
        self.view = Laptop(server.url, server.tokens["assessor-1"])
        create_profile(self.paths, PASSPHRASE, is_cheap=True)
        with self.opened() as laptop:
            laptop.sign_in(proxy.url, server.tokens["assessor-1"])
            laptop.pull()
            laptop.fetch(assignment_id)
            laptop.score_all(assignment_id)
            laptop.submit(assignment_id)
            self.in_line = [row.op_id for row in laptop.waiting()]
        proxy.plan.seen.clear()

    @contextmanager
    def opened(self) -> Iterator[Workstation]:
        profile = open_profile(self.paths, PASSPHRASE)
        laptop = Workstation(profile.store.get(), profile.vault)  # type: ignore[arg-type]
        try:
            servers = laptop.store.reads.servers()
            laptop.server_id = servers[0].server_id if servers else ""
            yield laptop
        finally:
            laptop.close()
            profile.close()

    def syncing(self, *faketime: str) -> "subprocess.Popen[str]":
        """The real command, told another time."""
        command = [sys.executable, "-m", "assessor_app", "--basedir", str(self.paths.base)]
        given = ["--passphrase-file", str(self.secret), "sync"]
        environment = os.environ | {"FAKETIME_TIMESTAMP_FILE": str(self.clock), "FAKETIME_NO_CACHE": "1"}
        return subprocess.Popen([*faketime, *command, *given], env=environment, stdout=subprocess.PIPE, text=True)

    def assert_right(self) -> None:
        with self.opened() as laptop:
            assert laptop.store.reads.assessment(self.assignment_id).state is AssessmentState.ACCEPTED
            assert laptop.waiting() == ()
            artifact_id = laptop.file_of(self.assignment_id, "audio/wav").artifact_id
            laptop.vault.open(artifact_id).close()
            with laptop.store.factory() as uow:
                line = [uow.outbox.get(op_id) for op_id in self.in_line]
        (final,) = self.view.document(f"/assignments/{self.assignment_id}/assessments")["assessments"]
        assert final["revision"] == 1
        sent = [path for method, path in self.proxy.plan.seen if method in ("PUT", "DELETE")]
        wanted = [f"/{item.path}" for item in line if item.verb not in ("post-events",)]
        assert [path for path in dict.fromkeys(sent) if path in wanted] == wanted


@pytest.fixture
def case(tmp_path: Path, proxy: FaultProxy, shared_server: PracticeProcess, new_assignment: NewAssignment) -> Case:
    return Case(tmp_path, proxy, shared_server, new_assignment())


def test_a_clock_three_days_behind_that_jumps_ten_years_while_a_final_is_under_way(case: Case) -> None:
    library = next(Path("/usr/lib").rglob("libfaketimeMT.so.1"))
    case.clock.write_text("-3d\n")
    case.proxy.next(HELD, path="/assessments/")
    preload = ("env", f"LD_PRELOAD={library}", "FAKETIME_DONT_FAKE_MONOTONIC=1")
    with case.syncing(*preload) as syncing:
        case.proxy.wait_until_held()
        case.clock.write_text("+10y\n")
        case.proxy.plan.let_go.set()
        assert syncing.wait(LONGEST_S) == 0, syncing.stdout
    case.assert_right()
