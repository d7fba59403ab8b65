"""Times in a text and the moments they name: `12:31` leads to the moment cited there."""

import re
from collections.abc import Iterable, Mapping

from assessor_app.domain.annotation import Annotation, TimeSelector

_US_PER_S = 1_000_000
_US_PER_MS = 1_000
_TYPED = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?")


class MomentTimes:
    """Finds a moment by a typed time: to the second, or to the millisecond where one was typed.

    Where two moments share a second, the earlier one is meant; `words_of` then names the other one by its id.
    """

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._by_second: dict[int, str] = {}
        self._by_ms: dict[int, str] = {}
        timed = [(a.selector.start_us, a.annotation_id) for a in annotations if isinstance(a.selector, TimeSelector)]
        for start_us, annotation_id in sorted(timed):
            self._by_second.setdefault(start_us // _US_PER_S, annotation_id)
            self._by_ms.setdefault(start_us // _US_PER_MS, annotation_id)

    def id_at(self, typed: str) -> str | None:
        """The annotation id of the moment a typed time names, None for any other text."""
        found = _TYPED.fullmatch(typed)
        if found is None:
            return None
        hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
        at_s = (hours * 60 + minutes) * 60 + seconds
        if found[4] is None:
            return self._by_second.get(at_s)
        return self._by_ms.get(at_s * 1_000 + int(found[4].ljust(3, "0")))

    def words_of(self, annotation: Annotation, place: str) -> str:
        """What to put into a text for a moment: its plain time where that says enough, else `place` as a link."""
        if isinstance(annotation.selector, TimeSelector):
            plain = clock_words(annotation.selector.start_us)
            if self.id_at(plain) == annotation.annotation_id:
                return plain
        return f"[{place.replace('[', '(').replace(']', ')')}](moment:{annotation.annotation_id})"


def clock_words(at_us: int) -> str:
    """Return `12:31`, or `1:02:03` from an hour on; cut to the second, so that it never names the next frame."""
    minutes, seconds = divmod(at_us // _US_PER_S, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def live(cited: Iterable[str], annotations: Mapping[str, Annotation]) -> tuple[Annotation, ...]:
    """The cited annotations that still stand, by artifact and time."""
    found = (annotations.get(annotation_id) for annotation_id in cited)
    return tuple(sorted((a for a in found if a is not None and a.is_evidence), key=_in_order))


def _in_order(annotation: Annotation) -> tuple[str, int, str]:
    selector = annotation.selector
    return (
        annotation.artifact_id,
        selector.start_us if isinstance(selector, TimeSelector) else 0,
        annotation.annotation_id,
    )
