"""A submission's case: who was given it, whose finals count, and whether somebody is still expected to score."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from assessor_app.domain.discrepancy import Scored
from assessor_app.practice import assignments
from assessor_app.practice.assignments import ADJUDICATE, INDEPENDENT, WITHDRAWN
from assessor_app.practice.tables import ASSESSMENT, ASSIGNMENT, HAND_BACK, REPLACEMENT
from assessor_app.wire.receipt import ACCEPTED


@dataclass(frozen=True, slots=True)
class Case:
    """`given`: every assignment of the submission, oldest first. `finals`: assignment id -> the final that counts."""

    submission_id: str
    given: Sequence[Row[Any]]
    finals: Mapping[str, Row[Any]]
    is_vacant: bool
    """Somebody handed it back and nobody else could have it yet."""

    @property
    def independent(self) -> list[Row[Any]]:
        """Finals of those who scored without knowing of each other, in the order the work was given."""
        return self._of(INDEPENDENT)

    @property
    def adjudications(self) -> list[Row[Any]]:
        return self._of((ADJUDICATE,))

    @property
    def is_waiting(self) -> bool:
        """Whether an independent assessment is still to come."""
        seats = [row for row in self.given if row.role in INDEPENDENT and row.state != WITHDRAWN]
        return self.is_vacant or not seats or any(row.assignment_id not in self.finals for row in seats)

    @property
    def adjudication(self) -> Row[Any] | None:
        """The assignment of whoever decides, if somebody has it."""
        held = [row for row in self.given if row.role == ADJUDICATE and row.state != WITHDRAWN]
        return held[-1] if held else None

    def _of(self, roles: Sequence[str]) -> list[Row[Any]]:
        wanted = (row.assignment_id for row in self.given if row.role in roles)
        return [self.finals[each] for each in wanted if each in self.finals]


def case_of(connection: Connection, submission_id: str) -> Case:
    given = assignments.of_submission(connection, submission_id)
    finals = ((row.assignment_id, counted_final(connection, row)) for row in given)
    return Case(
        submission_id,
        given,
        {assignment_id: final for assignment_id, final in finals if final is not None},
        is_vacant=_is_vacant(connection, submission_id),
    )


def counted_final(connection: Connection, assignment: Row[Any]) -> Row[Any] | None:
    """The final that counts: in, not held, not returned, its assignment not taken away."""
    if assignment.state == WITHDRAWN:
        return None
    query = select(ASSESSMENT).where(
        ASSESSMENT.c.assignment_id == assignment.assignment_id,
        ASSESSMENT.c.assessment_id == assignment.final_id,
        ASSESSMENT.c.disposition == ACCEPTED,
    )
    return connection.execute(query).one_or_none()


def scored(final: Row[Any]) -> Scored:
    """A final as the discrepancy rule looks at it."""
    results = json.loads(final.document)["results"]
    return Scored(
        levels={r["criterion"]: r["achievedLevel"] for r in results if r.get("achievedLevel")},
        conditions={r["criterion"]: r["condition_code"] for r in results if r.get("condition_code")},
        decision=final.decision,
    )


def _is_vacant(connection: Connection, submission_id: str) -> bool:
    replaced = select(REPLACEMENT.c.assignment_id)
    query = select(ASSIGNMENT.c.assignment_id).where(
        ASSIGNMENT.c.submission_id == submission_id,
        ASSIGNMENT.c.role.in_(INDEPENDENT),
        ASSIGNMENT.c.state == WITHDRAWN,
        ASSIGNMENT.c.assignment_id.in_(select(HAND_BACK.c.assignment_id)),
        ASSIGNMENT.c.assignment_id.not_in(replaced),
    )
    return connection.execute(query).first() is not None
