"""Links from submissions: where they lead in plain sight, and whether that may be offered for opening at all."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, quote, urlsplit

from assessor_app.domain.file_names import one_line
from assessor_app.domain.submission import Artifact

MEDIA_TYPES = frozenset({"text/uri-list", "text/x-uri"})
LONGEST = 2_000
_WEB = frozenset({"http", "https"})
_IN_PATH = "/:@!$&'()*+,;=~%-._"
_IN_QUERY = f"{_IN_PATH}?"


class LinkDoubt(StrEnum):
    NOT_A_PAGE = "not-a-page"
    """No address of a page on the web: a file, a script, data, or nothing that can be understood."""
    NOT_PUBLIC = "not-public"
    """Something on this laptop or in the network it is in."""
    LOOKS_LIKE = "looks-like"
    """Letters of other scripts can look like the ones of a site one knows."""
    HAS_NAME = "has-name"
    """What stands before an @ looks like a host and is none."""
    NOT_SEALED = "not-sealed"
    """http: others on the way can read and change it."""


@dataclass(frozen=True, slots=True)
class Link:
    """`written` is what was handed in, on one line; `address` what would be opened, in ASCII, empty when nothing is.

    `host` is the name of the site as the network knows it (punycode for letters beyond ASCII).
    """

    written: str
    address: str = ""
    host: str = ""
    doubts: tuple[LinkDoubt, ...] = ()

    @property
    def is_offered(self) -> bool:
        return bool(self.address)


def is_link(artifact: Artifact) -> bool:
    return artifact.media_type.partition(";")[0].strip().lower() in MEDIA_TYPES


def read_link(words: str) -> Link:
    """Read the first address of a list of addresses (RFC 2483). Never fails."""
    lines = (line.strip() for line in words.splitlines())
    written = one_line(next((line for line in lines if line and not line.startswith("#")), ""))
    if len(words) > LONGEST:
        return Link(written, doubts=(LinkDoubt.NOT_A_PAGE,))
    try:
        parts = urlsplit(written)
        host = _ascii_host(parts.hostname or "") if parts.scheme in _WEB else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return Link(written, doubts=(LinkDoubt.NOT_A_PAGE,))
    if not host:
        return Link(written, doubts=(LinkDoubt.NOT_A_PAGE,))
    if not _is_public(host):
        return Link(written, host=host, doubts=(LinkDoubt.NOT_PUBLIC,))
    return Link(written, _address(parts, host, port), host, tuple(_doubts(parts, host)))


def shown_for(artifact: Artifact, artifacts: Iterable[Artifact]) -> Artifact:
    """Return the captured copy of a link where there is one: that is what is looked at and marked."""
    return next((part for part in artifacts if part.capture_of == artifact.artifact_id), artifact)


def link_of(artifact: Artifact, artifacts: Iterable[Artifact]) -> Artifact | None:
    """Return the link this is, or is the captured copy of."""
    if is_link(artifact):
        return artifact
    return next((part for part in artifacts if is_link(part) and part.artifact_id == artifact.capture_of), None)


def without_captures(artifacts: Iterable[Artifact]) -> tuple[Artifact, ...]:
    """Leave out what is shown in the place of its link."""
    parts = tuple(artifacts)
    return tuple(part for part in parts if link_of(part, parts) in (None, part))


def _ascii_host(host: str) -> str:
    """Raises UnicodeError for what is no name of a host."""
    name = host.encode("idna").decode("ascii").lower().rstrip(".")
    return name if all(letter.isalnum() or letter in "-.:" for letter in name) else ""


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        last = host.rpartition(".")[2]
        return "." in host and not last.isdecimal() and not last.startswith("0x") and last not in ("local", "localhost")


def _address(parts: SplitResult, host: str, port: int | None) -> str:
    """Without a name before the host, and with nothing but ASCII."""
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    address = f"{parts.scheme}://{place}{quote(parts.path, safe=_IN_PATH) or '/'}"
    if parts.query:
        address += f"?{quote(parts.query, safe=_IN_QUERY)}"
    return address + (f"#{quote(parts.fragment, safe=_IN_QUERY)}" if parts.fragment else "")


def _doubts(parts: SplitResult, host: str) -> Iterable[LinkDoubt]:
    if "@" in parts.netloc:
        yield LinkDoubt.HAS_NAME
    if any(label.startswith("xn--") for label in host.split(".")):
        yield LinkDoubt.LOOKS_LIKE
    if parts.scheme == "http":
        yield LinkDoubt.NOT_SEALED
