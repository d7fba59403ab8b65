"""The program killed with -9 while a final is under way: started again, it ends with one effect and a receipt."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.outbox import OutboxState
from assessor_app.services import outbox
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.fault_proxy import REPLY_HELD, FaultProxy
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import workstation
from tests.unit.practice.laptop import Laptop

ROOT = Path(__file__).parents[2]


@contextmanager
def sending(folder: Path, server_id: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "tests.fakes.draining_process", str(folder), server_id]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_killed_between_sending_and_the_reply(
    tmp_path: Path, shared_server: PracticeProcess, proxy: FaultProxy, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    folder = tmp_path / "laptop"
    with workstation(folder) as laptop:
        server = laptop.sign_in(proxy.url, shared_server.tokens["assessor-1"])
        laptop.pull()
        laptop.score_all(assignment_id)
        final = laptop.submit(assignment_id)
    proxy.next(REPLY_HELD, path="/assessments/")
    with sending(folder, server.server_id) as process:
        proxy.wait_until_held()
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    view = Laptop(shared_server.url, shared_server.tokens["assessor-1"])
    (taken,) = view.document(f"/assignments/{assignment_id}/assessments")["assessments"]
    assert taken["op_id"] == final.op_id, "the server has it, the laptop does not know"
    with workstation(folder) as laptop:
        laptop.server_id = server.server_id
        with laptop.store.factory() as uow:
            assert uow.outbox.get(final.op_id).state is OutboxState.SENDING
        assert outbox.restart(laptop.store.factory) == 1
        laptop.push()
        assert laptop.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED
        assert final.op_id in {receipt.op_id for receipt in laptop.store.reads.receipts()}
    (taken,) = view.document(f"/assignments/{assignment_id}/assessments")["assessments"]
    assert (taken["op_id"], taken["revision"]) == (final.op_id, 1)
