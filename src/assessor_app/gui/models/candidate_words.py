"""The words on the candidate's page, translated, and the page itself for a view of the workbench."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Decision
from assessor_app.domain.decision import explain_assessment
from assessor_app.gui.models.rubric_words import place_words
from assessor_app.services.candidate_page import CandidatePage, CandidateWords
from assessor_app.services.views import WorkbenchView


def candidate_html(view: WorkbenchView, annotations: Mapping[str, Annotation]) -> str:
    """What the candidate will read of this assessment as it stands."""
    return CandidatePage(view, annotations, candidate_words(view), place_words).html()


def candidate_words(view: WorkbenchView) -> CandidateWords:
    decision = explain_assessment(view.rubric, view.policy, view.assessment).decision
    return CandidateWords(
        decision=_decision(decision, view.server_name),
        overall=_tr("Overall"),
        nothing_overall=_tr("No feedback yet."),
        no_level=_tr("No level yet"),
        not_scored=_tr("Could not be scored: {reason}"),
        why=_tr("Why"),
        feedback=_tr("Feedback"),
        look_at=_tr("Look at"),
    )


def _decision(decision: Decision, server_name: str) -> str:
    sentence = {
        Decision.AWARDED: _tr("Awarded, once {server} confirms it"),
        Decision.NOT_YET: _tr("Not yet awarded, once {server} confirms it"),
        Decision.RETURNED: _tr("Sent back to you: it cannot be assessed as it is"),
        Decision.UNDECIDED: _tr("No decision yet"),
    }[decision]
    return sentence.format(server=server_name)


def _tr(words: str) -> str:
    return QCoreApplication.translate("CandidatePage", words)
