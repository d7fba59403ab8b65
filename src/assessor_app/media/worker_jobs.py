"""The jobs of the worker process by name: bytes of a recording, a document or a picture in, packed data out.

The window's process reads this table too: what parses documents and pictures is loaded by the job, in the worker.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from assessor_app.domain.derived import DerivedKind
from assessor_app.media.caption_tracks import read_caption_tracks
from assessor_app.media.derived import pack_captions, pack_facts, pack_frame_times, pack_thumbnails, pack_waveform
from assessor_app.media.probe import look_through
from assessor_app.media.proxy import make_proxy
from assessor_app.media.reading_bytes import pack_pdf_look, pack_picture, pack_reading
from assessor_app.media.thumbnails import make_thumbnails
from assessor_app.media.waveform import measure_waveform
from assessor_app.services.vault_ports import MediaSource

Results = Mapping[str, bytes]


class Way(Protocol):
    """Back to whoever asked."""

    def tell(self, share: float) -> None: ...
    def write(self, offset: int, data: bytes) -> None: ...


Job = Callable[[MediaSource, Mapping[str, Any], Way], Results]


def look(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    """Facts and frame times come from one pass."""
    found = look_through(source, way.tell)
    return {
        DerivedKind.FACTS: pack_facts(found.facts),
        DerivedKind.FRAME_TIMES: pack_frame_times(found.frame_times),
    }


def waveform(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    return {DerivedKind.WAVEFORM: pack_waveform(measure_waveform(source, way.tell))}


def thumbnails(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    return {DerivedKind.THUMBNAILS: pack_thumbnails(make_thumbnails(source, way.tell))}


def captions(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    return {DerivedKind.CAPTIONS: pack_captions(read_caption_tracks(source, way.tell))}


def office(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    from assessor_app.media.office import read_office  # noqa: PLC0415 - in the worker only

    return {DerivedKind.OFFICE: pack_reading(read_office(source, way.tell))}


def pdf(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    from assessor_app.media.pdf_look import look_through_pdf  # noqa: PLC0415 - in the worker only

    return {DerivedKind.PDF_LOOK: pack_pdf_look(look_through_pdf(source, way.tell))}


def picture(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    from assessor_app.media.picture import make_picture  # noqa: PLC0415 - in the worker only

    return {DerivedKind.PICTURE: pack_picture(make_picture(source, way.tell))}


def copy(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    return {"pictures": str(make_proxy(source, way.write, way.tell)).encode()}


JOBS: Mapping[str, Job] = MappingProxyType(
    {
        "look": look,
        "waveform": waveform,
        "thumbnails": thumbnails,
        "captions": captions,
        "office": office,
        "pdf": pdf,
        "picture": picture,
        "copy": copy,
    }
)
JOB_OF: Mapping[DerivedKind, str] = MappingProxyType(
    {
        DerivedKind.FACTS: "look",
        DerivedKind.FRAME_TIMES: "look",
        DerivedKind.WAVEFORM: "waveform",
        DerivedKind.THUMBNAILS: "thumbnails",
        DerivedKind.CAPTIONS: "captions",
        DerivedKind.OFFICE: "office",
        DerivedKind.PDF_LOOK: "pdf",
        DerivedKind.PICTURE: "picture",
    }
)
