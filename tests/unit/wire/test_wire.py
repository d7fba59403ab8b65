"""Wire models: exact times, signatures, unknown members, problem names."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey
from pydantic import TypeAdapter, ValidationError

from assessor_app.adapters.assessment_exchange.replies import retry_after_s
from assessor_app.adapters.http import Reply
from assessor_app.wire.annotation import FragmentSelector, WebAnnotation, microseconds, seconds_text
from assessor_app.wire.authorization import DeviceReply
from assessor_app.wire.base import EARLIEST, LATEST, UtcTime
from assessor_app.wire.canonical import canonical_bytes, digest
from assessor_app.wire.changes import ChangeEntry
from assessor_app.wire.headers import etag_revision, revision_etag
from assessor_app.wire.problem import TYPE_BASE, Problem, ProblemName
from assessor_app.wire.receipt import ReceiptDoc
from assessor_app.wire.signing import (
    BadSignature,
    sign_compact,
    sign_detached,
    thumbprint,
    verify_compact,
    verify_detached,
)
from assessor_app.wire.submission import PartDoc

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


def key(kid: str = "k1") -> tuple[OKPKey, dict[str, str]]:
    private = OKPKey.generate_key("Ed25519")
    return private, {**{k: str(v) for k, v in private.as_dict(private=False).items()}, "kid": kid}


@given(st.integers(min_value=0, max_value=10**14))
def test_media_times_travel_without_loss(at_us: int) -> None:
    assert microseconds(seconds_text(at_us)) == at_us


@pytest.mark.parametrize("text", ["", "soon", "1,5", "0.0000001", "inf", "nan", "1e999999999", "-1e99999", "9" * 40])
def test_what_is_not_a_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        microseconds(text)


def test_a_signature_holds_for_exactly_one_document_and_key() -> None:
    private, public = key()
    signature = sign_detached({"b": "é", "a": 1}, private, "k1")
    assert verify_detached({"a": 1, "b": "é"}, signature, [public]) == "k1"
    _, other = key()
    for document, keys in (({"a": 2, "b": "é"}, [public]), ({"a": 1, "b": "é"}, [other]), ({"a": 1, "b": "é"}, [])):
        with pytest.raises(BadSignature):
            verify_detached(document, signature, keys)
    for bad in ("", "a.b.c", "..", signature[:-4], "no"):
        with pytest.raises(BadSignature):
            verify_detached({"a": 1, "b": "é"}, bad, [public])


def test_an_unsigned_token_is_never_taken() -> None:
    private, public = key()
    token = sign_compact({"n": 1}, private, "k1")
    assert verify_compact(token, [public]) == ({"n": 1}, "k1")
    none_header = "eyJhbGciOiJub25lIiwia2lkIjoiazEifQ"
    with pytest.raises(BadSignature):
        verify_compact(f"{none_header}.{token.split('.')[1]}.", [public])


def test_the_thumbprint_is_that_of_rfc_8037() -> None:
    """RFC 8037 appendix A.3 gives this key and its thumbprint."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert thumbprint(jwk) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_canonical_json_is_that_of_rfc_8785() -> None:
    """RFC 8785 section 3.2.2, numbers and key order."""
    assert canonical_bytes({"b": [1e30, 4.50, 2e-3], "a": "\u20ac"}) == '{"a":"€","b":[1e+30,4.5,0.002]}'.encode()
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_unknown_members_are_ignored_or_carried() -> None:
    receipt = ReceiptDoc.model_validate_json(
        '{"op_id":"o","resource":"/x","server_id":"s","kid":"k","body_sha256":"b","revision":1,'
        '"received_at":"2026-03-01T20:00:00Z","server_epoch":"e","disposition":"accepted","later":true}'
    )
    assert "later" not in receipt.document()
    target = {"source": "urn:a", "digest": "d", "selector": {"type": "FragmentSelector", "value": "t=1,2"}}
    mark = WebAnnotation.model_validate({"id": "m", "created": NOW, "modified": NOW, "target": target, "rights": "cc"})
    assert mark.document()["rights"] == "cc"
    assert isinstance(mark.target.selector, FragmentSelector)


def test_a_selector_of_an_unknown_kind_is_refused() -> None:
    target = {"source": "urn:a", "digest": "d", "selector": {"type": "SvgSelector", "value": "<svg/>"}}
    with pytest.raises(ValidationError):
        WebAnnotation.model_validate({"id": "m", "created": NOW, "modified": NOW, "target": target})


def test_etags_name_revisions() -> None:
    assert etag_revision(revision_etag(12)) == 12
    assert etag_revision('"abc"') is None


def test_a_problem_is_known_by_its_name() -> None:
    problem = Problem(type=TYPE_BASE + ProblemName.STALE_REVISION, title="t", status=412)
    assert problem.name == ProblemName.STALE_REVISION


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9999-12-31T23:59:59-12:00", LATEST),
        ("9999-12-31T23:59:59", LATEST),
        ("0001-01-01T00:00:00+14:00", EARLIEST),
        ("2026-03-01T20:00:00", NOW),
    ],
)
def test_a_time_nobody_can_reckon_with_becomes_one(written: str, read: datetime) -> None:
    """ "Never" as many databases write it must not stop a sync or the window, nor a time without a zone."""
    assert TypeAdapter(UtcTime).validate_json(f'"{written}"') == read


@pytest.mark.parametrize(
    "wish", ["\u00b2", "-5", "nan", "Fri, 31 Dec 99999999999999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 +9999999999"]
)
def test_a_senseless_wish_to_wait_is_none(wish: str) -> None:
    assert retry_after_s(Reply(429, {"retry-after": wish}, b"")) is None


@pytest.mark.parametrize("number", [-1, 2**53, 10**400])
def test_no_number_is_larger_than_everybody_can_hold(number: int) -> None:
    part = {"id": "p", "n": 1, "part": "artifact", "name": "a", "media_type": "video/mp4", "sha256": "", "size": number}
    for model, document in (
        (PartDoc, part),
        (ChangeEntry, {"seq": 1, "kind": "rubric", "id": "r", "revision": number, "op": "upsert"}),
        (DeviceReply, {"device_code": "d", "user_code": "u", "verification_uri": "https://x", "expires_in": number}),
    ):
        with pytest.raises(ValidationError):
            model.model_validate(document)
    assert etag_revision(f'"r{number}"') is None


def test_an_etag_in_other_digits_is_none_of_ours() -> None:
    assert etag_revision('"r\u00b2"') is None
