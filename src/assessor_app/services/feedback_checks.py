"""What a feedback text still lacks, by its words: it says what was seen, cites evidence, gives a next step.

These are looks for words, in English, and never more than advice: a good text may do without any of them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from assessor_app.services.markdown import MOMENT

LONGEST = 100_000
_WHO = (
    r"(?:you|your (?:students|pupils|class|children|learners)|students?|pupils?|children|child|learners?|the class"
    r"|they|groups?|pairs?)"
)
_DID = (
    r"(?:ask|wait|pause|repeat|rephras|list|invite|model|explain|answer|respond|build|buil|use|used|point|writ|wrote|read"
    r"|turn|talk|said|say|tell|told|gave|give|call|circulat|kneel|knelt|nod|share|think|thought|connect|compar|work|rais"
    r"|count|check|collect|sort|set|name|praise|prompt|let|made|make|begin|began|start|end|move|look|discuss)"
)
_SEEN = re.compile(
    r"\b(?:saw|see|seen|hear|heard|notic\w{1,9}|observ\w{1,9}|watch\w{0,9}|shows?|showed|shown|visible"
    r"|in the (?:video|clip|recording|lesson|plan)|on the (?:board|slide|page)|at \d{1,2}:\d{2})\b"
    rf"|\b{_WHO}\b (?:\w{{1,20}}ly |then |also |often |all |each |both |always |never |do |did |are |were ){{0,2}}"
    rf"{_DID}\w{{0,9}}\b"
    r"|[\"“][^\"”“\n]{3,400}[\"”]",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"\({MOMENT}|(?<![\d:])(?:\d{{1,2}}:)?\d{{1,3}}:[0-5]\d(?![\d:])|\b(?:page|slide|paragraph|minute) \d",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next (?:time|step|lesson|week|try|stage|move|goal)|as a next|try(?:ing)? |could |consider\w{0,5}|might "
    r"|suggest\w{0,5}|would (?:help|be|make|let)|aim (?:to|for)|plan to|instead|one thing|practi[cs]e |experiment with"
    r"|work on|focus on|to (?:go|get|move) further|add (?:a|an|one|more)|go on to|keep \w{1,20}ing|from here"
    r"|resubmi\w{1,5}|(?:send|show|upload|include) (?:us |a |an |one )|wait (?:longer|until|for))"
    r"|(?:^|[.!?:\n] ?)(?:ask|wait|let|give|choose|pick|write|invite|use|plan|record|start|begin|mark|name|keep) ",
    re.IGNORECASE,
)


class Check(StrEnum):
    SEEN = "seen"
    EVIDENCE = "evidence"
    NEXT_STEP = "next-step"


@dataclass(frozen=True, slots=True)
class Checklist:
    """What was found; `lacking` in the order in which it is advised."""

    says_what_was_seen: bool
    cites_evidence: bool
    gives_next_step: bool

    @property
    def lacking(self) -> tuple[Check, ...]:
        found = (self.says_what_was_seen, self.cites_evidence, self.gives_next_step)
        return tuple(check for check, is_found in zip(Check, found, strict=True) if not is_found)


def check(text: str, cited: int = 0) -> Checklist:
    """Look through a text; `cited` moments that stand beside it count as its evidence."""
    looked = text[:LONGEST]
    return Checklist(
        says_what_was_seen=bool(_SEEN.search(looked)),
        cites_evidence=cited > 0 or bool(_PLACE.search(looked)),
        gives_next_step=bool(_NEXT.search(looked)),
    )
