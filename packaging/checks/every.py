"""Runs every check of the repository, one line each, and fails when any of them does."""

import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tree import ROOT

CODE = ("src", "tests", "packaging")
BIN = Path(sysconfig.get_path("scripts"))
HERE = Path(__file__).parent.relative_to(ROOT)
AT_ONCE = 2


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    step: Step
    is_ok: bool
    output: str
    seconds: float

    def lines(self) -> list[str]:
        """One line for the verdict, then the output: all of it when failed, else only the notes."""
        shown = [line for line in self.output.splitlines() if not self.is_ok or line.startswith("note: ")]
        verdict = "ok" if self.is_ok else "FAILED"
        return [
            f"{self.step.name:<28} {verdict:<7} {self.seconds:5.1f} s",
            *(f"    {line}" for line in shown),
        ]


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def script(name: str) -> tuple[str, ...]:
    return (sys.executable, str(HERE / name))


# The slowest first, so that the others pass beside it.
STEPS = (
    Step("types (mypy --strict)", tool("mypy")),
    Step("lint (ruff)", tool("ruff", "check", "--output-format=concise", *CODE)),
    Step("format (ruff)", tool("ruff", "format", "--check", "--output-format=concise", *CODE)),
    Step("who imports whom", tool("lint-imports", "--no-logo", "--cache-dir", ".import_linter_cache")),
    Step("Qt parts and media engines", script("engines.py")),
    Step("sizes and names", script("sizes.py")),
    Step("forms", script("forms.py")),
    Step("key table", script("key_table.py")),
    Step("names that hide Qt's", script("qt_shadowing.py")),
    Step("refused calls", script("refused_calls.py")),
)


def run(step: Step) -> Outcome:
    start = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(step, done.returncode == 0, done.stdout, time.monotonic() - start)


def main(steps: Sequence[Step]) -> int:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = 0
        for outcome in pool.map(run, steps):
            print("\n".join(outcome.lines()), flush=True)
            failed += not outcome.is_ok
    print(f"{len(steps) - failed} of {len(steps)} checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(STEPS))
