"""Sign out: tokens and evidence go, the work and what waits to be sent stay sealed for the same assessor."""

from contextlib import suppress
from dataclasses import dataclass, replace

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.grant import Grant
from assessor_app.domain.server import IssuingServer
from assessor_app.services.done import Done
from assessor_app.services.erasure import Reason
from assessor_app.services.evidence import discard_submission
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory
from assessor_app.services.refusals import Refusal
from assessor_app.services.sign_in_ports import Authorizer
from assessor_app.services.vault_ports import Vault


class StillUnsent(Refusal):
    """Something waits to be sent; it stays on this laptop until the same assessor signs in again."""

    def __init__(self, server_name: str, count: int) -> None:
        things = "1 thing has" if count == 1 else f"{count} things have"
        super().__init__(
            f"{things} not been sent to {server_name} yet. If you sign out, they wait on this laptop until you sign in"
            " here again. Sync first, or sign out all the same."
        )
        self.count = count


@dataclass(frozen=True, slots=True)
class SignedOut:
    """`was_revoked`: the server knows too; else its own time limit ends the sign-in."""

    server: IssuingServer
    waiting: int
    was_revoked: bool


def sign_out(
    factory: UnitOfWorkFactory, vault: Vault, authorizer: Authorizer, server_id: str, *, is_unsent_kept: bool = False
) -> Done[SignedOut]:
    """Raises UnknownServer, StillUnsent (unless `is_unsent_kept`): then nothing was changed."""
    with factory() as uow:
        server, grant = uow.servers.get(server_id), uow.servers.grant(server_id)
        waiting = uow.outbox.count_unsent(server_id)
        if waiting and not is_unsent_kept:
            raise StillUnsent(server.name, waiting)
        changes = Changes.of(Touched(Kind.SERVER, server_id)) | _forget(vault, uow, server)
    failpoint("sign_out.forgotten")
    return Done(SignedOut(server, waiting, _revoke(authorizer, grant, server)), changes)


def _forget(vault: Vault, uow: UnitOfWork, server: IssuingServer) -> Changes:
    changes = Changes()
    for submission_id in uow.remote.submissions_of(server.server_id):
        changes |= discard_submission(vault, uow, submission_id, Reason.SIGN_OUT)
    uow.servers.put(replace(server, needs_sign_in=True))
    uow.servers.put_grant(server.server_id, Grant(uow.servers.grant(server.server_id).method))
    return changes


def _revoke(authorizer: Authorizer, grant: Grant, server: IssuingServer) -> bool:
    """After it was forgotten here, so that a network that fails does not keep anybody signed in."""
    if not grant.method.is_renewed:
        return False
    with suppress(ServerUnreachable):
        authorizer.revoke(grant, server.authorization)
        return True
    return False
