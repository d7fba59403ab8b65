"""What is wrong with a rubric in an assessor's words: which one, what, what follows, and whom to tell."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.rubric import Rubric
from assessor_app.domain.rubric_flaws import Flaw, FlawKind
from assessor_app.gui.models.bidi import isolated

_TOLD_AT_MOST = 4


def _tr(words: str) -> str:
    return QCoreApplication.translate("RubricFlaws", words)


def flaw_words(rubric: Rubric, flaws: Sequence[Flaw], server_name: str) -> str:
    """Return the whole notice, "" where nothing is wrong."""
    if not flaws:
        return ""
    told = list(dict.fromkeys(_sentence(flaw) for flaw in flaws))
    if len(told) > _TOLD_AT_MOST:
        more = _tr("{count} more things like this.").format(count=len(told) - _TOLD_AT_MOST)
        told = [*told[:_TOLD_AT_MOST], more]
    head = _tr("The rubric {title} is broken.").format(title=isolated(rubric.title or rubric.rubric_id))
    tell = _tr(
        "Tell {server}, who can send a corrected one. What you wrote is kept; other submissions are not touched."
    )
    return " ".join([head, *told, tell.format(server=isolated(server_name))])


def _sentence(flaw: Flaw) -> str:
    sentence = {
        FlawKind.NO_CRITERIA: _tr("It has no criteria for this submission, so there is nothing to score."),
        FlawKind.SAME_CRITERION: _tr("{name} is in it more than once, so no score would say which one it means."),
        FlawKind.NO_LEVELS: _tr("Criterion {number} has no levels: it can only be marked as not scorable."),
        FlawKind.SAME_LEVEL: _tr("Criterion {number} has one level twice: it can only be marked as not scorable."),
        FlawKind.DANGLING_REQUIREMENT: _tr(
            "Criterion {number} requires a level it does not have: you can score it, the decision stays open."
        ),
        FlawKind.NEGATIVE_WEIGHT: _tr(
            "Criterion {number} weighs less than nothing: you can score it, the decision stays open."
        ),
        FlawKind.NO_WEIGHT: _tr("No criterion has any weight: you can score them, the decision stays open."),
    }[flaw.kind]
    if flaw.criterion is None:
        return sentence
    return sentence.format(number=flaw.criterion.number, name=isolated(flaw.criterion.name))
