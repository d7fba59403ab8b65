"""Probing files before they are played."""

import random
from fractions import Fraction
from pathlib import Path

import pytest

from assessor_app.media.probe import Undecodable, probe
from tests.fakes.clips import HEIGHT, WIDTH, ClipSource, make_clip, steady, uneven


def test_a_steady_clip(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30_000, 1_001)), count=60)
    facts = probe(ClipSource(clip.data))
    assert (facts.width, facts.height, facts.rotation) == (WIDTH, HEIGHT, 0)
    assert facts.fps_mean == pytest.approx(29.97, abs=0.01)
    assert facts.duration_us == pytest.approx(2_002_000, abs=1_000)
    assert (facts.has_video, facts.has_audio, facts.is_variable, facts.is_decodable) == (True, False, False, True)
    assert facts.codec == "h264"


def test_uneven_frame_times_are_noticed(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", uneven, count=60)
    assert probe(ClipSource(clip.data)).is_variable


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_size_and_rotation_are_as_shown(tmp_path: Path, turn: int) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=10, turn=turn)
    facts = probe(ClipSource(clip.data))
    assert (facts.rotation, facts.width, facts.height) == (turn, WIDTH, HEIGHT)


@pytest.mark.parametrize("data", [b"", b"words, no pictures\n" * 500, random.Random(1).randbytes(100_000)])
def test_what_cannot_be_decoded_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Undecodable, match=r"^This video cannot be played: .+\. .+\.$"):
        probe(ClipSource(data))


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=60)
    with pytest.raises(Undecodable):
        probe(ClipSource(clip.data[: len(clip.data) // 2]))


def test_a_disk_that_fails_is_refused_too(tmp_path: Path) -> None:
    class Failing(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            raise OSError("input/output error")

    with pytest.raises(Undecodable):
        probe(Failing(b"x" * 1000))


def test_probing_leaves_the_source_open(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=10)
    source = ClipSource(clip.data)
    probe(source)
    assert not source.is_closed
