"""A real sealed vault in a temporary folder, and what stands on its disk."""

from pathlib import Path

from assessor_app.domain.submission import Artifact
from assessor_app.services.vault_ports import Vault
from assessor_app.vault.sealed_header import SEGMENT_BYTES
from assessor_app.vault.sealed_vault import SealedVault

MEDIA_KEY = bytes(range(32, 64))


def make_vault(folder: Path, segment_bytes: int = SEGMENT_BYTES, media: Path | None = None) -> SealedVault:
    """Files in `media` or `folder`/media, their keys in `folder`/keys.db."""
    folder.mkdir(parents=True, exist_ok=True)
    return SealedVault(media or folder / "media", folder / "keys.db", MEDIA_KEY, segment_bytes=segment_bytes)


def put_file(vault: Vault, artifact: Artifact | str, data: bytes) -> None:
    """As if it had been downloaded."""
    sink = vault.sink(artifact if isinstance(artifact, str) else artifact.artifact_id, len(data))
    sink.write(data)
    sink.complete()
    sink.close()
