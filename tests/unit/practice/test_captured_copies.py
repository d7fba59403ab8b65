"""A captured copy that is seeded names its link, from the sample's listing to the artifact on the assessor's desk."""

from assessor_app.adapters.assessment_exchange.translate import change_from
from assessor_app.domain.links import shown_for
from assessor_app.domain.submission import Submission
from assessor_app.practice.seeding import file_part, part_id
from assessor_app.wire.changes import KIND_SUBMISSION, UPSERT, ChangeEntry
from assessor_app.wire.submission import PartDoc, SubmissionDoc

LINK = "text/uri-list"
STORED = {"media_type": "application/pdf", "size": 10, "sha256": "0" * 64, "duration": None}


def test_the_copy_of_a_link_arrives_as_such():
    copy = file_part("s4", 7, {"part": "artifact", "name": "Copy", "capture_of": 6}, STORED)
    assert copy.capture_of == part_id("s4", 6)
    address = "https://class-pages.example/thumbs"
    link = PartDoc(
        id=part_id("s4", 6), n=6, part="artifact", name="Page", media_type=LINK, sha256="1" * 64, text=address
    )
    document = SubmissionDoc(id="s4", attempt=1, parts=(link, copy)).document()
    entry = ChangeEntry(seq=1, kind=KIND_SUBMISSION, id="s4", op=UPSERT, revision=1, object=document)
    submission = change_from(entry, "server").document
    assert isinstance(submission, Submission)
    assert shown_for(submission.artifact(6), submission.artifacts) == submission.artifact(7)


def test_other_files_are_no_copies():
    assert file_part("s4", 2, {"part": "artifact", "name": "Video"}, STORED).capture_of is None
