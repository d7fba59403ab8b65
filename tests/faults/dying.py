"""Plays one story again and again, each time in a process that ends, or meets a full or broken disk, at one step."""

import os
import shutil
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assessor_app.domain import failpoints
from assessor_app.store import restore
from tests.faults.step_stories import STORIES, Story
from tests.faults.step_world import found_step_world, make_step_world, must_be_whole, must_say_nothing

FIRED = "fired"
WAYS = ("exit", "enospc", "eio")


def play(answer: Connection, _log: Path, options: dict[str, Any]) -> None:
    """Be the main of a process: tell, for each story, (step, way, what went wrong) of every run, "" where nothing did.

    One process plays all of them: what is slow is the first of everything.
    """
    folder: Path = options["folder"]
    fresh = make_step_world(folder / "fresh")
    for number, (name, story) in enumerate(STORIES.items()):
        answer.send((name, runs_of(story, fresh, folder / str(number), options["ways"])))


def runs_of(story: Story, fresh: Path, folder: Path, ways: tuple[str, ...] = WAYS) -> list[tuple[str, str, str]]:
    """Begin each run with a copy of `fresh`."""
    prepared = folder / "prepared"
    shutil.copytree(fresh, prepared)
    with found_step_world(prepared) as world:
        story.prepare(world)
    return [(step, way, _run(story, prepared, (step, way))) for step in story.steps for way in ways]


def _run(story: Story, prepared: Path, at: tuple[str, str]) -> str:
    step, way = at
    folder = prepared.with_name(f"{step}-{way}")
    shutil.copytree(prepared, folder)
    status = _forked(story, folder, step, way)
    try:
        if not (folder / FIRED).exists():
            return "the step was not reached"
        if way == "exit" and status != failpoints.EXIT_STATUS:
            return f"the process ended with {status}"
        return _looked_at(story, folder)
    except Exception:
        return traceback.format_exc()
    finally:
        shutil.rmtree(folder)


def _looked_at(story: Story, folder: Path) -> str:
    """In this process, which did nothing of it: open what is left, as the program would."""
    (folder / FIRED).unlink()
    restore.finish(folder / "first" / "profile.db", datetime.now(UTC))
    with found_step_world(folder) as world:
        story.mend(world)
        must_be_whole(world)
    must_say_nothing(folder)
    return ""


def _forked(story: Story, folder: Path, step: str, way: str) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    fire = failpoints._fire

    def noted() -> None:
        (folder / FIRED).touch()
        fire()

    status = 1
    try:
        with found_step_world(folder) as world, suppress(Exception):
            failpoints._ARMED, failpoints._WHAT, failpoints._fire = step, way, noted
            story.act(world)
            status = 0
    finally:
        os._exit(status)
