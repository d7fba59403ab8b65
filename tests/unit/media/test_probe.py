"""Looking through recordings before they are played."""

import random
from fractions import Fraction
from pathlib import Path

import pytest

from assessor_app.media.facts import MediaFacts, Trouble
from assessor_app.media.frame_times import read_frame_times
from assessor_app.media.probe import look_through
from tests.fakes.clips import HEIGHT, WIDTH, ClipSource, make_clip, steady, uneven


def facts_of(data: bytes) -> MediaFacts:
    return look_through(ClipSource(data)).facts


def test_a_steady_clip(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30_000, 1_001)), count=60)
    facts = facts_of(clip.data)
    assert (facts.width, facts.height, facts.rotation) == (WIDTH, HEIGHT, 0)
    assert facts.fps_mean == pytest.approx(29.97, abs=0.01)
    assert facts.duration_us == pytest.approx(2_002_000, abs=1_000)
    assert (facts.has_video, facts.has_audio, facts.is_variable, facts.is_decodable) == (True, False, False, True)
    assert (facts.codec, facts.container, facts.frame_count, facts.trouble) == ("h264", "mov", 60, None)


def test_uneven_frame_times_are_noticed(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", uneven, count=60)
    assert facts_of(clip.data).is_variable


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts"])
def test_frame_times_are_those_of_the_file_with_where_it_starts(tmp_path: Path, ending: str) -> None:
    clip = make_clip(tmp_path / f"clip.{ending}", uneven, count=90, first_at=Fraction(5, 2))
    found = look_through(ClipSource(clip.data))
    times = found.frame_times
    assert [at - times[0] for at in times] == pytest.approx(clip.times, abs=1_000)
    assert found.facts.start_us == times[0]
    assert times == read_frame_times(ClipSource(clip.data))
    assert found.facts.duration_us == pytest.approx(clip.end_of(89), abs=45_000)
    assert found.facts.trouble is None


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_size_and_rotation_are_as_shown(tmp_path: Path, turn: int) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=10, turn=turn)
    facts = facts_of(clip.data)
    assert (facts.rotation, facts.width, facts.height) == (turn, WIDTH, HEIGHT)


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://192.0.2.1/lesson.ts\n#EXT-X-ENDLIST\n"
OTHER_FILES = b"ffconcat version 1.0\nfile clip.mp4\n"


@pytest.mark.parametrize(
    "data", [b"", b"words, no pictures\n" * 500, random.Random(1).randbytes(100_000), PLAYLIST, OTHER_FILES]
)
def test_what_is_no_recording_is_said(data: bytes) -> None:
    facts = facts_of(data)
    assert (facts.trouble, facts.is_decodable) == (Trouble.NOT_A_RECORDING, False)


def test_a_list_of_other_files_is_never_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=10)
    monkeypatch.chdir(tmp_path)
    assert facts_of(OTHER_FILES).trouble is Trouble.NOT_A_RECORDING


def test_a_file_without_its_table_of_contents_is_no_recording(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=60)
    assert facts_of(clip.data[: len(clip.data) // 2]).trouble is Trouble.NOT_A_RECORDING


def test_a_file_cut_behind_its_header_breaks_off_where_it_was_cut(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", steady(Fraction(30)), count=300)
    facts = facts_of(clip.data[: len(clip.data) // 2])
    assert facts.trouble is Trouble.BREAKS_OFF
    assert facts.is_decodable
    assert facts.duration_us < 8_000_000 < facts.declared_us


def test_an_end_that_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", steady(Fraction(30)), count=120)
    spoilt = bytearray(clip.data)
    start, stop = len(spoilt) // 3, len(spoilt) - 400  # the index at the end stays
    for at in range(start, stop):
        if spoilt[at] != 0xA3:  # what begins a block
            spoilt[at] = spoilt[at] ^ 0x5A if at % 3 else spoilt[at]
    assert facts_of(bytes(spoilt)).trouble in (Trouble.DAMAGED_END, Trouble.BREAKS_OFF)


def test_a_disk_that_fails_is_no_recording_either() -> None:
    class Failing(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            raise OSError("input/output error")

    assert look_through(Failing(b"x" * 1000)).facts.trouble is Trouble.NOT_A_RECORDING


def test_looking_through_leaves_the_source_open_and_says_how_far_it_is(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=600)
    source, shares = ClipSource(clip.data), list[float]()
    look_through(source, shares.append)
    assert not source.is_closed
    assert shares == sorted(shares)
    assert 0.0 < shares[-1] <= 1.0
