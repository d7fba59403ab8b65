"""The feedback as the candidate will read it, in the submit dialog: the very page of the composer's preview."""

from collections.abc import Mapping

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.models.candidate_words import candidate_html
from assessor_app.gui.widgets.candidate_view import CandidateView
from assessor_app.services.views import WorkbenchView


class FeedbackPreview(CandidateView):
    def show_assessment(self, view: WorkbenchView, annotations: Mapping[str, Annotation]) -> None:
        self.show_html(candidate_html(view, annotations))
