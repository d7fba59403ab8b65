"""A micro-credential whose one submission is full of words that nobody may find on a laptop's disk."""

import json
import struct
from pathlib import Path

from tests.fakes.odd_files import Recipe, encode
from tests.unit.practice.tiny_sample import write_tiny_sample

WORDS = "Marigold asked seven questions before breakfast"
NAME = "Wilhelmina Crowthorne"
TOLD = "thimbleful of counted answers"
VIDEO = b"quicksilver-lantern-".ljust(64, b"!")
_RECORDING = Recipe(size=(320, 180), count=150, options={"preset": "ultrafast", "g": "30"})


def write_marked_sample(folder: Path) -> Path:
    """Each submission's recording carries VIDEO, outside of what a player shows."""
    write_tiny_sample(folder)
    lesson = folder / "documents" / "lesson.mp4"
    encode(lesson, _RECORDING)
    box = VIDEO * 64
    with lesson.open("ab") as file:
        file.write(struct.pack(">I", len(box) + 8) + b"free" + box)
    (folder / "documents" / "plan.pdf").write_bytes(b"%PDF-1.4 nothing")
    submissions = json.loads((folder / "submissions.json").read_text(encoding="utf-8"))
    for submission in submissions:
        submission["candidate"] = NAME
        text, plan, _ = submission["parts"]
        text["text"] = f"{WORDS}. {NAME} wrote this."
        plan |= {"name": f"Lesson of {NAME}", "media_type": "video/mp4", "file": "documents/lesson.mp4"}
    (folder / "submissions.json").write_text(json.dumps(submissions), encoding="utf-8")
    return folder
