"""The vocabulary a clip's script is written in: who says what, how long nobody speaks, which hands go up."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Say:
    """`who` is "T" or a pupil's letter; `kind` is question, answer, talk or instruction."""

    who: str
    text: str
    kind: str = "talk"


@dataclass(frozen=True, slots=True)
class Pause:
    """Nobody speaks for `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Murmur:
    """All pupils talk at once, low, for `seconds` (pair talk)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Hands:
    """Poses from now on (plus `after` seconds): person -> pose name, see people.POSES."""

    poses: Mapping[str, str]
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Write:
    """The teacher writes board line number `line` (0-based), taking `seconds`, from now (plus `after`)."""

    line: int
    seconds: float = 3.0
    after: float = 0.0


Step = Say | Pause | Murmur | Hands | Write


@dataclass(frozen=True, slots=True)
class Voice:
    """An espeak-ng voice: `name` with variant, `speed` in words a minute, `pitch` 0-99, `gain` linear."""

    name: str
    speed: int
    pitch: int
    gain: float = 1.0


@dataclass(frozen=True, slots=True)
class Script:
    """One lesson excerpt: what is drawn on the board, who speaks with which voice, and the steps in order."""

    title: str
    board: tuple[str, ...]
    voices: Mapping[str, Voice]
    steps: tuple[Step, ...] = field(default=())
