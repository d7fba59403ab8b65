"""This laptop as issuing servers know it: its keys made once, published at each, and what they ask carried out."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.device import DeviceAct, DeviceCommand, DeviceKeys
from assessor_app.domain.failpoints import failpoint
from assessor_app.services import offline_lease
from assessor_app.services.erasure import Reason, erase
from assessor_app.services.exchange_ports import ServerClient
from assessor_app.services.ports import Tools, UnitOfWork, UnitOfWorkFactory
from assessor_app.services.vault_ports import Vault

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What came of a server's orders. `must_lock`: a new one asks for the passphrase now."""

    changes: Changes = Changes()
    must_lock: bool = False


def own_keys(uow: UnitOfWork, tools: Tools) -> DeviceKeys:
    """Return this profile's keys, made at the first need: any 32 random bytes are a private key of both kinds."""
    known = uow.devices.own()
    if known is not None:
        return known
    made = DeviceKeys(tools.new_id(), secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_KEY_BYTES), tools.now())
    failpoint("device.keys")
    uow.devices.put_own(made)
    return made


def meet(factory: UnitOfWorkFactory, client: ServerClient, vault: Vault, tools: Tools, server_id: str) -> Obeyed:
    """Publish this laptop and do what the server asks of it; safe to stop and repeat anywhere.

    Raises ServerUnreachable, SignInRequired.
    """
    with factory() as uow:
        keys, done = own_keys(uow, tools), uow.devices.done(server_id)
    told = client.tell_device(keys, done)
    if told is None:
        return Obeyed()
    revision, commands = told
    with factory() as uow:
        if uow.devices.published(server_id) != revision:
            uow.devices.put_published(server_id, revision)
    obeyed = obey(factory, vault, tools, server_id, commands)
    if frozenset(command.command_id for command in commands) - done:
        with factory() as uow:
            done = uow.devices.done(server_id)
        client.tell_device(keys, done)  # that it was done; what fails here is told with the next contact
    return obeyed


def obey(
    factory: UnitOfWorkFactory, vault: Vault, tools: Tools, server_id: str, commands: Iterable[DeviceCommand]
) -> Obeyed:
    """Erase and lock as asked, each erasure and each call to lock once. Evidence stays closed while a lock stands."""
    listed = tuple(commands)
    must_lock = False
    with factory() as uow:
        done = uow.devices.done(server_id)
        is_locked = any(command.act is DeviceAct.LOCK for command in listed)
        changes = offline_lease.lock(uow, server_id, is_locked=is_locked)
    for command in listed:
        if command.command_id in done:
            continue
        if command.act is DeviceAct.ERASE:
            changes |= _erase(factory, vault, tools, server_id, command)
        must_lock |= command.act is DeviceAct.LOCK
        failpoint("device.before_done")
        with factory() as uow:
            uow.devices.put_done(server_id, command.command_id)
        changes |= Changes.of(Touched(Kind.DEVICE, command.command_id))
    return Obeyed(changes, must_lock)


def _erase(factory: UnitOfWorkFactory, vault: Vault, tools: Tools, server_id: str, command: DeviceCommand) -> Changes:
    """One submission after the other: a stop in between leaves the rest for the next try."""
    with factory() as uow:
        readable = uow.retention.readable(server_id)
    wanted = {assignment_id for assignment_id in readable if not command.scope or assignment_id in command.scope}
    changes = Changes()
    for assignment_id in sorted(wanted):
        with factory() as uow:
            changes |= erase(vault, uow, tools, assignment_id, Reason.REMOTE)
    return changes
