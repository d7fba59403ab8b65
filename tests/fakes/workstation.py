"""A laptop without a window: real store, vault, adapter and services of one assessor, against a real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assessor_app.adapters.assessment_exchange.client import ExchangeClient
from assessor_app.adapters.assessment_exchange.client import client as known_client
from assessor_app.adapters.oauth.authorizer import OAuthAuthorizer
from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.adapters.registry import adapter_named
from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.domain.changes import Changes
from assessor_app.domain.ids import new_id
from assessor_app.domain.outbox import OutboxItem
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Artifact, Submission
from assessor_app.services import annotate, declare, feedback, media_fetch, outbox, score, servers, submit, sync
from assessor_app.services.access_tokens import AccessTokens
from assessor_app.services.annotate import NewMark
from assessor_app.services.download import Fetch
from assessor_app.services.ports import Tools
from assessor_app.services.views import ArtifactMedia, OutboxRow
from assessor_app.store.profile_store import Store
from assessor_app.vault.sealed_vault import SealedVault
from tests.fakes.store_factory import make_copied_store
from tests.fakes.vaults import make_vault


@dataclass
class Workstation:
    """One assessor's laptop. `now` may be moved by a test; `slept` lists what the downloads waited."""

    store: Store
    vault: SealedVault
    server_id: str = ""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    slept: list[float] = field(default_factory=list)
    published: list[Changes] = field(default_factory=list)
    access: AccessTokens = field(init=False)
    _clients: list[ExchangeClient] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.access = AccessTokens(self.store.factory, OAuthAuthorizer)

    @property
    def tools(self) -> Tools:
        codec = adapter_named("auto").codec()
        return Tools(now=lambda: self.now, new_id=new_id, codec_of=lambda _: codec)

    def sign_in(self, invitation: str, token: str) -> IssuingServer:
        server = servers.add(self.store.factory, adapter_named("auto"), invitation, token).value
        self.server_id = server.server_id
        return server

    def server(self) -> IssuingServer:
        with self.store.factory() as uow:
            return uow.servers.get(self.server_id)

    def client(self) -> ExchangeClient:
        with self.store.factory() as uow:
            server = uow.servers.get(self.server_id)
        client = known_client(server, self.access.bearer(self.server_id))
        self._clients.append(client)
        return client

    def pull(self) -> sync.Pulled:
        return sync.pull(
            self.store.factory,
            self.client(),
            self.server_id,
            vault=self.vault,
            now=lambda: self.now,
            publish=self.published.append,
            badges=OpenBadges,
        )

    def push(self, *, is_forced: bool = True) -> outbox.Drained:
        return outbox.drain(
            self.store.factory, self.client(), self.server_id, now=lambda: self.now, is_forced=is_forced
        )

    def fetch(self, assignment_id: str) -> tuple[ArtifactMedia, ...]:
        return media_fetch.fetch_assignments(self.fetch_task(), [assignment_id])

    def fetch_task(self) -> Fetch:
        return Fetch(
            self.store.factory, self.client(), self.vault, publish=self.published.append, wait=self.slept.append
        )

    def submission_of(self, assignment_id: str) -> Submission:
        with self.store.factory() as uow:
            return uow.remote.submission(uow.remote.assignment(assignment_id).submission_id)

    def file_of(self, assignment_id: str, media_type: str) -> Artifact:
        files = self.submission_of(assignment_id).artifacts
        return next(artifact for artifact in files if artifact.media_type == media_type)

    def mark(self, assignment_id: str, number: int, text: str = "counts to four") -> str:
        """Mark half a second of the recording for criterion `number`; return the annotation's id."""
        view = self.store.reads.workbench(assignment_id)
        mark = NewMark(
            annotation_id=new_id(),
            assignment_id=assignment_id,
            artifact_id=self.file_of(assignment_id, "audio/wav").artifact_id,
            selector=TimeSelector(250_000, 283_333),
            criterion_id=view.rubric.by_number(number).criterion_id,
            mark_type=MarkType.STRENGTH,
            text=text,
            engine="qt",
            uncertainty_us=17_000,
        )
        with self.store.factory() as uow:
            return annotate.add(uow, self.tools, mark).value.annotation_id

    def score_all(self, assignment_id: str) -> None:
        """Mark and score every criterion with its highest level, and write the feedback."""
        for criterion in self.store.reads.workbench(assignment_id).rubric.criteria:
            mark = self.mark(assignment_id, criterion.number)
            with self.store.factory() as uow:
                where = (uow, self.tools, assignment_id, criterion.criterion_id)
                score.set_level(*where, criterion.levels[-1].level_id)
                score.set_rationale(*where, "Seen twice.")
                score.cite(*where, mark)
        with self.store.factory() as uow:
            feedback.set_text(uow, self.tools, assignment_id, "Well done.")

    def declare(self, assignment_id: str) -> None:
        with self.store.factory() as uow:
            declare.declare(uow, self.tools, assignment_id)

    def submit(self, assignment_id: str) -> OutboxItem:
        self.declare(assignment_id)
        with self.store.factory() as uow:
            return submit.submit(uow, self.tools, assignment_id).value

    def waiting(self) -> tuple[OutboxRow, ...]:
        return self.store.reads.outbox()

    def close(self) -> None:
        self.access.close()
        for client in self._clients:
            client.close()


@contextmanager
def workstation(folder: Path) -> Iterator[Workstation]:
    folder.mkdir(parents=True, exist_ok=True)
    with make_copied_store(folder) as store:
        laptop = Workstation(store, make_vault(folder))
        try:
            yield laptop
        finally:
            laptop.close()
