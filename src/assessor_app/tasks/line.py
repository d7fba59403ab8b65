"""What everything that speaks with servers or evidence works with, from the composition root."""

from collections.abc import Callable
from dataclasses import dataclass

from assessor_app.domain.changes import Changes
from assessor_app.services.badges import Badges
from assessor_app.services.exchange_ports import ServerClient
from assessor_app.services.ports import Reads, Tools
from assessor_app.services.vault_ports import Vault
from assessor_app.tasks.runner import Runner
from assessor_app.tasks.write_gate import WriteGate


@dataclass(frozen=True, slots=True)
class Line:
    """`reads` is called on lanes only; `deliver` and `publish` lead to the UI thread."""

    runner: Runner
    gate: WriteGate
    reads: Callable[[], Reads]
    tools: Tools
    vault: Vault
    client_of: Callable[[str], ServerClient]
    publish: Callable[[Changes], None]
    deliver: Callable[[Callable[[], None]], None]
    badges: Callable[[], Badges] | None = None
