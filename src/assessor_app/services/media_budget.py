"""Room for evidence: within the budget and the disk, by letting go of what is needed last and nobody worked on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.submission import MediaState
from assessor_app.services.done import Done
from assessor_app.services.erasure import Reason, erase
from assessor_app.services.media_views import HeldMedia, WantedMedia
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.vault_ports import Vault

HEADROOM = 1.1
"""Of the disk, so that the work itself always has somewhere to go."""
_MB = 1_000_000
_GB = 1_000_000_000
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)

LET_GO = "The evidence of {codes} made room and can be fetched again. Nothing you wrote was touched."
OVER_BUDGET = (
    "Evidence may take up {budget} GB on this laptop, and {code} needs {missing} MB more than is left. It is fetched"
    " when you finish other submissions, remove their evidence, or allow more in Settings, Storage."
)


@dataclass(frozen=True, slots=True)
class Room:
    """Whether there is room now. `words` tell what went, or why there is none and what to do."""

    is_enough: bool
    words: str = ""
    let_go: tuple[str, ...] = ()


def make_room(
    vault: Vault, uow: UnitOfWork, tools: Tools, wanted: WantedMedia, budget_bytes: int, spared: Iterable[str] = ()
) -> Done[Room]:
    """See to it that what is missing of `wanted` fits, letting go of other evidence where that is enough.

    Goes only what nobody began to work on, is not open (`spared`, submission ids) and is needed later than
    `wanted`: not asked for any more first, then what was not looked at for longest. All or nothing goes.
    Where only the disk is short, what fits is fetched all the same: a lesson plan is read without its video.
    """
    missing = _missing(vault, wanted, budget_bytes)
    if missing <= 0:
        return Done(Room(is_enough=True), Changes())
    chosen = _chosen(uow.media.held(), wanted, missing, frozenset(spared))
    if chosen is None:
        words = _refusal(vault, wanted, budget_bytes)
        return Done(Room(is_enough=not words, words=words), Changes())
    changes = Changes()
    for one in chosen:
        changes |= let_go(vault, uow, tools, one)
    codes = ", ".join(one.code for one in chosen)
    ids = tuple(assignment_id for one in chosen for assignment_id in one.assignment_ids)
    return Done(Room(is_enough=True, words=LET_GO.format(codes=codes), let_go=ids), changes)


def let_go(vault: Vault, uow: UnitOfWork, tools: Tools, one: HeldMedia) -> Changes:
    """Take the files of one submission off this laptop, and report it; they come again when they are asked for."""
    uow.media.leave(one.assignment_ids)
    failpoint("media.let_go")
    touched = (Touched(Kind.ARTIFACT, one.submission_id, assignment_id) for assignment_id in one.assignment_ids)
    return erase(vault, uow, tools, one.assignment_ids[0], Reason.EVICTED) | Changes.of(*touched)


def give_up(vault: Vault, uow: UnitOfWork, tools: Tools, assignment_id: str) -> Changes:
    """The assessor cancels: what came only in part goes, whole files stay."""
    uow.media.leave((assignment_id,))
    submission = uow.remote.submission(uow.remote.assignment(assignment_id).submission_id)
    files = (artifact.artifact_id for artifact in submission.artifacts if artifact.is_file)
    parts = tuple(each for each in files if uow.media.get(each).state is not MediaState.PRESENT)
    return erase(vault, uow, tools, assignment_id, Reason.EVICTED, parts) | Changes.of(
        Touched(Kind.ARTIFACT, submission.submission_id, assignment_id)
    )


def _missing(vault: Vault, wanted: WantedMedia, budget_bytes: int) -> int:
    """Bytes to free before it fits; zero or less when it does."""
    over_budget = vault.used_bytes() + wanted.missing - budget_bytes
    over_disk = int(wanted.missing * HEADROOM) - vault.free_bytes()
    return max(over_budget, over_disk)


def _chosen(
    held: Iterable[HeldMedia], wanted: WantedMedia, missing: int, spared: frozenset[str]
) -> tuple[HeldMedia, ...] | None:
    """The fewest that come first in line and are enough; None when all of them are not."""
    line = sorted((one for one in held if _may_go(one, wanted, spared)), key=_need)
    chosen: list[HeldMedia] = []
    for one in line:
        chosen.append(one)
        missing -= one.size
        if missing <= 0:
            return tuple(chosen)
    return None


def _may_go(one: HeldMedia, wanted: WantedMedia, spared: frozenset[str]) -> bool:
    if one.submission_id == wanted.submission_id or one.submission_id in spared:
        return False
    return not one.is_live or (one.due_at or _NEVER) > (wanted.due_at or _NEVER)


def _need(one: HeldMedia) -> tuple[bool, datetime, str]:
    return one.is_live, one.needed_at or _LONG_AGO, one.code


def _refusal(vault: Vault, wanted: WantedMedia, budget_bytes: int) -> str:
    """Why nothing of it is fetched; empty where only the disk is short, which each file finds out for itself."""
    over_budget = vault.used_bytes() + wanted.missing - budget_bytes
    if over_budget <= 0:
        return ""
    return OVER_BUDGET.format(budget=f"{budget_bytes / _GB:g}", code=wanted.code, missing=-(-over_budget // _MB))
