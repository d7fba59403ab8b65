"""The jobs of the worker process by name: bytes of a recording in, packed data out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from assessor_app.domain.derived import DerivedKind
from assessor_app.media.caption_tracks import read_caption_tracks
from assessor_app.media.derived import pack_captions, pack_facts, pack_frame_times, pack_thumbnails, pack_waveform
from assessor_app.media.probe import look_through
from assessor_app.media.proxy import make_proxy
from assessor_app.media.thumbnails import make_thumbnails
from assessor_app.media.waveform import measure_waveform
from assessor_app.services.ports import MediaSource

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


def copy(source: MediaSource, _: Mapping[str, Any], way: Way) -> Results:
    return {"pictures": str(make_proxy(source, way.write, way.tell)).encode()}


JOBS: Mapping[str, Job] = MappingProxyType(
    {"look": look, "waveform": waveform, "thumbnails": thumbnails, "captions": captions, "copy": copy}
)
JOB_OF: Mapping[DerivedKind, str] = MappingProxyType(
    {
        DerivedKind.FACTS: "look",
        DerivedKind.FRAME_TIMES: "look",
        DerivedKind.WAVEFORM: "waveform",
        DerivedKind.THUMBNAILS: "thumbnails",
        DerivedKind.CAPTIONS: "captions",
    }
)
