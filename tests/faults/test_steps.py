"""Every named write step, once with the program ending there, once with a full and once with a broken disk."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.fakes.warm_process import start_warm
from tests.faults.dying import play
from tests.faults.step_stories import ELSEWHERE, STORIES
from tests.model.world import MEMORY

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


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, list[tuple[str, str, str]]]]:
    """Of every story; on a memory disk, for only the process ends here and the power stays on."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield played(Path(folder))


def played(folder: Path) -> dict[str, list[tuple[str, str, str]]]:
    process, said = start_warm(play, folder / "log", {"folder": folder, "ways": ("exit", "enospc")})
    found = {}
    with said:
        for _ in STORIES:
            assert said.poll(PATIENCE_S), "it does not end"
            name, found_runs = said.recv()
            found[name] = found_runs
    process.join()
    return found


@pytest.mark.parametrize("name", STORIES)
def test_a_story_that_ends_anywhere(name: str, runs: dict[str, list[tuple[str, str, str]]]) -> None:
    assert len(runs[name]) == 2 * len(STORIES[name].steps)
    assert [run for run in runs[name] if run[2]] == []
