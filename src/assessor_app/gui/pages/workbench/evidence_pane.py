"""The left side of the workbench: a tab for each artifact, and below it the artifact or why it cannot be shown."""

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from assessor_app.domain.submission import Artifact
from assessor_app.gui.icons import icon
from assessor_app.gui.pages.workbench.evidence_kind import icon_name, kind_of
from assessor_app.gui.pages.workbench.evidence_layer import EvidenceLayer
from assessor_app.gui.pages.workbench.evidence_links import EvidenceLinks
from assessor_app.gui.pages.workbench.evidence_tools import PageTools
from assessor_app.gui.pages.workbench.recording_notice import RecordingNotice
from assessor_app.gui.pages.workbench.video_pane import VideoPane
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.evidence_notice import EvidenceNotice
from assessor_app.gui.widgets.fair_tabs import FairTabs
from assessor_app.gui.widgets.image_view import ImageView
from assessor_app.gui.widgets.note_line import NumberOf
from assessor_app.gui.widgets.pdf_view import PdfView
from assessor_app.gui.widgets.text_folded import FoldedText
from assessor_app.gui.widgets.text_view import TextView

_ICON = 16
ReadView = PdfView | ImageView | TextView


class EvidencePane(QWidget):
    """Shows what it is told; `artifact_chosen` carries an artifact id, `mark_picked` an annotation id.

    `opened` when a text, PDF or picture stands here that can be marked.
    """

    artifact_chosen = Signal(str)
    fetch_asked = Signal()
    opened = Signal()
    mark_picked = Signal(str)

    def __init__(
        self, video: VideoPane, number_of: NumberOf, parent: QWidget | None = None, tokens: Tokens = LIGHT
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._artifacts: tuple[Artifact, ...] = ()
        self.tabs = FairTabs()
        self.video = video
        self.notice = EvidenceNotice(icon, tokens=tokens)
        self.pdf, self.image, self.text = PdfView(tokens=tokens), ImageView(tokens=tokens), TextView(tokens=tokens)
        self.layer = EvidenceLayer(lambda: self.marked, number_of, self)
        self.tools = PageTools(tokens)
        self._paged = self._with_tools()
        self.recording_notice = RecordingNotice(tokens=tokens)
        self._recording = self._with_notice()
        self._what_changed = FoldedText(icon, tokens=tokens)
        self.links = EvidenceLinks(self, tokens)
        self.remarks = RecordingNotice(tokens=tokens)
        self._stack = QStackedWidget()
        self._build()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for above in (self.links.bar, self.remarks):
            above.set_tokens(tokens)
        for part in (self.video, self.notice, self.tools, self._what_changed, self.recording_notice):
            part.set_tokens(tokens)
        for view in (self.pdf, self.image, self.text):
            view.set_tokens(tokens)
        self._show_icons()

    def set_artifacts(self, artifacts: Iterable[Artifact]) -> None:
        self._artifacts = self.links.take(artifacts)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for artifact in self._artifacts:
            name = self.tr("{name} · changed").format(name=artifact.name) if artifact.is_changed else artifact.name
            place = self.tabs.addTab(name.replace("&", "&&"))
            self.tabs.setTabToolTip(place, plain_tip(name))
        self.tabs.blockSignals(False)
        self._show_icons()

    def say_what_changed(self, words: str) -> None:
        """What the candidate says about this new attempt; nothing for a first one."""
        sentence = self.tr("Changed since the last attempt: {words}").format(words=words)
        self._what_changed.say(sentence if words else "")

    def choose_tab(self, artifact_id: str) -> None:
        """Show which artifact is on, without asking for it."""
        self.tabs.blockSignals(True)
        ids, tab = [artifact.artifact_id for artifact in self._artifacts], self.links.tab_of(artifact_id)
        self.tabs.setCurrentIndex(ids.index(tab) if tab in ids else -1)
        self.tabs.blockSignals(False)

    def show_notice(self, name: str, title: str, sentence: str = "") -> EvidenceNotice:
        self._release()
        self.notice.show_words(name, title, sentence)
        self._stack.setCurrentWidget(self.notice)
        return self.notice

    def show_place(self, place: QWidget) -> None:
        """Show `place` where evidence would be; it is of the pane from then on."""
        self.release()
        if self._stack.indexOf(place) < 0:
            self._stack.addWidget(place)
        self._stack.setCurrentWidget(place)

    def show_video(self) -> None:
        self._release()
        self.video.take_note_line()
        self._stack.setCurrentWidget(self._recording)

    def show_pdf(self, whole: QByteArray) -> None:
        self._show_read(self.pdf)
        self.pdf.show_bytes(whole)  # may fail at once and show a notice
        self._tell_opened(self.pdf)

    def show_image(self, image: QImage) -> None:
        self._show_read(self.image)
        self.image.show_image(image)
        self._tell_opened(self.image)

    def show_text(self, words: str) -> None:
        self._show_read(self.text)
        self.text.show_words(words)
        self._tell_opened(self.text)

    def release(self) -> None:
        """Let go of every byte of evidence on show."""
        self._release()
        self.text.show_words("")
        self.image.show_image(QImage())

    @property
    def shown(self) -> QWidget | None:
        """The view on show: notice, video, pdf, image or text."""
        current = self._stack.currentWidget()
        if current is self._recording:
            return self.video
        return self._pages.currentWidget() if current is self._paged else current

    @property
    def marked(self) -> ReadView | None:
        """The view on show that can be marked without a player."""
        return self._read_view() if self._stack.currentWidget() is self._paged else None

    def _show_read(self, view: ReadView) -> None:
        self._release()
        self._pages.setCurrentWidget(view)
        self.tools.set_parts(has_pages=view is self.pdf, has_words=view is not self.image)
        self._note_place.addWidget(self.video.note_line)
        self.video.note_line.show()
        self._stack.setCurrentWidget(self._paged)

    def _tell_opened(self, view: ReadView) -> None:
        if self.marked is view:
            self.layer.put()
            self.opened.emit()

    def _release(self) -> None:
        self.pdf.release()
        self.remarks.clear()

    def _show_icons(self) -> None:
        for place, artifact in enumerate(self._artifacts):
            self.tabs.setTabIcon(place, icon(icon_name(kind_of(artifact)), self._tokens))

    def _build(self) -> None:
        self.tabs.setIconSize(QSize(_ICON, _ICON))
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setAccessibleName(self.tr("Evidence"))
        self.tabs.currentChanged.connect(self._choose)
        self.notice.fetch_asked.connect(self.fetch_asked)
        strip = QFrame()
        strip.setProperty("look", "bar")
        line = QHBoxLayout(strip)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tabs, 1)
        for view in (self.notice, self._recording, self._paged):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        for above in (self._what_changed, self.links.bar, self.remarks):
            column.addWidget(above)
        column.addWidget(self._stack, 1)

    def _with_notice(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.recording_notice)
        column.addWidget(self.video, 1)
        return whole

    def _with_tools(self) -> QWidget:
        self._pages = QStackedWidget()
        for view in (self.pdf, self.image, self.text):
            self._pages.addWidget(view)
            view.mark_picked.connect(self.mark_picked)
            view.found.connect(self.tools.show_found)
            view.lost_changed.connect(self.layer.lost_changed, Qt.ConnectionType.QueuedConnection)
        self.tools.zoom_asked.connect(lambda factor: self._read_view().zoom_by(factor))
        self.tools.fit_asked.connect(lambda: self._read_view().fit())
        self.tools.page_asked.connect(lambda step: self.pdf.go_to_page(self.pdf.page + step))
        self.tools.searched.connect(lambda words: self._read_view().look_for(words))
        self.tools.hit_asked.connect(lambda step: self._read_view().go_to_found(step))
        self.tools.search_left.connect(lambda: self._read_view().setFocus(Qt.FocusReason.OtherFocusReason))
        self.pdf.page_changed.connect(self.tools.show_page)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.tools)
        self._note_place = QVBoxLayout()
        column.addLayout(self._note_place)
        return whole

    def _read_view(self) -> ReadView:
        found = self._pages.currentWidget()
        return found if isinstance(found, (ImageView, TextView)) else self.pdf

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._artifacts):
            self.artifact_chosen.emit(self._artifacts[place].artifact_id)
