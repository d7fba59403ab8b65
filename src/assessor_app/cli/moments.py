"""Moments named in seconds: found on the frame that is on screen then, and printed."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assessor_app.cli.output import Refusal, plain
from assessor_app.domain.annotation import Annotation, TimeSelector
from assessor_app.domain.submission import Artifact
from assessor_app.media.frame_times import FrameTimes, read_frame_times
from assessor_app.services.vault_ports import NotOnThisLaptop, Vault

FRAME_ENGINE = "frame-table"
DECLARED_ENGINE = "declared-time"
_SLOWEST_FRAME_US = 41_667
_TIME_BASED = ("video/", "audio/")


@dataclass(frozen=True, slots=True)
class Located:
    selector: TimeSelector
    engine: str
    uncertainty_us: int


def locate(vault: Vault, artifact: Artifact, at: str, until: str | None) -> Located:
    """Find a moment or stretch, seconds as decimal text. With the file here it is the frame on screen, exactly;
    without it the given time stands, uncertain by a frame of 24 a second.

    Raises Refusal, InvalidSelector, ValueError.
    """
    if not artifact.media_type.startswith(_TIME_BASED):
        raise Refusal(f"{artifact.name} has no time: it is {artifact.media_type}. Mark a video or audio artifact.")
    start_us, end_us = _microseconds(at), _microseconds(until) if until is not None else None
    times = _frame_times(vault, artifact)
    last_us = times.span(len(times) - 1)[1] if times else artifact.duration_us
    for moment in (start_us, end_us):
        if moment is not None and last_us is not None and moment > last_us:
            raise ValueError(f"{_seconds(moment)} is after its end at {_seconds(last_us)}")
    if end_us is not None and end_us <= start_us:
        raise ValueError(f"{_seconds(end_us)} is not after {_seconds(start_us)}: a stretch ends after it begins")
    if not times:
        end = end_us if end_us is not None else start_us + _SLOWEST_FRAME_US
        return Located(TimeSelector(start_us, end, until is None), DECLARED_ENGINE, _SLOWEST_FRAME_US)
    start, next_frame = times.span(times.index_at(start_us))
    end = next_frame if end_us is None else times.span(times.index_at(end_us))[1]
    return Located(TimeSelector(start, end, until is None), FRAME_ENGINE, 0)


def document(mark: Annotation) -> dict[str, Any]:
    """An annotation as printed: its selector with its kind, times in microseconds and seconds."""
    fields = plain(mark)
    fields["selector"] = {"kind": mark.selector.kind, **plain(mark.selector)}
    if mark.start_us is not None:
        fields["at"] = mark.start_us / 1_000_000
    return dict(fields)


def _frame_times(vault: Vault, artifact: Artifact) -> FrameTimes | None:
    try:
        source = vault.open(artifact.artifact_id)
    except NotOnThisLaptop:
        return None
    try:
        return FrameTimes(read_frame_times(source)) or None
    finally:
        source.close()


def _seconds(moment_us: int) -> str:
    return f"{Decimal(moment_us) / 1_000_000} s"


def _microseconds(seconds: str) -> int:
    try:
        value = Decimal(seconds)
    except InvalidOperation as error:
        raise ValueError(f"{seconds!r} is not a number of seconds") from error
    if not value.is_finite() or value < 0:
        raise ValueError(f"{seconds!r} is not a time in a video")
    return int(value * 1_000_000)
