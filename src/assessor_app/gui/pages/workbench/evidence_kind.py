"""How an artifact is shown, by its media type."""

from enum import StrEnum

from assessor_app.domain.submission import Artifact

_IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/svg+xml"})
_LINKS = frozenset({"text/uri-list", "text/x-uri"})


class EvidenceKind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"
    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    LINK = "link"
    OTHER = "other"

    @property
    def has_time(self) -> bool:
        return self in (EvidenceKind.VIDEO, EvidenceKind.AUDIO)


def kind_of(artifact: Artifact) -> EvidenceKind:
    media_type = artifact.media_type.partition(";")[0].strip().lower()
    if media_type in _LINKS:
        return EvidenceKind.LINK
    if not artifact.is_file or media_type.startswith("text/"):
        return EvidenceKind.TEXT
    if media_type == "application/pdf":
        return EvidenceKind.PDF
    if media_type in _IMAGES:
        return EvidenceKind.IMAGE
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
        EvidenceKind.LINK: "link",
        EvidenceKind.OTHER: "file",
    }[kind]
