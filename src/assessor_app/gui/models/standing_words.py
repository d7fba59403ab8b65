"""What became of an assignment that left the desk: handed back, submitted, held, decided; sentence and tone."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.gui.models.hand_back_words import short_kind
from assessor_app.services.views import OutboxRow, ReceiptRow, WorkbenchView

Said = tuple[str, str]
"""A sentence and its tone: plain, good, warn or bad."""
_REASON_LENGTH = 160


def returned_words(view: WorkbenchView) -> Said:
    """Why the server gave a final assessment back, and what to do."""
    words = _tr("{server} returned this assessment to you. Change what is asked for and submit it again.")
    reason = view.assignment.returned.reason.strip() if view.assignment.returned is not None else ""
    said = _tr("They say: {reason}").format(reason=reason) if reason else ""
    return f"{words.format(server=view.server_name)} {said}".strip(), "warn"


def handed_back_words(view: WorkbenchView, receipts: Iterable[ReceiptRow], outbox: Iterable[OutboxRow]) -> Said:
    """That it was handed back, why, and whether the server knows."""
    if view.hand_back is None:
        return "", "plain"
    reason = " ".join(view.hand_back.reason.split())
    if len(reason) > _REASON_LENGTH:
        reason = f"{reason[:_REASON_LENGTH].rstrip()}…"
    words = _tr("Handed back: {kind} (“{reason}”).").format(kind=short_kind(view.hand_back.kind), reason=reason)
    receipt = _latest(receipts, lambda row: row.verb is OutboxVerb.RETURN and _concerns(view, row))
    if receipt is not None:
        received = _tr("Received by {server} · receipt {code}.")
        return f"{words} {received.format(server=view.server_name, code=receipt.short_code)}", "good"
    refused = [row for row in outbox if row.verb is OutboxVerb.RETURN and _concerns(view, row)]
    if any(row.state is OutboxState.PARKED for row in refused):
        told = _tr("{server} did not take it: the outbox shows why. The evidence stays locked.")
        return f"{words} {told.format(server=view.server_name)}", "bad"
    return f"{words} {_tr('Waiting to be sent. The evidence is locked already.')}", "plain"


def submitted_words(view: WorkbenchView, receipts: Iterable[ReceiptRow], outbox: Iterable[OutboxRow]) -> Said:
    """Where the submitted assessment is."""
    state, server = view.assessment.state, view.server_name
    if state in (AssessmentState.ACCEPTED, AssessmentState.HELD):
        receipt = _latest(receipts, lambda row: _concerns(view, row) and view.assessment.assessment_id in row.resource)
        code = _tr(" · receipt {code}").format(code=receipt.short_code) if receipt else ""
        if state is AssessmentState.ACCEPTED:
            return _tr("Received by {server}").format(server=server) + code, "good"
        held = _tr("Held for review by {server}").format(server=server) + code
        why = receipt.reason.rstrip(".") if receipt and receipt.reason else ""
        kept = _tr("Nothing is lost: a person there decides whether it counts.")
        return ". ".join(part for part in (held, why, kept) if part), "warn"
    if state is AssessmentState.PARKED:
        said = next((r.server_words for r in outbox if _concerns(view, r) and r.verb.is_final and r.server_words), "")
        words = _tr(
            "{server} did not take this assessment. Nothing is lost: the outbox shows why. "
            "There you can also send it again."
        )
        return f"{words.format(server=server)} {said}".strip(), "bad"
    return _tr("Submitted. Waiting to send · it will go out as soon as the server can be reached."), "plain"


def _latest(receipts: Iterable[ReceiptRow], is_wanted: Callable[[ReceiptRow], bool]) -> ReceiptRow | None:
    return max(filter(is_wanted, receipts), key=lambda row: (row.revision, row.received_at), default=None)


def _concerns(view: WorkbenchView, row: ReceiptRow | OutboxRow) -> bool:
    return row.assignment_id == view.assignment.assignment_id


def _tr(words: str) -> str:
    return QCoreApplication.translate("Banner", words)
