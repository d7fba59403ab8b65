"""From the wire to the domain: marks that another assessor made, and the places they point at."""

from assessor_app.domain.annotation import (
    Annotation,
    MarkType,
    PageSelector,
    RectangleSelector,
    Selector,
    TextSelector,
    TimeSelector,
    WholeSelector,
)
from assessor_app.wire.annotation import (
    FragmentSelector,
    PageSelectorDoc,
    SelectorDoc,
    TextQuoteSelector,
    WebAnnotation,
    microseconds,
)

_URN = "urn:uuid:"
_REGION = "percent"
_SIDES = 4


def annotation_from(doc: WebAnnotation, assignment_id: str) -> Annotation:
    """Raises ValueError for a place that cannot exist."""
    return Annotation(
        annotation_id=plain_id(doc.id),
        assignment_id=assignment_id,
        artifact_id=doc.target.source,
        artifact_digest=doc.target.digest,
        selector=selector_from(doc.target.selector),
        criterion_id=_said(doc, "tagging", "source") or None,
        mark_type=MarkType(doc.mark_type) if doc.mark_type in set(MarkType) else MarkType.NOTE,
        text=_said(doc, "commenting", "value"),
        engine=doc.engine,
        uncertainty_us=doc.uncertainty_us,
        revision=doc.revision,
        created_at=doc.created,
        updated_at=doc.modified,
    )


def selector_from(doc: SelectorDoc | None) -> Selector:
    """Raises ValueError for a place that cannot exist."""
    match doc:
        case FragmentSelector():
            return _fragment(doc)
        case TextQuoteSelector():
            return _quotation(doc)
        case PageSelectorDoc(page=page, refinedBy=FragmentSelector() as region):
            return PageSelector(page, rectangle=_region(region.value))
        case PageSelectorDoc(page=page, refinedBy=TextQuoteSelector() as quoted):
            return PageSelector(page, quote=_quotation(quoted))
        case PageSelectorDoc(page=page):
            return PageSelector(page)
        case _:
            return WholeSelector()


def plain_id(identifier: str) -> str:
    """Return the id below `urn:uuid:`."""
    return identifier.removeprefix(_URN)


def _fragment(doc: FragmentSelector) -> TimeSelector | RectangleSelector:
    name, _, value = doc.value.partition("=")
    if name != "t":
        return _region(doc.value)
    start, _, end = value.removeprefix("npt:").partition(",")
    return TimeSelector(microseconds(start) if start else 0, microseconds(end), is_point=bool(doc.point))


def _region(fragment: str) -> RectangleSelector:
    name, _, value = fragment.partition("=")
    unit, _, numbers = value.partition(":")
    sides = [float(number) for number in numbers.split(",")]
    if (name, unit, len(sides)) != ("xywh", _REGION, _SIDES):
        raise ValueError(f"not a region in percent: {fragment}")
    return RectangleSelector(*sides)


def _quotation(doc: TextQuoteSelector) -> TextSelector:
    return TextSelector(doc.exact, doc.prefix, doc.suffix, doc.position or 0)


def _said(doc: WebAnnotation, purpose: str, member: str) -> str:
    """Return what the body with that purpose says, "" where there is none."""
    return next((str(body.get(member, "")) for body in doc.body if body.get("purpose") == purpose), "")
