"""What evidence takes up on this laptop, and making room at once because the assessor asks for it."""

from dataclasses import dataclass

from assessor_app.domain.changes import Changes
from assessor_app.services.done import Done
from assessor_app.services.media_budget import let_go
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.vault_ports import Vault


@dataclass(frozen=True, slots=True)
class StorageFacts:
    """Sizes in bytes; `goes` can be let go. `folder` is where the profile lies, `risk` why that is no good place."""

    folder: str
    used: int
    free: int
    goes: int = 0
    risk: str = ""


def can_go(uow: UnitOfWork) -> int:
    """Bytes of evidence that nobody began to work on."""
    return sum(one.size for one in uow.media.held())


def make_room(vault: Vault, uow: UnitOfWork, tools: Tools) -> Done[int]:
    """Take everything off this laptop that nobody began to work on; return how many bytes that were."""
    held = uow.media.held()
    changes = Changes()
    for one in held:
        changes |= let_go(vault, uow, tools, one)
    return Done(sum(one.size for one in held), changes)
