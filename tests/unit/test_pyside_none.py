"""PySide6 6.12.0 on Python 3.11 loses a reference to None with every call, and then aborts: not that one."""

import subprocess
import sys
from importlib import metadata

import PySide6
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CALLS = 30_000  # the broken release aborts after 4,000 to 6,000
TOLERANCE = 100  # references that come and go by themselves

LOOP = f"""
import sys
from PySide6.QtWidgets import QApplication, QLineEdit

app = QApplication([])
field = QLineEdit()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    field.setText("x")
print(before - sys.getrefcount(None))
"""


def test_a_call_that_returns_none_keeps_its_reference() -> None:
    done = subprocess.run([sys.executable, "-c", LOOP], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < TOLERANCE


def test_the_broken_release_is_neither_wanted_nor_installed() -> None:
    needs = [Requirement(line) for line in metadata.requires("assessor-app") or []]
    wanted = {str(canonicalize_name(need.name)): need.specifier for need in needs}
    for name in ("pyside6-essentials", "pyside6-addons"):
        assert not wanted[name].contains("6.12.0")
        assert wanted[name].contains(PySide6.__version__)
