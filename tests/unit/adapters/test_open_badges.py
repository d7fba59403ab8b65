"""The assessor's certification: believed only when a pinned key signed it, for this person, with nothing dangling."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openbadgeslib.ob3 import OB3Signer

from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.adapters.open_badges.tokens import LARGEST
from assessor_app.domain.credential import NEVER_CHECKED
from assessor_app.domain.trust import key_digest
from assessor_app.services.badges import NotACredential
from tests.fakes.badges import (
    CERTIFICATION,
    ISSUER,
    RECIPIENT,
    SERVER_ID,
    STATUS_LIST,
    Badge,
    ed25519_key,
    encoded,
    expected,
    public,
    rsa_key,
    sign,
    trusted,
    unsigned,
)

BADGES = OpenBadges()
DAY = timedelta(days=1)


def said(document: str, *, against: Any = None) -> str:
    with pytest.raises(NotACredential) as caught:
        BADGES.read(document, against or expected())
    return str(caught.value)


def changed(change: Callable[[dict[str, Any]], object], badge: Badge | None = None) -> str:
    """A badge whose issuer signed the change."""
    claims = (badge or Badge()).claims()
    change(claims)
    return sign(claims, rsa_key())


def test_a_good_badge_is_read_whole() -> None:
    badge = Badge()
    token = badge.signed()
    read = BADGES.read(token, expected())
    assert (read.credential_id, read.server_id, read.recipient_id) == (badge.badge_id, SERVER_ID, RECIPIENT)
    assert (read.issuer_id, read.issuer_name) == (ISSUER, "Riverside Micro-credentials")
    assert (read.achievement_id, read.name) == (CERTIFICATION, "Certified assessor: Wait time")
    assert (read.valid_from, read.valid_until) == (badge.begins, badge.ends)
    assert (read.document, read.is_revoked, read.status_checked_at) == (token, False, None)
    assert read.signed_with == key_digest(public(rsa_key()))


def test_eddsa_is_read_too_and_the_pinned_key_is_found_among_several() -> None:
    keys = public(rsa_key("other"), "old"), public(rsa_key()), public(ed25519_key(), "ed")
    read = BADGES.read(Badge().signed(ed25519_key()), expected(trusted(*keys)))
    assert read.signed_with == key_digest(public(ed25519_key()))


def test_what_the_library_signs_is_read() -> None:
    pem = rsa_key().as_pem(private=True)
    token = OB3Signer(pem, algorithm="RS256").sign_payload(Badge().claims())
    assert BADGES.read(token, expected()).signed_with == key_digest(public(rsa_key()))


@pytest.mark.parametrize("days", [-20, 500])
def test_time_is_no_matter_of_the_signature(days: int) -> None:
    """Over, or not begun: it is kept with its dates, and the standing says so by trusted time."""
    begins = datetime.now(UTC).replace(microsecond=0) + days * DAY
    read = BADGES.read(Badge(begins=begins, ends=begins + DAY).signed(), expected())
    assert read.valid_until == begins + DAY


def test_one_that_names_a_list_was_never_checked() -> None:
    status = {"id": STATUS_LIST, "type": "1EdTechRevocationList"}
    token = Badge(status=status).signed()
    assert BADGES.read(token, expected()).status_checked_at == NEVER_CHECKED
    assert BADGES.status_address(token) == STATUS_LIST
    assert BADGES.status_address(Badge().signed()) == ""


# ---- signatures


def test_an_expired_badge_that_was_changed_is_refused_for_its_signature() -> None:
    head, _, signature = Badge(ends=datetime.now(UTC) - DAY).signed().split(".")
    forged = Badge(ends=datetime.now(UTC) - DAY, recipient="urn:uuid:else").claims()
    assert "its signature is wrong" in said(f"{head}.{encoded(json.dumps(forged).encode())}.{signature}")


def test_a_key_in_the_header_proves_nothing() -> None:
    mine = rsa_key("forger")
    token = sign(Badge().claims(), mine, {"jwk": mine.as_dict(private=False)})
    assert "Riverside Micro-credentials did not sign it" in said(token)


def test_a_key_id_of_the_issuer_with_another_key_proves_nothing() -> None:
    assert "its signature is wrong" in said(sign(Badge().claims(), ed25519_key("forger"), {"kid": "key-1"}))


def test_an_issuer_nobody_trusts() -> None:
    badge = Badge(issuer="https://elsewhere.example/issuer")
    assert "not issued by anybody Riverside trusts" in said(badge.signed())


def test_a_trusted_issuer_with_the_key_of_another_trusted_one() -> None:
    other = "https://lakeside.example/issuer"
    both = expected(trusted(), trusted(public(rsa_key("lakeside")), issuer=other))
    assert "its signature is wrong" in said(Badge().signed(rsa_key("lakeside")), against=both)


@pytest.mark.filterwarnings("ignore:Key size should be")
def test_a_pinned_key_that_is_too_weak_counts_for_nothing() -> None:
    weak = rsa_key("weak", 1024)
    assert "its signature is wrong" in said(Badge().signed(weak), against=expected(trusted(public(weak))))


@pytest.mark.parametrize(
    "key",
    [{}, {"kty": "RSA"}, {"kty": "RSA", "n": "!", "e": "AQAB"}, {"kty": "RSA", "n": 7, "e": None}, {"kty": "oct"}],
)
def test_a_pinned_key_that_cannot_be_read_counts_for_nothing(key: dict[str, Any]) -> None:
    assert "its signature is wrong" in said(Badge().signed(), against=expected(trusted(key)))


def test_no_signature_at_all() -> None:
    for algorithm in ("none", "None", "NONE", ""):
        assert "signed in a way that is not allowed" in said(unsigned({"alg": algorithm}, Badge().claims()))
        assert "not allowed" in said(unsigned({"alg": algorithm}, Badge().claims(), b"x"))


def test_the_public_key_used_as_a_shared_secret() -> None:
    """HS256 over the PEM of the issuer's public key: the classic confusion."""
    secret = rsa_key().as_pem(private=False)
    for named in ("HS256", "RS256"):
        start = unsigned({"alg": named}, Badge().claims()).removesuffix(".")
        made = hmac.new(secret, start.encode(), hashlib.sha256).digest()
        words = said(f"{start}.{encoded(made)}")
        assert ("not allowed" if named == "HS256" else "its signature is wrong") in words


