"""Whatever is done to a badge: it verifies unchanged or is refused in our words, never anything else."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.services.badges import NotACredential, StatusUnreadable
from tests.examples import budget
from tests.fakes.badges import Badge, encoded, expected, rsa_key, sign, unsigned

BADGES = OpenBadges()
TOKEN = Badge().signed()
CLAIMS = Badge().claims()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=12), children, max_size=4),
    max_leaves=12,
)
MANY = budget(100)
MEMBERS = st.sampled_from(sorted(CLAIMS))


def refused(document: str) -> None:
    with pytest.raises(NotACredential) as caught:
        BADGES.read(document, expected())
    assert str(caught.value).endswith(".")


@MANY
@given(at=st.integers(0, len(TOKEN) - 1), character=st.characters())
def test_one_character_changed(at: int, character: str) -> None:
    mutated = TOKEN[:at] + character + TOKEN[at + 1 :]
    if mutated != TOKEN:
        refused(mutated)


@MANY
@given(start=st.integers(0, len(TOKEN)), length=st.integers(1, 40), put=st.text(max_size=40))
def test_a_stretch_cut_out_or_replaced(start: int, length: int, put: str) -> None:
    mutated = TOKEN[:start] + put + TOKEN[start + length :]
    if mutated.strip() != TOKEN:
        refused(mutated)


@MANY
@given(bits=st.lists(st.integers(0, 255 * 8 - 1), min_size=1, max_size=3, unique=True))
def test_bits_of_the_signature_turned_over(bits: list[int]) -> None:
    head, body, signature = TOKEN.split(".")
    raw = bytearray(base64.urlsafe_b64decode(signature + "=="))
    for bit in bits:
        raw[bit // 8] ^= 1 << bit % 8
    refused(f"{head}.{body}.{encoded(bytes(raw))}")


@MANY
@given(header=st.dictionaries(st.sampled_from(["alg", "kid", "jwk", "typ", "crit", "b64"]), JSON), body=JSON)
def test_any_header_over_any_body(header: Any, body: Any) -> None:
    refused(unsigned(header, body, b"x" * 256))


@MANY
@given(name=MEMBERS, value=JSON)
def test_a_member_the_issuer_signed_though_it_is_nonsense(name: str, value: Any) -> None:
    """The signature is good: what is read is either a whole credential or a refusal, never an error of another kind."""
    claims = CLAIMS | {name: value}
    try:
        token = sign(claims, rsa_key())
    except (ValueError, UnicodeEncodeError):
        return
    try:
        read = BADGES.read(token, expected())
    except NotACredential:
        return
    assert read.recipient_id == expected().recipient_id


@MANY
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_file(data: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"<svg ", b'{"compactJwsString":'):
        try:
            found = BADGES.unpack(start + data)
        except NotACredential:
            continue
        refused(found)


@MANY
@given(body=JSON.map(lambda value: json.dumps(value, default=str)) | st.text(max_size=200))
def test_any_status_list(body: str) -> None:
    status = {"id": "https://riverside.example/l", "type": "1EdTechRevocationList"}
    document = unsigned({"alg": "RS256"}, CLAIMS | {"credentialStatus": status}, b"x")
    try:
        assert not BADGES.is_revoked(document, body, expected())
    except StatusUnreadable:
        return
