"""Writes submissions.json: who handed in which files and texts, and what changed in a second attempt."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import captured_page
from submission_texts import OVERVIEW, REFLECTION

_MEDIA_TYPES = {
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".vtt": "text/vtt",
    ".m4a": "audio/mp4",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


_USUAL = 4
"""Parts before what else was handed in: overview, video, plan, student work."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One submission, codes only. `changed` names the parts that are new in this attempt."""

    key: str
    micro_credential: str
    candidate_key: str
    school: str
    district: str
    plan: str
    work: str
    overview: str
    reflection: str
    attempt: int = 1
    previous: str | None = None
    what_changed: str | None = None
    changed: Collection[str] = ()
    more: Sequence[tuple[str, str]] = ()
    """(name, file) of what was handed in beside the usual parts."""
    link: tuple[str, str, str] | None = None
    """Name and address of a page, and the file of its captured copy."""


HANDED: Sequence[Handed] = (
    Handed(
        "s1",
        "wait-time",
        "c1",
        "school-11",
        "district-1",
        "wait-time-plan-a.pdf",
        "student-work-two-trays.jpg",
        "s1",
        "s1",
        more=(("Board camera", "clips/wait-time-board.mp4"), ("Lesson video captions", "clips/wait-time.vtt")),
    ),
    Handed(
        "s2",
        "wait-time",
        "c2",
        "school-12",
        "district-1",
        "wait-time-plan-b.pdf",
        "student-work-evaporation-sheet.png",
        "s2",
        "s2",
    ),
    Handed(
        "s3",
        "wait-time",
        "c2",
        "school-12",
        "district-1",
        "wait-time-plan-b2.pdf",
        "student-work-evaporation-sheet.png",
        "s2",
        "s3",
        attempt=2,
        previous="s2",
        changed=("Lesson plan", "Reflection"),
        what_changed="The lesson plan now fixes the wording of the main questions and the length of the "
        "silences. The reflection is new "
        "and uses times measured in the clip, also the one that was too short. Video, student work and "
        "overview are the same as before.",
    ),
    Handed(
        "s4",
        "gestures",
        "c3",
        "school-21",
        "district-2",
        "gestures-plan-a.pdf",
        "student-work-missing-piece.jpg",
        "s4",
        "s4",
        more=(("Observation sheet", "documents/gestures-observation-sheet.docx"),),
        link=("Class page", captured_page.ADDRESS, f"documents/{captured_page.FILE}"),
    ),
    Handed(
        "s5",
        "gestures",
        "c4",
        "school-11",
        "district-1",
        "gestures-plan-b.pdf",
        "student-work-number-line.png",
        "s5",
        "s5",
        more=(("Question slides", "documents/gestures-question-slides.pptx"),),
    ),
    Handed(
        "s6",
        "exit-ticket",
        "c5",
        "school-22",
        "district-2",
        "exit-ticket-plan-a.pdf",
        "exit-ticket-lines-counted.png",
        "s6",
        "s6",
        more=(
            ("Results", "documents/exit-ticket-results.xlsx"),
            ("Opening of the lesson", "clips/exit-ticket-opening.m4a"),
        ),
    ),
    Handed(
        "s7",
        "exit-ticket",
        "c6",
        "school-31",
        "district-3",
        "exit-ticket-plan-b.pdf",
        "exit-ticket-unfinished.png",
        "s7",
        "s7",
    ),
    Handed(
        "s8",
        "exit-ticket",
        "c6",
        "school-31",
        "district-3",
        "exit-ticket-plan-a.pdf",
        "exit-ticket-scale-read.jpg",
        "s7",
        "s8",
        attempt=2,
        previous="s7",
        changed=("Lesson plan", "Student work", "Reflection"),
        what_changed="I sorted the tickets again by what the pupils did and rewrote the plan with "
        "different next steps and a second check. "
        "The student work shows the second ticket of a pupil who had counted lines in the first. The "
        "reflection is new. The video and the "
        "overview are unchanged.",
    ),
)


def make(out: Path) -> None:
    document = [_submission(handed) for handed in HANDED]
    (out / "submissions.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _submission(handed: Handed) -> dict[str, Any]:
    parts = [
        _text("overview", "Overview", OVERVIEW[handed.overview]),
        _file("Lesson video", f"clips/{handed.micro_credential}.mp4"),
        _file("Lesson plan", f"documents/{handed.plan}"),
        _file("Student work", f"documents/{handed.work}"),
        *(_file(name, file) for name, file in handed.more),
        *_link(handed, _USUAL + len(handed.more)),
        _text("reflection", "Reflection", REFLECTION[handed.reflection]),
    ]
    head = {
        "key": handed.key,
        "micro_credential": handed.micro_credential,
        "candidate_key": handed.candidate_key,
        "school": handed.school,
        "district": handed.district,
        "attempt": handed.attempt,
        "previous": handed.previous,
        "what_changed": handed.what_changed,
    }
    numbered = [{"n": n, **part, "changed": part["name"] in handed.changed} for n, part in enumerate(parts, start=1)]
    return {**{key: value for key, value in head.items() if value is not None}, "parts": numbered}


def _link(handed: Handed, before: int) -> tuple[dict[str, Any], ...]:
    """The address, and behind it the copy that belongs to it."""
    if handed.link is None:
        return ()
    name, address, copy = handed.link
    link = {"part": "artifact", "name": name, "media_type": "text/uri-list", "text": address}
    return link, {**_file(f"{name} (copy)", copy), "capture_of": before + 1}


def _text(part: str, name: str, text: str) -> dict[str, Any]:
    return {"part": part, "name": name, "media_type": "text/plain", "text": text}


def _file(name: str, file: str) -> dict[str, Any]:
    return {"part": "artifact", "name": name, "media_type": _MEDIA_TYPES[Path(file).suffix], "file": file}
