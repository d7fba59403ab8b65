"""What the workbench knows of the open assignment: its parts, marks and scores, and what is focused."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import islice

from assessor_app.commands.marks_in_hand import MarksInHand
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment, Missing, missing_parts
from assessor_app.domain.links import shown_for
from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.rubric import Criterion
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.gui.models.rubric_rows import OFFERED, CriterionRow, Linked, criterion_row
from assessor_app.services.views import ArtifactMedia, WorkbenchView

LAST_MARK_COUNTS_S = 5.0


class WorkbenchState:
    """Qt-free. Marks are kept by id and by criterion, so that one more costs the same whatever their number.

    `view.annotations` is what was read when the assignment was opened; the live ones are asked for here.
    """

    view: WorkbenchView | None
    artifact: Artifact | None
    focused_criterion_id: str | None
    selected_ids: tuple[str, ...]
    """What is selected in list and timeline, the primary one first."""
    last_mark_id: str | None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.in_hand = MarksInHand()
        self._annotations: dict[str, Annotation] = {}
        self._by_criterion: dict[str | None, dict[str, Annotation]] = {}
        self.clear()

    # ---- the assignment -------------------------------------------------------------------

    def show(self, view: WorkbenchView) -> None:
        """Take over a fresh reading; what was focused stays so if it is the same assignment."""
        is_same = self.view is not None and self.view.assignment.assignment_id == view.assignment.assignment_id
        if not is_same:
            self.clear()
        self.view = view
        self._annotations.clear()
        self._by_criterion.clear()
        self.merge(view.annotations, ())
        self.artifact = self._artifact_again(view)
        if self.focused_criterion_id is None and view.rubric.criteria:
            self.focused_criterion_id = view.rubric.criteria[0].criterion_id

    def clear(self) -> None:
        self.view = self.artifact = None
        self.focused_criterion_id = self.last_mark_id = None
        self.selected_ids = ()
        self.in_hand.clear()
        self._last_mark_at = 0.0
        self._annotations.clear()
        self._by_criterion.clear()

    @property
    def is_editable(self) -> bool:
        return self.view is not None and self.view.is_editable

    @property
    def conditions(self) -> tuple[ConditionCode, ...]:
        """What the issuer offers for a criterion that cannot be scored; nothing while it can only be read."""
        return self.view.policy.condition_codes if self.view is not None and self.is_editable else ()

    @property
    def assignment_id(self) -> str | None:
        return self.view.assignment.assignment_id if self.view else None

    def take_assessment(self, assessment: Assessment) -> None:
        if self.view is not None:
            self.view = replace(self.view, assessment=assessment)

    def take_media(self, media: Iterable[ArtifactMedia]) -> None:
        if self.view is not None:
            self.view = replace(self.view, media={m.artifact_id: m for m in media})

    def media_of(self, artifact: Artifact) -> ArtifactMedia:
        """What is here of an artifact; texts travel inside the submission and are always here."""
        if not artifact.is_file:
            return ArtifactMedia(artifact.artifact_id, MediaState.PRESENT)
        known = self.view.media.get(artifact.artifact_id) if self.view else None
        return known or ArtifactMedia(artifact.artifact_id, MediaState.ABSENT, 0, artifact.size)

    def missing(self) -> tuple[Missing, ...]:
        if self.view is None:
            return ()
        return missing_parts(self.view.assessment, self.view.rubric, self.view.policy, self._annotations)

    # ---- marks ----------------------------------------------------------------------------

    @property
    def annotations(self) -> Mapping[str, Annotation]:
        return self._annotations

    def linked_to(self, criterion_id: str) -> Linked:
        """Live marks of a criterion; never walks over all of them."""
        marks = self._by_criterion.get(criterion_id, {})
        return Linked(len(marks), tuple(islice(reversed(marks.values()), 2 * OFFERED)))

    def row_of(self, criterion: Criterion, missing: Iterable[Missing]) -> CriterionRow:
        """What the rubric panel shows. Only with an assignment open."""
        if self.view is None:
            raise LookupError("no assignment is open")
        linked = self.linked_to(criterion.criterion_id)
        view = self.view
        return criterion_row(criterion, view.assessment, view.policy, self._annotations, linked, missing)

    def merge(self, changed: Iterable[Annotation], gone: Iterable[str]) -> frozenset[str | None]:
        """Insert, replace and forget marks one by one; return the criteria this concerns."""
        criteria: set[str | None] = set()
        for annotation_id in gone:
            criteria |= self._forget(annotation_id)
            self.in_hand.forget(annotation_id)
            self.selected_ids = tuple(each for each in self.selected_ids if each != annotation_id)
        for annotation in changed:
            criteria |= self._forget(annotation.annotation_id)
            self._annotations[annotation.annotation_id] = annotation
            of_criterion = self._by_criterion.setdefault(annotation.criterion_id, {})
            of_criterion[annotation.annotation_id] = annotation
            criteria.add(annotation.criterion_id)
        return frozenset(criteria)

    def annotation(self, annotation_id: str) -> Annotation | None:
        return self._annotations.get(annotation_id)

    @property
    def selected_id(self) -> str | None:
        """The primary one; setting it lets go of the others."""
        return self.selected_ids[0] if self.selected_ids else None

    @selected_id.setter
    def selected_id(self, annotation_id: str | None) -> None:
        self.selected_ids = () if annotation_id is None else (annotation_id,)

    @property
    def chosen_mark_id(self) -> str | None:
        """The mark selected in list or timeline, else the last one of 5 s; it may be on its way to the disk."""
        if self.selected_id is not None:
            return self.selected_id
        is_fresh = self._clock() - self._last_mark_at <= LAST_MARK_COUNTS_S
        return self.last_mark_id if is_fresh else None

    @property
    def chosen_mark_ids(self) -> tuple[str, ...]:
        """All marks a key means: every selected one, the primary first, else the last one of 5 s."""
        chosen = self.chosen_mark_id
        return self.selected_ids or (() if chosen is None else (chosen,))

    def remember_mark(self, annotation_id: str) -> None:
        """A fresh mark takes the place of an older selection: the next key means this one."""
        self.last_mark_id = annotation_id
        self._last_mark_at = self._clock()
        self.selected_id = None

    def forget_mark(self, annotation_id: str) -> None:
        if self.last_mark_id == annotation_id:
            self.last_mark_id = None

    def _forget(self, annotation_id: str) -> set[str | None]:
        known = self._annotations.pop(annotation_id, None)
        if known is None:
            return set()
        self._by_criterion[known.criterion_id].pop(annotation_id, None)
        return {known.criterion_id}

    def _artifact_again(self, view: WorkbenchView) -> Artifact | None:
        artifacts = view.submission.artifacts
        shown_id = self.artifact.artifact_id if self.artifact else None
        return next((a for a in artifacts if a.artifact_id == shown_id), first_to_show(artifacts))


def first_to_show(artifacts: Collection[Artifact]) -> Artifact | None:
    """The lesson video is what an assessor opens first; else the first part there is, or the copy of a link."""
    videos = (a for a in artifacts if a.media_type.startswith("video/"))
    first = next(videos, next(iter(artifacts), None))
    return None if first is None else shown_for(first, artifacts)
