"""Adapters by name: ours, and those that other packages announce as entry points."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from assessor_app.adapters.network import Network
from assessor_app.domain.server import IssuingServer
from assessor_app.services.exchange_ports import ServerClient, WriteCodec
from assessor_app.services.sign_in_ports import Bearer, MetServer

GROUP = "assessor_app.adapters"
ASSESSMENT_EXCHANGE = "assessment_exchange"
AUTO = "auto"


class UnknownAdapter(LookupError):
    """No adapter of this name is installed."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """What an adapter offers. Nothing is imported before one of these is called."""

    name: str
    first_contact: Callable[[str, str], ServerClient]
    """(address or invitation, token) -> a client whose identify() meets the server."""

    client: Callable[[IssuingServer, Bearer | str], ServerClient]
    """(server, token) -> a client that trusts the pinned keys only."""

    codec: Callable[[], WriteCodec]
    greet: Callable[[str, Callable[[str], IssuingServer | None]], MetServer] | None = None
    """(address or invitation, what is known under a server id) -> what the server shows before anybody signs in."""


def adapter_named(name: str, network: Network | None = None) -> Adapter:
    """Return the adapter; `auto` is the Assessment Exchange. Raises UnknownAdapter.

    Ours go through `network`; without one the system's proxy is used.
    """
    if name.replace("-", "_") in (AUTO, ASSESSMENT_EXCHANGE):
        return _assessment_exchange(network)
    for entry in entry_points(group=GROUP, name=name):
        adapter = entry.load()
        if isinstance(adapter, Adapter):
            return adapter
    raise UnknownAdapter(name)


def adapter_names() -> tuple[str, ...]:
    return (ASSESSMENT_EXCHANGE, *sorted(entry.name for entry in entry_points(group=GROUP)))


def _assessment_exchange(network: Network | None) -> Adapter:
    package = "assessor_app.adapters.assessment_exchange"
    return Adapter(
        ASSESSMENT_EXCHANGE,
        _late(f"{package}.client", "first_contact", network),
        _late(f"{package}.client", "client", network),
        _late(f"{package}.codec", "ExchangeCodec"),
        _late(f"{package}.client", "greet", network),
    )


def _late(module: str, name: str, *last: Any) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        return getattr(import_module(module), name)(*arguments, *last)

    return call
