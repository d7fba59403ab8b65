"""Every named write step, once with the program ending there, once with a full and once with a broken disk."""

import re
from pathlib import Path

import pytest

from tests.fakes.warm_process import start_warm
from tests.faults.dying import play
from tests.faults.step_stories import ELSEWHERE, STORIES

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'failpoint\("([^"]+)"\)')
PATIENCE_S = 120


def named_in(folder: Path) -> set[str]:
    return {name for file in folder.rglob("*.py") for name in NAMED.findall(file.read_text(encoding="utf-8"))}


def test_every_step_in_the_source_is_tried() -> None:
    told = {step for story in STORIES.values() for step in story.steps}
    assert named_in(ROOT / "src") == told | ELSEWHERE.keys()


@pytest.mark.parametrize("step", ELSEWHERE)
def test_where_a_step_is_tried_its_name_stands(step: str) -> None:
    assert f'"{step}' in (ROOT / ELSEWHERE[step]).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STORIES)
def test_a_story_that_ends_anywhere(name: str, tmp_path: Path) -> None:
    options = {"story": name, "folder": tmp_path, "ways": ("exit", "enospc")}
    process, said = start_warm(play, tmp_path / "log", options)
    with said:
        assert said.poll(PATIENCE_S), "it does not end"
        runs = said.recv()
    process.join()
    assert len(runs) == 2 * len(STORIES[name].steps)
    assert [run for run in runs if run[2]] == []
