"""The real practice server in a process of its own, on a real socket, for any test that needs an issuing server."""

import os
import shutil
import signal
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType

from assessor_app.practice import seeding
from assessor_app.practice.database import BUSY_MS
from assessor_app.practice.site import open_site
from tests.fakes.practice_main import serve_until_stopped
from tests.fakes.warm_process import start_warm

START_S = 60
STOP_S = 15


class PracticeProcess:
    """Start, stop or kill it; started again it serves the same work on the same address.

    `sample` is another folder of sample work than the installed one. Port 0: any free one at first.
    `like` is the data of a server that never ran, made by `made_server`: this one begins as its copy, with
    the same name, keys and work. Without it a server comes into being as new ones do.
    """

    def __init__(
        self,
        data_dir: Path,
        seed: str = seeding.SAMPLE,
        *,
        sample: Path | None = None,
        port: int = 0,
        like: Path | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.seed = seed
        self.sample = sample
        self.port = port
        self.url = ""
        self.invite = ""
        self.tokens: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.busy_ms = BUSY_MS
        """How long it waits for another process that writes, from its next start on."""
        self._process: BaseProcess | None = None
        if like is not None:
            shutil.copytree(like, data_dir)

    @property
    def log_file(self) -> Path:
        """What it wrote to standard error, every start appended."""
        return self.data_dir.with_name(f"{self.data_dir.name}.log")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def start(self) -> None:
        """Return once it accepts connections."""
        assert not self.is_running, "it is running already"
        options = {
            "data_dir": self.data_dir,
            "port": self.port,
            "seed": self.seed,
            "sample": self.sample,
            "busy_ms": self.busy_ms,
        }
        self._process, said = start_warm(serve_until_stopped, self.log_file, options)
        with said:
            try:
                ready = said.recv() if said.poll(START_S) else None
            except EOFError:
                ready = None
        if ready is None:
            self.kill()
            raise AssertionError(f"the practice server did not start: {self.log_file.read_text(encoding='utf-8')}")
        self.url, self.invite = ready["url"], ready["invite"]
        self.tokens, self.codes = ready["tokens"], ready["codes"]

    def stop(self) -> int:
        """Ask it to stop and return its exit status."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def __enter__(self) -> "PracticeProcess":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def _end(self, how: signal.Signals) -> int:
        process = self._process
        if process is None:
            return 0
        if process.is_alive() and process.pid is not None:
            os.kill(process.pid, how)
        process.join(STOP_S)
        if process.is_alive():
            process.kill()
            process.join()
        status = process.exitcode
        process.close()
        self._process = None
        assert status is not None
        return status


def made_server(data_dir: Path, sample: Path | None = None) -> Path:
    """Make the data of a server that has its sample work and never ran; returns its folder."""
    site = open_site(data_dir, sample)
    try:
        seeding.seed(site, seeding.SAMPLE)
    finally:
        site.close()
    return data_dir
