"""The name lint: places in a feedback text that look like a person, a school or a way to reach somebody.

It only ever advises. It knows writing with capital letters; in scripts without them it sees titles and addresses only.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from assessor_app.services.first_names import ALSO_WORDS, COMMON, NO_SCHOOL, ORDINARY

LONGEST = 100_000  # characters looked through: beyond, nobody types
MOST = 200
ACRONYM = 3
LINE = 300  # characters of a line that tell whether a sentence begins
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Coach|Principal|Headteacher|Señor|Señora|Sr|Sra|Herr|Frau|Madame"
    r"|Mme|Mlle|Monsieur)"
)
_TITLED = re.compile(
    rf"\b{_TITLE}\b\.?[ \u00a0]{{1,3}}(?:(?:van|von|de|der|den|del|della|di|da|dos|la|le|al|el|bin) ){{0,2}}"
    rf"{_CAPITAL}[\w'’-]{{0,40}}(?:[ \u00a0]{_CAPITAL}[\w'’-]{{1,40}})?"
)
_KIND = (
    r"(?:Elementary|Primary|Middle|High|Secondary|Grammar|Charter|Preparatory|Prep|Magnet|Montessori|Junior|Senior"
    r"|Academy|School|Schools|College|University|Preschool|Kindergarten|District|ISD|Unified)"
)
_SCHOOL = re.compile(
    rf"(?<![\w'’.-])(?P<name>(?:{_CAPITAL}[\w'’.-]{{0,40}}[ \u00a0]{{1,3}}){{1,4}}?){_KIND}\b(?:[ \u00a0]{_KIND}\b)*"
    rf"|\b(?:School|College|University|Academy) of (?:the )?(?:St\.? )?{_CAPITAL}\w+|\bP\.?S\.? ?\d{{1,4}}\b"
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}")
_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z_][\w.]{1,40}")
_PHONE = re.compile(r"(?<![\w:./-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?)?\d{2,8}(?:[ .-]\d{2,8}){1,4}(?![\w:/-])")
_YEARS = re.compile(r"\d{4}-\d{4}")
_DIGITS_OF_A_PHONE = range(7, 16)
_SKIPPED = re.compile(r"`[^`\n]{1,500}`|\]\([^()\s]{1,2000}\)|<?https?://\S{1,2000}")
_MARKUP = "*_#>~ \t\u00a0"
_OPENS = "\"“„«‘'([{"
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]*$")


class NameKind(StrEnum):
    PERSON = "person"
    TITLED = "titled"
    SCHOOL = "school"
    MAIL = "mail"
    PHONE = "phone"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class NameFound:
    """`start` and `end` are positions in the text, in code points; `words` what stands there."""

    start: int
    end: int
    kind: NameKind
    words: str


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of rubric and micro-credential: they name nobody, however they are written."""
    return frozenset(_root(found.group()) for text in texts for found in _WORD.finditer(text[:LONGEST]))


def names_in(
    text: str, known: Collection[str] = frozenset(), *, nouns_are_capital: bool = False
) -> tuple[NameFound, ...]:
    """Return what looks like a person, a school or an address, in order, none overlapping, MOST at most.

    `known` is a `vocabulary`. With `nouns_are_capital` (German) a capital letter inside a sentence says nothing: only
    common given names count as persons.
    """
    looked = _SKIPPED.sub(lambda found: " " * len(found.group()), text[:LONGEST])
    found: list[NameFound] = []
    for kind, finder in _FINDERS:
        found += (NameFound(start, end, kind, text[start:end]) for start, end in finder(looked))
    found += _persons(looked, known, nouns_are_capital)
    return _apart(found)[:MOST]


def _apart(found: Iterable[NameFound]) -> tuple[NameFound, ...]:
    """The first of those that lie over each other, the surer kinds before bare names."""
    taken: list[NameFound] = []
    for each in sorted(found, key=lambda one: (one.kind is NameKind.PERSON, one.start)):
        if all(each.end <= other.start or each.start >= other.end for other in taken):
            taken.append(each)
        if len(taken) > MOST:
            break
    return tuple(sorted(taken, key=lambda one: one.start))


def _spans(pattern: re.Pattern[str]) -> Callable[[str], Iterable[tuple[int, int]]]:
    return lambda text: (found.span() for found in pattern.finditer(text))


def _phones(text: str) -> Iterable[tuple[int, int]]:
    for found in _PHONE.finditer(text):
        digits = sum(letter.isdigit() for letter in found.group())
        if digits in _DIGITS_OF_A_PHONE and not _YEARS.fullmatch(found.group()):
            yield found.span()


def _schools(text: str) -> Iterable[tuple[int, int]]:
    for found in _SCHOOL.finditer(text):
        start = found.start()
        words = list(_WORD.finditer(found.group("name") or ""))
        while words and words[0].group().casefold() in NO_SCHOOL:
            words.pop(0)
        if words:
            yield start + words[0].start(), found.end()
        elif found.group("name") is None:
            yield found.span()


_FINDERS = (
    (NameKind.MAIL, _spans(_MAIL)),
    (NameKind.HANDLE, _spans(_HANDLE)),
    (NameKind.PHONE, _phones),
    (NameKind.TITLED, _spans(_TITLED)),
    (NameKind.SCHOOL, _schools),
)


def _persons(text: str, known: Collection[str], nouns_are_capital: bool) -> Iterable[NameFound]:
    for found in _WORD.finditer(text):
        word = found.group()
        if word[0].isupper() and _is_name(text, found.start(), word, known, nouns_are_capital):
            end = found.end() - (2 if word[-2:] in ("'s", "’s") else 0)
            yield NameFound(found.start(), end, NameKind.PERSON, text[found.start() : end])


def _is_name(text: str, at: int, word: str, known: Collection[str], nouns_are_capital: bool) -> bool:
    root = _root(word)
    if root in ORDINARY or root in known or word.casefold() in ORDINARY or len(root) == 1:
        return False
    is_common = any(part in COMMON for part in root.split("-"))
    if nouns_are_capital or word.isupper():
        return is_common and root not in ALSO_WORDS and (len(word) > ACRONYM or not word.isupper())
    if _begins_sentence(text, at):
        return is_common and root not in ALSO_WORDS
    return is_common or not all(part in ORDINARY or part in known for part in root.split("-"))


def _begins_sentence(text: str, at: int) -> bool:
    line = text[max(text.rfind("\n", 0, at) + 1, at - LINE) : at]
    if _LIST_MARK.match(line) or not any(letter.isalnum() for letter in line):
        return True
    before = line.rstrip(_MARKUP)
    return before[-1] in _OPENS or before.rstrip(_OPENS + "\"”»’')]").endswith((".", "!", "?", ":", ";", "…"))


def _root(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
