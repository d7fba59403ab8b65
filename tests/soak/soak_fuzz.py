"""Thousands of garbled answers, files and invitations instead of the few of the test run."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.examples import LONG
from tests.soak.tally import Tally

ROOT = Path(__file__).parents[2]
_FUZZED = ("tests/faults/test_fuzz.py", "tests/unit/adapters/test_mutated_badges.py")
_PASSED = re.compile(r"(\d+) passing,")


def once(seed: int) -> Tally:
    options = [
        "-o",
        "faulthandler_timeout=0",
        f"--hypothesis-profile={LONG}",
        f"--hypothesis-seed={seed}",
        "--hypothesis-show-statistics",
        "-q",
    ]
    command = [sys.executable, "-m", "pytest", "-p", "no:randomly", *options, *_FUZZED]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    runs = sum(int(count) for count in _PASSED.findall(done.stdout))
    if done.returncode:
        sys.stderr.write(done.stdout[-6000:])
    return Tally(runs=runs, failed=bool(done.returncode))
