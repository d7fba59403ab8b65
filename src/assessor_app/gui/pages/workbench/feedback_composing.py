"""Composing the feedback: joins the composer with the assessment, the moments, the preview and the aids to writing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.models.candidate_words import candidate_html
from assessor_app.gui.models.checklist_words import explanation, lacking_words
from assessor_app.gui.models.rubric_words import place_words
from assessor_app.gui.models.text_drafts import feedback_of, rationale_of
from assessor_app.gui.models.text_findings import Finding, found_words
from assessor_app.gui.pages.workbench.acts import Acts
from assessor_app.gui.pages.workbench.feedback_aids import FeedbackAids
from assessor_app.gui.pages.workbench.feedback_parts import PartState
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.text_autosave import AutosaveEdit
from assessor_app.services.candidate_page import OVERALL, anchor_of, cited_times
from assessor_app.services.feedback_checks import check
from assessor_app.services.moment_times import live
from assessor_app.services.views import WorkbenchView

RENEWED_AFTER_MS = 300


class Composing(QObject):
    """Fulfils `commands.composing_controls.ComposingControls`."""

    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        acts: Acts,
        aids: FeedbackAids,
        settings: SettingsPort,
        play_moment: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(panes.feedback)
        self._state = state
        self._panes = panes
        self._pane = panes.feedback
        self._acts = acts
        self._say = say
        self.aids = aids
        self.aids.listen(self._renew)
        self._renewal = QTimer(self, singleShot=True, interval=RENEWED_AFTER_MS)
        self._renewal.timeout.connect(self._renew)
        self._shown: tuple[str, str] = ("", "")
        pane = self._pane
        pane.keep_in(settings)
        pane.edit_made.connect(self._take_edit)
        pane.settled.connect(self._hand_over)
        pane.stirred.connect(self._renewal.start)
        pane.parts.chosen.connect(self._follow_part)
        pane.preview_turned.connect(self._turned)
        pane.preview.moment_asked.connect(play_moment)
        pane.moment_button.menu().aboutToShow.connect(self._fill_moments)
        pane.findings.menu().aboutToShow.connect(self._fill_findings)
        panes.rubric.criterion_opened.connect(self._follow_rubric)
        panes.rubric.rationale_built.connect(self._aid)

    def show(self, view: WorkbenchView, *, is_editable: bool) -> None:
        """The assessment as it is stored, after it was read or changed."""
        shown = (view.assignment.assignment_id, view.rubric.digest)
        is_other = shown != self._shown
        is_same = self._pane.assignment_id == view.assignment.assignment_id
        unsettled = self._pane.unsettled if is_other and is_same else {}
        if is_other:
            self._shown = shown
            self._pane.set_parts(view.assignment.assignment_id, view.rubric.criteria)
        texts = {score.criterion_id: score.feedback for score in view.assessment.scores}
        self._pane.show_texts(texts | {"": view.assessment.feedback}, is_editable=is_editable)
        if is_other:
            self._begin(view, unsettled)
        self._renew()

    def forget(self) -> None:
        """The next assignment starts from nothing."""
        self._shown = ("", "")

    def set_tokens(self, tokens: Tokens) -> None:
        self.aids.set_tokens(tokens)
        self._pane.set_tokens(tokens)

    # ---- what keys do ---------------------------------------------------------------------

    def turn_part(self, step: int) -> None:
        self._panes.focus_feedback()
        self._pane.parts.turn(step)

    def show_part(self, part_id: str) -> None:
        """Open a part with the cursor in it."""
        self._pane.show_part(part_id)
        self._follow_part(part_id)
        self._panes.focus_feedback()

    def insert_moment(self) -> None:
        """Offer the cited moments to put into the text."""
        self._panes.focus_feedback()
        if self._cited(self._pane.part_id):
            self._pane.moment_button.showMenu()
        else:
            self._say(_tr("No moment is cited here yet. Cite one in the rubric, then put its time into the text."))

    def turn_preview(self) -> None:
        self._panes.focus_feedback()
        self._pane.turn_preview()

    def keep_comment(self) -> None:
        if (edit := self._focused()) is not None and (aids := self.aids.of(edit)) is not None:
            aids.keep_selection()
        else:
            self._say(_tr("Put the cursor into a feedback or a rationale first."))

    def show_bank(self) -> None:
        self.aids.show_bank(self._panes.feedback.window())

    def next_finding(self) -> None:
        """Go to the next unknown word or name, and offer what to do about it."""
        edit = self._focused() or self._pane.edit
        aids = self.aids.of(edit)
        if aids is None:
            return
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if aids.next_found():
            aids.open_menu()
        else:
            self._say(_tr("No unknown word and no name was found in this text."))

    def go_to_finding(self, part_id: str, finding: Finding) -> None:
        """To a place that the submit dialog names: in a part of the feedback, or in a rationale (`rationale:ID`)."""
        edit = self._edit_at(part_id)
        aids = self.aids.of(edit) if edit is not None else None
        if edit is not None and aids is not None:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            aids.select(finding)

    # ---- following ------------------------------------------------------------------------

    def _begin(self, view: WorkbenchView, unsettled: Mapping[str, str]) -> None:
        """Aids for the fields of the rubric, and whatever was typed here before and is not on the disk."""
        self.aids.open(view)
        texts, assignment_id = self._acts.texts, view.assignment.assignment_id
        for criterion in view.rubric.criteria:
            if (card := self._panes.rubric.card(criterion.criterion_id)) is not None:
                words = texts.newest((assignment_id, rationale_of(criterion.criterion_id)))
                if card.is_built or words is not None:  # the others get theirs once they are opened
                    self._aid(card.rationale, criterion.criterion_id)
                if words is not None:
                    card.rationale.restore(words)
        for part in self._pane.parts.parts:
            words = texts.newest((assignment_id, feedback_of(part.part_id))) or unsettled.get(part.part_id)
            if words is not None:
                self._pane.edit_of(part.part_id).restore(words)

    def _aid(self, edit: AutosaveEdit, criterion_id: str | None) -> None:
        if self.aids.of(edit) is None:
            self.aids.attach(edit, criterion_id)

    def _take_edit(self, part_id: str, edit: AutosaveEdit) -> None:
        self._aid(edit, part_id or None)

    def _hand_over(self, part_id: str, words: str) -> None:
        assignment_id, edit = self._pane.assignment_id, self._pane.edit_of(part_id)
        if not assignment_id:
            return
        if part_id:
            self._acts.set_criterion_feedback(assignment_id, part_id, words, edit)
        else:
            self._acts.set_feedback(assignment_id, words, edit)

    def _follow_part(self, part_id: str) -> None:
        """The criterion whose feedback is written is the one in focus: its levels are the keys' then."""
        if part_id:
            self._panes.rubric.open_criterion(part_id)
            self._panes.rubric.reveal(part_id)
            self._state.focused_criterion_id = part_id
        self._renew()
        self._scroll()

    def _follow_rubric(self, criterion_id: str) -> None:
        if not self._pane.edit.hasFocus():
            self._pane.show_part(criterion_id)
            self._renew()
            self._scroll()

    def _focused(self) -> AutosaveEdit | None:
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, AutosaveEdit) else None

    def _edit_at(self, part_id: str) -> AutosaveEdit | None:
        criterion_id = part_id.removeprefix(rationale_of(""))
        if criterion_id == part_id:
            self.show_part(part_id)
            return self._pane.edit
        self._panes.rubric.open_criterion(criterion_id)
        self._panes.rubric.reveal(criterion_id)
        card = self._panes.rubric.card(criterion_id)
        return card.rationale if card is not None else None

    # ---- preview and findings -------------------------------------------------------------

    def _turned(self, is_on: bool) -> None:
        if is_on:
            self._renew()
            self._scroll()

    def _renew(self) -> None:
        view = self._state.view
        if view is None or view.assignment.assignment_id != self._pane.assignment_id:
            return
        texts, looks = self._pane.texts(), self.aids.looks
        for part in self._pane.parts.parts:
            words = texts.get(part.part_id, "")
            state = PartState.WRITTEN if words.strip() else PartState.EMPTY
            self._pane.show_state(part.part_id, PartState.NAMES if looks.names(words) else state)
        self._say_findings(texts.get(self._pane.part_id, ""))
        if self._pane.has_preview:
            self._pane.preview.show_html(candidate_html(self._live(view, texts), self._state.annotations))

    def _say_findings(self, words: str) -> None:
        if not words.strip():
            self._pane.say_findings("", "")
            return
        lacking = lacking_words(check(words, len(self._cited(self._pane.part_id))))
        found = found_words(self.aids.looks.findings(words))
        self._pane.say_findings(" · ".join(each for each in (found, lacking) if each), explanation())

    def _scroll(self) -> None:
        view = self._state.view
        if view is None or not self._pane.has_preview:
            return
        criteria = (c for c in view.rubric.criteria if c.criterion_id == self._pane.part_id)
        self._pane.preview.go_to(next((anchor_of(c) for c in criteria), OVERALL))

    def _live(self, view: WorkbenchView, texts: dict[str, str]) -> WorkbenchView:
        """The assessment with what stands in the fields now."""
        scores = tuple(replace(s, feedback=texts.get(s.criterion_id, s.feedback)) for s in view.assessment.scores)
        assessment = replace(view.assessment, feedback=texts.get("", view.assessment.feedback), scores=scores)
        return replace(view, assessment=assessment)

    def _cited(self, part_id: str) -> tuple[Annotation, ...]:
        """What the criterion of a part cites; for the overall feedback, what any does."""
        view = self._state.view
        scores = view.assessment.scores if view is not None else ()
        cited = (each for s in scores if part_id in ("", s.criterion_id) for each in s.cited)
        return live(dict.fromkeys(cited), self._state.annotations)

    def _fill_moments(self) -> None:
        menu, view = self._pane.moment_button.menu(), self._state.view
        menu.clear()
        if view is None:
            return
        times = cited_times(view.assessment, self._state.annotations)
        for moment in self._cited(self._pane.part_id):
            place = place_words(moment)
            words = f"{place}  {moment.text}" if moment.text else place
            action = menu.addAction(words[:80].replace("&", "&&"))
            action.triggered.connect(partial(self._insert, times.words_of(moment, place)))
        if menu.isEmpty():
            menu.addAction(_tr("No moment is cited here yet")).setEnabled(False)

    def _insert(self, words: str) -> None:
        edit = self._pane.edit
        cursor = edit.textCursor()
        cursor.insertText(words)
        edit.setTextCursor(cursor)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_findings(self) -> None:
        menu, part_id = self._pane.findings.menu(), self._pane.part_id
        menu.clear()
        for found in self.aids.looks.findings(self._pane.edit.toPlainText()):
            action = menu.addAction(found.reason.replace("&", "&&"))
            action.triggered.connect(partial(self.go_to_finding, part_id, found))
        if menu.isEmpty():
            menu.addAction(explanation()).setEnabled(False)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Composing", words)
