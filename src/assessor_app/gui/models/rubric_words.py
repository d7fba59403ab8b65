"""The words for scores, gaps and decisions, the same in rubric panel, submit dialog and preview."""

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation, PageSelector, RectangleSelector, TextSelector, TimeSelector
from assessor_app.domain.assessment import Decision, Gap, Missing
from assessor_app.domain.policy import Policy
from assessor_app.gui.models.rubric_rows import CriterionRow, RubricSummary
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
        words.append(QCoreApplication.translate(_CONTEXT, "no rationale"))
    return " · ".join(words)


def summary_words(summary: RubricSummary) -> str:
    """Return `4 of 5 scored · 1 uncited`."""
    scored = QCoreApplication.translate(_CONTEXT, "{scored} of {criteria} scored")
    words = [scored.format(scored=summary.scored, criteria=summary.criteria)]
    if summary.uncited:
        uncited = QCoreApplication.translate(_CONTEXT, "{count} uncited")
        if summary.partly_cited:
            uncited = QCoreApplication.translate(_CONTEXT, "{count} short of evidence")
        words.append(uncited.format(count=summary.uncited))
    return " · ".join(words)


def decision_words(decision: Decision) -> str:
    """The decision as far as the app may tell it: the issuing server decides for good."""
    if decision is Decision.AWARDED:
        return QCoreApplication.translate(_CONTEXT, "Awarded (provisional)")
    if decision is Decision.NOT_YET:
        return QCoreApplication.translate(_CONTEXT, "Not yet (provisional)")
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
    return QCoreApplication.translate(_CONTEXT, "There is no decision until every criterion has a level.")


def missing_sentence(missing: Missing, policy: Policy) -> str:
    """What is missing and what to do, naming the criterion."""
    if missing.criterion is None:
        return QCoreApplication.translate(_CONTEXT, "The feedback for the candidate is empty: write it")
    sentence = {
        Gap.LEVEL: QCoreApplication.translate(_CONTEXT, "Criterion {number}, {name}: choose a level"),
        Gap.EVIDENCE: _cite_sentence(policy.citations_per_criterion),
        Gap.RATIONALE: QCoreApplication.translate(_CONTEXT, "Criterion {number}, {name}: write the rationale"),
    }[missing.gap]
    return sentence.format(number=missing.criterion.number, name=missing.criterion.name)


def place_words(annotation: Annotation) -> str:
    """Where a mark is, short enough for a chip: a time, a page, a quotation."""
    selector = annotation.selector
    if isinstance(selector, TimeSelector):
        return short_time(selector)
    if isinstance(selector, PageSelector):
        return QCoreApplication.translate(_CONTEXT, "Page {page}").format(page=selector.page)
    if isinstance(selector, TextSelector):
        quote = selector.quote.strip()
        return f"“{quote[:_QUOTE_LENGTH]}{'…' if len(quote) > _QUOTE_LENGTH else ''}”"
    if isinstance(selector, RectangleSelector):
        return QCoreApplication.translate(_CONTEXT, "Region")
    return QCoreApplication.translate(_CONTEXT, "As a whole")


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
