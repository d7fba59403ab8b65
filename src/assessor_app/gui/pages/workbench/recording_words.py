"""What is wrong with a recording in an assessor's words, and which of the issuer's condition codes says the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.submission import Artifact
from assessor_app.gui.pages.workbench.evidence_kind import EvidenceKind, kind_of
from assessor_app.gui.widgets.time_text import US_PER_S, format_tick
from assessor_app.media.facts import MediaFacts, Trouble

# Codes are the issuer's own; these are the usual ones, the best first.
CUT = ("clip_cut", "clip_incomplete")
NO_SOUND = ("no_audio", "no_sound")
NO_PICTURE = ("not_legible", "no_video")
NOT_THERE = ("link_dead", "file_damaged", "wrong_clip")
_SHORT_BY_US = 2 * US_PER_S
_SHORT_BY_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence or two for the assessor, and names of condition codes that would say it, the best first."""

    words: str
    codes: tuple[str, ...]


def finding_of(facts: MediaFacts, artifact: Artifact) -> Finding | None:
    """Return the worst of what an assessor has to know; None when nothing is wrong."""
    return _unplayable(facts) or _cut(facts, artifact) or _missing_part(facts, artifact)


def silent() -> Finding:
    """For a recording whose sound track holds no sound."""
    words = _tr("The sound track of this video is silent from end to end. What can be seen can still be assessed.")
    return Finding(words, NO_SOUND)


def matching(finding: Finding, offered: Iterable[ConditionCode]) -> ConditionCode | None:
    """Return the issuer's code for it; None when the issuer has none."""
    known = {condition.code.replace("-", "_").lower(): condition for condition in offered}
    return next((known[code] for code in finding.codes if code in known), None)


def _unplayable(facts: MediaFacts) -> Finding | None:
    if facts.trouble is Trouble.NOT_A_RECORDING:
        words = _tr(
            "This file holds no recording: it is empty, damaged or of another kind."
            " Ask the issuing organisation for it again; the other evidence still opens."
        )
        return Finding(words, NOT_THERE)
    if facts.trouble is Trouble.NO_PICTURE:
        words = _tr(
            "Nothing can be shown of this recording: its pictures and its sound are damaged from the start."
            " Ask the issuing organisation for it again; the other evidence still opens."
        )
        return Finding(words, NO_PICTURE)
    return None


def _cut(facts: MediaFacts, artifact: Artifact) -> Finding | None:
    at = _time(facts.duration_us)
    if facts.trouble is Trouble.BREAKS_OFF and facts.declared_us > facts.duration_us:
        words = _tr("The recording breaks off after {at} of {whole}. It plays up to there; the rest is missing.")
        return Finding(words.format(at=at, whole=_time(facts.declared_us)), CUT)
    if facts.trouble is Trouble.BREAKS_OFF:
        words = _tr("The recording breaks off after {at}. It plays up to there; the rest of the file is missing.")
        return Finding(words.format(at=at), CUT)
    if facts.trouble is Trouble.DAMAGED_END:
        words = _tr("The end of this recording is damaged and cannot be shown. It plays up to there.")
        return Finding(words, CUT)
    announced = artifact.duration_us or 0
    if announced - facts.duration_us > max(_SHORT_BY_US, _SHORT_BY_SHARE * announced):
        words = _tr("This recording is {at} long, but the submission says {whole}. A part of it may be missing.")
        return Finding(words.format(at=at, whole=_time(announced)), CUT)
    return None


def _missing_part(facts: MediaFacts, artifact: Artifact) -> Finding | None:
    if kind_of(artifact) is not EvidenceKind.VIDEO:
        return None
    if not facts.has_video:
        return Finding(_tr("This video has no picture, only sound. What is said can still be assessed."), NO_PICTURE)
    if not facts.has_audio:
        return Finding(_tr("This video has no sound. What can be seen can still be assessed."), NO_SOUND)
    return None


def _time(at_us: int) -> str:
    return format_tick(at_us, US_PER_S)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Recording", words)
