"""Levels of an earlier attempt that stand for criteria a newer one is not asked about again."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select

from assessor_app.practice import documents
from assessor_app.practice.tables import CARRIED
from assessor_app.wire.achievement import CFRubricDoc
from assessor_app.wire.changes import KIND_RUBRIC


def levels(connection: Connection, submission_id: str) -> dict[str, str]:
    """Criterion URI -> level URI, empty where everything is asked."""
    text = connection.execute(select(CARRIED.c.levels).where(CARRIED.c.submission_id == submission_id)).scalar()
    return dict(json.loads(text)) if text else {}


def keep(connection: Connection, submission_id: str, standing: Mapping[str, str]) -> None:
    connection.execute(CARRIED.insert().values(submission_id=submission_id, levels=json.dumps(dict(standing))))


def scope(connection: Connection, submission_id: str, rubric_id: str) -> list[str]:
    """The criteria an assignment of this submission asks for; empty: all."""
    stand = levels(connection, submission_id)
    if not stand:
        return []
    rubric = CFRubricDoc.model_validate_json(documents.get(connection, KIND_RUBRIC, rubric_id).body)
    return [criterion.uri for criterion in rubric.criteria if criterion.uri not in stand]
