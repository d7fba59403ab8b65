"""The program killed without warning while marking: what was shown as saved is there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.store_factory import make_store, make_world

MARKING = """
import sys, pathlib
from assessor_app.services import annotate
from tests.fakes.store_factory import Bench, a_mark, make_store

tools = Bench().tools
with make_store(pathlib.Path(sys.argv[1])) as store:
    start_us = 0
    while True:
        start_us += 40_000
        with store.factory() as uow:
            mark = annotate.add(uow, tools, a_mark(start_us)).value
        print(mark.annotation_id, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("moments", [1, 25, 80])
def test_every_moment_shown_as_saved_survives_kill_9(tmp_path: Path, moments: int) -> None:
    with make_world(tmp_path):
        pass
    root = str(Path(__file__).parents[3])
    marking = subprocess.Popen(
        [sys.executable, "-c", MARKING, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=root, env=os.environ
    )
    assert marking.stdout is not None
    saved = [marking.stdout.readline().strip() for _ in range(moments)]
    marking.send_signal(signal.SIGKILL)
    saved += [line.strip() for line in marking.stdout.read().splitlines()]
    assert marking.wait() == -signal.SIGKILL
    marking.stdout.close()
    assert len(saved) >= moments
    with make_store(tmp_path) as store, store.database.reader() as connection:
        assert connection.exec_driver_sql("PRAGMA quick_check").scalar_one() == "ok"
        made = set(connection.exec_driver_sql("SELECT annotation_id FROM annotation").scalars())
        journalled = set(connection.exec_driver_sql("SELECT entity_id FROM journal").scalars())
        queued = set(connection.exec_driver_sql("SELECT entity_id FROM outbox").scalars())
    assert set(saved) <= made
    assert made == journalled == queued
