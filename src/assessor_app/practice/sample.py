"""Reads sample work from its folder: micro-credentials and submissions, kept apart from who handed them in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import av

# Members of about.json that travel with the achievement, beside what it says itself.
_ABOUT = ("competency", "key_method", "method_components", "supporting_research", "stack", "contactHours", "parts")
_IDENTITY = ("candidate", "candidate_key", "school", "district")


@dataclass(frozen=True, slots=True)
class MicroCredential:
    """The three objects a server publishes for one micro-credential."""

    slug: str
    achievement: Mapping[str, Any]
    rubric: Mapping[str, Any]
    policy: Mapping[str, Any]

    @property
    def double_scored_share(self) -> Decimal:
        return Decimal(str(self.policy.get("double_scoring", {}).get("share", "0")))


@dataclass(frozen=True, slots=True)
class SampleSubmission:
    """One submission. `identity` is who handed it in: it is stored apart and never served."""

    key: str
    micro_credential: str
    attempt: int
    previous: str | None
    what_changed: str | None
    parts: tuple[Mapping[str, Any], ...]
    identity: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sample:
    folder: Path
    micro_credentials: Mapping[str, MicroCredential]
    submissions: tuple[SampleSubmission, ...]


def read_sample(folder: Path) -> Sample:
    """Raises FileNotFoundError, KeyError or ValueError for a folder that is not complete."""
    found = {home.name: _micro_credential(home) for home in sorted((folder / "micro_credentials").iterdir())}
    submissions = tuple(_submission(given) for given in _json(folder / "submissions.json"))
    return Sample(folder, found, submissions)


def duration_of(file: Path, media_type: str) -> str | None:
    """Seconds of audio or video as a decimal string, None for everything else and for what cannot be read."""
    if not media_type.startswith(("video/", "audio/")):
        return None
    try:
        with av.open(str(file)) as container:
            duration = container.duration
    except av.FFmpegError:
        return None  # a candidate can hand in a broken file; the assessor is told when opening it
    return None if duration is None else str(Decimal(duration) / Decimal(av.time_base))


def _micro_credential(home: Path) -> MicroCredential:
    about = _json(home / "about.json")
    extra = {name: about[name] for name in _ABOUT if name in about}
    achievement = {**extra, **_json(home / "achievement.json")}
    return MicroCredential(home.name, achievement, _json(home / "rubric.json"), _json(home / "policy.json"))


def _submission(given: Mapping[str, Any]) -> SampleSubmission:
    return SampleSubmission(
        key=given["key"],
        micro_credential=given["micro_credential"],
        attempt=given.get("attempt", 1),
        previous=given.get("previous"),
        what_changed=given.get("what_changed"),
        parts=tuple(given["parts"]),
        identity={name: given[name] for name in _IDENTITY if name in given},
    )


def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
