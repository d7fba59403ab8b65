"""A desk for tests of editing services: each call is one committed unit of work on a real store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.outbox import OutboxItem
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.views import WorkbenchView
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import Bench, make_world

T = TypeVar("T")


@dataclass
class EditingDesk:
    """`do` runs one service and commits."""

    store: Store
    bench: Bench = field(default_factory=Bench)

    def do(self, service: Callable[..., Done[T]], *arguments: object, **named: object) -> Done[T]:
        with self.store.factory() as uow:
            return service(uow, self.bench.tools, *arguments, **named)

    @property
    def tools(self) -> Tools:
        return self.bench.tools

    def view(self, assignment_id: str = "assignment-1") -> WorkbenchView:
        return self.store.reads.workbench(assignment_id)

    def assessment(self) -> Assessment:
        return self.view().assessment

    def marks(self) -> tuple[Annotation, ...]:
        return self.view().annotations

    def waiting(self, entity_id: str) -> tuple[OutboxItem, ...]:
        with self.store.factory() as uow:
            return uow.outbox.open_of(entity_id)

    def change(self, act: Callable[[UnitOfWork], object]) -> None:
        with self.store.factory() as uow:
            act(uow)

    def count(self, table: str) -> int:
        with self.store.database.reader() as connection:
            return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


@contextmanager
def open_desk(
    folder: Path, assignment_ids: tuple[str, ...] = ("assignment-1",), *, is_declared: bool = True
) -> Iterator[EditingDesk]:
    with make_world(folder, assignment_ids, is_declared=is_declared) as store:
        yield EditingDesk(store)
