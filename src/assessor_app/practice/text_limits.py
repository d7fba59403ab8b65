"""How long a text of an assessment may be: refused with its place and the limit, in words, before anything is done."""

from collections.abc import Iterator

from assessor_app.practice.bodies import pointer
from assessor_app.practice.problems import Refused
from assessor_app.wire.assessment import AssessmentDoc
from assessor_app.wire.problem import ProblemName

LONGEST = 100_000  # characters: some forty pages


def check(document: AssessmentDoc) -> None:
    """Raises Refused (bad-request), naming every text that is too long."""
    errors = [
        {"pointer": where, "detail": f"It has {len(text):,} characters; {LONGEST:,} characters may be sent."}
        for where, text in _texts(document)
        if len(text) > LONGEST
    ]
    if errors:
        raise Refused(ProblemName.BAD_REQUEST, "A text is too long. Shorten it and send it again.", errors=errors)


def _texts(document: AssessmentDoc) -> Iterator[tuple[str, str]]:
    yield "/feedback", document.feedback
    for n, result in enumerate(document.results):
        yield pointer("results", n, "rationale"), result.rationale
        yield pointer("results", n, "feedback"), result.feedback
