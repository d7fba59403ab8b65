"""A very small folder of sample work with very visible names of candidates, for tests of the practice server."""

import json
import random
import wave
from pathlib import Path
from typing import Any

NAMES = ("Zephyrine Quillfeather", "Bartholomew Oxenbridge", "Nettlecombe School", "Saltmarsh District")
BIG_SIZE = 8 * 1024 * 1024 + 5  # one block of a manifest and a bit
SOUND_SECONDS = "1.5"

_BASE = "https://tiny.example"
_LEVELS = ("Low", "Middle", "High")


def write_tiny_sample(folder: Path) -> Path:
    """Two micro-credentials of two criteria each, three submissions of three parts each."""
    files = folder / "documents"
    files.mkdir(parents=True)
    (files / "plan.pdf").write_bytes(random.Random(7).randbytes(BIG_SIZE))
    _write_sound(files / "sound.wav")
    _write_micro_credential(folder, "pause", decision={"rule": "all-required"}, evidence=(1, True), extra=_EVERY_TWICE)
    _write_micro_credential(folder, "signs", decision={"rule": "threshold", "threshold": "4"}, evidence=(0, False))
    submissions = [
        _submission("s1", "pause", NAMES[0]),
        _submission("s2", "pause", NAMES[1]),
        _submission("s3", "signs", NAMES[1]),
        _submission("s4", "signs", NAMES[1], attempt=2, previous="s3", what_changed="Everything."),
    ]
    _write(folder / "submissions.json", submissions)
    return folder


_EVERY_TWICE = {
    "double_scoring": {"share": "1.00", "discrepancy": "more-than-one-level", "resolution": "adjudication"},
    "blind": {"earlier_scores": "after-own-final"},
}


def _write_sound(file: Path) -> None:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 12000))


def _write_micro_credential(
    folder: Path,
    slug: str,
    *,
    decision: dict[str, str],
    evidence: tuple[int, bool],
    extra: dict[str, Any] | None = None,
) -> None:
    home = folder / "micro_credentials" / slug
    home.mkdir(parents=True)
    citations, rationale = evidence
    policy = {
        "id": f"{_BASE}/policies/{slug}",
        "version": "1",
        "achievement": f"{_BASE}/achievements/{slug}",
        "decision": decision,
        "evidence": {"citations_per_criterion": citations, "rationale_required": rationale},
        "condition_codes": [{"code": "no_audio", "name": "No sound", "effect": "criterion-not-scored"}],
        **(extra or {}),
    }
    about = {"competency": f"Can do {slug}.", "key_method": "Slowly.", "supporting_research": "Some.", "secret": "kept"}
    _write(home / "about.json", about)
    _write(home / "policy.json", policy)
    _write(home / "rubric.json", _rubric(slug))
    _write(home / "achievement.json", _achievement(slug))


def criterion_uri(slug: str, n: int) -> str:
    return f"{_BASE}/criteria/{slug}-{n}"


def level_uri(slug: str, n: int, level: int) -> str:
    return f"{_BASE}/levels/{slug}-{n}-{level}"


def result_id(slug: str, n: int) -> str:
    return f"{_BASE}/results/{slug}-{n}"


def _rubric(slug: str) -> dict[str, Any]:
    return {
        "identifier": f"rubric-{slug}",
        "uri": f"{_BASE}/rubrics/rubric-{slug}",
        "title": slug,
        "lastChangeDateTime": "2026-09-01T08:00:00Z",
        "CFRubricCriteria": [
            {
                "identifier": f"{slug}-{n}",
                "uri": criterion_uri(slug, n),
                "category": f"{slug} {n}",
                "description": f"What {slug} {n} means.",
                "weight": 1.0,
                "position": n,
                "CFRubricCriterionLevels": [
                    {
                        "identifier": f"{slug}-{n}-{level}",
                        "uri": level_uri(slug, n, level),
                        "quality": name,
                        "score": float(level),
                        "position": level,
                    }
                    for level, name in enumerate(_LEVELS, start=1)
                ],
            }
            for n in (1, 2)
        ],
    }


def _achievement(slug: str) -> dict[str, Any]:
    return {
        "id": f"{_BASE}/achievements/{slug}",
        "type": ["Achievement"],
        "name": slug,
        "description": slug,
        "criteria": {"narrative": f"Can do {slug}."},
        "contactHours": 3,
        "resultDescription": [
            {
                "id": result_id(slug, n),
                "type": ["ResultDescription"],
                "name": f"{slug} {n}",
                "resultType": "RubricCriterionLevel",
                "requiredLevel": level_uri(slug, n, 2),
                "rubricCriterionLevel": [
                    {
                        "id": level_uri(slug, n, level),
                        "type": ["RubricCriterionLevel"],
                        "name": name,
                        "points": str(level),
                    }
                    for level, name in enumerate(_LEVELS, start=1)
                ],
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": f"{slug} {n}",
                        "targetType": "CFRubricCriterion",
                        "targetUrl": criterion_uri(slug, n),
                    }
                ],
            }
            for n in (1, 2)
        ],
    }


def _submission(key: str, slug: str, candidate: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "micro_credential": slug,
        "candidate_key": f"key-{candidate}",
        "candidate": candidate,
        "school": NAMES[2],
        "district": NAMES[3],
        "attempt": 1,
        "parts": [
            {"n": 1, "part": "overview", "name": "Overview", "media_type": "text/plain", "text": f"Text of {key}."},
            {
                "n": 2,
                "part": "artifact",
                "name": "Lesson plan",
                "media_type": "application/pdf",
                "file": "documents/plan.pdf",
            },
            {
                "n": 3,
                "part": "artifact",
                "name": "Recording",
                "media_type": "audio/wav",
                "file": "documents/sound.wav",
                "changed": key == "s4",
            },
        ],
        **more,
    }


def _write(file: Path, document: Any) -> None:
    file.write_text(json.dumps(document), encoding="utf-8")
