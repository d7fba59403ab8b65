"""What the candidate reads, as HTML: the decision, the overall feedback, then criterion by criterion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment, CriterionScore
from assessor_app.domain.rubric import Criterion
from assessor_app.services.markdown import MOMENT, LinkRule, clean, own_links, plain_html, to_html
from assessor_app.services.moment_times import MomentTimes, live
from assessor_app.services.views import WorkbenchView

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class CandidateWords:
    """The page's own words, in the language of whoever shows it. `decision` is a sentence, "" to leave it out."""

    decision: str = ""
    overall: str = "Overall"
    nothing_overall: str = "No feedback yet."
    no_level: str = "No level yet"
    not_scored: str = "Could not be scored: {reason}"
    why: str = "Why"
    feedback: str = "Feedback"
    look_at: str = "Look at"


class CandidatePage:
    """`place` says in words where an annotation is; `link` what a press on an address leads to (see `markdown`)."""

    def __init__(
        self,
        view: WorkbenchView,
        annotations: Mapping[str, Annotation],
        words: CandidateWords,
        place: Callable[[Annotation], str],
        link: LinkRule = own_links,
    ) -> None:
        self._view = view
        self._annotations = annotations
        self._words = words
        self._place = place
        self._link = link
        self._times = cited_times(view.assessment, annotations)

    def html(self) -> str:
        """The whole page, without `<html>` around it. Classes: decision, level, descriptor, moments, label."""
        title = _tag("h2", self._view.achievement.name)
        decision = _tag("p", self._words.decision, "decision") if self._words.decision else ""
        criteria = "".join(self.criterion_html(each) for each in self._view.rubric.criteria)
        return f"{title}{decision}{self.overall_html()}{criteria}"

    def overall_html(self) -> str:
        words = self._view.assessment.feedback
        text = self._markdown(words) if words.strip() else _tag("p", self._words.nothing_overall, "label")
        return _anchor(OVERALL) + _tag("h3", self._words.overall) + text

    def criterion_html(self, criterion: Criterion) -> str:
        score = self._view.assessment.score_of(criterion.criterion_id)
        title = _anchor(anchor_of(criterion)) + _tag("h3", f"{criterion.number}  {criterion.name}")
        html = [title, self._level(criterion, score)]
        if score is not None and score.rationale.strip():
            plain = plain_html(score.rationale, self._link, moment_at=self._times.id_at)
            html += [_tag("p", self._words.why, "label"), plain]
        if score is not None and score.feedback.strip():
            html += [_tag("p", self._words.feedback, "label"), self._markdown(score.feedback)]
        if score is not None:
            html.append(self._moments(score))
        return "".join(html)

    def _level(self, criterion: Criterion, score: CriterionScore | None) -> str:
        if score is not None and score.condition_code:
            known = self._view.policy.condition(score.condition_code)
            reason = known.name if known else score.condition_code
            return _tag("p", self._words.not_scored.format(reason=reason), "level")
        if score is None or score.level_id is None:
            return _tag("p", self._words.no_level, "level")
        level = criterion.level(score.level_id)
        descriptor = _tag("p", level.descriptor, "descriptor") if level.descriptor else ""
        return _tag("p", level.name, "level") + descriptor

    def _moments(self, score: CriterionScore) -> str:
        links = [self._moment(each) for each in live(score.cited, self._annotations)]
        if not links:
            return ""
        return f'<p class="moments" dir="auto">{_safe(self._words.look_at)}: {", ".join(links)}</p>\n'

    def _moment(self, annotation: Annotation) -> str:
        words, target = _safe(self._place(annotation)), self._link(f"{MOMENT}{annotation.annotation_id}")
        return f'<a href="{escape(target)}">{words}</a>' if target is not None else words

    def _markdown(self, words: str) -> str:
        return to_html(words, self._link, moment_at=self._times.id_at)


def cited_times(assessment: Assessment, annotations: Mapping[str, Annotation]) -> MomentTimes:
    """The times of every moment the assessment cites: typed in a text, they lead there."""
    cited = (annotation_id for score in assessment.scores for annotation_id in score.cited)
    return MomentTimes(live(cited, annotations))


def anchor_of(criterion: Criterion) -> str:
    """The name of the place on the page where a criterion begins."""
    return f"criterion-{criterion.number}"


def _anchor(name: str) -> str:
    return f'<a name="{name}"></a>'


def _tag(tag: str, words: str, name: str = "") -> str:
    named = f' class="{name}"' if name else ""
    return f'<{tag}{named} dir="auto">{_safe(words)}</{tag}>\n'


def _safe(words: str) -> str:
    return escape(clean(words)).replace("\n", "<br>\n")
