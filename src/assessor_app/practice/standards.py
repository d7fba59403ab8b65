"""The objects one assignment is judged by, as they are now: submission, rubric, achievement, policy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.domain.rubric import Rubric
from assessor_app.practice import carrying, documents, rules
from assessor_app.practice.documents import Published
from assessor_app.wire.changes import KIND_ACHIEVEMENT, KIND_POLICY, KIND_RUBRIC, KIND_SUBMISSION


@dataclass(frozen=True, slots=True)
class Standards:
    assignment: Row[Any]
    submission: Published
    rubric: Published
    achievement: Published
    policy: Published
    carried: Mapping[str, str]
    """Levels of an earlier attempt (criterion -> level) that stand for what is out of scope."""

    @property
    def whole_rubric(self) -> Rubric:
        return rules.domain_rubric(self.rubric, self.achievement)

    @property
    def scoped_rubric(self) -> Rubric:
        """The criteria this assignment asks for, with their required levels."""
        return rules.domain_rubric(self.rubric, self.achievement, json.loads(self.assignment.scope))


def standards_of(connection: Connection, assignment: Row[Any]) -> Standards:
    return Standards(
        assignment=assignment,
        submission=documents.get(connection, KIND_SUBMISSION, assignment.submission_id),
        rubric=documents.get(connection, KIND_RUBRIC, assignment.rubric_id),
        achievement=documents.get(connection, KIND_ACHIEVEMENT, assignment.achievement_id),
        policy=documents.get(connection, KIND_POLICY, assignment.policy_id),
        carried=carrying.levels(connection, assignment.submission_id),
    )
