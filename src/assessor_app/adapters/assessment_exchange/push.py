"""One write to the server, and what its answer is: a verified receipt, a believable no, or not yet."""

import json
from typing import Any
from urllib.parse import unquote

from assessor_app.adapters.assessment_exchange.keys import public_jwk
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.replies import (
    BUSY,
    FIRST_SERVER_ERROR,
    JSON,
    SIGN_IN,
    TOO_MANY,
    TROUBLE,
    UNAUTHORIZED,
    UNAVAILABLE,
    UNREADABLE,
    problem_of,
    problem_words,
    retry_after_s,
)
from assessor_app.adapters.http import Reply
from assessor_app.domain.outbox import OutboxItem, OutboxVerb, Receipt
from assessor_app.services.exchange_ports import Delivered, NotYet, PushReply, Refused, ServerUnreachable
from assessor_app.wire.discovery import ServerKey
from assessor_app.wire.headers import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH, SERVER_EPOCH, revision_etag
from assessor_app.wire.problem import Problem, ProblemName
from assessor_app.wire.receipt import HELD, ReceiptDoc
from assessor_app.wire.signing import BadSignature, verify_detached

UNPROVEN = "{host} answered without a valid receipt. Nothing is lost: it is sent again until a receipt is in hand."
RESTORED = "{host} was set back to an earlier state. Sync first: then what it lost is sent again."


_METHODS = {OutboxVerb.DELETE_ANNOTATION: "DELETE", OutboxVerb.POST_EVENTS: "POST"}


def push(link: Link, item: OutboxItem) -> PushReply:
    """Send the frozen bytes once. Never raises for what a server or network can do."""
    try:
        reply = link.http.send(_method(item), link.url(item.path), _body(item), _headers(item))
    except ServerUnreachable as error:
        return NotYet(str(error), is_server_wide=True, reach=error.reach)
    if reply.is_ok:
        return _receipt_in(link, item, reply)
    return _refusal_in(link, item, reply)


def receipt_from(link: Link, item: OutboxItem, text: str) -> Receipt:
    """Return the receipt if it proves what `item` sent. Raises ValueError when anything about it does not fit."""
    document = json.loads(text)
    doc = ReceiptDoc.model_validate(document)
    key = _signing_key(link, doc)
    _check_signature(document, doc, key)
    is_ours = doc.op_id == item.op_id and doc.body_sha256 == item.body_sha256 and doc.server_id == link.server_id
    if not is_ours or _plain(doc.resource) != _plain(item.path):
        raise ValueError("a receipt for something else")
    return Receipt(
        op_id=doc.op_id,
        server_id=doc.server_id,
        assignment_id=item.assignment_id,
        resource=doc.resource,
        kid=doc.kid,
        public_jwk=json.dumps(public_jwk(key), sort_keys=True),
        body_sha256=doc.body_sha256,
        revision=doc.revision,
        received_at=doc.received_at,
        server_epoch=doc.server_epoch,
        disposition=doc.disposition,
        reason=doc.reason or "",
        document=text,
    )


def _method(item: OutboxItem) -> str:
    return _METHODS.get(item.verb, "PUT")


def _body(item: OutboxItem) -> bytes | None:
    return item.body or None


def _headers(item: OutboxItem) -> dict[str, str]:
    if item.verb is OutboxVerb.POST_EVENTS:  # they are only ever added: no revision they could build on
        return {IDEMPOTENCY_KEY: item.op_id, "Content-Type": JSON}
    base = item.base_revision
    condition = {IF_NONE_MATCH: "*"} if base is None else {IF_MATCH: revision_etag(base)}
    return {IDEMPOTENCY_KEY: item.op_id, "Content-Type": JSON, **condition}


def _receipt_in(link: Link, item: OutboxItem, reply: Reply) -> PushReply:
    """Success is a signed receipt for these bytes, from the server as we know it. Anything else is not yet.

    The epoch that must be known is the one the reply was sent in: a reply stored before a restore names an older
    one, and is as good, because the write it stands for is there.
    """
    if _is_other_epoch(link, reply):
        return NotYet(RESTORED.format(host=link.host), is_server_wide=True)
    if reply.media_type != JSON or SERVER_EPOCH.lower() not in reply.headers:
        return NotYet(UNPROVEN.format(host=link.host))
    try:
        return Delivered(receipt_from(link, item, reply.body.decode()))
    except (ValueError, BadSignature):
        return NotYet(UNPROVEN.format(host=link.host))


def _signing_key(link: Link, doc: ReceiptDoc) -> ServerKey:
    for key in link.keys:
        is_in_use = key.retired_at is None or doc.received_at <= key.retired_at
        if key.kid == doc.kid and is_in_use:
            return key
    raise ValueError("signed by a key that is not pinned")


def _check_signature(document: dict[str, Any], doc: ReceiptDoc, key: ServerKey) -> None:
    """Members this version does not know are covered by the signature too."""
    signed = {name: value for name, value in document.items() if name != "signature"}
    verify_detached(signed, doc.signature or "", [public_jwk(key)])


def _plain(path: str) -> str:
    return unquote(path).strip("/")


def _is_other_epoch(link: Link, reply: Reply) -> bool:
    return reply.headers.get(SERVER_EPOCH.lower(), link.server_epoch) != link.server_epoch


def _refusal_in(link: Link, item: OutboxItem, reply: Reply) -> PushReply:
    wait = retry_after_s(reply)
    if reply.status == UNAUTHORIZED:
        return NotYet(SIGN_IN, needs_sign_in=True, is_server_wide=True)
    if reply.status in (TOO_MANY, UNAVAILABLE):
        return NotYet(BUSY.format(host=link.host), wait, is_server_wide=True)
    if reply.status >= FIRST_SERVER_ERROR:
        return NotYet(TROUBLE.format(host=link.host), wait)
    if _is_other_epoch(link, reply):
        return NotYet(RESTORED.format(host=link.host), is_server_wide=True)
    problem = problem_of(reply)
    if problem is None or SERVER_EPOCH.lower() not in reply.headers:
        return NotYet(UNREADABLE.format(host=link.host), wait)
    if problem.name == ProblemName.IN_PROGRESS:
        return NotYet(problem_words(problem), wait)
    return _refused(item, problem)


def _refused(item: OutboxItem, problem: Problem) -> Refused:
    current = problem.current or {}
    revision = current.get("revision")
    return Refused(
        problem=problem.name,
        words=problem_words(problem),
        has_our_op=current.get("op_id") == item.op_id,
        current_revision=revision if isinstance(revision, int) else None,
        has_our_bytes=_is_the_same(item, current),
        is_held=current.get("disposition") == HELD,
    )


def _is_the_same(item: OutboxItem, current: dict[str, Any]) -> bool:
    """Whether the version that is there says just what this write would: ours are canonical, so their digests agree."""
    if item.verb is OutboxVerb.DELETE_ANNOTATION:
        return current.get("is_retracted") is True
    return bool(item.body) and item.body_sha256 in (current.get("body_sha256"), current.get("sha256"))
