"""WebVTT: the moments of a recording as cues, so that any player shows the feedback where it belongs."""

from collections.abc import Iterable

from assessor_app.exports.candidate_copy import CandidateCopy, SharedMoment
from assessor_app.services.markdown import clean

READABLE_US = 2_000_000
"""A moment is one frame, which nobody can read: its cue stays two seconds. A stretch lasts as long as it is."""
_US_PER_MS = 1_000
_NEWLINE = "\n"


def webvtt(copy: CandidateCopy) -> dict[int, bytes]:
    """Return number of the recording -> its file, for every recording with a moment; UTF-8."""
    by_number: dict[int, list[SharedMoment]] = {}
    for moment in copy.moments:
        if moment.time is not None and moment.artifact is not None:
            by_number.setdefault(moment.artifact.number, []).append(moment)
    return {number: _file(copy, moments).encode() for number, moments in by_number.items()}


def _file(copy: CandidateCopy, moments: list[SharedMoment]) -> str:
    cues = (_cue(number, moment) for number, moment in enumerate(moments, start=1))
    return "\n\n".join(("WEBVTT", _note(copy, moments[0]), *cues)) + "\n"


def _note(copy: CandidateCopy, moment: SharedMoment) -> str:
    artifact = moment.artifact
    facts = (
        f"Feedback on {copy.view.assignment.code}, {copy.view.achievement.name}",
        f"Recording: {artifact.name if artifact else ''}",
        f"Recording SHA-256: {moment.annotation.artifact_digest}",
        f"Rubric: {copy.view.rubric.title}, version {copy.view.rubric.digest}",
        f"Made with: {copy.made_with}",
        "A moment is a single frame; its cue stays two seconds so that it can be read.",
    )
    return _NEWLINE.join(("NOTE", *(_plain(fact) for fact in facts)))


def _cue(number: int, moment: SharedMoment) -> str:
    time = moment.time
    if time is None:
        raise ValueError("a cue needs a time")
    end_us = max(time.end_us, time.start_us + READABLE_US) if time.is_point else time.end_us
    start_ms, end_ms = time.start_us // _US_PER_MS, -(-end_us // _US_PER_MS)
    lines = (line for line in _words(moment) if line)
    return _NEWLINE.join((str(number), f"{_clock(start_ms)} --> {_clock(end_ms)}", *(_plain(line) for line in lines)))


def _words(moment: SharedMoment) -> Iterable[str]:
    """Never nothing: a cue without text is no cue."""
    criterion, note = moment.criterion, moment.annotation.text
    yield f"{criterion.number} {criterion.name}" if criterion else ""
    yield note
    if criterion is None and not note.strip():
        yield moment.place


def _plain(text: str) -> str:
    """One line that no parser takes for markup or for the next cue."""
    return " ".join(clean(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(at_ms: int) -> str:
    seconds, ms = divmod(at_ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"
