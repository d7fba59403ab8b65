"""What runs in the process of one headless command of a test; importing this loads what every such command needs."""

import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import assessor_app.adapters.assessment_exchange.client
import assessor_app.bootstrap.headless
import assessor_app.bootstrap.profiles  # noqa: F401
from assessor_app.__main__ import main


def run_command(status: Connection, log: Path, options: dict[str, Any]) -> None:
    """Be `python -m assessor_app` with these arguments and this environment; say the exit status at the end."""
    os.environ.clear()
    os.environ.update(options["environment"])
    for number, file in ((1, options["output"]), (2, log)):
        with file.open("wb") as opened:
            os.dup2(opened.fileno(), number)
    sys.argv = ["assessor-app", *options["arguments"]]
    try:
        code = main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    status.send(code)
