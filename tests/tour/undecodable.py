"""The sample work with one video that cannot be decoded, for the state nobody wants to see."""

import json
import shutil
from pathlib import Path

from assessor_app.config.paths import data_dir

BROKEN = "clips/broken.mp4"


def sample_with_a_broken_video(folder: Path) -> Path:
    """Copy the sample; its last submission's video becomes text that calls itself a video."""
    shutil.copytree(data_dir("resources") / "sample", folder)
    (folder / BROKEN).write_bytes(b"This is no video. " * 4000)
    listing = folder / "submissions.json"
    document = json.loads(listing.read_text(encoding="utf-8"))
    submissions = document["submissions"] if isinstance(document, dict) else document
    for part in submissions[-1]["parts"]:
        if part["media_type"].startswith("video/"):
            part["file"] = BROKEN
    listing.write_text(json.dumps(document), encoding="utf-8")
    return folder
