"""The parts of the workbench side by side: evidence on the left, rubric over moments and feedback on the right."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from assessor_app.gui.icons import icon
from assessor_app.gui.key_words import KeyWords
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.pages.workbench.banner import Banner
from assessor_app.gui.pages.workbench.captions_pane import CaptionsPane
from assessor_app.gui.pages.workbench.certification_notice import CertificationNotice
from assessor_app.gui.pages.workbench.evidence_pane import EvidencePane
from assessor_app.gui.pages.workbench.feedback_pane import FeedbackPane
from assessor_app.gui.pages.workbench.moments_pane import MomentsPane
from assessor_app.gui.pages.workbench.top_bar import TopBar
from assessor_app.gui.pages.workbench.video_pane import VideoPane
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import GAP_INSIDE, SPACE, Tokens
from assessor_app.gui.widgets.kept_geometry import KeptSplitter
from assessor_app.gui.widgets.note_line import NumberOf
from assessor_app.gui.widgets.rubric_panel import RubricPanel

_LEFT_AND_RIGHT = (826, 540)
_RUBRIC_AND_BELOW = (436, 204)
_VIDEO_AND_TIMELINE = (454, 156)
MOMENTS, FEEDBACK, CAPTIONS = range(3)


class Panes:
    """Builds and arranges the parts inside `page`; what they show comes from elsewhere."""

    def __init__(
        self, page: QWidget, settings: SettingsPort, tokens: Tokens, now: Callable[[], datetime], number_of: NumberOf
    ) -> None:
        self.top_bar = TopBar(now, tokens=tokens)
        self.banner, self.lease = Banner(tokens=tokens), Banner(tokens=tokens)
        self.certification = CertificationNotice(tokens=tokens)
        self.drafts = NoteDrafts()
        self.video = VideoPane(number_of, self.drafts, tokens=tokens)
        self.evidence = EvidencePane(self.video, number_of, tokens=tokens)
        self.rubric = RubricPanel(icon, tokens=tokens)
        self.moments = MomentsPane(self.drafts, tokens=tokens)
        self.feedback = FeedbackPane()
        self.captions = CaptionsPane(tokens=tokens)
        self._before_captions: int | None = None
        self.below = QTabBar()
        self._below_stack = QStackedWidget()
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._arrange(page)
        self._kept = self._keep(settings)
        self.video.controls.keep_in(settings)

    def set_tokens(self, tokens: Tokens) -> None:
        above = (self.top_bar, self.banner, self.lease, self.certification)
        for part in (*above, self.evidence, self.rubric, self.moments, self.captions):
            part.set_tokens(tokens)

    def show_keys(self, keys: KeyWords) -> None:
        """Name the keys as they are now."""
        for part in (self.top_bar, self.video):
            part.show_keys(keys)

    @property
    def is_settled(self) -> bool:
        """Whether every text that stands here is on the disk."""
        return self.rubric.is_settled and self.feedback.is_settled

    def show_below(self, place: int) -> None:
        """MOMENTS, FEEDBACK or CAPTIONS."""
        self.below.setCurrentIndex(place)

    def show_captions_tab(self, *, is_shown: bool) -> None:
        """Only while there are captions."""
        if not is_shown and self.below.currentIndex() == CAPTIONS:
            self.show_below(MOMENTS)
        self.below.setTabVisible(CAPTIONS, is_shown)
        self.below.updateGeometry()  # by itself it does not ask for the room of one tab more

    def open_captions(self) -> None:
        """For a search; Escape leads back to what stood there before."""
        if self.below.currentIndex() != CAPTIONS:
            self._before_captions = self.below.currentIndex()
        self.show_below(CAPTIONS)
        self.captions.take_search_focus()

    def set_bare(self, *, is_bare: bool) -> None:
        """Only the evidence, for full screen."""
        self._right.setVisible(not is_bare)
        self.top_bar.setVisible(not is_bare)
        self.video.transport.set_full_screen(is_full=is_bare)

    # ---- focus -----------------------------------------------------------------------------

    @property
    def has_evidence_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and _holds(self.evidence, focus)

    def focus_player(self) -> None:
        if self.moments.leave_edit():
            return
        if self._before_captions is not None:
            self.show_below(self._before_captions)
            self._before_captions = None
        self.video.note_line.leave()
        self.focus_shown()

    def focus_shown(self) -> None:
        """What is on show: player, text, PDF, picture or a notice."""
        shown = self.evidence.shown
        target = self.video.surface if shown is self.video or shown is None else shown
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def cycle(self, step: int, focus_rubric: Callable[[], None]) -> None:
        """Move on from the pane that has the focus: player, timeline, rubric, moments, feedback."""
        stops: list[tuple[QWidget, Callable[[], None]]] = [
            (self.evidence, self.focus_player),
            (self.rubric, focus_rubric),
            (self.moments, self.focus_moments),
            (self.feedback, self.focus_feedback),
        ]
        if self.below.isTabVisible(CAPTIONS):
            stops.append((self.captions, self.focus_captions))
        if self.evidence.shown is self.video:
            timeline = self.video.timeline
            stops.insert(1, (timeline, lambda: timeline.setFocus(Qt.FocusReason.OtherFocusReason)))
        if self._right.isHidden():  # full screen
            stops = [stop for stop in stops if not _holds(self._right, stop[0])]
        focus = QApplication.focusWidget()
        inside = [n for n, (pane, _) in enumerate(stops) if focus is not None and _holds(pane, focus)]
        # The timeline lies inside the evidence: the later stop is the nearer one.
        place = max(inside, default=0)
        stops[(place + step) % len(stops)][1]()

    def focus_tabs(self) -> None:
        self.evidence.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_moments(self) -> None:
        self.show_below(MOMENTS)
        self.moments.take_focus()

    def focus_captions(self) -> None:
        self.show_below(CAPTIONS)
        self.captions.take_search_focus()

    def focus_feedback(self) -> None:
        self.show_below(FEEDBACK)
        self.feedback.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- layout ----------------------------------------------------------------------------

    def _arrange(self, page: QWidget) -> None:
        self._below_stack.addWidget(self.moments)
        self._below_stack.addWidget(self.feedback)
        self._below_stack.addWidget(self.captions)
        self._right.addWidget(self.rubric)
        self._right.addWidget(self._lower_right(page))
        self._right.setStretchFactor(0, 1)
        self._right.setSizes(list(_RUBRIC_AND_BELOW))
        self._across.addWidget(self.evidence)
        self._across.addWidget(self._right)
        self._across.setStretchFactor(0, 1)
        self._across.setSizes(list(_LEFT_AND_RIGHT))
        for splitter in (self._right, self._across):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.video.splitter.setSizes(list(_VIDEO_AND_TIMELINE))
        self.evidence.setMinimumWidth(420)
        self._right.setMinimumWidth(360)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.banner)
        column.addWidget(self.lease)
        column.addWidget(self.certification)
        column.addWidget(self._across, 1)

    def _lower_right(self, page: QWidget) -> QWidget:
        self.below.setDrawBase(False)
        self.below.setExpanding(False)
        self.below.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.below.addTab(page.tr("Moments"))
        self.below.addTab(page.tr("Feedback"))
        self.below.addTab(page.tr("Captions"))
        self.below.setTabVisible(CAPTIONS, False)
        self.below.setAccessibleName(page.tr("Moments, feedback or captions"))
        self.below.currentChanged.connect(self._turn)
        strip = QFrame()
        strip.setProperty("look", "bar")
        line = QHBoxLayout(strip)
        line.setContentsMargins(SPACE, 0, GAP_INSIDE, 0)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self.below)
        line.addWidget(self.moments.filters, 1)
        whole = QWidget()
        whole.setProperty("look", "sheet")
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self._below_stack, 1)
        return whole

    def _turn(self, place: int) -> None:
        self._below_stack.setCurrentIndex(place)
        policy = self.moments.filters.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.moments.filters.setSizePolicy(policy)
        self.moments.filters.setVisible(place == MOMENTS)

    def _keep(self, settings: SettingsPort) -> tuple[KeptSplitter, ...]:
        named = {"workbench": self._across, "workbench-right": self._right, "workbench-video": self.video.splitter}
        return tuple(KeptSplitter(splitter, settings, name) for name, splitter in named.items())


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)
