"""A start loads what the inbox needs and nothing more; the rest comes once the rows are painted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assessor_app.bootstrap.profiles import create_profile, open_profile
from assessor_app.config.paths import AppPaths
from tests.fakes.store_factory import put_world

PASSPHRASE = "only for this test"
LATE = (
    "PySide6.QtMultimedia",
    "PySide6.QtPdf",
    "alembic",
    "authlib",
    "av",
    "joserfc",
    "jwt",
    "keyring",
    "numpy",
    "openbadgeslib",
    "platformdirs",
    "pydantic",
    "pypac",
    "requests",
    "markdown_it",
    "spellchecker",
    "sqlalchemy",
    "assessor_app.gui.pages.workbench",
    "assessor_app.practice",
)
PROGRAM = """
import json, sys
from assessor_app.bootstrap import first_window
from assessor_app.cli.parser import build_parser

arguments = build_parser().parse_args()

def watch(desktop):
    window, model = desktop.window, desktop.window.inbox.model

    def shown():
        print(json.dumps({"rows": model.rowCount(), "modules": sorted(sys.modules)}), flush=True)

    window.inbox.rows_changed.connect(shown)
    window.settled.connect(window.close)

sys.exit(first_window.run(arguments, watch))
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The folder of a laptop with one assignment on it, its passphrase in `passphrase`."""
    paths = AppPaths(tmp_path / "laptop")
    create_profile(paths, PASSPHRASE, is_cheap=True)
    profile = open_profile(paths, PASSPHRASE)
    with profile.factory() as uow:
        put_world(uow)
    profile.close()
    (paths.base / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    return paths.base


def test_the_inbox_is_shown_before_anything_heavy_is_loaded(base: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "--basedir", os.fspath(base)]
    command += ["--passphrase-file", os.fspath(base / "passphrase")]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    first = json.loads(done.stdout.splitlines()[0])
    assert first["rows"] == 1
    assert [name for name in LATE if name in first["modules"]] == []
