"""The real window under real keyboards: a US, a French and a German layout, set in the X server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.gui.window_for_layouts import READY

ROOT = Path(__file__).parents[2]
# By their place: 10-19 is the digit row, 24 and 38 are left of W and S, 58-61 right of M, 94 beside the left Shift.
LEAVE = "96"
ALT_GR = "ISO_Level3_Shift"
Typed = Callable[[str, str], list[str]]


@pytest.fixture
def typed(real_window: Mapping[str, str], tmp_path: Path) -> Iterator[Typed]:
    """Types keys (as xdotool takes them) with a layout, and gives what the window printed."""
    if shutil.which("setxkbmap") is None:
        pytest.skip("no setxkbmap: it comes with x11-xkb-utils, which ./run test installs")

    def typed(layout: str, keys: str) -> list[str]:
        subprocess.run(["setxkbmap", layout], check=True, timeout=10)
        program = [sys.executable, "-m", "tests.gui.window_for_layouts", os.fspath(tmp_path)]
        process = subprocess.Popen(
            program, cwd=ROOT, env=real_window, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == READY
            find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Assessor$", "windowactivate", "--sync"]
            subprocess.run(find, check=True, timeout=60)
            # A command of its own: after a search xdotool would send events, which have no layout.
            subprocess.run(["xdotool", "key", "--delay", "60", *keys.split(), LEAVE], check=True, timeout=60)
            found, complaints = process.communicate(timeout=60)
        finally:
            process.kill()
            process.wait()
        assert complaints == ""
        return found.splitlines()

    yield typed
    subprocess.run(["setxkbmap", "us"], check=True, timeout=10)


US = {
    "10": "mark.criterion 1",
    "12": "mark.criterion 3",
    "19": "mark.pick",
    "Alt_L+12": "score.level 3",
    "Shift_L+59": "play.speed -1",
    "59": "play.step -1",
    "60": "play.step 1",
    "34": "loop.begin",
    "35": "loop.end",
    "Shift_L+21": "timeline.zoom 1",
    "20": "timeline.zoom -1",
    "24": "mark.type question",
    "Control_L+52": "edit.undo",
    "Control_L+Alt_L+60": None,
    "Shift_L+61": "page.keys",
}
FRENCH = {
    "10": "mark.criterion 1",
    "12": "mark.criterion 3",
    "15": "mark.criterion 6",  # types a minus
    "19": "mark.pick",
    "Shift_L+12": "mark.criterion 3",
    "Alt_L+12": "score.level 3",
    "94": "play.speed -1",
    "Shift_L+94": "play.speed 1",
    "58": "play.step -1",
    "59": "play.step 1",
    "Shift_L+59": "play.step 1",
    f"{ALT_GR}+14": "loop.begin",
    f"{ALT_GR}+20": "loop.end",
    f"{ALT_GR}+16": None,
    "56": "loop.toggle",
    "Shift_L+21": "timeline.zoom 1",
    "82": "timeline.zoom -1",
    "117": "timeline.zoom -1",
    "38": "mark.type question",
    "52": "mark.type worry",
    "24": "timeline.whole",
    "Control_L+25": "edit.undo",
    "Control_L+10": "page.inbox",
    "Shift_L+58": "page.keys",
}
GERMAN = {
    "12": "mark.criterion 3",
    "19": "mark.pick",
    f"{ALT_GR}+17": "loop.begin",
    f"{ALT_GR}+18": "loop.end",
    f"{ALT_GR}+16": None,
    "Control_L+Alt_L+17": None,
    "56": "loop.toggle",
    "94": "play.speed -1",
    "Shift_L+94": "play.speed 1",
    "59": "play.step -1",
    "60": "play.step 1",
    "35": "timeline.zoom 1",
    "61": "timeline.zoom -1",
    "Control_L+29": "edit.undo",
    "Control_L+52": "edit.redo",
    "Alt_L+12": "score.level 3",
    "Shift_L+20": "page.keys",
}


@pytest.mark.real_window
@pytest.mark.parametrize(
    ("layout", "keys", "marks"),
    [
        pytest.param("us", US, [1, 3], id="us"),
        pytest.param("fr", FRENCH, [1, 3, 3], id="fr"),
        pytest.param("de", GERMAN, [3], id="de"),
    ],
)
def test_every_layout_reaches_every_key(
    typed: Typed, layout: str, keys: Mapping[str, str | None], marks: list[int]
) -> None:
    *commands, made, _ = typed(layout, " ".join(keys))
    assert commands == [command for command in keys.values() if command]
    assert made == f"marks {marks}"


@pytest.mark.real_window
@pytest.mark.parametrize(
    ("layout", "keys", "words"),
    [
        # Enter opens the note of the mark just made; then everything is text.
        pytest.param("fr", f"12 36 10 15 19 {ALT_GR}+14 94 Shift_L+94 59 38", "&-à[<>;q", id="fr"),
        pytest.param("de", f"12 36 12 {ALT_GR}+17 {ALT_GR}+16 94 59 29 35 61", "3[{<,z+-", id="de"),
    ],
)
def test_inside_text_nothing_is_taken_from_the_layout(typed: Typed, layout: str, keys: str, words: str) -> None:
    assert typed(layout, keys) == ["mark.criterion 3", "mark.note", "marks [3]", f"note {words}"]
