"""Bytes of a file as they arrive: every block proved, a wrong one cut off, an earlier run's leftovers not trusted."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.services.exchange_ports import MediaManifest
from assessor_app.services.intake import DamagedBlock, Intake
from assessor_app.vault.files import FileSink

BLOCK = 100
FILE = random.Random(3).randbytes(3 * BLOCK + 7)


def manifest_of(data: bytes, whole: bytes | None = None) -> MediaManifest:
    blocks = tuple(hashlib.sha256(data[start : start + BLOCK]).hexdigest() for start in range(0, len(data), BLOCK))
    return MediaManifest(len(data), '"e"', hashlib.sha256(data if whole is None else whole).hexdigest(), BLOCK, blocks)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "file.part"


@pytest.fixture
def sink(place: Path) -> Iterator[FileSink]:
    opened = FileSink(place, len(FILE))
    yield opened
    opened.close()


def test_a_file_arrives_whole(sink: FileSink, place: Path):
    intake = Intake(sink, manifest_of(FILE))
    for start in range(0, len(FILE), 33):
        intake.feed(FILE[start : start + 33])
    assert intake.is_complete
    intake.finish()
    assert place.with_suffix("").read_bytes() == FILE


@given(cuts=st.lists(st.integers(0, len(FILE)), max_size=6), stops=st.lists(st.integers(0, 6), max_size=3))
def test_it_may_stop_and_go_on_anywhere(tmp_path_factory, cuts, stops):
    place = tmp_path_factory.mktemp("intake") / "file.part"
    edges = [0, *sorted(cuts), len(FILE)]
    sink = FileSink(place, len(FILE))
    intake = Intake(sink, manifest_of(FILE))
    for number, (start, end) in enumerate(zip(edges, edges[1:], strict=False)):
        if number in stops:
            sink.close()
            sink = FileSink(place, len(FILE))
            intake = Intake(sink, manifest_of(FILE))
            assert intake.offset == start
        intake.feed(FILE[start:end])
    intake.finish()
    assert place.with_suffix("").read_bytes() == FILE


def test_a_wrong_block_is_cut_off_and_may_come_again(sink: FileSink):
    intake = Intake(sink, manifest_of(FILE))
    wrong = bytearray(FILE)
    wrong[BLOCK + 5] ^= 1
    with pytest.raises(DamagedBlock) as damaged:
        intake.feed(bytes(wrong))
    assert (damaged.value.number, intake.offset, sink.offset) == (1, BLOCK, BLOCK)
    intake.feed(FILE[BLOCK:])
    intake.finish()


def test_the_first_wrong_leftover_ends_what_an_earlier_run_is_trusted_for(sink: FileSink, place: Path):
    """A power cut may leave a block of zeros behind the last one that was safe."""
    place.write_bytes(FILE[:BLOCK] + bytes(BLOCK) + FILE[2 * BLOCK : 2 * BLOCK + 9])
    sink.close()
    again = FileSink(place, len(FILE))
    intake = Intake(again, manifest_of(FILE))
    assert (intake.offset, again.offset) == (BLOCK, BLOCK)
    intake.feed(FILE[BLOCK:])
    intake.finish()
    assert place.with_suffix("").read_bytes() == FILE


def test_more_than_the_file_is_not_written(sink: FileSink):
    intake = Intake(sink, manifest_of(FILE))
    intake.feed(FILE + b"and more")
    assert sink.offset == len(FILE)


def test_leftovers_longer_than_the_file_are_begun_again(sink: FileSink, place: Path):
    sink.write(FILE + b"and more")
    assert Intake(sink, manifest_of(FILE)).offset == 0


def test_right_blocks_of_a_wrong_whole_are_refused(sink: FileSink):
    """A manifest whose list and whole disagree proves nothing."""
    intake = Intake(sink, manifest_of(FILE, whole=b"another file"))
    intake.feed(FILE)
    with pytest.raises(DamagedBlock):
        intake.finish()
    assert sink.offset == 0


def test_an_empty_file_is_complete_at_once(place: Path):
    sink = FileSink(place, 0)
    intake = Intake(sink, manifest_of(b""))
    assert intake.is_complete
    intake.finish()
    assert place.with_suffix("").read_bytes() == b""
