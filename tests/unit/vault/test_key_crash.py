"""A crash or a full disk while a passphrase is changed leaves the old key file or the new one, and nothing beside."""

import os
import subprocess
import sys

import pytest

from assessor_app.services.key_ports import WrongPassphrase
from assessor_app.vault import key_header
from tests.unit.vault.test_key_ways import OTHER, WORDS, Place, place

__all__ = ["place"]  # the fixture

STEPS = ("keys.header_written", "keys.header_synced", "keys.header_replaced")
CHANGE = """
import sys
from pathlib import Path
from assessor_app.vault.key_derivation import CHEAPEST, Costs
from assessor_app.vault.key_slots import KeyFile
from assessor_app.vault.keychain import NoKeychain

keys = KeyFile(Path(sys.argv[1]), NoKeychain(), Costs(CHEAPEST, CHEAPEST))
keys.change_passphrase(keys.open_words(sys.argv[2]).raw_key, sys.argv[3])
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_in_the_middle_leaves_the_old_passphrase_or_the_new_one(place: Place, step: str) -> None:
    environment = os.environ | {"ASSESSOR_FAILPOINT": f"{step}:exit"}
    done = subprocess.run(
        [sys.executable, "-c", CHANGE, os.fspath(place.path), WORDS, OTHER], env=environment, check=False, timeout=60
    )
    assert done.returncode == 86
    is_new = step == "keys.header_replaced"
    assert place.keys.open_words(OTHER if is_new else WORDS).raw_key == place.raw_key
    with pytest.raises(WrongPassphrase):
        place.keys.open_words(WORDS if is_new else OTHER)
    place.keys.make_code(place.raw_key)
    assert [each.name for each in place.path.parent.iterdir()] == ["profile.json"], "nothing of the crash stays"


@pytest.mark.parametrize("step", STEPS[:2])
def test_a_full_disk_changes_nothing(place: Place, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str) -> None:
        if name == step:
            raise OSError(28, "No space left on device")

    before = place.path.read_bytes()
    monkeypatch.setattr(key_header, "failpoint", full)
    with pytest.raises(OSError, match="No space"):
        place.keys.change_passphrase(place.raw_key, OTHER)
    assert place.path.read_bytes() == before
    assert [each.name for each in place.path.parent.iterdir()] == ["profile.json"]
