"""What an earlier release kept unsealed, files and what was computed from them: sealed where it stands, or removed."""

from collections.abc import Callable

from assessor_app.services.erasure import copy_of
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.vault_ports import SEALED_MARK, Vault


def seal_old_evidence(vault: Vault, factory: UnitOfWorkFactory, is_cancelled: Callable[[], bool]) -> None:
    """Nothing to do at every start but the first. Raises VaultLocked."""
    vault.sweep()
    if not vault.has_plain_files():
        return
    with factory() as uow:
        uow.derived.forget_unsealed(SEALED_MARK)
        here = uow.media.present()
    vault.seal_plain_files((name for each in here for name in (each, copy_of(each))), is_cancelled)
