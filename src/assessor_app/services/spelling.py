"""The spelling check: which words of a text are unknown, and what they may have been meant to be.

The word lists come with the program; no text ever leaves the laptop. They are large and loaded late: see `load`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

LANGUAGES: Mapping[str, str] = {
    "en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "it": "Italiano", "nl": "Nederlands",
    "pt": "Português",
}  # fmt: skip
OFF = "off"
LONGEST_WORD = 40
FAR = 7  # letters: longer words with two mistakes would take too long to guess
MOST_GUESSES = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SKIPPED = re.compile(
    r"`[^`\n]{1,500}`|\]\([^()\s]{1,2000}\)|<?https?://\S{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200}|@\w{1,40}"
)
# British spellings, as far as they follow a rule: the English list knows the American ones.
_BRITISH = (
    (re.compile(r"our(?=$|s$|ed$|ing$|ful|able|it|hood|ly$)"), "or"),
    (re.compile(r"is(?=e$|ed$|es$|ing$|er|ation)"), "iz"),
    (re.compile(r"ys(?=e$|ed$|es$|ing$)"), "yz"),
    (re.compile(r"tre(?=$|s$|d$)"), "ter"),
    (re.compile(r"ll(?=ed$|ing$|er)"), "l"),
    (re.compile(r"ogue(?=$|s$)"), "og"),
    (re.compile(r"amme(?=$|s$)"), "am"),
    (re.compile(r"ence(?=$|s$)"), "ense"),
)
_ENDINGS: Mapping[str, tuple[str, ...]] = {"es": ("es", "s", "n", "mos", "se", "lo", "la", "le")}
"""Endings that the word list of a language leaves out."""
_ELIDING = ("fr", "it")
"""Languages that put an article before a word with an apostrophe: l'élève."""
_TEACHING = frozenset(
    (
        *("metacognition", "metacognitive", "formative", "summative", "rubric", "rubrics", "plenary", "scaffolded"),
        *("scaffolding", "differentiated", "multilingual", "realia", "worksheet", "worksheets", "whiteboard"),
        *("whiteboards", "flipchart", "reteach", "reteaching", "retell", "retells", "kinaesthetic", "kinesthetic"),
        *("phonics", "numeracy", "cueing", "uptake", "resubmit", "resubmission", "voiceover"),
    )
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """`start` and `end` are positions in the text, in code points."""

    start: int
    end: int
    word: str


class Speller:
    """Knows the words of one language. `frequency` says how often a (lower case) word is used, 0 for an unknown one."""

    def __init__(
        self,
        language: str,
        frequency: Callable[[str], int],
        near: Callable[[str, int], Collection[str]],
    ) -> None:
        self.language = language
        self._frequency = frequency
        self._near = near

    @property
    def nouns_are_capital(self) -> bool:
        return self.language == "de"

    def knows(self, word: str, own: Collection[str] = frozenset()) -> bool:
        """Whether a word needs no line under it; `own` are the assessor's words and those of the rubric, lower case."""
        plain = _plain(word)
        if self.language in _ELIDING:
            plain = plain.rpartition("'")[2]
        return any(self._has(form, own) for form in _forms(plain))

    def unknown_in(self, text: str, own: Collection[str] = frozenset()) -> Iterator[Unknown]:
        """Unknown words in order. Times, links, code, addresses, acronyms and words of one letter are passed over.

        So is a word with a capital letter, but where a sentence begins: within one it is a name, which the name lint
        looks after. Where nouns are capital, those are looked up, too.
        """
        looked = _SKIPPED.sub(lambda found: " " * len(found.group()), text)
        for found in _WORD.finditer(looked):
            word = found.group()
            if self._is_checked(looked, found.start(), word) and not self.knows(word, own):
                yield Unknown(found.start(), found.end(), word)

    def guesses(self, word: str) -> tuple[str, ...]:
        """What it may have been meant to be, likeliest first, written as the word was."""
        plain = _plain(word)[:LONGEST_WORD]
        near = set(self._near(plain, 1)) or (set(self._near(plain, 2)) if len(plain) <= FAR else set())
        whole = sorted(
            (each for each in near if self._frequency(each)), key=lambda each: (-self._frequency(each), each)
        )
        apart = [
            f"{plain[:cut]} {plain[cut:]}"
            for cut in range(1, len(plain))
            if min(self._frequency(plain[:cut]), self._frequency(plain[cut:])) > 0 and min(cut, len(plain) - cut) > 1
        ]
        first = [each for each in ("a " + plain[1:],) if plain[:1] == "a" and self._frequency(plain[1:]) > 0]
        return tuple(_as_written(each, word) for each in [*whole[:3], *first, *apart, *whole[3:]][:MOST_GUESSES])

    def _is_checked(self, text: str, at: int, word: str) -> bool:
        if len(word) == 1 or len(word) > LONGEST_WORD or (word.isupper() and len(word) > 1):
            return False
        touches = text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]
        is_part = any(letter.isdigit() or letter in "_@/\\" for letter in touches) or text[max(at - 1, 0) : at] == "."
        if is_part:  # of a time, a file name, an address
            return False
        if any(letter.isupper() for letter in word[1:]):
            return False
        return not word[0].isupper() or self.nouns_are_capital or _begins(text, at)

    def _has(self, word: str, own: Collection[str]) -> bool:
        if self._frequency(word) or word in own or word in _TEACHING:
            return True
        endings = _ENDINGS.get(self.language, ())
        if any(word.endswith(end) and self._frequency(word.removesuffix(end)) for end in endings):
            return True
        if self.language != "en":
            return False
        return any(
            self._frequency(pattern.sub(american, word)) > 0 for pattern, american in _BRITISH if pattern.search(word)
        )


@lru_cache(maxsize=1)
def load(language: str) -> Speller:
    """Read the word list of one of LANGUAGES, some 0.3 s and 25 MB: on a lane, and not at the start.

    The one read last is kept for the next window. Raises LookupError for another language.
    """
    if language not in LANGUAGES:
        raise LookupError(language)
    from spellchecker import SpellChecker  # noqa: PLC0415 - not needed to start

    known = SpellChecker(language=language)
    frequency = known.word_frequency.dictionary

    def near(word: str, distance: int) -> Collection[str]:
        once: set[str] = known.known(known.edit_distance_1(word))
        return once if distance == 1 else set(known.known(known.edit_distance_2(word)))

    return Speller(language, lambda word: int(frequency.get(word, 0)), near)


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'") if "ß" not in word else word.lower().replace("’", "'")


def _forms(word: str) -> tuple[str, ...]:
    """The word, and without what makes it somebody's: `pupil's`, `pupils'`."""
    return (word, word.removesuffix("'s"), word.removesuffix("'"))


def _begins(text: str, at: int) -> bool:
    before = text[max(at - 80, 0) : at].rstrip("*_#>~ \t\"“„«'‘([{-•")
    return not before or before[-1] in ".!?:;…\n"


def _as_written(guess: str, word: str) -> str:
    return guess[:1].upper() + guess[1:] if word[:1].isupper() else guess
