"""The demo: signed in and synced before its window stands, and able to be unlocked by whoever tries it."""

from pathlib import Path

from assessor_app.bootstrap import demo
from assessor_app.bootstrap.profiles import open_profile
from assessor_app.config.labels import labels
from assessor_app.config.paths import AppPaths
from tests.fakes.practice_process import PracticeProcess


def test_the_work_is_there_and_the_lock_screen_says_the_passphrase(
    tmp_path: Path, shared_server: PracticeProcess
) -> None:
    paths = AppPaths(tmp_path)
    ready = {"url": shared_server.url, "tokens": shared_server.tokens}
    for _ in range(2):
        demo.prepare(paths, "sample words", ready)
    (label,) = labels(paths)
    assert "sample words" in label.words
    profile = open_profile(paths, "sample words")
    try:
        assert profile.reads.inbox()
    finally:
        profile.close()
