"""What typing "/" offers: the rubric's own feedback, the chosen level first, then the assessor's comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.comment import Comment
from assessor_app.domain.rubric import Criterion, Level, Rubric

MOST = 40


@dataclass(frozen=True, slots=True)
class Offer:
    """`origin` says where the words come from; `comment` is set for one of the assessor's own."""

    text: str
    origin: str
    comment: Comment | None = None

    @property
    def line(self) -> str:
        """The words on one line."""
        return " ".join(self.text.split())


def offers_for(
    rubric: Rubric, criterion_id: str | None, chosen_level_id: str | None, comments: Iterable[Comment]
) -> tuple[Offer, ...]:
    """All offers, the likeliest first. `criterion_id` None: for the overall feedback."""
    own = tuple(comments)
    fitting = [c for c in own if c.criterion_id == criterion_id]
    rest = [c for c in own if c.criterion_id is None and criterion_id is not None]
    others = [c for c in own if c.criterion_id not in (None, criterion_id)]
    if criterion_id is None:
        canned = [offer for criterion in rubric.criteria for offer in _canned(criterion, None, with_number=True)]
        return (*_own(fitting, rubric), *_own(others, rubric), *canned)
    criterion = next((c for c in rubric.criteria if c.criterion_id == criterion_id), None)
    here = _canned(criterion, chosen_level_id, with_number=False) if criterion else []
    return (*here, *_own(fitting, rubric), *_own(rest, rubric), *_own(others, rubric))


def matching(offers: Iterable[Offer], typed: str) -> tuple[Offer, ...]:
    """Those that hold every word typed, in words or origin, MOST at most."""
    words = typed.casefold().split()
    found = (o for o in offers if all(word in f"{o.line} {o.origin}".casefold() for word in words))
    return tuple(islice(found, MOST))


def _canned(criterion: Criterion, chosen_level_id: str | None, *, with_number: bool) -> list[Offer]:
    levels = sorted(criterion.levels, key=lambda level: (level.level_id != chosen_level_id, -level.position))
    return [
        Offer(each.canned_feedback, _origin(criterion, each, with_number)) for each in levels if each.canned_feedback
    ]


def _origin(criterion: Criterion, level: Level, with_number: bool) -> str:
    words = _tr("Rubric {number}: {level}") if with_number else _tr("Rubric, {level}")
    return words.format(number=criterion.number, level=level.name)


def _own(comments: Iterable[Comment], rubric: Rubric) -> list[Offer]:
    numbers = {c.criterion_id: c.number for c in rubric.criteria}
    ordinary, of_criterion = _tr("My comment"), _tr("My comment, criterion {number}")
    return [
        Offer(c.text, of_criterion.format(number=numbers[c.criterion_id]) if c.criterion_id in numbers else ordinary, c)
        for c in comments
    ]


def _tr(words: str) -> str:
    return QCoreApplication.translate("CommentOffers", words)
