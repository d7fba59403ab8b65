"""Uses the whole program on an hour of 720p for some minutes as an assessor would, and prints its memory over time."""

import dataclasses
import json
import random
import sys
import time
from pathlib import Path

from assessor_app.bootstrap.application import make_application
from assessor_app.bootstrap.profiles import Profile
from assessor_app.services.vault_ports import MediaSource, Vault
from tests.benchmarks.filled import filled_server, new_laptop, pull
from tests.benchmarks.key_desk import KeyDesk, Timed, open_window, rest, wait_until
from tests.benchmarks.key_runner import MICRO_CREDENTIALS, alike, fetch, video_of
from tests.benchmarks.lesson_clips import PathSource
from tests.benchmarks.player_screen import resident_mb

LOOK_EVERY_S = 30.0


class HourVault:
    """The profile's vault with another recording in the place of one video: a fake of what is kept, not of how."""

    def __init__(self, vault: Vault, artifact_id: str, path: Path) -> None:
        self._vault, self._artifact_id, self._path = vault, artifact_id, path

    def __getattr__(self, name: str) -> object:
        return getattr(self._vault, name)

    def open(self, artifact_id: str) -> MediaSource:
        return PathSource(self._path) if artifact_id == self._artifact_id else self._vault.open(artifact_id)


def main(arguments: list[str]) -> int:
    """Arguments: an hour of video, minutes of use. Prints {"mb": [resident megabytes, one every half minute]}."""
    make_application()
    sizes = _use(Path(arguments[0]), float(arguments[1]) * 60)
    sys.stdout.write(json.dumps({"mb": sizes}) + "\n")
    return 0


def _use(hour: Path, seconds: float) -> list[float]:
    with filled_server(MICRO_CREDENTIALS) as server, new_laptop(server) as laptop:
        profile = laptop.open()
        pull(profile)
        assignment_id = alike(profile)[0]
        fetch(profile, [assignment_id])
        server.kill()
        with open_window(_with(profile, assignment_id, hour)) as desk:
            desk.play(assignment_id)
            return _work(desk, seconds)


def _with(profile: Profile, assignment_id: str, hour: Path) -> Profile:
    artifact_id = video_of(profile, assignment_id)
    assert artifact_id is not None
    vault: object = HourVault(profile.vault, artifact_id, hour)
    return dataclasses.replace(profile, vault=vault)  # type: ignore[arg-type]  # the rest passes through


def _work(desk: KeyDesk, seconds: float) -> list[float]:
    """Watch, mark, jump, step, and look at the memory."""
    player, chance, timed = desk.page.player, random.Random(3), Timed()
    wait_until(lambda: player.frame_times is not None, "the frame times")
    sizes, began, looked = [resident_mb()], time.monotonic(), time.monotonic()
    while time.monotonic() - began < seconds:
        for _ in range(3):
            desk.press(timed)
        player.pause()
        for way in (-1, -1, -1, 1, 1):
            player.step(way)
            rest(80)
        player.seek(chance.randrange(player.duration_us))
        rest(1_000)
        player.play()
        rest(4_000)
        if time.monotonic() - looked > LOOK_EVERY_S:
            looked = time.monotonic()
            sizes.append(resident_mb())
    return sizes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
