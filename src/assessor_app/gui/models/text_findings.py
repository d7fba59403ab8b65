"""What is worth a second look in a text being written: unknown words and names, at the places Qt counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from assessor_app.services.name_lint import NameFound, NameKind, names_in
from assessor_app.services.spelling import Speller

LONGEST_BLOCK = 20_000  # characters of one paragraph: longer ones were pasted, and looking would be felt
MOST = 50


class FindingKind(StrEnum):
    SPELLING = "spelling"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` count UTF-16 units, as Qt does. `reason` is a sentence."""

    start: int
    end: int
    kind: FindingKind
    words: str
    reason: str


class Looks:
    """What a text is looked through with. Without a speller (not loaded, or off) words are not looked up."""

    def __init__(
        self, speller: Speller | None = None, own: Collection[str] = (), known: Collection[str] = frozenset()
    ) -> None:
        self.speller = speller
        self.own = frozenset(own)
        self.known = known

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Names first: who is named matters more than how it is written. MOST at most."""
        return (*self.names(text), *self.unknown(text))[:MOST]

    def names(self, text: str) -> tuple[Finding, ...]:
        capitals = self.speller is not None and self.speller.nouns_are_capital
        found = names_in(text, self.known, nouns_are_capital=capitals)
        return tuple(Finding(*_units(text, n.start, n.end), FindingKind.NAME, n.words, reason(n)) for n in found)

    def unknown(self, text: str) -> tuple[Finding, ...]:
        if self.speller is None or len(text) > LONGEST_BLOCK:
            return ()
        words = _tr("“{word}” is not in the word list.")
        return tuple(
            Finding(*_units(text, u.start, u.end), FindingKind.SPELLING, u.word, words.format(word=u.word))
            for u in self.speller.unknown_in(text, self.own | frozenset(self.known))
        )


def reason(name: NameFound) -> str:
    """Why a place was found, and what to do."""
    sentence = {
        NameKind.PERSON: _tr("“{words}” may be a person's name. Write “a pupil” or “you” instead."),
        NameKind.TITLED: _tr("“{words}” names a person. Write “you” or “a colleague” instead."),
        NameKind.SCHOOL: _tr("“{words}” may be a school. Write “your school” instead."),
        NameKind.MAIL: _tr("“{words}” is a mail address. Take it out."),
        NameKind.PHONE: _tr("“{words}” may be a phone number. Take it out."),
        NameKind.HANDLE: _tr("“{words}” may be somebody's account. Take it out."),
    }[name.kind]
    return sentence.format(words=name.words)


def found_words(findings: Iterable[Finding]) -> str:
    """Return `2 possible names · 1 unknown word`, empty for none."""
    kinds = [finding.kind for finding in findings]
    names, words = kinds.count(FindingKind.NAME), kinds.count(FindingKind.SPELLING)
    said = []
    if names:
        said.append(_tr("1 possible name") if names == 1 else _tr("{count} possible names").format(count=names))
    if words:
        said.append(_tr("1 unknown word") if words == 1 else _tr("{count} unknown words").format(count=words))
    return " · ".join(said)


def _units(text: str, start: int, end: int) -> tuple[int, int]:
    if text.isascii():
        return start, end
    before = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    return before, before + len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2


def _tr(words: str) -> str:
    return QCoreApplication.translate("TextFindings", words)
