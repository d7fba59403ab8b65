"""Bytes of a file as they arrive: only proved blocks are written, a wrong one never, and leftovers are proved again."""

import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor_app.services.exchange_ports import MediaManifest
from assessor_app.services.intake import DamagedBlock, DamagedWhole, Intake
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.vaults import make_vault

BLOCK, SEGMENT = 100, 40
MIB = 1024 * 1024
FILE = random.Random(3).randbytes(3 * BLOCK + 7)


def manifest_of(data: bytes, whole: bytes | None = None, digest: str = "") -> MediaManifest:
    blocks = tuple(hashlib.sha256(data[start : start + BLOCK]).hexdigest() for start in range(0, len(data), BLOCK))
    sha256 = hashlib.sha256(data if whole is None else whole).hexdigest()
    return MediaManifest(len(data), '"e"', sha256, BLOCK, blocks, digest)


@pytest.fixture
def vault(tmp_path: Path) -> SealedVault:
    return make_vault(tmp_path, SEGMENT)


@pytest.fixture
def roomy(tmp_path: Path) -> SealedVault:
    return make_vault(tmp_path)


def kept(vault: SealedVault) -> bytes:
    source = vault.open("a")
    try:
        return source.read_at(0, source.size + 10)
    finally:
        source.close()


@pytest.mark.parametrize("digest", ["", "of the list"])
def test_a_file_arrives_whole(vault: SealedVault, digest: str):
    intake = Intake(vault.sink("a", len(FILE)), manifest_of(FILE, digest=digest))
    for start in range(0, len(FILE), 33):
        intake.feed(FILE[start : start + 33])
    assert intake.is_complete
    intake.finish()
    assert kept(vault) == FILE


@settings(max_examples=30)
@given(
    cuts=st.lists(st.integers(0, len(FILE)), max_size=6),
    stops=st.lists(st.integers(0, 6), max_size=3),
    digest=st.sampled_from(["", "of the list"]),
    is_polite=st.booleans(),
)
def test_it_may_stop_and_go_on_anywhere(tmp_path_factory, cuts, stops, digest, is_polite):
    vault, manifest = make_vault(tmp_path_factory.mktemp("intake"), SEGMENT), manifest_of(FILE, digest=digest)
    sink = vault.sink("a", len(FILE))
    intake = Intake(sink, manifest)
    for number, cut in enumerate(sorted(cuts)):
        intake.feed(FILE[intake.offset : max(cut, intake.offset)])
        if number in stops:
            before = intake.offset
            if is_polite:
                assert intake.close() == before
            sink.close()
            sink = vault.sink("a", len(FILE))
            intake = Intake(sink, manifest)
            again = 0 if is_polite else BLOCK + SEGMENT
            assert before - again <= intake.offset <= before, "what is fetched again"
    intake.feed(FILE[intake.offset :])
    intake.finish()
    assert kept(vault) == FILE
    vault.close()


def test_a_wrong_block_is_never_written_and_may_come_again(vault: SealedVault):
    sink = vault.sink("a", len(FILE))
    intake = Intake(sink, manifest_of(FILE))
    wrong = bytearray(FILE)
    wrong[BLOCK + 5] ^= 1
    with pytest.raises(DamagedBlock) as damaged:
        intake.feed(bytes(wrong))
    assert (damaged.value.number, intake.offset, sink.offset) == (1, BLOCK, BLOCK)
    intake.feed(FILE[BLOCK:])
    intake.finish()
    assert kept(vault) == FILE


def test_a_block_that_stands_in_part_is_proved_with_what_comes(vault: SealedVault):
    """Segments end inside blocks here: the resumed half and the new one must be the block that was promised."""
    sink = vault.sink("a", len(FILE))
    sink.write(FILE[:130])
    sink.close()
    intake = Intake(vault.sink("a", len(FILE)), manifest_of(FILE))
    assert intake.offset == 120
    with pytest.raises(DamagedBlock):
        intake.feed(bytes(100))
    intake.feed(FILE[120:])
    intake.finish()
    assert kept(vault) == FILE


def test_a_kill_costs_three_quarters_of_a_block_at_most(roomy: SealedVault):
    """As kill -9 leaves it: nobody closed anything."""
    size = 4 * MIB
    data = random.Random(4).randbytes(2 * size)
    blocks = tuple(hashlib.sha256(data[start : start + size]).hexdigest() for start in (0, size))
    manifest = MediaManifest(len(data), '"e"', hashlib.sha256(data).hexdigest(), size, blocks, "of the list")
    for arrived in (MIB, 3 * MIB, size - 1, size + 3 * MIB):
        roomy.discard("a")
        intake = Intake(roomy.sink("a", len(data)), manifest)
        for start in range(0, arrived, MIB // 2):
            intake.feed(data[start : min(start + MIB // 2, arrived)])
        again = Intake(roomy.sink("a", len(data)), manifest)
        assert arrived - size * 3 // 4 <= again.offset <= arrived
        assert (arrived - MIB // 2 < size // 4) or again.offset > 0
    again.feed(data[again.offset :])
    again.finish()
    assert kept(roomy) == data


def test_on_a_slow_line_a_kill_costs_a_quarter(roomy: SealedVault, monkeypatch: pytest.MonkeyPatch):
    seconds = iter(range(0, 1_000_000, 5))
    monkeypatch.setattr("time.monotonic", lambda: float(next(seconds)))
    data = random.Random(5).randbytes(4 * MIB)
    digest = hashlib.sha256(data).hexdigest()
    manifest = MediaManifest(len(data), '"e"', digest, len(data), (digest,))
    intake = Intake(roomy.sink("a", len(data)), manifest)
    for start in range(0, len(data) - MIB // 4, MIB // 4):
        intake.feed(data[start : start + MIB // 4])
    assert Intake(roomy.sink("a", len(data)), manifest).offset == 3 * MIB


def test_more_than_the_file_is_not_written(vault: SealedVault):
    sink = vault.sink("a", len(FILE))
    Intake(sink, manifest_of(FILE)).feed(FILE + b"and more")
    assert sink.offset == len(FILE)


def test_right_blocks_of_a_wrong_whole_are_refused(vault: SealedVault):
    """Without a digest of its list, a manifest whose list and whole disagree proves nothing."""
    intake = Intake(vault.sink("a", len(FILE)), manifest_of(FILE, whole=b"another file"))
    intake.feed(FILE)
    with pytest.raises(DamagedWhole):
        intake.finish()


def test_one_block_is_the_whole():
    one = manifest_of(FILE[:BLOCK], digest="of the list")
    assert one.vouches_for_whole
    assert not replace(one, sha256="0" * 64).vouches_for_whole
    assert manifest_of(FILE, digest="of the list").vouches_for_whole
    assert not manifest_of(FILE).vouches_for_whole


def test_an_empty_file_is_complete_at_once(vault: SealedVault):
    intake = Intake(vault.sink("a", 0), manifest_of(b""))
    assert intake.is_complete
    intake.finish()
    assert kept(vault) == b""
