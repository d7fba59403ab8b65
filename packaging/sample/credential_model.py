"""How a micro-credential is written down before it becomes Open Badges, CASE and policy JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LevelText:
    """`feedback` is the canned sentence an assessor may start from."""

    name: str
    score: int
    descriptor: str
    feedback: str


@dataclass(frozen=True, slots=True)
class CriterionText:
    """`levels` from lowest to highest; `required` is the name of the level a candidate has to reach."""

    name: str
    description: str
    weight: float
    levels: Sequence[LevelText]
    required: str


@dataclass(frozen=True, slots=True)
class PartText:
    """One thing a candidate hands in; `part` is overview, artifact or reflection."""

    part: str
    name: str
    instructions: str
    word_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Credential:
    slug: str
    name: str
    summary: str
    competency: str
    key_method: str
    components: Sequence[str]
    research: str
    parts: Sequence[PartText]
    criteria: Sequence[CriterionText]
    policy: Mapping[str, Any]
    tags: Sequence[str] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)


CONDITIONS: Mapping[str, tuple[str, str]] = {
    "no_audio": ("No sound, or speech cannot be made out", "criterion-not-scored"),
    "wrong_clip": ("The file does not show the lesson described", "submission-returned"),
    "link_dead": ("A link does not open", "submission-returned"),
    "clip_cut": ("The clip was cut or joined in a way that hides what happened", "submission-returned"),
    "consent_missing": ("The consent statement is missing", "submission-returned"),
    "not_legible": ("Writing or picture cannot be read", "criterion-not-scored"),
}
