"""Changes an issuing organisation makes to a practice server's policy before a test, and what it reads there after."""

from typing import Any

from assessor_app.practice import control, reviewing
from assessor_app.wire.changes import KIND_POLICY
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.laptop import Desk, Laptop
from tests.unit.practice.test_changes import pull


def change_policy(server: PracticeProcess, slug: str, **sections: Any) -> None:
    """Publish a new version of a policy in which these sections stand instead."""
    (policy,) = (each for each in control.published(server.data_dir, KIND_POLICY) if each["id"].endswith(f"/{slug}"))
    control.revise(server.data_dir, KIND_POLICY, policy["id"], policy | sections)


def assignments_seen(laptop: Laptop, *, role: str | None = None) -> list[dict[str, Any]]:
    """What is on a laptop after a pull from the beginning."""
    entries, _ = pull(laptop, limit=500)
    shown = [entry.object for entry in entries if entry.kind == "assignment" and entry.object is not None]
    return [each for each in shown if role in {None, each["role"]}]


def given_for(laptop: Laptop, desk: Desk, *, role: str | None = None) -> list[Desk]:
    """What a laptop has of the submission on a desk."""
    submission_id = desk.assignment["submission"]["id"]
    shown = assignments_seen(laptop, role=role)
    return [Desk(laptop, each["id"]) for each in shown if each["submission"]["id"] == submission_id]


def events_of(server: PracticeProcess, desk: Desk) -> list[dict[str, Any]]:
    return control.read(server.data_dir, lambda connection: reviewing.events(connection, desk.assignment_id))


def decisions_on(server: PracticeProcess, desk: Desk) -> list[tuple[str, bool]]:
    """Every decision about the submission on a desk, oldest first, and whether it still stands."""
    submission_id = desk.assignment["submission"]["id"]
    rows = control.read(server.data_dir, lambda connection: reviewing.decisions(connection, submission_id))
    return [(row["decision"], row["undone_at"] is None) for row in rows]
