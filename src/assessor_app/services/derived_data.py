"""What was computed from an artifact, sealed under the artifact's key: it can be read exactly as long as that can."""

from collections.abc import Mapping

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.submission import Artifact
from assessor_app.services.ports import Reads, UnitOfWork
from assessor_app.services.vault_ports import NotOnThisLaptop, Vault, VaultLocked


def kept(vault: Vault, reads: Reads, artifact: Artifact, kind: DerivedKind) -> bytes | None:
    """Return what was made of exactly these bytes; None when nothing was, or its key is gone. Raises VaultLocked."""
    sealed = reads.derived(artifact.artifact_id, artifact.sha256, kind)
    if sealed is None:
        return None
    try:
        return vault.unseal(artifact.artifact_id, sealed)
    except VaultLocked:
        raise
    except NotOnThisLaptop:  # a broken seal too: it is made again
        return None


def keep(vault: Vault, uow: UnitOfWork, artifact: Artifact, made: Mapping[DerivedKind, bytes]) -> None:
    """Keep all of it. Raises NotOnThisLaptop when the artifact went while it was made, VaultLocked."""
    if artifact.is_file:
        vault.open(artifact.artifact_id).close()
    for kind, data in made.items():
        uow.derived.put(artifact.artifact_id, artifact.sha256, kind, vault.seal(artifact.artifact_id, data))