@pytest.mark.parametrize(
    "header",
    [
        {"crit": ["exp"]},
        {"b64": False},
        {"x5u": "https://elsewhere.example/cert"},
        {"jku": "https://elsewhere.example/keys"},
        {"cty": "JWT"},
        {"typ": "vc+jwt"},
        {"alg": "RS384"},
        {"jwk": {"kty": "RSA", "d": "AQAB"}},
        {"jwk": "key"},
    ],
)
def test_headers_the_standard_does_not_allow(header: dict[str, Any]) -> None:
    claims = Badge().claims()
    if "crit" in header or "b64" in header or not isinstance(header.get("jwk", {}), dict):
        token = unsigned({"alg": "RS256"} | header, claims, b"signature")
    else:
        token = sign(claims, rsa_key(), header)
    assert "signed in a way that is not allowed" in said(token)


# ---- garbage


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "hello",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        "é.é.é",
        unsigned([], {}, b"x"),
        unsigned({"alg": "RS256"}, [], b"x"),
        unsigned({"alg": "RS256"}, b"{", b"x"),
        unsigned({"alg": "RS256"}, b'{"exp":1e400}', b"x"),
        unsigned({"alg": "RS256"}, b'{"exp":NaN}', b"x"),
        unsigned({"alg": "RS256"}, b'{"iss":"a","iss":"b"}', b"x"),
        unsigned({"alg": "RS256"}, b'{"name":"\\ud800"}', b"x"),
        unsigned({"alg": "RS256"}, b"[" * 100_000, b"x"),
        unsigned({"alg": "RS256"}, b"\xff\xfe", b"x"),
    ],
)
def test_garbage_is_called_so(text: str) -> None:
    assert "This is not a certification" in said(text) or "not allowed" in said(text)


def test_a_token_larger_than_any_badge() -> None:
    assert "far too large" in said("a" * (LARGEST + 1))


def test_another_spelling_of_a_signature_is_refused() -> None:
    """The last character of an RS256 signature has bits that count for nothing: only one of 16 spellings is taken."""
    token = Badge().signed()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for other in alphabet:
        if other != token[-1]:
            said(token[:-1] + other)


# ---- what it says


def test_somebody_elses() -> None:
    assert "given to somebody else" in said(Badge(recipient="urn:uuid:somebody-else").signed())
    assert "given to somebody else" in said(Badge().signed(), against=expected(recipient=""))


