"""Writes the captions of the science lesson as WebVTT, from the written truth beside the clip."""

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

CLIP = "wait-time"
_LINE = 42
_LINES = 2


def make(folder: Path) -> None:
    truth = json.loads((folder / f"{CLIP}.turns.json").read_text(encoding="utf-8"))
    cues = [cue for turn in truth["turns"] for cue in _cues(turn)]
    body = "\n".join(["WEBVTT", "", f"NOTE {truth['title']} Made from {CLIP}.turns.json", "", *cues])
    (folder / f"{CLIP}.vtt").write_text(body, encoding="utf-8")


def _cues(turn: dict[str, str | int]) -> Iterator[str]:
    """A turn in cues of two short lines, each on screen in proportion to its length."""
    start, end, words = int(turn["start_us"]), int(turn["end_us"]), str(turn["text"])
    lines = textwrap.wrap(words, _LINE)
    blocks = [lines[n : n + _LINES] for n in range(0, len(lines), _LINES)]
    total, said = sum(len(line) for line in lines), 0
    for block in blocks:
        length = sum(len(line) for line in block)
        times = (start + (end - start) * part // total for part in (said, said + length))
        said += length
        spoken = "\n".join(block)
        yield f"{' --> '.join(_stamp(at) for at in times)}\n<v {turn['speaker']}>{spoken}\n"


def _stamp(at_us: int) -> str:
    ms = at_us // 1000
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
