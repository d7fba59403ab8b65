"""The provisional decision in words, with what it rests on: levels, points, a condition code, or what is open."""

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.assessment import Decision
from assessor_app.domain.decision import Explanation, Part, Standing, Why
from assessor_app.domain.policy import DecisionRule, Policy
from assessor_app.gui.models.bidi import isolated

_CONTEXT = "Rubric"
_NAMED_AT_MOST = 3


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def provisional_words(explained: Explanation, policy: Policy) -> str:
    """Return one line, such as `Provisional: not yet — criterion 2 is below Demonstrated`."""
    reason = reason_words(explained, policy)
    head = {
        Decision.AWARDED: _tr("Provisional: awarded"),
        Decision.NOT_YET: _tr("Provisional: not yet"),
        Decision.RETURNED: _tr("Provisional: back to the candidate"),
        Decision.UNDECIDED: _tr("No decision yet") if explained.why is Why.OPEN else _tr("No decision here"),
    }[explained.decision]
    return f"{head} \N{EM DASH} {reason}" if reason else head


def reason_words(explained: Explanation, policy: Policy) -> str:
    match explained.why:
        case Why.LEVELS:
            return _missed_words(explained) or _tr("every criterion reaches its required level")
        case Why.POINTS:
            return _points_words(explained, policy)
        case Why.CONDITION:
            return _condition_words(explained, policy)
        case Why.OPEN:
            return "; ".join(words for words in _open_words(explained, policy) if words)
        case Why.NARROWED:
            words = _tr("{total} points here; the issuing server adds the criteria judged earlier")
            return words.format(total=explained.total)
        case Why.NOTHING_COUNTS:
            return _tr("every criterion is left out") if explained.parts else _tr("there is nothing to judge")
        case _:
            is_broken = explained.why is Why.BROKEN_RUBRIC
            cannot = _tr("this version cannot compute the issuer's rule")
            return _tr("the issuer's rubric is broken") if is_broken else cannot


def part_words(part: Part) -> str:
    """One criterion's part, for the longer explanation."""
    level = next((level.name for level in part.criterion.levels if level.level_id == part.level_id), "")
    standing = {
        Standing.REACHED: _tr("reached"),
        Standing.NOT_REACHED: _tr("not reached"),
        Standing.COUNTED: _tr("counted"),
        Standing.LEFT_OUT: _tr("left out"),
        Standing.OPEN: _tr("open"),
        Standing.UNKNOWN: _tr("cannot be told"),
    }[part.standing]
    said = f"{isolated(level)}, {standing}" if level else standing
    return f"{part.criterion.number} {isolated(part.criterion.name)}: {said}"


def explanation_text(explained: Explanation, policy: Policy) -> str:
    """All of it, a line for each criterion."""
    last = _tr("The issuing server has the final say.")
    return "\n".join([provisional_words(explained, policy), *map(part_words, explained.parts), last])


def _missed_words(explained: Explanation) -> str:
    missed = explained.of(Standing.NOT_REACHED)
    if not missed:
        return ""
    if len(missed) > 1:
        return _tr("criteria {numbers} are below their required levels").format(numbers=_numbers(missed))
    (part,) = missed
    required = _required_name(part)
    if part.level_id is None or not required:
        return _tr("criterion {number} cannot be scored").format(number=part.criterion.number)
    return _tr("criterion {number} is below {level}").format(number=part.criterion.number, level=isolated(required))


def _points_words(explained: Explanation, policy: Policy) -> str:
    if policy.rule is DecisionRule.WEIGHTS:
        words = _tr("weighted mean {total} of {most}, {threshold} needed")
    else:
        words = _tr("{total} of {most} points, {threshold} needed")
    return words.format(total=explained.total, most=explained.most, threshold=explained.threshold)


def _condition_words(explained: Explanation, policy: Policy) -> str:
    for part in explained.parts:
        condition = policy.condition(part.condition_code) if part.condition_code is not None else None
        if condition is not None and policy.sends_back((condition.code,)):
            return _tr("criterion {number}: {reason}").format(
                number=part.criterion.number, reason=isolated(condition.name)
            )
    return ""


def _open_words(explained: Explanation, policy: Policy) -> tuple[str, ...]:
    waiting = explained.of(Standing.OPEN)
    if len(waiting) == 1:
        still = _tr("criterion {numbers} is open").format(numbers=_numbers(waiting))
    else:
        still = _tr("criteria {numbers} are open").format(numbers=_numbers(waiting))
    if policy.rule is DecisionRule.THRESHOLD and explained.total:
        so_far = _tr("{total} of {most} points so far, {threshold} needed")
        return so_far.format(total=explained.total, most=explained.most, threshold=explained.threshold), still
    return still, _missed_words(explained)


def _numbers(parts: tuple[Part, ...]) -> str:
    """Return `2`, `2 and 4`, `1, 2, 3 and 5 more`."""
    numbers = [str(part.criterion.number) for part in parts]
    if len(numbers) > _NAMED_AT_MOST + 1:
        more = _tr("{numbers} and {count} more")
        return more.format(numbers=", ".join(numbers[:_NAMED_AT_MOST]), count=len(numbers) - _NAMED_AT_MOST)
    if len(numbers) > 1:
        return _tr("{numbers} and {last}").format(numbers=", ".join(numbers[:-1]), last=numbers[-1])
    return "".join(numbers)


def _required_name(part: Part) -> str:
    required = part.criterion.required_level_id
    return next((level.name for level in part.criterion.levels if level.level_id == required), "")
