"""A laptop in a process of its own whose clock a test sets while it runs: FOLDER FILE, where FILE holds the offset.

Reads no clock but the one everybody reads; prints one JSON line with what became of evidence and words.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assessor_app.domain.ids import new_id
from assessor_app.services import offline_lease
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.ports import Tools
from assessor_app.services.refusals import EvidenceLocked
from assessor_app.services.retention import RetentionRules, keep_rules
from assessor_app.services.trusted_time import TrustedClock, as_signed
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.store.profile_store import open_store
from tests.fakes.plain_codec import PlainCodec
from tests.fakes.store_factory import RAW_KEY, SERVER_ID
from tests.fakes.vaults import make_vault

VIDEO = "submission-1/artifacts/1"
STEPS = (("as it is", ""), ("ten years on", "+3653d"), ("three days back", "-3d"), ("ten years on, met", "+3653d"))


def main(folder: Path, offset: Path, signed_at: datetime) -> None:
    clock = TrustedClock()
    lease = OfflineLease(clock)
    store, vault = open_store(folder / "profile.db", RAW_KEY, lease), make_vault(folder)
    tools = Tools(now=clock.now, new_id=new_id, codec_of=lambda _: PlainCodec(), trusted=clock)
    said = {}
    for name, shift in STEPS:
        offset.write_text(f"{shift or '+0d'}\n", encoding="utf-8")
        if name.endswith("met"):
            with store.factory() as uow:
                uow.servers.put(as_signed(uow.servers.get(SERVER_ID), signed_at, clock.now()))
        with store.factory() as uow:
            offline_lease.note_time(uow, clock)
        keep_rules(store.factory, vault, tools, SERVER_ID, RetentionRules(media_days=7, text_days=30))
        try:
            store.reads.must_be_open(VIDEO)
            lock = ""
        except EvidenceLocked as error:
            lock = error.lock.value
        try:
            vault.open(VIDEO).close()
            is_here = True
        except NotOnThisLaptop:
            is_here = False
        view = store.reads.workbench("assignment-1")
        said[name] = {
            "year": clock.now().year,
            "lock": lock,
            "is_here": is_here,
            "words": view.assessment.feedback,
            "is_late": clock.now() - signed_at > timedelta(days=1),
        }
    vault.close()
    store.close()
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]).astimezone(UTC))
