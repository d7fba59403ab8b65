"""A write codec for tests: readable JSON with everything that was handed to it, and no wire format behind it."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.event import Event
from assessor_app.services.exchange_ports import AssessmentContext, OutgoingWrite
from assessor_app.store.codec import dump


def _write(path: str, body: Any) -> OutgoingWrite:
    data = json.dumps(body, sort_keys=True, ensure_ascii=False).encode()
    return OutgoingWrite(path, data, hashlib.sha256(data).hexdigest())


class PlainCodec:
    """Fulfils WriteCodec. An assessment's body lists the annotations of its context."""

    def annotation(self, annotation: Annotation) -> OutgoingWrite:
        return _write(
            f"assignments/{annotation.assignment_id}/annotations/{annotation.annotation_id}", dump(annotation)
        )

    def retraction(self, annotation: Annotation) -> OutgoingWrite:
        path = f"assignments/{annotation.assignment_id}/annotations/{annotation.annotation_id}"
        return _write(path, {"retracted": annotation.annotation_id})

    def assessment(self, assessment: Assessment, context: AssessmentContext, *, is_final: bool) -> OutgoingWrite:
        body = {
            "state": "final" if is_final else "draft",
            "assessment": dump(assessment),
            "rubric_digest": context.rubric.digest,
            "annotations": [annotation.annotation_id for annotation in context.annotations],
            "declared_at": dump(context.declared_at),
            "coverage": {artifact_id: list(watched.spans) for artifact_id, watched in context.coverage.items()},
        }
        path = f"assignments/{assessment.assignment_id}/assessments/{assessment.assessment_id}"
        return _write(path, body)

    def returned(self, assignment_id: str, kind: str, reason: str) -> OutgoingWrite:
        return _write(f"assignments/{assignment_id}/return", {"kind": kind, "reason": reason})

    def events(self, events: Sequence[Event]) -> OutgoingWrite:
        return _write("events", {"events": [dump(event) for event in events]})
