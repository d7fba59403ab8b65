"""The three clips: the script, the room, the way of recording, and the written truth beside each."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import encode
import rooms
import script_exit_ticket
import script_gestures
import script_wait_time
from layout import Layout
from scene import Scene
from schedule import Schedule, plan
from steps import Script


@dataclass(frozen=True, slots=True)
class Clip:
    name: str
    script: Script
    layout: Callable[[], Layout]
    recording: encode.Recording
    recorded_as: str


CLIPS = (
    Clip(
        "wait-time",
        script_wait_time.SCRIPT,
        rooms.wait_time,
        encode.Recording(Fraction(1001, 30000), b_frames=2),
        "constant 29.97 frames a second (30000/1001), B frames",
    ),
    Clip(
        "gestures",
        script_gestures.SCRIPT,
        rooms.gestures,
        encode.Recording(Fraction(1, 90000), is_variable=True),
        "variable frame rate as from a phone: 24 to 30 frames a second with jitter, dropped frames, one stall of 0.5 s",
    ),
    Clip(
        "exit-ticket",
        script_exit_ticket.SCRIPT,
        rooms.exit_ticket,
        encode.Recording(Fraction(1001, 30000), turn=90),
        "stored 1280x720 on its side with a display matrix (turn 90 degrees clockwise): upright it is 720x1280",
    ),
)


def make_clip(clip: Clip, folder: Path) -> None:
    """Writes `<name>.mp4` and `<name>.turns.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    schedule = plan(clip.script)
    path = folder / f"{clip.name}.mp4"
    encode.write_clip(path, Scene(clip.layout(), schedule), schedule.sound, schedule.duration, clip.recording)
    truth = json.dumps(turns(clip, schedule), indent=1, ensure_ascii=False)
    (folder / f"{clip.name}.turns.json").write_text(truth + "\n", encoding="utf-8")


def turns(clip: Clip, schedule: Schedule) -> dict[str, object]:
    """What is said and shown when; microseconds from the first frame."""
    return {
        "clip": f"{clip.name}.mp4",
        "title": clip.script.title,
        "recorded_as": clip.recorded_as,
        "duration_us": _us(schedule.duration),
        "turns": [
            {
                "speaker": "Teacher" if t.who == "T" else f"Pupil {t.who}",
                "kind": t.kind,
                "start_us": _us(t.start),
                "end_us": _us(t.end),
                "silence_before_us": _us(t.silence_before),
                "text": t.text,
            }
            for t in schedule.turns
        ],
        "pair_talk": [{"start_us": _us(a), "end_us": _us(b)} for a, b in schedule.murmurs],
        "hands": [
            {"at_us": _us(c.at), "who": c.who, "pose": c.pose} for c in sorted(schedule.poses, key=lambda c: c.at)
        ],
        "writing": [
            {"start_us": _us(w.start), "end_us": _us(w.end), "text": schedule.script.board[w.line]}
            for w in schedule.writes
        ],
    }


def _us(seconds: float) -> int:
    return round(seconds * 1_000_000)
