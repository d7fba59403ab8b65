"""A laptop of the model: real store, adapter and services, with what was acknowledged noted beside them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assessor_app.adapters.assessment_exchange.client import ExchangeClient
from assessor_app.adapters.assessment_exchange.contact import Invitation
from assessor_app.adapters.registry import adapter_named
from assessor_app.domain import failpoints
from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.domain.conflict import Choice, Side
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.ids import new_id
from assessor_app.domain.server import IssuingServer
from assessor_app.services import (
    annotate,
    carry_over,
    conflicts,
    declare,
    evidence,
    feedback,
    hand_back,
    media_fetch,
    outbox,
    reopen,
    score,
    send_again,
    servers,
    settling,
    submit,
    sync,
    undo,
)
from assessor_app.services.annotate import NewMark
from assessor_app.services.done import Done
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import Refusal
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import make_copied_store
from tests.model import published
from tests.model.fake_desk import URL
from tests.model.fake_http import Died, FakeHttp, Line
from tests.model.fake_server import FakeServer

_AWAY = (ServerUnreachable, SignInRequired)


class MemoryVault:
    """What of the evidence is here."""

    def __init__(self) -> None:
        self.here: set[str] = set()
        self.is_locked = False

    def open(self, artifact_id: str) -> None:
        if artifact_id not in self.here:
            raise NotOnThisLaptop(artifact_id)

    def discard(self, artifact_id: str) -> None:
        self.here.discard(artifact_id)


@dataclass
class FakeContacts:
    """Makes clients over the line, as the adapter makes them over HTTP."""

    line: Line
    greet: None = None

    def first_contact(self, invitation: str, token: str) -> ExchangeClient:
        return ExchangeClient(FakeHttp(self.line, token), Invitation(invitation), None)  # type: ignore[arg-type]

    def client(self, server: IssuingServer, token: Any) -> ExchangeClient:
        return ExchangeClient(FakeHttp(self.line, token), Invitation(URL), server)  # type: ignore[arg-type]


@dataclass
class Program:
    """`acknowledged`: acts whose commit returned, so that a person was told they are saved."""

    name: str
    folder: Path
    line: Line
    vault: Any = field(default_factory=MemoryVault)
    acknowledged: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    _open: Any = None
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    @property
    def server_id(self) -> str:
        return self.line.server.server_id

    # ---- the program as a whole

    def start(self) -> None:
        self._open = make_copied_store(self.folder)
        self.store = self._open.__enter__()
        outbox.restart(self.store.factory)
        media_fetch.restart(self.store.factory)
        evidence.restart(self.vault, self.store.factory)

    def end(self) -> None:
        self._open.__exit__(None, None, None)

    def restart(self) -> None:
        self.end()
        self.start()

    @contextmanager
    def dying_at(self, name: str) -> Iterator[None]:
        """The program ends at that failpoint, if it comes there, and is started again."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(failpoints, "_ARMED", name)
            patch.setattr(failpoints, "_fire", _die)
            with suppress(Died):
                yield
        self.restart()

    @property
    def tools(self) -> Tools:
        codec = adapter_named("auto").codec()
        return Tools(now=lambda: datetime.now(UTC), new_id=new_id, codec_of=lambda _: codec)

    def act(self, service: Callable[..., Done[Any]], *arguments: Any) -> Any:
        """One act of the assessor. What they may not do now is refused with a sentence, and changes nothing."""
        try:
            with self.store.factory() as uow:
                done = service(uow, self.tools, *arguments)
        except (Refusal, LookupError) as refused:
            self.refusals.append(str(refused))
            return None
        if done.changes.act_id:
            self.acknowledged.append(done.changes.act_id)
        return done.value

    # ---- the network

    def client(self) -> ExchangeClient:
        with self.store.factory() as uow:
            server, token = uow.servers.get(self.server_id), uow.servers.token(self.server_id)
        return FakeContacts(self.line).client(server, token)

    def sign_in(self, token: str) -> None:
        servers.add(self.store.factory, FakeContacts(self.line), URL, token)

    def push(self) -> None:
        outbox.drain(self.store.factory, self.client(), self.server_id, now=_now, is_forced=True)

    def pull(self) -> bool:
        """Return whether it came to its end."""
        try:
            done = sync.pull(
                self.store.factory,
                self.client(),
                self.server_id,
                vault=self.vault,
                now=_now,
                badges=self.line.server.badges,
            )
        except _AWAY:
            return False
        return done.is_complete

    def sync(self) -> bool:
        """Push and pull as the program does; one that dies on the way is started again."""
        try:
            self.push()
            return self.pull()
        except Died:
            self.restart()
            return False

    # ---- looking

    def is_taken_away(self, assignment_id: str) -> bool:
        try:
            return bool(self._ask(lambda uow: uow.remote.assignment(assignment_id).state == "withdrawn"))
        except LookupError:
            return False

    def waits(self) -> bool:
        return bool(self.rows("SELECT 1 FROM outbox WHERE state IN ('pending', 'sending', 'parked')"))

    def rows(self, query: str, **named: Any) -> list[Any]:
        with self.store.database.reader() as connection:
            return list(connection.execute(text(query), named))

    def recording_of(self, assignment_id: str) -> str | None:
        try:
            with self.store.factory() as uow:
                submission_id = uow.remote.assignment(assignment_id).submission_id
                return uow.remote.submission(submission_id).artifacts[0].artifact_id
        except LookupError:
            return None

    def _ask(self, question: Callable[[UnitOfWork], Any]) -> Any:
        with self.store.factory() as uow:
            return question(uow)


