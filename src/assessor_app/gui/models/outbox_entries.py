"""What the outbox page lists: waiting, held and received writes, small changes of one assignment as one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.domain.conflict import ConflictKind
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.gui.wording import tr
from assessor_app.services.views import OutboxRow, ReceiptRow


class Standing(StrEnum):
    """In the order they matter to the assessor."""

    NEEDS_YOU = "needs-you"
    WAITING = "waiting"
    HELD = "held"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `items` are still in the outbox, `receipts` are proof of what a server stored.

    `verb` is None for a line that gathers small changes.
    """

    key: str
    standing: Standing
    verb: OutboxVerb | None
    assignment_id: str
    code: str
    server_name: str
    at: datetime
    items: tuple[OutboxRow, ...] = ()
    receipts: tuple[ReceiptRow, ...] = ()

    @property
    def count(self) -> int:
        return max(len(self.items), len(self.receipts))

    @property
    def tries(self) -> int:
        return max((item.tries for item in self.items), default=0)

    @property
    def next_try_at(self) -> datetime | None:
        waits = [item.not_before_at for item in self.items if item.state is OutboxState.PENDING and item.not_before_at]
        return min(waits) if waits and self.standing is Standing.WAITING else None

    @property
    def conflict(self) -> ConflictKind | None:
        """What happened elsewhere and stands against it."""
        return next((item.conflict for item in self.items if item.conflict is not None), None)

    @property
    def is_comparable(self) -> bool:
        return any(item.is_comparable for item in self.items)

    @property
    def is_sending(self) -> bool:
        return any(item.state is OutboxState.SENDING for item in self.items)

    @property
    def words(self) -> str:
        """Why it is where it is: our reason first, then what the server said."""
        said = [item.cause for item in self.items]
        answers = [item.server_words for item in self.items] + [receipt.reason for receipt in self.receipts]
        said += [tr("The server says: {words}").format(words=words) for words in answers if words]
        return "\n".join(dict.fromkeys(text for text in said if text))


def entries(rows: Iterable[OutboxRow], receipts: Iterable[ReceiptRow]) -> tuple[Entry, ...]:
    """Return every line, what needs the assessor first, then newest first.

    Reports of what was opened and changed go by themselves: nobody waits for them. One that was refused is shown.
    """
    proof = {receipt.op_id: receipt for receipt in receipts if receipt.verb is not OutboxVerb.POST_EVENTS}
    lines: list[Entry] = []
    small: dict[str, list[OutboxRow]] = {}
    for row in rows:
        if row.verb is OutboxVerb.POST_EVENTS and row.state is not OutboxState.PARKED:
            continue
        receipt = proof.pop(row.op_id, None)
        if row.state in (OutboxState.PENDING, OutboxState.SENDING) and not row.verb.is_final:
            small.setdefault(row.assignment_id, []).append(row)
        else:
            lines.append(_line(row, receipt))
    lines += [_gathered(group) for group in small.values()]
    lines += _received(proof.values())
    newest_first = sorted(lines, key=lambda line: line.at, reverse=True)
    return tuple(sorted(newest_first, key=lambda line: list(Standing).index(line.standing)))


def what(entry: Entry) -> str:
    """Return what was sent, in words."""
    if entry.verb is None:
        if entry.count == 1:
            return tr("1 change to moments and draft")
        return tr("{count} changes to moments and draft").format(count=entry.count)
    return {
        OutboxVerb.PUT_FINAL: tr("Assessment"),
        OutboxVerb.RETURN: tr("Assignment handed back"),
        OutboxVerb.PUT_DRAFT: tr("Draft of the assessment"),
        OutboxVerb.PUT_ANNOTATION: tr("Moment"),
        OutboxVerb.DELETE_ANNOTATION: tr("Moment taken away"),
        OutboxVerb.POST_EVENTS: tr("Report of what was opened and changed"),
    }[entry.verb]


def standing_words(entry: Entry) -> str:
    if entry.is_sending:
        return tr("Sending")
    return {
        Standing.NEEDS_YOU: tr("Needs you"),
        Standing.WAITING: tr("Waiting to send"),
        Standing.HELD: tr("Held for review"),
        Standing.RECEIVED: tr("Received"),
    }[entry.standing]


def _line(row: OutboxRow, receipt: ReceiptRow | None) -> Entry:
    standing = {OutboxState.PARKED: Standing.NEEDS_YOU, OutboxState.HELD: Standing.HELD}.get(
        row.state, Standing.WAITING
    )
    return Entry(
        row.op_id,
        standing,
        row.verb,
        row.assignment_id,
        row.code,
        row.server_name,
        row.created_at,
        (row,),
        (receipt,) if receipt else (),
    )


def _gathered(group: list[OutboxRow]) -> Entry:
    newest = max(group, key=lambda row: row.created_at)
    return Entry(
        f"small {newest.assignment_id}",
        Standing.WAITING,
        None,
        newest.assignment_id,
        newest.code,
        newest.server_name,
        newest.created_at,
        tuple(group),
    )


def _received(receipts: Iterable[ReceiptRow]) -> list[Entry]:
    lines: list[Entry] = []
    small: dict[str, list[ReceiptRow]] = {}
    for receipt in receipts:
        if receipt.verb is None or receipt.verb.is_final:
            lines.append(_proof(receipt.op_id, (receipt,), receipt.verb or OutboxVerb.PUT_FINAL))
        else:
            small.setdefault(receipt.assignment_id, []).append(receipt)
    return lines + [_proof(f"stored {owner}", tuple(group), None) for owner, group in small.items()]


def _proof(key: str, receipts: tuple[ReceiptRow, ...], verb: OutboxVerb | None) -> Entry:
    newest = max(receipts, key=lambda receipt: receipt.received_at)
    return Entry(
        key,
        Standing.RECEIVED,
        verb,
        newest.assignment_id,
        newest.code,
        newest.server_name,
        newest.received_at,
        receipts=receipts,
    )
