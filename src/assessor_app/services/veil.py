"""What may be read of an assignment whose evidence may not be seen: the work done on it, nothing of the evidence."""

from collections.abc import Iterable
from dataclasses import replace

from assessor_app.domain.annotation import Annotation, PageSelector, Selector, TextSelector
from assessor_app.domain.conflict import Conflict
from assessor_app.domain.submission import Submission
from assessor_app.services.views import WorkbenchView

_UNREAD = "\N{HORIZONTAL ELLIPSIS}"
"""Stands for the candidate's words where a moment quotes them."""


def veiled(view: WorkbenchView) -> WorkbenchView:
    """Leave out what the candidate wrote, what others noted of it, and what moments quote of it.

    The assessor's own texts and the times of their moments stay.
    """
    return replace(
        view,
        submission=_silent(view.submission),
        annotations=without_quotes(view.annotations),
        compared=(),
        conflicts=tuple(_unquoted(each) for each in view.conflicts),
    )


def _unquoted(conflict: Conflict) -> Conflict:
    """The other version is the assessor's own, too: their words stay, what their moments quote does not."""
    if conflict.theirs is None:
        return conflict
    return replace(conflict, theirs=replace(conflict.theirs, annotations=without_quotes(conflict.theirs.annotations)))


def without_quotes(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    return tuple(replace(each, selector=_unread(each.selector)) for each in annotations)


def _silent(submission: Submission) -> Submission:
    """Parts keep their numbers and kinds; a file's name may tell a child's."""
    parts = (replace(part, name="", text=None if part.text is None else "") for part in submission.artifacts)
    return replace(submission, artifacts=tuple(parts), what_changed="")


def _unread(selector: Selector) -> Selector:
    match selector:
        case TextSelector():
            return replace(selector, quote=_UNREAD, prefix="", suffix="")
        case PageSelector(quote=TextSelector() as quote):
            return replace(selector, quote=replace(quote, quote=_UNREAD, prefix="", suffix=""))
        case _:
            return selector
