"""Which rows of the inbox changed on disk and are still shown as they were."""

from dataclasses import dataclass

from assessor_app.domain.changes import Changes, Kind
from assessor_app.services.ports import Reads
from assessor_app.services.views import InboxRow

ROW_KINDS = (Kind.ASSIGNMENT, Kind.SUBMISSION, Kind.ARTIFACT, Kind.ASSESSMENT)


@dataclass(frozen=True, slots=True)
class Stale:
    """Ids of assignments, and of submissions of which nobody said whose they are."""

    assignments: frozenset[str] = frozenset()
    submissions: frozenset[str] = frozenset()

    def __or__(self, other: "Stale") -> "Stale":
        return Stale(self.assignments | other.assignments, self.submissions | other.submissions)

    def __len__(self) -> int:
        return len(self.assignments) + len(self.submissions)

    def read(self, reads: Reads) -> tuple[InboxRow, ...]:
        """Return the rows as they are now; on a lane."""
        return reads.inbox_rows(sorted(self.assignments), sorted(self.submissions))


def touched_in(changes: Changes) -> Stale | None:
    """Return the rows touched; None when a change does not say whose it is."""
    assignments, submissions = set(), set()
    for each in changes.touched:
        if each.kind not in ROW_KINDS:
            continue
        owner_id = each.entity_id if each.kind is Kind.ASSIGNMENT else each.owner_id
        if owner_id is not None:
            assignments.add(owner_id)
        elif each.kind is Kind.SUBMISSION:
            submissions.add(each.entity_id)
        else:
            return None
    return Stale(frozenset(assignments), frozenset(submissions))
