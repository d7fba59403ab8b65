"""The assessor's own comment bank: keep, change, remove and bring back what they have learnt to say well."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.comment import Comment
from assessor_app.services.done import Done
from assessor_app.services.markdown import clean
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import Refusal

LONGEST = 4_000
MOST = 1_000


class CommentEmpty(Refusal):
    def __init__(self) -> None:
        super().__init__("There are no words to keep as a comment. Write or select some, then try again.")


class CommentTooLong(Refusal):
    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(
            f"This comment has {length:,} characters, and the bank takes {LONGEST:,}. "
            "Select a part of it, then try again."
        )


class BankFull(Refusal):
    def __init__(self) -> None:
        super().__init__(
            f"The comment bank holds {MOST:,} comments, which is all it takes. Remove some, then try again."
        )


class UnknownComment(Refusal, LookupError):
    def __init__(self, comment_id: str) -> None:
        self.comment_id = comment_id
        super().__init__("This comment is no longer in the bank. Open the bank again to see what is there.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment to be: `criterion_id` None where it suits any criterion."""

    text: str
    criterion_id: str | None = None
    used: int = 0


def save(
    uow: UnitOfWork, tools: Tools, achievement_id: str, text: str, criterion_id: str | None = None
) -> Done[Comment]:
    """Keep a text; one that is there already, word for word, stays as it is.

    Raises CommentEmpty, CommentTooLong, BankFull.
    """
    words, bank = _fit(text), uow.comments.of_achievement(achievement_id)
    known = next((each for each in bank if each.text == words and each.criterion_id == criterion_id), None)
    if known is not None:
        return Done(known, Changes())
    if len(bank) >= MOST:
        raise BankFull
    return _put(uow, Comment(tools.new_id(), achievement_id, criterion_id, words, 0, tools.now()))


def edit(uow: UnitOfWork, tools: Tools, comment: Comment, text: str, criterion_id: str | None) -> Done[Comment]:
    """Change the words or the criterion of a comment. Raises CommentEmpty, CommentTooLong, UnknownComment."""
    known = _known(uow, comment)
    return _put(uow, replace(known, text=_fit(text), criterion_id=criterion_id, updated_at=tools.now()))


def remove(uow: UnitOfWork, comments: Collection[Comment]) -> Done[tuple[Comment, ...]]:
    """Take comments out of the bank; returns them as they were, for `put_back`."""
    gone = tuple(_known(uow, each) for each in comments)
    for each in gone:
        uow.comments.remove(each.comment_id)
    return Done(gone, _changes(gone))


def put_back(uow: UnitOfWork, comments: Collection[Comment]) -> Done[tuple[Comment, ...]]:
    """Undo a removal: the comments stand again exactly as they were."""
    for each in comments:
        uow.comments.put(each)
    return Done(tuple(comments), _changes(comments))


def count_use(uow: UnitOfWork, comment: Comment) -> Done[Comment]:
    """It was inserted once more. Raises UnknownComment."""
    known = _known(uow, comment)
    return _put(uow, replace(known, used=known.used + 1))


def take_in(
    uow: UnitOfWork, tools: Tools, achievement_id: str, drafts: Iterable[Draft], criterion_ids: Collection[str]
) -> Done[int]:
    """Add what a file brought, all or nothing; returns how many were new.

    A criterion that is not among `criterion_ids` is another rubric's: the comment then suits any criterion.
    Raises CommentEmpty, CommentTooLong, BankFull.
    """
    bank = uow.comments.of_achievement(achievement_id)
    known = {(each.text, each.criterion_id) for each in bank}
    fresh: list[Comment] = []
    for draft in drafts:
        criterion_id = draft.criterion_id if draft.criterion_id in criterion_ids else None
        words = _fit(draft.text)
        if (words, criterion_id) not in known:
            known.add((words, criterion_id))
            fresh.append(Comment(tools.new_id(), achievement_id, criterion_id, words, draft.used, tools.now()))
    if len(bank) + len(fresh) > MOST:
        raise BankFull
    for each in fresh:
        uow.comments.put(each)
    return Done(len(fresh), _changes(fresh))


def _fit(text: str) -> str:
    words = clean(text).strip()
    if not words:
        raise CommentEmpty
    if len(words) > LONGEST:
        raise CommentTooLong(len(words))
    return words


def _known(uow: UnitOfWork, comment: Comment) -> Comment:
    bank = uow.comments.of_achievement(comment.achievement_id)
    found = next((each for each in bank if each.comment_id == comment.comment_id), None)
    if found is None:
        raise UnknownComment(comment.comment_id)
    return found


def _put(uow: UnitOfWork, comment: Comment) -> Done[Comment]:
    uow.comments.put(comment)
    return Done(comment, _changes((comment,)))


def _changes(comments: Iterable[Comment]) -> Changes:
    return Changes.of(*(Touched(Kind.COMMENT, each.comment_id, each.achievement_id) for each in comments))
