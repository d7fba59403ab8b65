"""mpv through libmpv, the peer that playing and seeking are held against; absent where libmpv is not installed."""

import json
import locale
import sys
import threading
import time
from pathlib import Path
from typing import Any

SETTLE_S = 2.5
PATIENCE_S = 20.0


def is_here() -> bool:
    try:
        import mpv  # noqa: F401 - it looks for the library when it is imported
    except (ImportError, OSError):
        return False
    return True


class MpvPeer:
    """One paused file. `seek_ms` asks for an exact seek and returns how long it took until playback could go on."""

    def __init__(self, path: Path) -> None:
        self._came = threading.Event()
        self._mpv = _make(vo="null", pause=True)
        self._mpv.event_callback("playback-restart")(lambda _: self._came.set())
        self._mpv.play(str(path))
        self._wait()

    def seek_ms(self, at_us: int) -> float:
        self._came.clear()
        began = time.monotonic()
        self._mpv.command_async("seek", f"{at_us / 1e6:.6f}", "absolute+exact")
        self._wait()
        return (time.monotonic() - began) * 1_000

    def close(self) -> None:
        self._mpv.terminate()

    def _wait(self) -> None:
        if not self._came.wait(PATIENCE_S):
            raise TimeoutError("mpv did not answer")


def play(path: Path, seconds: float) -> dict[str, float]:
    """Play in a window of its own after settling; return the share of one core and how many frames it lost."""
    player = _make(vo="x11", pause=False, geometry="960x540", autofit="960x540", loop_file="inf")
    player.play(str(path))
    time.sleep(SETTLE_S)
    lost, cpu, began = _lost(player), time.process_time(), time.monotonic()
    time.sleep(seconds)
    share = (time.process_time() - cpu) / (time.monotonic() - began)
    found = {"cpu_percent": 100 * share, "dropped": _lost(player) - lost}
    player.terminate()
    return found


def _make(**options: Any) -> Any:
    import mpv

    locale.setlocale(locale.LC_NUMERIC, "C")  # libmpv refuses to start in any other
    return mpv.MPV(ao="null", hr_seek="yes", keep_open="yes", osc=False, **options)


def _lost(player: Any) -> float:
    return float((player.frame_drop_count or 0) + (player.decoder_frame_drop_count or 0))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(play(Path(sys.argv[1]), float(sys.argv[2]))) + "\n")
