"""Puts the state of the open assignment on the panes: everything once, then only what changed."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.rubric import Criterion
from assessor_app.domain.rubric_flaws import distinct
from assessor_app.gui.models.rubric_rows import summary
from assessor_app.gui.pages.workbench.curtain import Curtain
from assessor_app.gui.pages.workbench.evidence_kind import kind_of
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.rubric_display import show_rubric, start_rubric
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.media.caption_files import without_caption_files


class Display:
    """Reads the state, writes the panes; knows nothing of desk or player."""

    def __init__(self, state: WorkbenchState, panes: Panes, curtain: Curtain) -> None:
        self._state = state
        self._panes = panes
        self._curtain = curtain
        self._rubric_shown: tuple[object, ...] | None = None
        self._artifacts_shown: tuple[object, ...] = ()

    def everything(self) -> None:
        """After an assignment was read; cards and fields of the same rubric stay, with what is being typed."""
        view, panes = self._state.view, self._panes
        if view is None:
            return
        shown = (view.assignment.assignment_id, view.rubric.digest, view.assignment.scope)
        if shown != self._rubric_shown:
            self._start_over()
            self._rubric_shown = shown
        else:
            show_rubric(panes.rubric, view)
        panes.top_bar.show_assignment(view.assignment)
        panes.top_bar.set_editable(is_editable=self._state.is_editable)
        self._show_artifacts()
        self.assessment()
        cited = self._cited()
        marks = {} if self._curtain.hides_marks else self._state.annotations
        panes.moments.show_moments(marks, cited, is_editable=self._state.is_editable)
        self.artifact()

    def assessment(self) -> None:
        """Scores and citations."""
        view = self._state.view
        if view is None:
            return
        self._rows(view.rubric.criteria)
        self._panes.moments.set_cited(self._cited())

    def marks(self, changed: Collection[Annotation], gone: Iterable[str], criteria: frozenset[str | None]) -> None:
        """Only these marks, and the criteria they are or were linked to."""
        view, panes = self._state.view, self._panes
        if view is None or self._curtain.hides_marks:
            return
        shown_id = self._state.artifact.artifact_id if self._state.artifact else None
        for annotation_id in gone:
            panes.video.timeline.remove(annotation_id)
        for annotation in changed:
            if annotation.artifact_id == shown_id:
                panes.video.timeline.insert_or_update(annotation)
        panes.evidence.layer.merge((each for each in changed if each.artifact_id == shown_id), tuple(gone))
        panes.moments.merge(changed, gone)
        self._rows(c for c in view.rubric.criteria if c.criterion_id in criteria)

    def artifact(self) -> None:
        """Which artifact is on show, and its marks on the timeline."""
        artifact, panes = self._state.artifact, self._panes
        if artifact is None or self._curtain.lock is not None:
            panes.evidence.choose_tab("")
            panes.video.timeline.set_annotations(())
            return
        panes.evidence.choose_tab(artifact.artifact_id)
        panes.video.timeline.set_editable(is_editable=self._state.is_editable)
        marks = tuple(a for a in self._state.annotations.values() if a.artifact_id == artifact.artifact_id)
        panes.evidence.layer.show(marks)
        if kind_of(artifact).has_time:
            panes.video.timeline.set_annotations(marks)

    def selection(self, annotation_id: str | None) -> None:
        self._panes.video.timeline.set_selected(annotation_id)
        self._panes.evidence.layer.select(() if annotation_id is None else (annotation_id,))
        self._panes.moments.select(() if annotation_id is None else (annotation_id,))

    def forget(self) -> None:
        """The next assignment starts from nothing."""
        self._rubric_shown = None
        self._artifacts_shown = ()

    def _start_over(self) -> None:
        view, panes = self._state.view, self._panes
        if view is None:
            return
        start_rubric(panes.rubric, view)
        panes.moments.set_criteria(distinct(view.rubric.criteria))
        lanes = tuple((c.number, c.criterion_id, c.name) for c in distinct(view.rubric.criteria))
        panes.video.timeline.set_criteria(lanes)
        if self._state.focused_criterion_id is not None:
            panes.rubric.open_criterion(self._state.focused_criterion_id)

    def _show_artifacts(self) -> None:
        view = self._state.view
        if view is None:
            return
        artifacts = () if self._curtain.lock is not None else view.submission.artifacts
        if artifacts != self._artifacts_shown:
            self._artifacts_shown = artifacts
            self._panes.evidence.set_artifacts(without_caption_files(artifacts))
            self._panes.moments.model.set_artifacts((each.artifact_id, each.name) for each in artifacts)
            self._panes.evidence.say_what_changed(view.submission.what_changed if artifacts else "")

    def _rows(self, criteria: Iterable[Criterion]) -> None:
        view = self._state.view
        if view is None:
            return
        missing = self._state.missing()
        for criterion in criteria:
            row = self._state.row_of(criterion, missing)
            if self._curtain.hides_marks:
                row = replace(row, cited=(), offered=())
            self._panes.rubric.show_row(row, is_editable=self._state.is_editable)
        self._panes.rubric.show_summary(summary(view.rubric, view.policy, view.assessment, missing))

    def _cited(self) -> frozenset[str]:
        view = self._state.view
        return frozenset(cited for s in view.assessment.scores for cited in s.cited) if view else frozenset()
