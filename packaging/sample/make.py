"""Makes resources/sample: clips, documents, micro-credentials, submissions and their README."""

import argparse
import os
from pathlib import Path

import captions
import captured_page
import credentials
import lesson_plans
import office_files
import readme
import second_camera
import sound_only
import student_work
import submissions
from clips import CLIPS, make_clip
from PySide6.QtGui import QGuiApplication

PARTS = ("clips", "documents", "texts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("resources/sample"))
    parser.add_argument("--only", choices=PARTS, action="append", help="make only this part (may be repeated)")
    parser.add_argument("--clip", action="append", help="of the clips only this one (may be repeated)")
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    wanted = arguments.only or PARTS
    if "clips" in wanted:
        for clip in CLIPS:
            if arguments.clip is None or clip.name in arguments.clip:
                make_clip(clip, arguments.out / "clips")
        if arguments.clip is None or second_camera.NAME in arguments.clip:
            second_camera.make_clip(arguments.out / "clips")
        sound_only.make(arguments.out / "clips")
    if "documents" in wanted:
        lesson_plans.make(arguments.out / "documents")
        student_work.make(arguments.out / "documents")
        office_files.make(arguments.out / "documents")
        captured_page.make(arguments.out / "documents")
    if "texts" in wanted:
        captions.make(arguments.out / "clips")
        credentials.make(arguments.out / "micro_credentials")
        submissions.make(arguments.out)
        readme.make(arguments.out)
    application.quit()


if __name__ == "__main__":
    main()
