"""What a snapshot does not list any more: asked for one by one, because only the server's word takes a thing away."""

import random
from collections.abc import Iterable

from assessor_app.services.exchange_ports import NotOffered, RemoteChange, ServerClient, TakenBackByServer

AT_MOST = 100
"""Asked for in one pull, chosen by lot; the next compare asks for others."""
_KINDS = frozenset({"assignment", "submission"})


def withdrawn(client: ServerClient, missing: Iterable[tuple[str, str]]) -> tuple[RemoteChange, ...]:
    """Return a tombstone for each of these (kind, id) of which the server itself says that it was withdrawn.

    A compare passes over tombstones that lie before its cursor; without this, evidence withdrawn before a server was
    restored, or while a cursor expired, would stay readable. Raises ServerUnreachable, SignInRequired.
    """
    rows = sorted(row for row in missing if row[0] in _KINDS)
    if len(rows) > AT_MOST:
        rows = sorted(random.sample(rows, AT_MOST))
    return tuple(change for change in (_asked(client, kind, item) for kind, item in rows) if change is not None)


def _asked(client: ServerClient, kind: str, item: str) -> RemoteChange | None:
    try:
        client.object(kind, item)
    except TakenBackByServer as error:
        return RemoteChange(kind, item, 0, is_withdrawal=True, reason=str(error))
    except NotOffered:
        return None  # it does not say why: nothing is deleted
    return None
