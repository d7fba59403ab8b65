"""Presses criterion keys in a window of its own: over submissions with ever more moments, or while a big pull runs."""

import dataclasses
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from assessor_app.bootstrap.application import make_application
from assessor_app.bootstrap.profiles import Profile
from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.domain.ids import new_id
from assessor_app.services import annotate, media_fetch
from assessor_app.services.download import Fetch
from tests.benchmarks.filled import filled_server, new_laptop, pull, sign_in
from tests.benchmarks.key_desk import Timed, open_window, wait_until

ROUNDS = 4
KEYS_A_ROUND = 12
MICRO_CREDENTIALS = 3  # a filled server deals them out in turn
NOTE = "Waits before the next question, and looks at the whole class."


def main(arguments: list[str]) -> int:
    """Arguments: how many moments each submission has before, or `pull N`. Prints one JSON object: name -> times."""
    make_application()
    if arguments[0] == "pull":
        timed = _beside_a_pull(int(arguments[1]))
    else:
        timed = _over_moments([int(count) for count in arguments])
    sys.stdout.write(json.dumps({name: dataclasses.asdict(times) for name, times in timed.items()}) + "\n")
    return 0


def _over_moments(moments: list[int]) -> dict[str, Timed]:
    timed = {count: Timed() for count in moments}
    with prepared(moments) as (profile, ids), open_window(profile) as desk:
        for _ in range(ROUNDS):
            for count, assignment_id in zip(moments, ids, strict=True):
                desk.play(assignment_id)
                for _ in range(KEYS_A_ROUND):
                    desk.press(timed[count])
    return {str(count): times for count, times in timed.items()}


def _beside_a_pull(assignments: int) -> dict[str, Timed]:
    """The same keys without and with a first pull from another server under way."""
    alone, beside = Timed(), Timed()
    with filled_server(assignments) as many, prepared([0]) as (profile, (assignment_id,)):
        sign_in(profile, many)
        _press_beside(profile, assignment_id, alone, beside)
    return {"alone": alone, "beside": beside}


def _press_beside(profile: Profile, assignment_id: str, alone: Timed, beside: Timed) -> None:
    with open_window(profile) as desk:
        desk.play(assignment_id)
        for _ in range(2 * KEYS_A_ROUND):
            desk.press(alone)
        exchange = desk.desktop.exchange
        exchange.sync_now()
        wait_until(lambda: exchange.status.is_busy, "the pull to begin")
        while exchange.status.is_busy:
            desk.press(beside)


@contextmanager
def prepared(moments: list[int]) -> Iterator[tuple[Profile, list[str]]]:
    """A profile with submissions of the same clip and moments marked; the server is gone, as offline."""
    with filled_server(MICRO_CREDENTIALS * len(moments)) as server, new_laptop(server) as laptop:
        profile = laptop.open()
        pull(profile)
        ids = alike(profile)
        fetch(profile, ids)
        for assignment_id, count in zip(ids, moments, strict=True):
            fill(profile, assignment_id, count)
        server.kill()
        yield profile, ids


def alike(profile: Profile) -> list[str]:
    """Assignments of one micro-credential: the same rubric and, on a filled server, the same clip."""
    rows = profile.reads.inbox()
    return [row.assignment_id for row in rows if row.micro_credential == rows[0].micro_credential]


def video_of(profile: Profile, assignment_id: str) -> str | None:
    artifacts = profile.reads.workbench(assignment_id).submission.artifacts
    return next((part.artifact_id for part in artifacts if part.media_type.startswith("video/")), None)


def fetch(profile: Profile, assignment_ids: list[str]) -> None:
    (server,) = profile.reads.servers()
    task = Fetch(profile.factory, profile.client_of(server.server_id), profile.vault)
    media_fetch.fetch_assignments(task, assignment_ids)


def fill(profile: Profile, assignment_id: str, count: int) -> None:
    """Mark `count` moments all over the video, in one unit of work."""
    criteria = profile.reads.workbench(assignment_id).rubric.criteria
    artifact_id = video_of(profile, assignment_id)
    assert artifact_id is not None
    with profile.factory() as uow:
        for n in range(count):
            start_us = 5_000_000 + n * 110_000_000 // max(count, 1)
            mark = annotate.NewMark(
                annotation_id=new_id(),
                assignment_id=assignment_id,
                artifact_id=artifact_id,
                selector=TimeSelector(start_us, start_us + 33_333),
                criterion_id=criteria[n % len(criteria)].criterion_id,
                mark_type=list(MarkType)[n % len(MarkType)],
                text=NOTE,
                engine="qt",
                uncertainty_us=17_000,
            )
            annotate.add(uow, profile.tools, mark)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
