"""W3C Web Annotations: the moments as one collection, each exactly as it travels to the issuing server."""

import json
from collections.abc import Callable
from typing import Any

from assessor_app.domain.annotation import Annotation
from assessor_app.exports.candidate_copy import CandidateCopy

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def webannotation(copy: CandidateCopy, document_of: Callable[[Annotation], Any]) -> bytes:
    """Return JSON-LD, UTF-8: an AnnotationCollection with one page. `document_of` gives an annotation as JSON value."""
    items = [document_of(moment.annotation) for moment in copy.moments]
    collection = {
        "@context": CONTEXT,
        "id": f"urn:assessment:{copy.view.assessment.assessment_id}:moments",
        "type": "AnnotationCollection",
        "label": copy.title,
        "generator": {"type": "Software", "name": copy.made_with},
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()
