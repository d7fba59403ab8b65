"""Writes resources/sample/README.md, with every clip's spoken turns taken from its turns.json."""

import json
from pathlib import Path
from typing import Any

from clips import CLIPS

_HEAD = """\
# Sample data

Three micro-credentials, eight submissions, three lesson clips, lesson plans and student work for the practice server,
the tests and the tour. Everything here is made up: the classrooms are drawn by a program, the voices are speech
synthesis (espeak-ng), and no person, school or organisation in it exists. Pupils are "Pupil A" to "Pupil F".

Licence: CC0 1.0 Universal (public domain dedication). The program that makes it is under the licence of the project.

| Folder or file | What it is |
|---|---|
| `clips/*.mp4` | three lesson clips (and a second camera, below), H.264 and AAC, key frame every 2 seconds, index first |
| `clips/wait-time-board.mp4` | the lesson of `wait-time.mp4` from a second camera, on the board, switched on 6.4 s later |
| `clips/wait-time.vtt` | captions of `wait-time.mp4`, made from its turns |
| `clips/*.turns.json` | what is said, shown and written when, in microseconds from the first frame |
| `clips/exit-ticket-opening.m4a` | the first 24 s of the sound of `exit-ticket.mp4`, as a part of its own |
| `documents/` | lesson plans (PDF), student work (PNG, JPEG), an observation sheet (docx), slides (pptx), results (xlsx) |
| `documents/gestures-class-page.pdf` | the captured copy of a page that is handed in as a link |
| `micro_credentials/*/achievement.json` | Open Badges 3.0 Achievement, one ResultDescription a criterion |
| `micro_credentials/*/rubric.json` | CASE 1.1 CFRubric; a level's `uri` is the `id` of the level in the achievement |
| `micro_credentials/*/policy.json` | decision rule, evidence rules, condition codes, double scoring, attempts |
| `micro_credentials/*/about.json` | competency, key method, research note, parts a candidate hands in |
| `submissions.json` | the eight submissions; `file` is relative to this folder |

| Micro-credential | Levels | Decision | Special |
|---|---|---|---|
| Checking for understanding using gestures | Not yet, Progressing, Demonstrated | all criteria at the required level | a fifth of the work is scored twice |
| Wait time when asking questions | Beginning, Developing, Proficient, Accomplished | weighted mean 2.75 or more | part of a stack; two cited moments a criterion; all work is scored twice |
| Data literacy: reading an exit ticket | Not met, Partly met, Met; one criterion No, Yes | 8 points or more of 10 | contact hours; no rationale required |

## Make it again
    .venv/bin/python packaging/sample/make.py [--out resources/sample] [--only clips|documents|texts] [--clip NAME]
It needs espeak-ng 1.51 and the fonts Comic Neue, Rufscript, Breip and "Steve" (Debian: `espeak-ng fonts-comic-neue
fonts-rufscript fonts-breip fonts-sjfonts`); without the fonts the handwriting looks plainer. Nothing of it is needed to run
the program. Times and pictures come out the same each time; encoded bytes may differ with another version of the encoder.

## What is said in the clips
The clock on the wall shows the presentation time of the frame in minutes, seconds and tenths, cut off and not rounded, so a
mark can be checked by eye; in the second camera's clip it shows the time of the first. "Silence" is the time since the last word before this turn (after pair talk: since its end).
"""


def make(out: Path) -> None:
    pieces = [_HEAD]
    for clip in CLIPS:
        truth = json.loads((out / "clips" / f"{clip.name}.turns.json").read_text(encoding="utf-8"))
        pieces.append(_section(truth))
    (out / "README.md").write_text("\n".join(pieces), encoding="utf-8")


def _section(truth: dict[str, Any]) -> str:
    lines = [
        f"### {truth['clip']}: {truth['title']}",
        f"{truth['recorded_as']}; {truth['duration_us'] / 1e6:.1f} s",
        "",
        "| Start | End | Silence before | Speaker | Kind | Words |",
        "|---|---|---|---|---|---|",
    ]
    rows = [(turn["start_us"], _turn(turn)) for turn in truth["turns"]]
    rows += [(talk["start_us"], _pair_talk(talk)) for talk in truth["pair_talk"]]
    return "\n".join([*lines, *(row for _, row in sorted(rows)), ""])


def _turn(turn: dict[str, Any]) -> str:
    cells = (
        _clock(turn["start_us"]),
        _clock(turn["end_us"]),
        f"{turn['silence_before_us'] / 1e6:.1f} s",
        turn["speaker"],
        turn["kind"],
        turn["text"],
    )
    return f"| {' | '.join(cells)} |"


def _pair_talk(talk: dict[str, int]) -> str:
    return f"| {_clock(talk['start_us'])} | {_clock(talk['end_us'])} | | all pupils | pair talk | (murmur) |"


def _clock(at_us: int) -> str:
    """Whole tenths, cut off like the clock on the wall."""
    tenths = at_us // 100_000
    return f"{tenths // 600:02d}:{tenths // 10 % 60:02d}.{tenths % 10}"
