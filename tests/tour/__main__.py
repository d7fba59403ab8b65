"""`./run tour DIR`: drives the real window through the day and writes one numbered picture per screen and state."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.fakes.practice_process import PracticeProcess
from tests.tour.camera import Camera
from tests.tour.day import whole_day
from tests.tour.undecodable import sample_with_a_broken_video

THEMES = ("light", "dark")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("Say where the pictures go: python -m tests.tour DIR\n")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with _window_manager(), tempfile.TemporaryDirectory() as scratch:
        sample = sample_with_a_broken_video(Path(scratch) / "sample")
        for theme in THEMES:
            server = PracticeProcess(Path(scratch) / f"server-{theme}", sample=sample)
            server.start()
            try:
                whole_day(Camera(folder, theme), Path(scratch) / theme, theme, server)
            finally:
                with suppress(Exception):
                    server.stop()
    return 0


@contextmanager
def _window_manager() -> Iterator[None]:
    """A window needs one to be active and maximised, as on a laptop."""
    process = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
