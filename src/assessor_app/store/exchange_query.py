"""The outbox and receipts pages as queries, and the counts in the status line."""

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, literal_column, select, text

from assessor_app.domain.outbox import OutboxState, OutboxVerb, spoken_code
from assessor_app.domain.outcome import Outcome
from assessor_app.services.parking import BEHIND, SIGNED_OUT
from assessor_app.services.views import OutboxRow, ReceiptRow, WaitingCounts
from assessor_app.store.codec import load
from assessor_app.store.tables import ASSIGNMENT, SERVER
from assessor_app.store.tables_integrity import OUTCOME
from assessor_app.store.tables_safety import CONFLICT
from assessor_app.store.tables_work import OPEN_STATES, OUTBOX, RECEIPT, UNSETTLED_STATES

# The same rule as the outbox's own line: a waiting final steps over what was parked before it, but for a conflict.
_IS_BEHIND: ColumnElement[int] = literal_column(f"""(outbox.verb <> 'post-events' AND EXISTS (
  SELECT 1 FROM outbox AS p
  WHERE p.{UNSETTLED_STATES} AND p.state = 'parked'
    AND p.server_id = outbox.server_id AND p.assignment_id = outbox.assignment_id
    AND p.verb <> 'post-events' AND p.seq < outbox.seq
    AND (p.verb IN ('put-final', 'return')
      OR p.op_id IN (SELECT op_id FROM conflict WHERE kind = 'other-laptop' AND settled_at IS NULL)
      OR NOT EXISTS (SELECT 1 FROM outbox AS f
        WHERE f.server_id = outbox.server_id AND f.assignment_id = outbox.assignment_id AND f.{OPEN_STATES}
          AND f.state = 'pending' AND f.verb IN ('put-final', 'return')))))""")
_OUTBOX = (
    select(
        OUTBOX.c.op_id,
        SERVER.c.name.label("server_name"),
        OUTBOX.c.assignment_id,
        ASSIGNMENT.c.code,
        OUTBOX.c.verb,
        OUTBOX.c.state,
        OUTBOX.c.created_at,
        OUTBOX.c.tries,
        OUTBOX.c.not_before_at,
        OUTBOX.c.cause,
        OUTBOX.c.server_words,
        CONFLICT.c.kind.label("conflict"),
        CONFLICT.c.theirs.is_not(None).label("is_comparable"),
        SERVER.c.needs_sign_in,
        _IS_BEHIND.label("is_behind"),
    )
    .join_from(OUTBOX, SERVER, SERVER.c.server_id == OUTBOX.c.server_id)
    .join(ASSIGNMENT, ASSIGNMENT.c.assignment_id == OUTBOX.c.assignment_id)
    .outerjoin(CONFLICT, and_(CONFLICT.c.op_id == OUTBOX.c.op_id, CONFLICT.c.settled_at.is_(None)))
    .where(text("outbox." + UNSETTLED_STATES))
    .order_by(OUTBOX.c.seq)
)
_RECEIPTS = (
    select(
        RECEIPT.c.op_id,
        SERVER.c.name.label("server_name"),
        RECEIPT.c.assignment_id,
        ASSIGNMENT.c.code,
        RECEIPT.c.resource,
        RECEIPT.c.disposition,
        RECEIPT.c.reason,
        RECEIPT.c.revision,
        RECEIPT.c.received_at,
        RECEIPT.c.body_sha256,
        RECEIPT.c.kid,
        OUTBOX.c.verb,
        OUTCOME.c.body.label("outcome"),
    )
    .join_from(RECEIPT, SERVER, SERVER.c.server_id == RECEIPT.c.server_id)
    .join(ASSIGNMENT, ASSIGNMENT.c.assignment_id == RECEIPT.c.assignment_id)
    .outerjoin(OUTBOX, OUTBOX.c.op_id == RECEIPT.c.op_id)
    .outerjoin(OUTCOME, and_(OUTCOME.c.assignment_id == RECEIPT.c.assignment_id, OUTBOX.c.verb == OutboxVerb.PUT_FINAL))
    .order_by(RECEIPT.c.received_at.desc(), RECEIPT.c.op_id.desc())
)
_WAITING = text(f"""
SELECT state, verb, count(*) FROM outbox
WHERE {UNSETTLED_STATES} AND (verb <> 'post-events' OR state = 'parked') GROUP BY state, verb
""")


def outbox_rows(connection: Connection) -> tuple[OutboxRow, ...]:
    """Everything not yet settled, oldest first: waiting, being sent, parked, held for review."""
    return tuple(_row(row._mapping) for row in connection.execute(_OUTBOX))


def receipt_rows(connection: Connection) -> tuple[ReceiptRow, ...]:
    """Newest first."""
    return tuple(_receipt(row._mapping) for row in connection.execute(_RECEIPTS))


def waiting_counts(connection: Connection) -> WaitingCounts:
    """Of work and decisions: reports of what was opened and changed count only where they were refused."""
    finals = drafts = parked = held = 0
    for state, verb, count in connection.execute(_WAITING):
        if state == OutboxState.PARKED:
            parked += count
        elif state == OutboxState.HELD:
            held += count
        elif OutboxVerb(verb).is_final:
            finals += count
        else:
            drafts += count
    return WaitingCounts(finals, drafts, parked, held)


def _row(row: RowMapping) -> OutboxRow:
    known = dict(row)
    is_behind, needs_sign_in = bool(known.pop("is_behind")), bool(known.pop("needs_sign_in"))
    if row["state"] is OutboxState.PENDING and (is_behind or needs_sign_in):
        known |= {"cause": BEHIND if is_behind else SIGNED_OUT, "waits_for_you": True}
    return OutboxRow(**known | {"is_comparable": bool(row["is_comparable"])})


def _receipt(row: RowMapping) -> ReceiptRow:
    known = dict(row)
    body = known.pop("outcome")
    outcome = None if body is None else load(Outcome, body)
    return ReceiptRow(short_code=spoken_code(known["op_id"]), **known, outcome=outcome)
