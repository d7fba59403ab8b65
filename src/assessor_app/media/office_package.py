"""An office file as a package of parts: measured before anything is unpacked, and made harmless for the converters.

What comes out holds the XML parts only. Macros, pictures and embedded files are left as empty parts, links to other
files are gone, and what is declared as a document with macros or as a template is declared as a plain one.
"""

import io
import lzma
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from assessor_app.domain.reading import Obstacle, Remark, RemarkKind
from assessor_app.media.source_file import SteadyFile
from assessor_app.services.vault_ports import MediaSource

MOST_PARTS = 10_000
MOST_UNPACKED = 256 << 20
MOST_RATIO = 300
_RATIO_FROM = 8 << 20
_LONGEST_PROLOG = 1 << 16
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_LONGEST_SEARCH = 64 << 20
_XML = (".xml", ".rels")
_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PLAIN = {
    "word": f"{_OFFICE}wordprocessingml.document.main+xml",
    "powerpoint": f"{_OFFICE}presentationml.presentation.main+xml",
    "excel": f"{_OFFICE}spreadsheetml.sheet.main+xml",
}
_LIKE = {
    "wordprocessingml.": "word",
    "ms-word.": "word",
    "presentationml.": "powerpoint",
    "ms-powerpoint.": "powerpoint",
    "spreadsheetml.": "excel",
    "ms-excel.": "excel",
}
_BROKEN = (ElementTree.ParseError, expat.ExpatError, zlib.error, lzma.LZMAError)
_PICTURES = "media/"
_EMBEDDED = ("embeddings/", "activex/")


class NotReadable(Exception):
    """The file is not shown, and why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


@dataclass(frozen=True, slots=True)
class Package:
    """`harmless` is the package for the converters; `links` are the addresses by (part, relationship id).

    `kind` is word, powerpoint, excel, or empty for a package of something else.
    """

    harmless: io.BytesIO
    kind: str
    remarks: tuple[Remark, ...]
    links: dict[tuple[str, str], str] = field(default_factory=dict)


def open_package(source: MediaSource) -> Package:
    """Raises NotReadable."""
    try:
        with zipfile.ZipFile(SteadyFile(source)) as archive:
            infos = _measured(archive)
            return _harmless(archive, infos)
    except zipfile.BadZipFile as error:
        raise NotReadable(_kind_of_no_package(source)) from error
    except (*_BROKEN, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise NotReadable(Obstacle.DAMAGED) from error


def refuse_declarations(xml: bytes) -> None:
    """A document type is where entities that unfold and files that are fetched come from; office files have none.

    Raises NotReadable.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise NotReadable(Obstacle.DAMAGED)

    def begun(*_: object) -> None:
        raise _Begun

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begun
    try:
        parser.Parse(xml[:_LONGEST_PROLOG], False)
    except _Begun:
        return
    raise NotReadable(Obstacle.DAMAGED)


class _Begun(Exception):
    """The first element: no document type can follow."""


def _measured(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
    if any(info.flag_bits & 1 for info in infos.values()):
        raise NotReadable(Obstacle.LOCKED)
    unpacked = [info for info in infos.values() if info.filename.lower().endswith(_XML)]
    is_bomb = sum(info.file_size for info in unpacked) > MOST_UNPACKED or any(
        info.file_size > _RATIO_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1) for info in unpacked
    )
    if len(infos) > MOST_PARTS or is_bomb:
        raise NotReadable(Obstacle.TOO_LARGE)
    return infos


def _harmless(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> Package:
    found: Counter[RemarkKind] = Counter()
    kind = ""
    links: dict[tuple[str, str], str] = {}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as harmless:
        for name, info in infos.items():
            if not name.lower().endswith(_XML):
                found.update(_left_alone(name))
                harmless.writestr(name, b"")
                continue
            xml = archive.read(info)
            refuse_declarations(xml)
            if name == _TYPES:
                xml, kind = _plain_types(xml)
            elif name.lower().endswith(".rels"):
                xml = _inner_links(name, xml, frozenset(infos), links, found)
            harmless.writestr(name, xml)
    remarks = tuple(Remark(kind, found[kind]) for kind in RemarkKind if found[kind])
    return Package(made, kind, remarks, links)


def _left_alone(name: str) -> Iterator[RemarkKind]:
    lowered = name.lower()
    if lowered.endswith("vbaproject.bin"):
        yield RemarkKind.MACROS
    elif any(folder in lowered for folder in _EMBEDDED):
        yield RemarkKind.EMBEDDED
    elif _PICTURES in lowered:
        yield RemarkKind.PICTURES


def _plain_types(xml: bytes) -> tuple[bytes, str]:
    """Return the list of types, and whose document it is; the last main part tells."""
    root, found = ElementTree.fromstring(xml), ""
    for part in root:
        kind = part.get("ContentType", "")
        program = next((program for like, program in _LIKE.items() if like in kind and kind.endswith("main+xml")), "")
        if program:
            found = program
            part.set("ContentType", _PLAIN[program])
    return _bytes(root), found


def _inner_links(
    name: str, xml: bytes, parts: frozenset[str], links: dict[tuple[str, str], str], found: Counter[RemarkKind]
) -> bytes:
    """Keep relationships between parts that are there; what points outside is only noted."""
    folder, file = posixpath.split(name)
    base = posixpath.dirname(folder)
    root = ElementTree.fromstring(xml)
    for relation in list(root):
        target = relation.get("Target", "")
        if relation.get("TargetMode", "").lower() == "external":
            if relation.get("Type", "").endswith("/hyperlink"):
                links[posixpath.join(base, file.removesuffix(".rels")), relation.get("Id", "")] = target
            else:
                found[RemarkKind.OTHER_FILES] += 1
            root.remove(relation)
        elif posixpath.normpath(posixpath.join("/", base, target)).lstrip("/") not in parts:
            root.remove(relation)
    return _bytes(root)


def _bytes(root: ElementTree.Element) -> bytes:
    return bytes(ElementTree.tostring(root, encoding="utf-8"))


def _kind_of_no_package(source: MediaSource) -> Obstacle:
    if source.read_at(0, len(_OLD)) != _OLD:
        return Obstacle.DAMAGED
    seen = SteadyFile(source).read(_LONGEST_SEARCH)
    return Obstacle.LOCKED if _LOCKED in seen else Obstacle.OLD_KIND
