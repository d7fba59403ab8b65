"""A PDF and a text marked in a real window with a real keyboard: regions, words found, selections, notes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def typed(keys: str) -> None:
    subprocess.run(["xdotool", "key", "--delay", "80", *keys.split()], check=True, timeout=60)


def marks_after(window: Mapping[str, str], folder: Path, *keys: str) -> list[dict[str, Any]]:
    """Type these keys into the window and return the marks it tells of, in the order of criteria."""
    program = [sys.executable, "-m", "tests.gui.window_for_evidence", os.fspath(folder)]
    process = subprocess.Popen(
        program, cwd=ROOT, env=window, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Assessor$", "windowactivate", "--sync"]
        subprocess.run(find, check=True, timeout=60)
        for each in keys:
            typed(each)
        typed("F12")
        found, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    return sorted((json.loads(line) for line in found.splitlines()), key=lambda mark: int(mark["number"]))


@pytest.mark.real_window
def test_a_plan_and_a_reflection_are_marked_with_the_keyboard_alone(
    real_window: Mapping[str, str], tmp_path: Path
) -> None:
    first, second, third = marks_after(
        real_window,
        tmp_path,
        "Right Right Down shift+Right shift+Down 1 s",  # a region, as a strength
        "Escape ctrl+f q u e s t i o n s Return Escape 2 Return w h y Return",  # words found, with a note
        "F9 ctrl+shift+Right 3 q",  # the first word of the reflection, as a question
    )
    region = first["place"]["rectangle"]
    assert (first["place"]["page"], first["type"]) == (1, "strength")
    assert 0 < region["x"] < 100
    assert region["width"] > 5
    assert (second["place"]["page"], second["place"]["quote"]["quote"], second["note"]) == (2, "Questions", "why")
    assert (third["place"]["kind"], third["place"]["position"], third["type"]) == ("text", 0, "question")
    assert third["place"]["quote"] in ("I", "I waited")


@pytest.mark.real_window
def test_a_held_arrow_moves_the_region_on_and_one_key_is_one_mark(
    real_window: Mapping[str, str], tmp_path: Path
) -> None:
    steps = " ".join(["Left"] * 12)
    marks = marks_after(real_window, tmp_path, f"{steps} 1", "Next Next Next 2 j k l space")
    assert [mark["number"] for mark in marks] == [1, 2]
    assert marks[0]["place"]["rectangle"]["x"] < 35
    assert marks[1]["place"]["rectangle"] is None
    assert marks[1]["place"]["page"] > 1
