"""Writes each micro-credential as an issuing server serves it: Open Badges, CASE, policy, about."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import credential_exit_ticket
import credential_gestures
import credential_wait_time
from credential_model import CONDITIONS, Credential, CriterionText, LevelText

BASE = "https://riverside.example"
CHANGED = "2026-09-01T08:00:00Z"
CREDENTIALS = (credential_gestures.CREDENTIAL, credential_wait_time.CREDENTIAL, credential_exit_ticket.CREDENTIAL)


def make(folder: Path) -> None:
    for credential in CREDENTIALS:
        home = folder / credential.slug
        home.mkdir(parents=True, exist_ok=True)
        documents = {
            "achievement": achievement(credential),
            "rubric": rubric(credential),
            "policy": policy(credential),
            "about": about(credential),
        }
        for name, document in documents.items():
            text = json.dumps(document, indent=1, ensure_ascii=False)
            (home / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _uuid(*path: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join((BASE, *path))))


def _case(kind: str, identifier: str) -> str:
    return f"{BASE}/ims/case/v1p1/{kind}/{identifier}"


def _criterion_id(c: Credential, criterion: CriterionText) -> str:
    return _uuid(c.slug, "criterion", criterion.name)


def _level_id(c: Credential, criterion: CriterionText, level: LevelText) -> str:
    return _uuid(c.slug, "level", criterion.name, level.name)


def _level_uri(c: Credential, criterion: CriterionText, level: LevelText) -> str:
    return _case("CFRubricCriterionLevels", _level_id(c, criterion, level))


def achievement(c: Credential) -> dict[str, Any]:
    """Open Badges 3.0 Achievement with one ResultDescription a criterion."""
    identifier = f"{BASE}/achievements/{c.slug}"
    return {
        "id": identifier,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": c.name,
        "description": c.summary,
        "inLanguage": "en",
        "version": "1",
        "creator": {"id": f"{BASE}/issuer", "type": ["Profile"], "name": "Riverside Micro-credentials", "url": BASE},
        "criteria": {"id": f"{identifier}/criteria", "narrative": c.competency},
        "tag": list(c.tags),
        **c.extras,
        "resultDescription": [_result_description(c, criterion) for criterion in c.criteria],
    }


def _result_description(c: Credential, criterion: CriterionText) -> dict[str, Any]:
    required = next(level for level in criterion.levels if level.name == criterion.required)
    uri = _case("CFRubricCriteria", _criterion_id(c, criterion))
    return {
        "id": f"{BASE}/achievements/{c.slug}/results/{_uuid(c.slug, 'result', criterion.name)}",
        "type": ["ResultDescription"],
        "name": criterion.name,
        "resultType": "RubricCriterionLevel",
        "rubricCriterionLevel": [
            {
                "id": _level_uri(c, criterion, level),
                "type": ["RubricCriterionLevel"],
                "name": level.name,
                "level": str(position),
                "points": str(level.score),
                "description": level.descriptor,
            }
            for position, level in enumerate(criterion.levels, start=1)
        ],
        "requiredLevel": _level_uri(c, criterion, required),
        "alignment": [
            {"type": ["Alignment"], "targetName": criterion.name, "targetUrl": uri, "targetType": "CFRubricCriterion"},
        ],
    }


def rubric(c: Credential) -> dict[str, Any]:
    """CASE 1.1 CFRubric."""
    identifier = _uuid(c.slug, "rubric")
    return {
        "identifier": identifier,
        "uri": _case("CFRubrics", identifier),
        "title": c.name,
        "description": c.competency,
        "lastChangeDateTime": CHANGED,
        "CFRubricCriteria": [
            _criterion(c, identifier, n, criterion) for n, criterion in enumerate(c.criteria, start=1)
        ],
    }


def _criterion(c: Credential, rubric_id: str, position: int, criterion: CriterionText) -> dict[str, Any]:
    identifier = _criterion_id(c, criterion)
    return {
        "identifier": identifier,
        "uri": _case("CFRubricCriteria", identifier),
        "category": criterion.name,
        "description": criterion.description,
        "weight": criterion.weight,
        "position": position,
        "rubricId": rubric_id,
        "lastChangeDateTime": CHANGED,
        "CFRubricCriterionLevels": [
            {
                "identifier": _level_id(c, criterion, level),
                "uri": _level_uri(c, criterion, level),
                "quality": level.name,
                "description": level.descriptor,
                "score": float(level.score),
                "feedback": level.feedback,
                "position": n,
                "rubricCriterionId": identifier,
                "lastChangeDateTime": CHANGED,
            }
            for n, level in enumerate(criterion.levels, start=1)
        ],
    }


def policy(c: Credential) -> Mapping[str, Any]:
    return {
        "id": f"{BASE}/policies/{c.slug}",
        "version": "1",
        "achievement": f"{BASE}/achievements/{c.slug}",
        **c.policy,
        "condition_codes": [
            {"code": code, "name": name, "effect": effect} for code, (name, effect) in CONDITIONS.items()
        ],
        "resubmission_scope": "all",
    }


def about(c: Credential) -> dict[str, Any]:
    parts = [
        {"part": p.part, "name": p.name, "instructions": p.instructions, "word_limit": p.word_limit} for p in c.parts
    ]
    return {
        "name": c.name,
        "competency": c.competency,
        "key_method": c.key_method,
        "method_components": list(c.components),
        "supporting_research": c.research,
        "parts": [{key: value for key, value in part.items() if value is not None} for part in parts],
    }
