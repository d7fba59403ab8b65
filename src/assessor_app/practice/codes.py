"""Codes a person reads out: seven Crockford base-32 characters, the last one a check digit."""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE = len(ALPHABET)
_CHECK_MODULUS = 37
_SPACE = _BASE**6


def code_for(seed: str, attempt: int = 0) -> str:
    """Return a code that depends on `seed` alone; `attempt` gives another one when it is taken.

    Crockford's check is the remainder by 37; numbers whose check would need one of the five extra
    symbols are passed over, so that every code is letters and digits only.
    """
    start = int.from_bytes(hashlib.sha256(f"{seed}#{attempt}".encode()).digest()[:8]) % _SPACE
    number = next(n % _SPACE for n in range(start, start + _SPACE) if n % _SPACE % _CHECK_MODULUS < _BASE)
    return _digits(number) + ALPHABET[number % _CHECK_MODULUS]


def is_code(text: str) -> bool:
    """Whether the check digit fits the six characters before it."""
    if len(text) != 7 or any(character not in ALPHABET for character in text):  # noqa: PLR2004 - six and a check
        return False
    number = 0
    for character in text[:-1]:
        number = number * _BASE + ALPHABET.index(character)
    return number % _CHECK_MODULUS == ALPHABET.index(text[-1])


def _digits(number: int) -> str:
    digits = ""
    for _ in range(6):
        number, rest = divmod(number, _BASE)
        digits = ALPHABET[rest] + digits
    return digits
