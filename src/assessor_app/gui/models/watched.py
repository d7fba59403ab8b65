"""How much of each recording was watched, and which moments of evidence lie where nothing was."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation, TimeSelector
from assessor_app.domain.coverage import Coverage
from assessor_app.domain.rubric import Criterion
from assessor_app.domain.submission import Artifact
from assessor_app.gui.models.rubric_rows import in_order
from assessor_app.gui.models.rubric_words import place_words
from assessor_app.gui.widgets.time_text import US_PER_S, format_tick
from assessor_app.services.views import WorkbenchView

IN_MINUTES_US = 600 * US_PER_S
"""From ten minutes on a person counts in minutes."""
_MINUTE_US = 60 * US_PER_S
_WHOLE = 0.99
_CONTEXT = "Watched"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A moment that stands for a criterion, in a stretch that never played."""

    criterion: Criterion
    annotation: Annotation


def unseen_moments(view: WorkbenchView) -> tuple[Unseen, ...]:
    """Live moments marked with a criterion of the rubric, cited or not, by criterion and time."""
    by_id = {criterion.criterion_id: criterion for criterion in view.rubric.criteria}
    recordings = {artifact.artifact_id for artifact in recordings_of(view)}
    found = [
        Unseen(by_id[mark.criterion_id], mark)
        for mark in view.annotations
        if mark.criterion_id in by_id and mark.artifact_id in recordings and not _was_seen(view, mark)
    ]
    return tuple(sorted(found, key=lambda unseen: (unseen.criterion.number, in_order(unseen.annotation))))


def recordings_of(view: WorkbenchView) -> Iterator[Artifact]:
    """Its videos and sounds, in the order of the submission."""
    files = (artifact for artifact in view.submission.artifacts if artifact.is_file)
    return (artifact for artifact in files if artifact.media_type.startswith(("video/", "audio/")))


def unseen_sentence(unseen: Unseen) -> str:
    words = QCoreApplication.translate(_CONTEXT, "Criterion {number}, {place}: this moment was never played")
    return words.format(number=unseen.criterion.number, place=place_words(unseen.annotation))


def watched_sentence(name: str, coverage: Coverage, duration_us: int | None) -> str:
    """Return `Lesson video: 38 of 41 minutes watched`; never more than really was."""
    if not coverage.watched_us:
        return QCoreApplication.translate(_CONTEXT, "{name}: not watched").format(name=name)
    if duration_us and coverage.share(duration_us) >= _WHOLE:
        return QCoreApplication.translate(_CONTEXT, "{name}: watched from end to end").format(name=name)
    if not duration_us:
        words = QCoreApplication.translate(_CONTEXT, "{name}: {watched} watched")
        return words.format(name=name, watched=format_tick(coverage.watched_us, US_PER_S))
    watched_us = min(coverage.watched_us, duration_us)
    if duration_us < IN_MINUTES_US:
        words = QCoreApplication.translate(_CONTEXT, "{name}: {watched} of {whole} watched")
        watched, whole = (format_tick(us, US_PER_S) for us in (watched_us, duration_us))
        return words.format(name=name, watched=watched, whole=whole)
    words = QCoreApplication.translate(_CONTEXT, "{name}: {watched} of {whole} minutes watched")
    return words.format(name=name, watched=watched_us // _MINUTE_US, whole=round(duration_us / _MINUTE_US))


def _was_seen(view: WorkbenchView, mark: Annotation) -> bool:
    selector = mark.selector
    if not isinstance(selector, TimeSelector):
        return True  # about the recording as a whole
    return view.coverage.get(mark.artifact_id, Coverage()).touches(selector.start_us, selector.end_us)
