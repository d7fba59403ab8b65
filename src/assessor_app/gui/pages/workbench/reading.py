"""Reads what changed and nothing else: bursts are read together, and an older answer never replaces a newer one."""

from collections.abc import Callable, Iterable

from assessor_app.commands.context import Desk, Failure
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.services.views import ArtifactMedia, OutboxRow, ReceiptRow, WorkbenchView

TakeMarks = Callable[[tuple[Annotation, ...], frozenset[str]], None]
"""The marks as they are now, and the ids of those that are gone."""


class Reading:
    """For one assignment at a time: what was asked for another one is dropped."""

    def __init__(
        self,
        desk: Desk,
        take_view: Callable[[WorkbenchView], None],
        take_marks: TakeMarks,
        take_assessment: Callable[[Assessment], None],
        failed: Failure,
    ) -> None:
        self._desk = desk
        self._failed = failed
        self._take_view, self._take_marks, self._take_assessment = take_view, take_marks, take_assessment
        self._assignment_id = ""
        self._wanted_marks: set[str] = set()
        self._wants_assessment = self._is_reading_marks = self._is_reading_assessment = False

    def open(self, assignment_id: str) -> None:
        """Read everything of an assignment; also to read it all again."""
        self._assignment_id = assignment_id

        def take(view: WorkbenchView) -> None:
            if self._assignment_id == assignment_id:
                self._take_view(view)

        self._desk.read(lambda reads: reads.workbench(assignment_id), take, self._failed)

    def media(self, submission_id: str, take: Callable[[tuple[ArtifactMedia, ...]], None]) -> None:
        asked_for = self._assignment_id

        def arrived(media: tuple[ArtifactMedia, ...]) -> None:
            if self._assignment_id == asked_for:
                take(media)

        self._desk.read(lambda reads: reads.media(submission_id), arrived, self._failed)

    def delivery(self, take: Callable[[tuple[ReceiptRow, ...], tuple[OutboxRow, ...]], None]) -> None:
        """Receipts and outbox, for the banner of a submitted assessment."""
        asked_for = self._assignment_id

        def arrived(found: tuple[tuple[ReceiptRow, ...], tuple[OutboxRow, ...]]) -> None:
            if self._assignment_id == asked_for:
                take(*found)

        self._desk.read(lambda reads: (reads.receipts(), reads.outbox()), arrived, self._failed)

    def close(self) -> None:
        self._assignment_id = ""
        self._wanted_marks.clear()
        self._wants_assessment = False

    def marks(self, annotation_ids: Iterable[str]) -> None:
        self._wanted_marks.update(annotation_ids)
        if self._is_reading_marks or not self._wanted_marks:
            return
        wanted, self._wanted_marks, self._is_reading_marks = frozenset(self._wanted_marks), set(), True
        asked_for = self._assignment_id

        def take(found: tuple[Annotation, ...]) -> None:
            self._is_reading_marks = False
            if self._assignment_id == asked_for:
                self._take_marks(found, wanted - {a.annotation_id for a in found})
            self.marks(())

        def failed(error: Exception) -> None:
            self._is_reading_marks = False
            self._failed(error)

        self._desk.read(lambda reads: reads.annotations(wanted), take, failed)

    def assessment(self) -> None:
        if self._is_reading_assessment:
            self._wants_assessment = True
            return
        self._is_reading_assessment, self._wants_assessment = True, False
        asked_for = self._assignment_id

        def take(assessment: Assessment) -> None:
            self._is_reading_assessment = False
            # What was asked for again meanwhile may be newer than this: never show the older.
            if self._wants_assessment:
                self.assessment()
            elif self._assignment_id == asked_for:
                self._take_assessment(assessment)

        def failed(error: Exception) -> None:
            self._is_reading_assessment = False
            self._failed(error)

        self._desk.read(lambda reads: reads.assessment(asked_for), take, failed)
