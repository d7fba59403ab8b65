"""What the model's issuing server publishes: one small micro-credential, and assignments of it, as wire documents."""

from typing import Any

from assessor_app.wire.canonical import body_digest, digest

BASE = "https://model.example"
RUBRIC_ID = f"{BASE}/rubrics/short"
ACHIEVEMENT_ID = f"{BASE}/achievements/short"
POLICY_ID = f"{BASE}/policies/short"
RECORDING = b"RIFF" + b"a child speaks, and nobody else may hear it."
ETAG = '"v1"'
BLOCK = 16
CRITERIA = (1, 2)
LEVELS = (1, 2)

Document = dict[str, Any]


def criterion_uri(number: int) -> str:
    return f"{BASE}/criteria/{number}"


def level_uri(number: int, level: int) -> str:
    return f"{BASE}/levels/{number}-{level}"


def rubric(version: int = 1) -> Document:
    return {
        "identifier": "short",
        "uri": RUBRIC_ID,
        "title": "Short",
        "lastChangeDateTime": "2026-09-01T08:00:00Z",
        "CFRubricCriteria": [_criterion(number, version) for number in CRITERIA],
    }


def _criterion(number: int, version: int) -> Document:
    return {
        "identifier": f"c{number}",
        "uri": criterion_uri(number),
        "category": f"Criterion {number}",
        "description": f"In the words of version {version}." if number == 1 else "Always the same.",
        "weight": 1.0,
        "position": number,
        "CFRubricCriterionLevels": [
            {
                "identifier": f"c{number}-{level}",
                "uri": level_uri(number, level),
                "quality": f"Level {level}",
                "score": float(level),
                "position": level,
            }
            for level in LEVELS
        ],
    }


def achievement() -> Document:
    return {
        "id": ACHIEVEMENT_ID,
        "type": ["Achievement"],
        "name": "Short",
        "description": "Short",
        "criteria": {"narrative": "Does it."},
        "resultDescription": [_result(number) for number in CRITERIA],
    }


def _result(number: int) -> Document:
    levels = [
        {"id": level_uri(number, level), "type": ["RubricCriterionLevel"], "name": f"Level {level}"} for level in LEVELS
    ]
    alignment = {"type": ["Alignment"], "targetName": "c", "targetType": "CFRubricCriterion"}
    return {
        "id": f"{BASE}/results/{number}",
        "type": ["ResultDescription"],
        "name": f"Criterion {number}",
        "resultType": "RubricCriterionLevel",
        "requiredLevel": level_uri(number, LEVELS[-1]),
        "rubricCriterionLevel": levels,
        "alignment": [alignment | {"targetUrl": criterion_uri(number)}],
    }


def policy() -> Document:
    return {
        "id": POLICY_ID,
        "version": "1",
        "achievement": ACHIEVEMENT_ID,
        "decision": {"rule": "all-required"},
        "evidence": {"citations_per_criterion": 0, "rationale_required": False},
    }


def submission(submission_id: str) -> Document:
    recording = {
        "id": f"{submission_id}/artifacts/1",
        "type": ["Evidence"],
        "n": 1,
        "part": "artifact",
        "name": "Recording",
        "media_type": "audio/wav",
        "size": len(RECORDING),
        "sha256": body_digest(RECORDING),
        "href": f"submissions/{submission_id.rpartition(':')[2]}/artifacts/1",
    }
    return {"id": submission_id, "attempt": 1, "parts": [recording]}


def manifest() -> Document:
    blocks = [body_digest(RECORDING[start : start + BLOCK]) for start in range(0, len(RECORDING), BLOCK)]
    known = {"size": len(RECORDING), "etag": ETAG, "sha256": body_digest(RECORDING), "block_size": BLOCK}
    return known | {"blocks": blocks, "digest": body_digest("".join(blocks).encode())}


def assignment(assignment_id: str, state: str, returned: Document | None, links: dict[str, Document]) -> Document:
    """`links`: kind -> the document it leads to."""
    document = {"id": assignment_id, "code": "4F2A7K9", "role": "assess", "state": state, "attempt": 1}
    if returned is not None:
        document["returned"] = returned
    for kind, linked in links.items():
        linked_id = linked.get("uri") or linked["id"]
        document[kind] = {"id": linked_id, "href": kind, "digest": digest(linked)}
    return document
