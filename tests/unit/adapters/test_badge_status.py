"""Whether a badge was revoked: both kinds of list, in both spellings, and no list that cannot be believed."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from openbadgeslib.ob3 import build_status_list_credential

from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.services.badges import StatusUnreadable
from tests.fakes.badges import ISSUER, STATUS_LIST, Badge, ed25519_key, expected, public, rsa_key, sign, trusted

BADGES = OpenBadges()
LISTED = Badge(status={"id": STATUS_LIST, "type": "1EdTechRevocationList"})


def bit(index: str = "23", **changes: Any) -> Badge:
    entry = {
        "id": f"{STATUS_LIST}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": index,
        "statusListCredential": STATUS_LIST,
    }
    return Badge(status=entry | changes)


def bit_list(*revoked: int, issuer: str = ISSUER, address: str = STATUS_LIST, purpose: str = "revocation") -> Any:
    listing = build_status_list_credential(issuer, address, purpose, revoked, issued=datetime.now(UTC))
    return listing | {"iss": issuer, "jti": address}


def revoked(badge: Badge, body: str, against: Any = None) -> bool:
    return BADGES.is_revoked(badge.signed(), body, against or expected())


def listing(**members: Any) -> str:
    return json.dumps({"id": STATUS_LIST, "issuer": ISSUER, **members})


@pytest.mark.parametrize("spelling", ["revokedCredential", "revokedCredentials"])
def test_a_listed_badge_is_revoked_in_either_spelling(spelling: str) -> None:
    mine, others = {"id": LISTED.badge_id, "revocationReason": "x"}, {"id": "urn:uuid:another"}
    assert revoked(LISTED, listing(**{spelling: [others, mine]}))
    assert revoked(LISTED, listing(**{spelling: [LISTED.badge_id]}))
    assert revoked(LISTED, listing(**{spelling: [mine | {"revoked": True}]}))
    assert not revoked(LISTED, listing(**{spelling: [mine | {"revoked": False}]}))
    assert not revoked(LISTED, listing(**{spelling: [others]}))
    assert not revoked(LISTED, listing(**{spelling: []}))


def test_a_badge_in_one_of_both_members_is_revoked() -> None:
    assert revoked(LISTED, listing(revokedCredential=[], revokedCredentials=[{"id": LISTED.badge_id}]))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>Sign in to the network</html>",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        json.dumps({"revokedCredential": "none"}),
        json.dumps({"revokedCredential": None}),
        json.dumps({"issuer": "https://elsewhere.example", "revokedCredential": []}),
        " " * (9 * 1024 * 1024),
    ],
)
def test_a_list_that_is_none_tells_nothing(body: str) -> None:
    with pytest.raises(StatusUnreadable):
        revoked(LISTED, body)
    with pytest.raises(StatusUnreadable):
        revoked(bit(), body)


def test_a_bit_says_revoked() -> None:
    body = sign(bit_list(23, 131_071), rsa_key())
    assert revoked(bit("23"), body)
    assert revoked(bit("131071"), body)
    assert not revoked(bit("22"), body)
    assert not revoked(bit("0"), body)


def test_a_list_signed_with_eddsa() -> None:
    against = expected(trusted(public(rsa_key()), public(ed25519_key())))
    assert revoked(bit(), sign(bit_list(23), ed25519_key()), against)


@pytest.mark.parametrize(
    "body",
    [
        sign(bit_list(), rsa_key("forger")),
        sign(bit_list(issuer="https://elsewhere.example"), rsa_key()),
        sign(bit_list(address="https://riverside.example/status/other"), rsa_key()),
        sign(bit_list(purpose="suspension"), rsa_key()),
        sign(bit_list() | {"type": ["VerifiableCredential"]}, rsa_key()),
        sign(bit_list() | {"credentialSubject": "list"}, rsa_key()),
        sign(bit_list() | {"credentialSubject": bit_list()["credentialSubject"] | {"encodedList": "uAAAA"}}, rsa_key()),
        sign(bit_list() | {"credentialSubject": bit_list()["credentialSubject"] | {"statusSize": 2}}, rsa_key()),
        json.dumps(bit_list()),
        Badge().signed(),
    ],
)
def test_a_bit_list_that_cannot_be_believed_tells_nothing(body: str) -> None:
    with pytest.raises(StatusUnreadable):
        revoked(bit(), body)


@pytest.mark.parametrize("index", ["131072", "-1", "", "x", "99999999999999999999"])
def test_an_index_outside_the_list_tells_nothing(index: str) -> None:
    with pytest.raises(StatusUnreadable):
        revoked(bit(index), sign(bit_list(), rsa_key()))
