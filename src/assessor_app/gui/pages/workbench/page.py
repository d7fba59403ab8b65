"""The workbench page: fulfils the Workbench port, and joins panes, state, desk and player."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from assessor_app.commands.context import Desk, Screens
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.changes import Changes, Kind
from assessor_app.gui.key_words import KeyWords
from assessor_app.gui.pages.workbench.acts import Acts
from assessor_app.gui.pages.workbench.adjudication import Adjudication
from assessor_app.gui.pages.workbench.angles import Angles
from assessor_app.gui.pages.workbench.captions import Captions
from assessor_app.gui.pages.workbench.carrying_over import CarryingOver
from assessor_app.gui.pages.workbench.curtain import Curtain
from assessor_app.gui.pages.workbench.display import Display
from assessor_app.gui.pages.workbench.evidence_marks import EvidenceMarks
from assessor_app.gui.pages.workbench.evidence_opening import EvidenceOpening
from assessor_app.gui.pages.workbench.evidence_showing import EvidenceParts, EvidenceShowing
from assessor_app.gui.pages.workbench.feedback_aids import FeedbackAids
from assessor_app.gui.pages.workbench.feedback_composing import Composing
from assessor_app.gui.pages.workbench.finding import Finding
from assessor_app.gui.pages.workbench.judging import Judging
from assessor_app.gui.pages.workbench.locked_places import LockedPlaces
from assessor_app.gui.pages.workbench.look import style_sheet
from assessor_app.gui.pages.workbench.marking import Marking
from assessor_app.gui.pages.workbench.moments_acts import MomentsActs
from assessor_app.gui.pages.workbench.open_assignment import OpenAssignment
from assessor_app.gui.pages.workbench.panes import MOMENTS, Panes
from assessor_app.gui.pages.workbench.places import Places
from assessor_app.gui.pages.workbench.player_controls import PlayerControls
from assessor_app.gui.pages.workbench.putting_away import PuttingAway
from assessor_app.gui.pages.workbench.reading import Reading
from assessor_app.gui.pages.workbench.recording_care import Conditions
from assessor_app.gui.pages.workbench.saving import Saving
from assessor_app.gui.pages.workbench.scoring import Scoring
from assessor_app.gui.pages.workbench.standing import Standing
from assessor_app.gui.pages.workbench.standing_aside import StandingAside
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.pages.workbench.submitting import Submitting
from assessor_app.gui.pages.workbench.taking_out import TakingOut
from assessor_app.gui.pages.workbench.timeline_acts import TimelineActs
from assessor_app.gui.pages.workbench.touched import is_touched
from assessor_app.gui.pages.workbench.watching import Watching
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.theme import Theme
from assessor_app.gui.tokens import Tokens
from assessor_app.media.player import Player
from assessor_app.services.views import ArtifactMedia, WorkbenchView

_JUDGED = (Kind.SCORE, Kind.FEEDBACK, Kind.ASSESSMENT)
_WORK = (Kind.ANNOTATION, *_JUDGED)
_READ_ANEW = (Kind.CREDENTIAL, Kind.DEVICE)


class WorkbenchPage(Places, OpenAssignment):
    """`player` is made with the first video."""

    def __init__(
        self,
        desk: Desk,
        settings: SettingsPort,
        theme: Theme,
        make_player: Callable[[], Player],
        screens: Screens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._screens = screens
        self._theme = theme
        self.setProperty("look", "page")
        self._state = WorkbenchState()
        self.panes = Panes(self, settings, theme.tokens, desk.tools.now, self._number_of)
        self._standing = Standing(self._state, self.panes, desk.tools.now, self)
        self.taking_out = TakingOut(self._state, desk, self.panes.top_bar.menu, self.hand_over, screens.say, self)
        self._curtain = Curtain(self._state)
        self._display = Display(self._state, self.panes, self._curtain)
        self._watching = Watching(desk, self)
        self._opening = EvidenceOpening(
            desk,
            self.panes.evidence,
            lambda: self._watching.followed(make_player()),
            Conditions(lambda: self._state.conditions, lambda code: self._scoring.put_condition(code)),  # noqa: PLW0108
        )
        self._reading = Reading(desk, self._take_view, self._take_marks, self._take_assessment, self._complain)
        self._saving = Saving(desk, self.panes.top_bar, self._is_shown_settled)
        self._join_judging()
        self._marking = Marking(self._state, self.panes, self._acts, lambda: self.player, screens.say)
        self._moments_acts = MomentsActs(self._state, self.panes, desk, lambda: self.player, screens.say)
        self._captions = Captions(self._state, self.panes, desk, lambda: self.player, screens.say)
        self.reading = EvidenceMarks(self._state, self.panes, self._select)
        self.finding = Finding(self.panes, self._captions, screens.say)
        self._timeline_acts = TimelineActs(self._state, self.panes, desk, screens.say)
        self.angles = Angles(self._state, self.panes, desk, (lambda: self.player, make_player), screens.say, self)
        self.angles.keep_in(settings)
        parts = EvidenceParts(self._opening, self._watching, self.angles, self._captions)
        places = LockedPlaces(self.panes.evidence, theme.tokens, self)
        self._showing = EvidenceShowing(self._state, self.panes, self._display, desk, parts, self._curtain, places)
        self.integrity = StandingAside(
            self._state, self._curtain, desk, self, self._show_anew, self.hand_over, screens.say
        )
        self.integrity.join(places, self.panes.top_bar)
        to = (self._go_to, self._play_moment)
        self._submitting = Submitting(desk, self._acts, self, screens.say, *to, self.composing)
        self._connect()
        self._dress(theme.tokens)

    def _join_judging(self) -> None:
        """What turns watching into an assessment: scores, adjudication and feedback."""
        state, panes, say = self._state, self.panes, self._screens.say
        self._acts = acts = Acts(self._desk, self._complain)
        self._scoring = Scoring(state, panes, acts, self._play_moment, say)
        self.judging = Judging(state, panes, self._scoring)
        self._carrying = CarryingOver(state, panes, self._desk, self.hand_over, say)
        self._adjudication = Adjudication(state, panes, acts, self.play_from, say)
        aids = FeedbackAids(state, self._desk, self._settings, self._theme.tokens, say, self)
        self.composing = Composing(state, panes, acts, aids, self._settings, self._play_moment, say)

    # ---- the Workbench port ------------------------------------------------------------------

    @property
    def player(self) -> Player:
        return self._opening.player

    @property
    def controls(self) -> PlayerControls:
        return self.panes.video.controls

    def remember_mark(self, annotation_id: str) -> None:
        self._state.remember_mark(annotation_id)
        self._display.selection(None)
        self._marking.show_last()

    def open_note(self, annotation_id: str) -> None:
        self._marking.open_note(annotation_id)

    def play_from(self, annotation: Annotation) -> None:
        if annotation.annotation_id in self._state.annotations:  # not another assessor's
            self._select(annotation.annotation_id)
        self._marking.expect(annotation, round(self._settings.get("pre_roll_s") * 1_000_000))
        self._showing.choose(annotation.artifact_id, self._marking.play_expected)
        self.reading.go_to(annotation)

    def ask_submit(self) -> None:
        if self._state.view is None:
            return
        if not self._state.is_editable:
            why = self.panes.banner.words or self.panes.certification.words
            self._screens.say(why or self.tr("This assessment can only be read."))
            return
        self.hand_over()
        self._submitting.ask(self._state.view.assignment.assignment_id, self._theme.tokens, self._curtain.veiled)

    # ---- opening and refreshing --------------------------------------------------------------

    def open_assignment(self, assignment_id: str) -> None:
        """Show another assignment, or read the same one again."""
        if assignment_id != self._state.assignment_id:
            self.leave()
        self._reading.open(assignment_id)

    def leave(self) -> None:
        """Hand over what is being typed and let go of all evidence."""
        self.hand_over()
        self._reading.close()
        self._showing.leave()
        self._state.clear()
        self._standing.lease.look()
        self._display.forget()
        self.composing.forget()
        self._marking.forget()

    def hand_over(self) -> None:
        """Hand over what is being typed, and stay."""
        if self._state.is_editable:
            self.panes.rubric.flush()
            self.panes.feedback.flush()
            self.panes.moments.finish_edit()
            self.panes.video.note_line.finish()
        self._watching.hand_over()
        self.angles.hand_over()

    def put_away(self) -> None:
        """Hand over what is being typed and let go of all evidence; the words typed stay where they are."""
        self.hand_over()
        self._away.put_away()

    def bring_back(self) -> None:
        self._away.bring_back()

    @property
    def is_playing(self) -> bool:
        return self._opening.is_playing

    @property
    def is_settled(self) -> bool:
        """Whether everything typed since the window was opened is on the disk."""
        return self.panes.is_settled and not self.panes.drafts.refused and not self._acts.texts.refused

    def show_connection(self, is_online: bool | None) -> None:
        """None while nobody knows."""
        self.panes.top_bar.say_connection(is_online)

    def show_keys(self, keys: KeyWords) -> None:
        """Name the keys as they are now in tooltips and hints."""
        self.panes.show_keys(keys)
        self._marking.show_keys(keys)
        self.angles.show_keys(keys)
        self.panes.feedback.show_keys(keys)
        self.integrity.show_keys(keys)
        self.judging.show_keys(keys)

    def touched_by(self, changes: Changes) -> bool:
        return is_touched(self._state.view, changes)

    def refresh(self, changes: Changes) -> None:
        view = self._state.view
        if view is None:
            return
        if changes.has(Kind.ASSIGNMENT, Kind.SUBMISSION, Kind.RUBRIC, Kind.DECLARATION, Kind.OUTCOME, *_READ_ANEW):
            self._reading.open(view.assignment.assignment_id)
        else:
            self._reading.marks(changes.ids(Kind.ANNOTATION))
            if changes.has(*_JUDGED):
                self._reading.assessment()
            if changes.has(Kind.RECEIPT, Kind.OUTBOX) and not self._state.is_editable:
                self._reading.delivery(self._standing.show)
        if changes.has(Kind.ARTIFACT):
            self._reading.media(view.submission.submission_id, self._take_media)
        if changes.act_id is not None and changes.has(*_WORK):
            self._saving.keep()

    # ---- what the readings bring -------------------------------------------------------------

    def _take_view(self, view: WorkbenchView) -> None:
        is_first = view.assignment.assignment_id != self._state.assignment_id
        view = self._curtain.veiled(view)
        self._state.show(view)
        self._display.everything()
        self.composing.show(view, is_editable=self._state.is_editable)
        self._standing.show()
        if not self._state.is_editable:
            self._reading.delivery(self._standing.show)
        if not self._state.is_editable:
            self._marking.show_hint()
        if is_first:
            has_work = bool(view.annotations or view.assessment.scores or view.assessment.feedback)
            self._saving.start_over(view.assessment.updated_at if has_work else None)
            self._marking.show_hint()
            self.panes.show_below(MOMENTS)
        self._showing.show()
        if is_first:
            self.panes.focus_player()  # once it stands: what has the focus is what the keys mean

    def _take_marks(self, changed: tuple[Annotation, ...], gone: frozenset[str]) -> None:
        changed = self._curtain.veiled_marks(changed)
        criteria = self._state.merge(changed, gone)
        self._display.marks(changed, gone, criteria)
        self._marking.show_changed(changed, gone)

    def _take_assessment(self, assessment: Assessment) -> None:
        view = self._state.view
        if view is None:
            return
        if (assessment.state, assessment.rubric_digest) != (view.assessment.state, view.assessment.rubric_digest):
            self._reading.open(view.assignment.assignment_id)
        self._state.take_assessment(assessment)
        self._display.assessment()
        if self._state.view is not None:
            self.composing.show(self._state.view, is_editable=self._state.is_editable)

    def _take_media(self, media: tuple[ArtifactMedia, ...]) -> None:
        self._state.take_media(media)
        self._showing.show()

    def _show_anew(self) -> None:
        """After the curtain fell or was lifted: what is hidden is not kept here either, and read again to be shown."""
        view = self._state.view
        if view is None:
            return
        if self._curtain.lock is None:
            self._reading.open(view.assignment.assignment_id)
            return
        self._state.show(self._curtain.veiled(replace(view, annotations=tuple(self._state.annotations.values()))))
        self._display.everything()
        if self._state.view is not None:
            self.composing.show(self._state.view, is_editable=self._state.is_editable)
        self._showing.show()
        if self._is_bare and self._curtain.lock is not None:
            self.toggle_full_screen()

    # ---- joining -----------------------------------------------------------------------------

    def _connect(self) -> None:
        panes = self.panes
        self._away = PuttingAway(self._state, panes, self._showing, self.angles, lambda: self.player, self)
        self._theme.changed.connect(self._dress)
        panes.top_bar.back_asked.connect(self._screens.show_inbox)
        panes.top_bar.submit_asked.connect(self.ask_submit)
        for written in (panes.rubric, panes.feedback):
            written.stirred.connect(self._saving.tell)
        panes.banner.edit_again_asked.connect(self._submitting.take_back)
        panes.banner.history_asked.connect(self.taking_out.show_history)
        panes.video.full_screen_asked.connect(self.toggle_full_screen)
        panes.video.go_to_asked.connect(lambda: self.ask_time(self.player.seek))
        self._watching.changed.connect(panes.video.timeline.set_coverage)
        self._watching.told.connect(panes.video.transport.set_watched)
        panes.video.timeline.marker_activated.connect(self._play_moment)
        panes.video.timeline.marker_selected.connect(self._select)
        panes.moments.moment_asked.connect(self._play_moment)

    def _dress(self, tokens: Tokens) -> None:
        self.setStyleSheet(style_sheet(tokens))
        self.panes.set_tokens(tokens)
        self.composing.set_tokens(tokens)
        self.angles.set_tokens(tokens)
        self.integrity.set_tokens(tokens)

    def _select(self, annotation_id: str) -> None:
        self._state.selected_id = annotation_id
        self._display.selection(annotation_id)

    def _play_moment(self, annotation_id: str) -> None:
        annotation = self._state.annotation(annotation_id)
        if annotation is not None:
            self.play_from(annotation)

    def _go_to(self, criterion_id: str, part: str) -> None:
        """Where something is missing: a criterion's levels or rationale, or the feedback."""
        if criterion_id:
            self._scoring.show_part(criterion_id, part)
        else:
            self.composing.show_part("")

    def _number_of(self, criterion_id: str | None) -> int:
        view = self._state.view
        criteria = view.rubric.criteria if view is not None else ()
        return next((c.number for c in criteria if c.criterion_id == criterion_id), 0)

    def _is_shown_settled(self) -> bool:
        """The same of the open assignment alone."""
        return self.panes.is_settled and self._state.annotations.keys().isdisjoint(self.panes.drafts.refused)

    def _complain(self, error: Exception) -> None:
        self._screens.say(str(error))
