"""Turns a script into times: when turns start and end, when hands move, and the finished sound."""

from dataclasses import dataclass, field

import numpy as np
import speech
from steps import Hands, Murmur, Pause, Say, Script, Write

_LEAD_IN = 2.0
_PAIR_TALK = [
    "I think it is this one, because of the first part.",
    "No, look, you have to start from here.",
    "What did you write for the second one?",
    "It could be both, but we need to check.",
]


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance; seconds from the first frame. `silence_before`: since the last turn ended."""

    who: str
    kind: str
    start: float
    end: float
    silence_before: float
    text: str
    mouth: speech.Samples


@dataclass(frozen=True, slots=True)
class PoseCue:
    who: str
    pose: str
    at: float


@dataclass(frozen=True, slots=True)
class WriteCue:
    line: int
    start: float
    end: float


@dataclass(slots=True)
class Schedule:
    """Everything a scene needs to know about time."""

    script: Script
    turns: list[Turn] = field(default_factory=list)
    murmurs: list[tuple[float, float]] = field(default_factory=list)
    poses: list[PoseCue] = field(default_factory=list)
    writes: list[WriteCue] = field(default_factory=list)
    duration: float = 0.0
    sound: speech.Samples = field(default_factory=lambda: np.zeros(0, np.float32))

    def speaker_at(self, at: float) -> str | None:
        return next((turn.who for turn in self.turns if turn.start <= at < turn.end), None)


def plan(script: Script) -> Schedule:
    """Walk the steps once, speaking each turn, and lay the sound out."""
    schedule = Schedule(script)
    pieces: list[tuple[float, speech.Samples]] = []
    now, last_end = _LEAD_IN, 0.0
    for step in script.steps:
        match step:
            case Say(who, text, kind):
                said = speech.speak(text, script.voices[who])
                end = now + len(said) / speech.RATE
                schedule.turns.append(Turn(who, kind, now, end, now - last_end, text, speech.loudness(said)))
                pieces.append((now, said))
                now = last_end = end
            case Murmur(seconds):
                pupils = [voice for who, voice in script.voices.items() if who != "T"]
                pieces.append((now, speech.murmur(seconds, _PAIR_TALK, pupils, seed=len(pieces))))
                schedule.murmurs.append((now, now + seconds))
                now = last_end = now + seconds
            case Pause(seconds):
                now += seconds
            case Hands(poses, after):
                schedule.poses.extend(PoseCue(who, pose, now + after) for who, pose in poses.items())
            case Write(line, seconds, after):
                schedule.writes.append(WriteCue(line, now + after, now + after + seconds))
    schedule.duration = now
    schedule.sound = _mixed(pieces, now)
    return schedule


def _mixed(pieces: list[tuple[float, speech.Samples]], duration: float) -> speech.Samples:
    length = int(duration * speech.RATE)
    dry = np.zeros(length, np.float32)
    for start, samples in pieces:
        at = int(start * speech.RATE)
        dry[at : at + len(samples)] += samples[: length - at]
    return speech.in_room(dry) + speech.room_tone(length, seed=3)
