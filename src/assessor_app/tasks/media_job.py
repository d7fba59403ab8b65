"""Fetching the evidence of one assignment, on a lane: room, lease, files, and what it came to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assessor_app.domain.submission import MediaState
from assessor_app.services import claim, media_fetch
from assessor_app.services.download import Cancelled, Fetch
from assessor_app.services.exchange_ports import ClaimContested, ServerClient, ServerUnreachable, SignInRequired
from assessor_app.services.media_budget import Room, make_room
from assessor_app.services.media_views import MediaProgress, WantedMedia
from assessor_app.services.refusals import UnknownAssignment
from assessor_app.services.vault_ports import DiskFull
from assessor_app.tasks.line import Line
from assessor_app.tasks.media_progress import ProgressWatch
from assessor_app.tasks.runner import Ticket
from assessor_app.tasks.sealing import beside_on
from assessor_app.tasks.write_gate import BULK


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a job came to. `error` is why it stopped where trying again may help; `words` are for a person."""

    arrived: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    error: Exception | None = None
    has_no_room: bool = False
    is_refused: bool = False
    """Nothing would be gained by trying again unasked."""

    @property
    def is_cancelled(self) -> bool:
        return isinstance(self.error, Cancelled)


class MediaJob:
    """`tell` is called from the lane, a few times a second. `spared` are submissions whose evidence is open."""

    def __init__(
        self,
        line: Line,
        wanted: WantedMedia,
        budget_bytes: int,
        spared: frozenset[str],
        tell: Callable[[MediaProgress], None],
    ) -> None:
        self._line, self._wanted, self._budget_bytes, self._spared, self._tell = (
            line,
            wanted,
            budget_bytes,
            spared,
            tell,
        )
        self._begin = line.gate.factory(BULK)

    def run(self, ticket: Ticket) -> Fetched:
        room = self._room()
        if not room.is_enough:
            return Fetched(words=(room.words,), has_no_room=True)
        told = (room.words,) if room.words else ()
        client = self._line.client_of(self._wanted.server_id)
        refusal = self._claim(client)
        if refusal:
            return Fetched(words=(*told, refusal), is_refused=True)
        return self._fetch(client, ticket, told)

    def _room(self) -> Room:
        with self._begin() as uow:
            done = make_room(self._line.vault, uow, self._line.tools, self._wanted, self._budget_bytes, self._spared)
        if done.changes:
            self._line.deliver(partial(self._line.publish, done.changes))
        return done.value

    def _claim(self, client: ServerClient) -> str:
        """Take the lease of what is to be worked on offline; returns why that cannot be."""
        try:
            changes = claim.claim(self._begin, client, self._wanted.assignment_id).changes
            self._line.deliver(partial(self._line.publish, changes))
        except ClaimContested as error:
            return str(error)
        except (ServerUnreachable, SignInRequired, UnknownAssignment):
            pass  # the download says so, file by file
        return ""

    def _fetch(self, client: ServerClient, ticket: Ticket, told: tuple[str, ...]) -> Fetched:
        watch = ProgressWatch(self._wanted.assignment_id, self._wanted.size, self._wanted.done, self._tell)
        task = Fetch(
            self._begin,
            client,
            self._line.vault,
            publish=lambda changes: self._line.deliver(partial(self._line.publish, changes)),
            is_cancelled=ticket.is_cancelled,
            beside=beside_on(self._line.runner, self._wanted.server_id),
        )
        media = media_fetch.fetch_assignments(task, (self._wanted.assignment_id,), watch)
        problems = dict.fromkeys(one.problem for one in media if one.problem)
        return Fetched(
            tuple(one.artifact_id for one in media if one.state is MediaState.PRESENT),
            (*told, *problems),
            watch.error,
            has_no_room=isinstance(watch.error, DiskFull),
            is_refused=any(one.state is MediaState.FAILED for one in media),
        )
