"""How an artifact is shown, by its media type."""

from enum import StrEnum

from assessor_app.domain.links import is_link
from assessor_app.domain.submission import Artifact

_IMAGES = frozenset(
    f"image/{kind}" for kind in ("png", "jpeg", "jpg", "gif", "webp", "bmp", "x-ms-bmp", "tiff", "svg+xml")
)
_OFFICE = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.ms-word",
    "application/vnd.ms-powerpoint",
    "application/vnd.ms-excel",
    "application/msword",
)
"""The old ones and those with macros too: the worker process tells why they are not opened, or reads their text."""


class EvidenceKind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    OFFICE = "office"
    LINK = "link"
    OTHER = "other"

    @property
    def has_time(self) -> bool:
        return self in (EvidenceKind.VIDEO, EvidenceKind.AUDIO)


def kind_of(artifact: Artifact) -> EvidenceKind:
    media_type = artifact.media_type.partition(";")[0].strip().lower()
    if is_link(artifact):
        return EvidenceKind.LINK
    if not artifact.is_file or media_type.startswith("text/"):
        return EvidenceKind.TEXT
    if media_type == "application/pdf":
        return EvidenceKind.PDF
    if media_type in _IMAGES:
        return EvidenceKind.IMAGE
    if media_type.startswith(_OFFICE):
        return EvidenceKind.OFFICE
    for kind in (EvidenceKind.VIDEO, EvidenceKind.AUDIO):
        if media_type.startswith(f"{kind}/"):
            return kind
    return EvidenceKind.OTHER


def icon_name(kind: EvidenceKind) -> str:
    return {
        EvidenceKind.VIDEO: "file-video",
        EvidenceKind.AUDIO: "volume-2",
        EvidenceKind.PDF: "file-text",
        EvidenceKind.IMAGE: "image",
        EvidenceKind.TEXT: "message-square",
        EvidenceKind.OFFICE: "file-text",
        EvidenceKind.LINK: "link",
        EvidenceKind.OTHER: "file",
    }[kind]
