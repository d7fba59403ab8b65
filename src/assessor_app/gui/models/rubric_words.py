"""The words for scores, gaps and decisions, the same in rubric panel, submit dialog and preview."""

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation, TimeSelector
from assessor_app.domain.assessment import Decision, Gap, Missing
from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric_flaws import has_sound_scale
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.models.rubric_rows import CriterionRow, RubricSummary
from assessor_app.gui.widgets.mark_words import untimed_place
from assessor_app.gui.widgets.time_text import US_PER_S, format_span, format_us

_CONTEXT = "Rubric"
_QUOTE_LENGTH = 24


def moments_words(count: int) -> str:
    if count == 0:
        return QCoreApplication.translate(_CONTEXT, "No moments")
    if count == 1:
        return QCoreApplication.translate(_CONTEXT, "1 moment")
    return QCoreApplication.translate(_CONTEXT, "{count} moments").format(count=count)


def state_words(row: CriterionRow) -> str:
    """Return `2 moments · uncited`: what is there, and what a level still needs."""
    words = [moments_words(row.moments)]
    if row.cited and row.lacks_evidence:
        some = QCoreApplication.translate(_CONTEXT, "{count} of {needed} cited")
        words.append(some.format(count=len(row.cited), needed=row.citations_needed))
    elif row.cited:
        words.append(QCoreApplication.translate(_CONTEXT, "{count} cited").format(count=len(row.cited)))
    elif row.lacks_evidence:
        words.append(QCoreApplication.translate(_CONTEXT, "uncited"))
    if Gap.RATIONALE in row.gaps:
        is_reason = row.condition_code is not None
        words.append(_tr("reason missing") if is_reason else _tr("no rationale"))
    if row.has_feedback:
        words.append(_tr("feedback written"))
    return " · ".join(words)


def chip_words(row: CriterionRow) -> str:
    """The one thing to know of a criterion: what it lacks first, else that it is done."""
    if not row.is_scored:
        return _tr("Open") if row.takes_levels else _tr("No levels")
    if Gap.RATIONALE in row.gaps:
        return _tr("Reason missing") if row.condition_code is not None else _tr("No rationale")
    if row.lacks_evidence:
        if row.citations_needed == 1:
            return _tr("Uncited")
        return _tr("{count} of {needed} cited").format(count=len(row.cited), needed=row.citations_needed)
    return _tr("Reason given") if row.condition_code is not None else _tr("Scored")


def needs_words(row: CriterionRow) -> str:
    """The issuer's data beside the name: `needs Demonstrated · weight 0.2`."""
    words = []
    if row.required is not None:
        words.append(_tr("needs {level}").format(level=isolated(row.required.name)))
    if row.weighs:
        words.append(_tr("weight {weight}").format(weight=f"{row.criterion.weight.normalize():f}"))
    return " · ".join(words)


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def summary_words(summary: RubricSummary) -> str:
    """Return `4 of 5 scored · 1 uncited`."""
    scored = QCoreApplication.translate(_CONTEXT, "{scored} of {criteria} scored")
    words = [scored.format(scored=summary.scored, criteria=summary.criteria)]
    if summary.uncited:
        uncited = QCoreApplication.translate(_CONTEXT, "{count} uncited")
        if summary.partly_cited:
            uncited = QCoreApplication.translate(_CONTEXT, "{count} short of evidence")
        words.append(uncited.format(count=summary.uncited))
    if unreasoned := summary.lacking(Gap.RATIONALE):
        words.append(_tr("{count} without rationale").format(count=unreasoned))
    if summary.lacks_feedback:
        words.append(_tr("feedback missing"))
    return " · ".join(words)


def decision_words(decision: Decision) -> str:
    """The decision as far as the app may tell it: the issuing server decides for good."""
    if decision is Decision.AWARDED:
        return QCoreApplication.translate(_CONTEXT, "Awarded (provisional)")
    if decision is Decision.NOT_YET:
        return QCoreApplication.translate(_CONTEXT, "Not yet (provisional)")
    if decision is Decision.RETURNED:
        return QCoreApplication.translate(_CONTEXT, "Back to the candidate (provisional)")
    return QCoreApplication.translate(_CONTEXT, "Decision open")


def decision_sentence(decision: Decision) -> str:
    if decision is Decision.AWARDED:
        return QCoreApplication.translate(
            _CONTEXT, "By these levels the micro-credential is awarded. The issuing server has the final say."
        )
    if decision is Decision.NOT_YET:
        return QCoreApplication.translate(
            _CONTEXT, "By these levels the micro-credential is not yet awarded. The issuing server has the final say."
        )
    if decision is Decision.RETURNED:
        return QCoreApplication.translate(
            _CONTEXT,
            "By this condition the submission goes back to the candidate. The issuing server has the final say.",
        )
    return QCoreApplication.translate(_CONTEXT, "There is no decision yet. The issuing server has the final say.")


def missing_sentence(missing: Missing, policy: Policy) -> str:
    """What is missing and what to do, naming the criterion."""
    if missing.criterion is None:
        return QCoreApplication.translate(_CONTEXT, "The feedback for the candidate is empty: write it")
    if missing.gap is Gap.LEVEL and not has_sound_scale(missing.criterion):
        choose = _tr("Criterion {number}, {name}: state why it cannot be scored")
    else:
        choose = _tr("Criterion {number}, {name}: choose a level")
    sentence = {
        Gap.LEVEL: choose,
        Gap.EVIDENCE: _cite_sentence(policy.citations_per_criterion),
        Gap.RATIONALE: QCoreApplication.translate(_CONTEXT, "Criterion {number}, {name}: write the rationale"),
    }[missing.gap]
    return sentence.format(number=missing.criterion.number, name=isolated(missing.criterion.name))


def place_words(annotation: Annotation) -> str:
    """Where a mark is, short enough for a chip: a time, a page, a quotation."""
    selector = annotation.selector
    if isinstance(selector, TimeSelector):
        return short_time(selector)
    words = untimed_place(selector, _QUOTE_LENGTH)
    return words[:1].upper() + words[1:]


def exact_place_words(annotation: Annotation) -> str:
    """Like `place_words`, with the time in full."""
    selector = annotation.selector
    if not isinstance(selector, TimeSelector):
        return place_words(annotation)
    return format_us(selector.start_us) if selector.is_point else format_span(selector.start_us, selector.end_us)


def list_place_words(annotation: Annotation) -> str:
    """Like `exact_place_words`, hours only where there are any: `12:31.480`, `14:02.013–14:20.200`."""
    selector = annotation.selector
    if not isinstance(selector, TimeSelector):
        return place_words(annotation)
    start = format_us(selector.start_us).removeprefix("00:")
    return start if selector.is_point else f"{start}\N{EN DASH}{format_us(selector.end_us).removeprefix('00:')}"


def short_time(selector: TimeSelector) -> str:
    """Return `12:31` or `14:02–14:20`; hours only where there are any."""
    start = _clock(selector.start_us)
    if selector.is_point:
        return start
    return f"{start}\N{EN DASH}{_clock(selector.end_us)}"


def _clock(at_us: int) -> str:
    minutes, seconds = divmod(at_us // US_PER_S, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _cite_sentence(citations: int) -> str:
    if citations == 1:
        return QCoreApplication.translate(_CONTEXT, "Criterion {number}, {name}: cite a moment marked for it")
    sentence = QCoreApplication.translate(_CONTEXT, "Criterion {number}, {name}: cite {count} moments marked for it")
    return sentence.replace("{count}", str(citations))
