"""Protocol rows 10 and 11: a submission's parts and the block manifest of a file."""

from assessor_app.wire.base import Count, ObjectModel, WireModel

BLOCK_SIZE = 8 * 1024 * 1024


class PartDoc(ObjectModel):
    """One part: an OB3 Evidence plus what is needed to fetch it. `text` is inline for written answers.

    `duration` is seconds as a decimal string; `href` and `manifest` are relative to the api root. `capture_of` is the
    id of the part (a link) of which this is the server's own captured copy.
    """

    id: str
    type: tuple[str, ...] = ("Evidence",)
    n: Count
    part: str
    name: str
    genre: str | None = None
    media_type: str
    size: Count = 0
    sha256: str
    duration: str | None = None
    text: str | None = None
    href: str | None = None
    manifest: str | None = None
    changed: bool = False
    capture_of: str | None = None


class SubmissionDoc(WireModel):
    id: str
    attempt: Count
    parts: tuple[PartDoc, ...]
    what_changed: str | None = None


class ManifestDoc(WireModel):
    """`blocks` are hex SHA-256 of each 8 MiB block; `digest` is that of their concatenated hex text."""

    size: Count
    etag: str
    sha256: str
    block_size: Count = BLOCK_SIZE
    blocks: tuple[str, ...]
    digest: str