def hashed(identifier: str, *, salt: str = "Kosher") -> dict[str, Any]:
    digest = hashlib.sha256((identifier + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "identifier",
        "salt": salt,
    }


def test_a_hashed_recipient_counts_when_it_matches() -> None:
    def name(identifier: dict[str, Any]) -> Callable[[dict[str, Any]], object]:
        return lambda claims: claims["credentialSubject"].update(identifier=[identifier])

    mine = changed(name(hashed(RECIPIENT)), Badge(recipient=None))
    assert BADGES.read(mine, expected()).recipient_id == RECIPIENT
    assert "somebody else" in said(changed(name(hashed("a@example.com")), Badge(recipient=None)))
    assert "somebody else" in said(changed(name({"hashed": True, "identityHash": 7}), Badge(recipient=None)))
    assert "somebody else" in said(changed(lambda claims: None, Badge(recipient=None)))
    outvoted = changed(name(hashed(RECIPIENT)), Badge(recipient="urn:uuid:somebody-else"))
    assert "somebody else" in said(outvoted)


def test_the_hash_is_the_specifications() -> None:
    assert hashed("a@example.com")["identityHash"] == (
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    )


def test_a_badge_for_something_else() -> None:
    other = Badge(achievement="https://riverside.example/certifications/other").signed()
    assert said(other).startswith("Certified assessor: Wait time is a badge of Riverside Micro-credentials, but")


@pytest.mark.parametrize(
    "change",
    [
        {"type": ["VerifiableCredential", "EndorsementCredential"]},
        {"type": ["AchievementCredential"]},
        {"type": 7},
        {"@context": ["https://www.w3.org/2018/credentials/v1"]},
        {"@context": None},
    ],
)
def test_not_a_badge_at_all(change: dict[str, Any]) -> None:
    words = said(changed(lambda claims: claims.update(change)))
    assert "not an Open Badge" in words


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("id", {"jti": "urn:uuid:another"}),
        ("recipient", {"sub": "urn:uuid:another"}),
        ("start date", {"nbf": 1_700_000_000}),
        ("end date", {"exp": 4_000_000_000}),
        ("end date", {"exp": None}),
        ("issuer", {"iss": "https://elsewhere.example"}),
    ],
)
def test_an_envelope_that_says_something_else(what: str, change: dict[str, Any]) -> None:
    words = said(changed(lambda claims: claims.update(change)))
    assert f"its {what} is not what the signed envelope says" in words


def test_an_expired_one_is_read_as_strictly() -> None:
    """Where the library stops at the time, our own reading goes on."""
    over = Badge(ends=datetime.now(UTC).replace(microsecond=0) - DAY)
    assert "its id is not" in said(changed(lambda claims: claims.update(jti="urn:uuid:another"), over))
    assert "somebody else" in said(changed(_to_somebody_else, over))


def _to_somebody_else(claims: dict[str, Any]) -> None:
    claims["credentialSubject"]["id"] = claims["sub"] = "urn:uuid:another"


@pytest.mark.parametrize("date", ["yesterday", "2026-01-01", "2026-01-01T00:00:00", 7, [], "9999-99-99T00:00:00Z"])
def test_dates_nobody_can_read(date: object) -> None:
    over = Badge(ends=datetime.now(UTC).replace(microsecond=0) - DAY)
    words = said(changed(lambda claims: claims.update(validFrom=date), over))
    assert "no usable date" in words


RUBRIC = {
    "id": "urn:uuid:rd-1",
    "type": ["ResultDescription"],
    "name": "Uses wait time",
    "resultType": "RubricCriterionLevel",
    "requiredLevel": "urn:uuid:l-2",
    "rubricCriterionLevel": [
        {"id": "urn:uuid:l-1", "type": ["RubricCriterionLevel"], "name": "Not yet", "points": "0"},
        {"id": "urn:uuid:l-2", "type": ["RubricCriterionLevel"], "name": "Proficient", "points": "3"},
    ],
}
RESULT = {"type": ["Result"], "resultDescription": "urn:uuid:rd-1", "achievedLevel": "urn:uuid:l-2"}


@pytest.mark.parametrize(
    ("described", "result", "is_good"),
    [
        ([RUBRIC], [RESULT], True),
        (RUBRIC, RESULT, True),
        ([RUBRIC], [RESULT | {"achievedLevel": "urn:uuid:l-9"}], False),
        ([RUBRIC], [RESULT | {"resultDescription": "urn:uuid:rd-9"}], False),
        ([RUBRIC], [{"type": ["Result"], "achievedLevel": "urn:uuid:l-2"}], False),
        ([], [RESULT], False),
        ([RUBRIC | {"requiredLevel": "urn:uuid:l-9"}], [], False),
        ([RUBRIC, RUBRIC], [RESULT], False),
        ([RUBRIC | {"rubricCriterionLevel": []}], [], False),
    ],
)
def test_results_must_point_somewhere(described: Any, result: Any, is_good: bool) -> None:
    def rubric(claims: dict[str, Any]) -> None:
        claims["credentialSubject"]["achievement"]["resultDescription"] = described
        claims["credentialSubject"]["result"] = result

    token = changed(rubric)
    if is_good:
        assert BADGES.read(token, expected()).name
    else:
        assert "a result or level that its own achievement does not have" in said(token)


@pytest.mark.parametrize(
    "status",
    [
        {"id": STATUS_LIST, "type": "SomethingNew2030"},
        {"type": "1EdTechRevocationList"},
        "revoked",
        [],
        [{"id": STATUS_LIST, "type": "1EdTechRevocationList"}, {"id": "https://b", "type": "1EdTechRevocationList"}],
    ],
)
def test_a_status_nobody_can_look_up(status: Any) -> None:
    assert "whether it was revoked" in said(changed(lambda claims: claims.update(credentialStatus=status)))
