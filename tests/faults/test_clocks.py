"""T16: a real program whose clock is set forward, back and forward again: it locks, erases nothing, and opens again."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.ids import new_id
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.submission import MediaState
from assessor_app.services import feedback
from assessor_app.services.trusted_time import as_signed
from assessor_app.services.views import ArtifactMedia
from tests.fakes.clocked_process import VIDEO
from tests.fakes.store_factory import SERVER_ID, Bench, make_world
from tests.fakes.vaults import make_vault, put_file
from tests.unit.services.test_drain import receipt_for

ROOT = Path(__file__).parents[2]
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


@pytest.mark.skipif(not LIBRARIES, reason="libfaketime is not installed: apt install faketime")
def test_no_clock_erases_and_every_clock_may_lock(tmp_path: Path) -> None:
    met_at = datetime.now(UTC)
    with make_world(tmp_path) as store:
        vault = make_vault(tmp_path)
        put_file(vault, VIDEO, b"bytes")
        vault.close()
        with store.factory() as uow:
            uow.servers.put(as_signed(uow.servers.get(SERVER_ID), met_at, met_at))
            uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, 5, 5))
            feedback.set_text(uow, Bench().tools, "assignment-1", "Well waited.")
            stored = uow.assessments.get("assignment-1")
            assert stored is not None
            uow.assessments.put(replace(stored, state=AssessmentState.ACCEPTED))
            for item in uow.outbox.open_of(stored.assessment_id):
                uow.outbox.update(replace(item, state=OutboxState.SUPERSEDED))
            final = replace(item, op_id=new_id(), verb=OutboxVerb.PUT_FINAL, state=OutboxState.ACCEPTED)
            uow.outbox.add(final)
            uow.receipts.add(replace(receipt_for(final), received_at=met_at))
    offset = tmp_path / "offset"
    offset.write_text("+0d\n", encoding="utf-8")
    clock = {
        "LD_PRELOAD": str(LIBRARIES[-1]),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    signed_at = met_at + timedelta(minutes=1)
    command = [sys.executable, "-m", "tests.fakes.clocked_process", str(tmp_path), str(offset), signed_at.isoformat()]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | clock, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    locks = {name: step["lock"] for name, step in said.items()}
    assert locks == {
        "as it is": "",
        "ten years on": "offline-lease",
        "three days back": "offline-lease",
        "ten years on, met": "",
    }
    assert said["ten years on"]["year"] - said["as it is"]["year"] >= 9, "the clock was set, or this proves nothing"
    assert said["three days back"]["year"] <= met_at.year
    # Its final was in ten years ago by this clock: with any other time than a server's own, all of it would be gone.
    assert all(step["is_here"] and step["words"] == "Well waited." for step in said.values()), "nothing was erased"
