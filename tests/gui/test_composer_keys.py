"""Comments by real keys in a real window: the list takes Esc, Enter and letters, and the player none of them."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.gui.composer_window import TITLE

ROOT = Path(__file__).parents[2]


@pytest.mark.real_window
def test_a_comment_comes_by_real_keys_and_escape_stays_in_the_field(real_window: Mapping[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.composer_window"],
        cwd=ROOT,
        env=real_window,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        find = ["xdotool", "search", "--sync", "--name", TITLE, "windowactivate", "--sync"]
        subprocess.run(find, check=True, timeout=30)
        for keys in (["type", "--delay", "60", "and/or /wa"], ["key", "Return"], ["type", "--delay", "60", " k /x"]):
            subprocess.run(["xdotool", *keys], check=True, timeout=20)
        for keys in (["type", "--delay", "60", " /yo"], ["key", "Escape"], ["type", "--delay", "60", "u END"]):
            subprocess.run(["xdotool", *keys], check=True, timeout=20)
        told, complaints = process.communicate(timeout=40)
    finally:
        process.kill()
        process.wait()
    assert told == "'and/or You wait well. k /x /you END' True\n", complaints
