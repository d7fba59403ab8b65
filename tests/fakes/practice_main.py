"""What runs in a practice server's process of a test; importing this loads all that such a server ever needs.

`python -m assessor_app.practice.serve` itself is started by tests/unit/practice/test_serving.py.
"""

import os
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

# What the server loads late: with its first badge, and when uvicorn and FastAPI have been configured.
import h11  # noqa: F401
import openbadgeslib.ob3.signer  # noqa: F401
import pydantic.v1  # noqa: F401
import uvicorn.lifespan.off  # noqa: F401
import uvicorn.loops.asyncio  # noqa: F401
import uvicorn.protocols.http.h11_impl  # noqa: F401

from assessor_app.practice import database
from assessor_app.practice.serve import serve


def serve_until_stopped(announce: Connection, log: Path, options: dict[str, Any]) -> None:
    """Serve, append errors to the log, and say once what the command prints when it accepts connections."""
    with log.open("ab") as errors:
        os.dup2(errors.fileno(), 2)
    database.BUSY_MS = options.pop("busy_ms")
    serve(host="127.0.0.1", ready=announce.send, **options)
