"""Annotations for tests of screens that list or paint them."""

from datetime import UTC, datetime

from assessor_app.domain.annotation import Annotation, MarkType, PageSelector, Selector, TimeSelector

AT = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
FRAME_US = 33_366


def mark(
    name: str,
    start_us: int,
    *,
    end_us: int | None = None,
    criterion_id: str | None = "c1",
    text: str = "",
    mark_type: MarkType = MarkType.STRENGTH,
    is_retracted: bool = False,
) -> Annotation:
    """A point of one frame, or a range up to `end_us`."""
    selector = TimeSelector(start_us, end_us or start_us + FRAME_US, is_point=end_us is None)
    return _annotation(name, selector, criterion_id, text, mark_type, is_retracted)


def page_mark(name: str, page: int) -> Annotation:
    return _annotation(name, PageSelector(page), "c1", "", MarkType.NOTE, False)


def _annotation(
    name: str, selector: Selector, criterion_id: str | None, text: str, mark_type: MarkType, is_retracted: bool
) -> Annotation:
    return Annotation(
        annotation_id=name,
        assignment_id="assignment",
        artifact_id="artifact",
        artifact_digest="0" * 64,
        selector=selector,
        criterion_id=criterion_id,
        mark_type=mark_type,
        text=text,
        engine="qtmultimedia",
        uncertainty_us=0,
        revision=1,
        created_at=AT,
        updated_at=AT,
        is_retracted=is_retracted,
    )
