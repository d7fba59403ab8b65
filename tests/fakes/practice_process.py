"""The real practice server in a process of its own, on a real socket, for any test that needs an issuing server."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

START_S = 60
STOP_S = 15


class PracticeProcess:
    """Start, stop or kill it; started again it serves the same work on the same address.

    `sample` is another folder of sample work than the installed one. Port 0: any free one at first.
    """

    def __init__(self, data_dir: Path, seed: str = "sample", *, sample: Path | None = None, port: int = 0) -> None:
        self.data_dir = data_dir
        self.seed = seed
        self.sample = sample
        self.port = port
        self.url = ""
        self.invite = ""
        self.tokens: dict[str, str] = {}
        self._process: subprocess.Popen[str] | None = None

    @property
    def log_file(self) -> Path:
        """What it wrote to standard error, every start appended."""
        return self.data_dir.with_name(f"{self.data_dir.name}.log")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Return once it accepts connections."""
        assert not self.is_running, "it is running already"
        with self.log_file.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                self._command(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True
            )
        line = self._first_line(self._process)
        if not line:
            self.kill()
            raise AssertionError(f"the practice server did not start: {self.log_file.read_text(encoding='utf-8')}")
        ready = json.loads(line)
        self.url, self.invite, self.tokens = ready["url"], ready["invite"], ready["tokens"]

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

    def _command(self) -> list[str]:
        command = [sys.executable, "-m", "assessor_app.practice.serve", "--data", os.fspath(self.data_dir)]
        command += ["--port", str(self.port), "--seed", self.seed]
        return command + (["--sample", os.fspath(self.sample)] if self.sample else [])

    def _first_line(self, process: "subprocess.Popen[str]") -> str:
        """Read the line it announces itself with; one that says nothing is killed after a minute."""
        assert process.stdout is not None
        limit = threading.Timer(START_S, process.kill)
        limit.start()
        try:
            return process.stdout.readline()
        finally:
            limit.cancel()
            limit.join()

    def _end(self, how: signal.Signals) -> int:
        process = self._process
        if process is None:
            return 0
        if process.poll() is None:
            process.send_signal(how)
        try:
            status = process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        if process.stdout is not None:
            process.stdout.close()
        self._process = None
        return status
