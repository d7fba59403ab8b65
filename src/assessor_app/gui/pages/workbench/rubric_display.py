"""Puts the rubric of the open assignment on its panel: criteria, what is wrong, what is left out, what differs."""

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.rubric_flaws import distinct, flaws, is_judgeable
from assessor_app.gui.dialogs.rubric_change import change_words
from assessor_app.gui.models.compared_rows import Compared, compared_of
from assessor_app.gui.models.compared_words import compared_words
from assessor_app.gui.models.rubric_flaw_words import flaw_words
from assessor_app.gui.widgets.rubric_panel import RubricPanel
from assessor_app.services.views import WorkbenchView


def start_rubric(panel: RubricPanel, view: WorkbenchView) -> None:
    """Another assignment or another version of its rubric."""
    panel.set_criteria(distinct(view.rubric.criteria), view.policy.condition_codes)
    panel.show_earlier(view.out_of_scope)
    show_rubric(panel, view)


def show_rubric(panel: RubricPanel, view: WorkbenchView) -> None:
    """What can change while the rubric stays: condition codes, what is compared, what is said above the criteria."""
    panel.set_conditions(view.policy.condition_codes)
    compared = compared_of(view)
    wrong = flaw_words(view.rubric, flaws(view.rubric, view.policy), view.server_name)
    changed = change_words(panel, view.rubric_change) if may_carry_over(view) and view.rubric_change else ""
    said = [words for words in (changed, wrong, _said(compared)) if words]
    panel.say("\n\n".join(said), may_score=is_judgeable(view.rubric), is_warning=bool(wrong or changed))
    panel.notice.offer(is_changed=bool(changed))
    panel.show_compared(compared.rows if compared is not None else {})


def may_carry_over(view: WorkbenchView) -> bool:
    """Whether a changed rubric concerns the assessor: it is still theirs to judge, or came back because of it."""
    is_back = view.assessment.state is AssessmentState.PARKED and view.is_live and view.certification.may_score
    return view.rubric_change is not None and (view.is_editable or is_back)


def _said(compared: Compared | None) -> str:
    return compared_words(compared) if compared is not None else ""
