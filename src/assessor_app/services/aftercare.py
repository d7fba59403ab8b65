"""What follows every contact with a server: its orders, what is over its time, receipts, and the time it may be."""

from collections.abc import Callable
from dataclasses import dataclass

from assessor_app.domain.changes import Changes
from assessor_app.services import devices, evidence, offline_lease
from assessor_app.services.devices import Obeyed
from assessor_app.services.erasure import queue_receipts
from assessor_app.services.exchange_ports import ServerClient, ServerUnreachable, SignInRequired
from assessor_app.services.ports import Tools, UnitOfWorkFactory
from assessor_app.services.retention import RetentionRules, keep_rules
from assessor_app.services.vault_ports import Vault


@dataclass(frozen=True, slots=True)
class Aftercare:
    """`rules` are read each time: settings change while the program runs."""

    vault: Vault
    tools: Tools
    rules: Callable[[], RetentionRules] = RetentionRules

    def after_contact(self, factory: UnitOfWorkFactory, client: ServerClient, server_id: str) -> Obeyed:
        """Call once the server was met. Nothing here stands in the way of work: the next contact tries again."""
        try:
            obeyed = devices.meet(factory, client, self.vault, self.tools, server_id)
        except (ServerUnreachable, SignInRequired):
            obeyed = Obeyed()
        return Obeyed(obeyed.changes | self._keep(factory, server_id), obeyed.must_lock)

    def at_start(self, factory: UnitOfWorkFactory) -> Changes:
        """Without a network: what a stop cut short, and what servers confirmed to be over its time."""
        evidence.restart(self.vault, factory)
        with factory() as uow:
            offline_lease.note_time(uow, self.tools.clock)
            server_ids = tuple(server.server_id for server in uow.servers.all())
        changes = Changes()
        for server_id in server_ids:
            changes |= self._keep(factory, server_id)
        return changes

    def _keep(self, factory: UnitOfWorkFactory, server_id: str) -> Changes:
        changes = keep_rules(factory, self.vault, self.tools, server_id, self.rules())
        with factory() as uow:
            return changes | queue_receipts(uow, self.tools, server_id)
