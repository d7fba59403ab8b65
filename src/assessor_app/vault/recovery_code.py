"""The recovery code: 128 random bits for a sheet of paper, with a check so that a slip of the pen is told at once."""

import hashlib
import secrets

CODE_BYTES = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_READ_AS = str.maketrans("ILO", "110", " -\t")
_LETTERS = 28  # 128 bits and 12 bits of check
_GROUP = 4


class NoCode(ValueError):
    """These words are no recovery code."""


class Misread(NoCode):
    """It looks like a recovery code, but a character is wrong."""


def new_code() -> bytes:
    return secrets.token_bytes(CODE_BYTES)


def written(code: bytes) -> str:
    """Return it as it is shown: seven groups of four."""
    number = int.from_bytes(code) << 12 | _check(code)
    letters = "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(_LETTERS)))
    return " ".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def read(words: str) -> bytes:
    """Return the code somebody typed, in any case, with or without its gaps. Raises NoCode, Misread."""
    letters = words.upper().translate(_READ_AS)
    if len(letters) != _LETTERS or any(letter not in _ALPHABET for letter in letters):
        raise NoCode("A recovery code has 28 letters and digits.")
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    code = (number >> 12).to_bytes(CODE_BYTES)
    if number & 0xFFF != _check(code):
        raise Misread("A character of this recovery code is wrong. Compare it with your sheet, group by group.")
    return code


def _check(code: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"assessor-app recovery code" + code).digest()[:2]) >> 4
