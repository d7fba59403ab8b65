"""Starts processes as copies of one that has loaded their modules already: loading takes longer than most tests."""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

Main = Callable[[Connection, Path, dict[str, Any]], None]
_LOADED = ["tests.fakes.practice_main", "tests.fakes.command_main", "tests.faults.dying"]


def start_warm(main: Main, log: Path, options: dict[str, Any]) -> tuple[BaseProcess, Connection]:
    """Run main(end of a pipe, log, options) in a process of its own; returns it and the pipe's other end.

    It shares nothing with this process: its parent only loads modules and forks, and is started once.
    Windows cannot fork: there every process loads for itself.
    """
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_LOADED)
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=main, args=(there, log, options), daemon=True)
    process.start()
    there.close()
    return process, here