class ModelLaptop(Program):
    """The program, and what its assessor does with it."""

    def mark(self, assignment_id: str, words: str) -> None:
        artifact_id = self.recording_of(assignment_id)
        if artifact_id is None:
            return
        mark = NewMark(
            annotation_id=new_id(),
            assignment_id=assignment_id,
            artifact_id=artifact_id,
            selector=TimeSelector(250_000, 283_333),
            criterion_id=published.criterion_uri(1),
            mark_type=MarkType.STRENGTH,
            text=words,
            engine="qt",
            uncertainty_us=17_000,
        )
        self.act(annotate.add, mark)

    def retract(self, assignment_id: str) -> None:
        marks = self._ask(lambda uow: uow.annotations.of_assignment(assignment_id))
        if marks:
            self.act(annotate.retract, marks[0].annotation_id)

    def score(self, assignment_id: str, number: int, level: int) -> None:
        self.act(score.set_level, assignment_id, published.criterion_uri(number), published.level_uri(number, level))

    def undo(self, assignment_id: str) -> None:
        self.act(undo.undo, assignment_id)

    def submit(self, assignment_id: str, level: int) -> None:
        """Score what is missing and submit."""
        for number in published.CRITERIA:
            self.score(assignment_id, number, level)
        self.act(feedback.set_text, assignment_id, f"Well done, {self.name}.")
        self.act(declare.declare, assignment_id)
        self.act(submit.submit, assignment_id)

    def hand_back(self, assignment_id: str) -> None:
        self.act(hand_back.hand_back, assignment_id, HandBackKind.UNSCORABLE, "There is no sound.")
        if self._ask(lambda uow: uow.declarations.hand_back(assignment_id)) is not None:
            evidence.restart(self.vault, self.store.factory)

    def fetch(self, assignment_id: str) -> None:
        """The evidence arrives, where it may be fetched."""
        artifact_id = self.recording_of(assignment_id)
        if artifact_id is not None and not self.is_taken_away(assignment_id):
            self.vault.here.add(artifact_id)

    def settle(self, side: Side) -> None:
        """Look after everything that was refused, as the screens would let a person do."""
        for row in self.store.reads.outbox():
            if row.state != "parked":
                continue
            if self._ask(partial(conflicts.undecided, assignment_id=row.assignment_id)):
                self.act(settling.settle, row.assignment_id, Choice(otherwise=side))
            elif self.act(carry_over.carry_over, row.assignment_id) is not None:
                self.submit(row.assignment_id, 1)
            elif side is Side.MINE:
                self.act(send_again.send_again, row.op_id)
            else:
                self.act(settling.put_aside, row.op_id)

    def take_back(self, assignment_id: str) -> None:
        """A parked final is made a draft again."""
        self.act(reopen.reopen, assignment_id)


def new_laptop(name: str, folder: Path, server: FakeServer) -> ModelLaptop:
    """Signed in, with everything the server has."""
    laptop = ModelLaptop(name, folder, Line(server, name))
    laptop.sign_in("token-1")
    assert laptop.pull()
    return laptop


def _now() -> datetime:
    return datetime.now(UTC)


def _die() -> None:
    raise Died
