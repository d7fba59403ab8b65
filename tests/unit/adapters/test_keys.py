"""Whose word counts: the key of the invitation, the pinned ones, and those they vouch for; nobody else's."""

import pytest

from assessor_app.adapters.assessment_exchange.keys import keys_from, keys_text, meet, recognise
from assessor_app.services.exchange_ports import ServerKeyChanged, ServerUnreachable
from assessor_app.wire.discovery import ServerKey
from tests.unit.adapters.signer import SINCE, Signer

SERVER = "urn:uuid:riverside"


def pinned(*signers: Signer) -> tuple[ServerKey, ...]:
    return tuple(signer.key for signer in signers)


def test_a_server_without_invitation_is_pinned_as_it_shows_itself():
    first = Signer.fresh()
    shown, keys = meet(first.discovery(), "")
    assert (shown.name, keys) == ("Riverside", (first.key,))


def test_the_key_of_the_invitation_must_be_the_one_that_signed():
    first, other = Signer.fresh(), Signer.fresh()
    assert meet(first.discovery(), first.key.kid)[1] == (first.key,)
    with pytest.raises(ServerKeyChanged, match="not the one in the invitation"):
        meet(first.discovery(), other.key.kid)
    with pytest.raises(ServerKeyChanged):  # lists the invited key, but cannot sign with it
        meet(other.discovery(other.key, first.key), first.key.kid)


def test_an_old_invitation_still_leads_to_a_server_whose_key_was_replaced():
    first = Signer.fresh(retired_at=SINCE)
    second = Signer.fresh(first)
    _, keys = meet(second.discovery(first.key, second.key), first.key.kid)
    assert set(keys) == {first.key, second.key}


def test_a_new_key_signed_by_the_pinned_one_is_followed_over_several_changes():
    first = Signer.fresh()
    second = Signer.fresh(first)
    third = Signer.fresh(second)
    _, keys = recognise(third.discovery(first.key, second.key, third.key), SERVER, pinned(first))
    assert set(keys) == {first.key, second.key, third.key}
    _, keys = recognise(third.discovery(second.key, third.key), SERVER, pinned(first))
    assert set(keys) == {second.key, third.key}, "a retired key may be left out"


def test_a_new_key_nobody_vouches_for_is_refused():
    first, stranger = Signer.fresh(), Signer.fresh()
    for shown in (stranger.discovery(), stranger.discovery(first.key, stranger.key)):
        with pytest.raises(ServerKeyChanged, match="key has changed"):
            recognise(shown, SERVER, pinned(first))
    with pytest.raises(ServerKeyChanged):  # signed by the old key, yet the list holds a stranger's
        recognise(first.discovery(first.key, stranger.key), SERVER, pinned(first))


def test_a_key_vouched_for_by_a_stranger_is_refused():
    first, stranger = Signer.fresh(), Signer.fresh()
    second = Signer.fresh(stranger)
    with pytest.raises(ServerKeyChanged):
        recognise(second.discovery(first.key, second.key), SERVER, pinned(first))


def test_another_key_under_a_known_name_is_refused():
    first = Signer.fresh()
    impostor = Signer.fresh(first)
    renamed = impostor.key.model_copy(update={"kid": first.key.kid})
    with pytest.raises(ServerKeyChanged):
        recognise(first.discovery(renamed), SERVER, pinned(first))


def test_another_server_with_the_same_key_is_refused():
    first = Signer.fresh()
    with pytest.raises(ServerKeyChanged):
        recognise(first.discovery(server_id="urn:uuid:somebody"), SERVER, pinned(first))


def test_what_is_no_discovery_document_is_called_no_server():
    first = Signer.fresh()
    head, payload, signature = first.discovery().split(".")
    for text in (
        "",
        "x.y",
        "{}",
        f"{head}.{payload}",
        first.discovery(protocol="other"),
        first.discovery(versions=["9"]),
    ):
        with pytest.raises(ServerUnreachable, match="does not belong to an issuing server"):
            meet(text, "")
    with pytest.raises(ServerUnreachable):
        meet(f"{head}.{payload}.{signature[:-4]}AAAA", "")


def test_pinned_keys_are_kept_as_text():
    first = Signer.fresh(retired_at=SINCE)
    second = Signer.fresh(first)
    assert keys_from(keys_text(pinned(first, second))) == pinned(first, second)
