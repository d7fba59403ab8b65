"""Certifications kept on a laptop: verified before they are kept, looked up, and unharmed by a server that is away."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.domain.changes import Kind
from assessor_app.domain.credential import NEVER_CHECKED, Credential
from assessor_app.services import credentials
from assessor_app.services.badges import NotACredential
from assessor_app.services.credentials import NotUsable
from assessor_app.services.done import Done
from assessor_app.services.exchange_ports import ServerClient, ServerUnreachable
from assessor_app.store.profile_store import Store
from tests.fakes.badges import RECIPIENT, STATUS_LIST, Badge, demand, public, rsa_key
from tests.fakes.store_factory import SERVER_ID, a_server, make_store

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
LISTED = {"id": STATUS_LIST, "type": "1EdTechRevocationList"}
NONE_REVOKED = json.dumps({"revokedCredential": []})


@dataclass
class Giving:
    """A server that gives badges and a list; None: it cannot be reached for that."""

    badges: tuple[str, ...] | None = ()
    listing: str | None = None
    asked: list[str] = field(default_factory=list)

    def credentials(self) -> tuple[str, ...]:
        if self.badges is None:
            raise ServerUnreachable("away")
        return self.badges

    def credential_status(self, address: str) -> str:
        self.asked.append(address)
        if self.listing is None:
            raise ServerUnreachable("away")
        return self.listing


class CountingBadges(OpenBadges):
    def __init__(self) -> None:
        self.read_count = 0

    def read(self, *given: object) -> Credential:
        self.read_count += 1
        return super().read(*given)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as one:
        with one.factory() as uow:
            uow.servers.put(replace(a_server(), assessor_id=RECIPIENT, trusted_issuers=json.dumps([demand()])))
        yield one


def refresh(
    store: Store, giving: Giving, badges: OpenBadges | None = None, now: datetime = NOW
) -> Done[tuple[str, ...]]:
    client = cast(ServerClient, giving)
    return credentials.refresh(store.factory, client, badges or OpenBadges(), SERVER_ID, now)


def kept(store: Store) -> tuple[Credential, ...]:
    return store.reads.credentials()


def test_what_the_server_gives_is_verified_and_kept(store: Store) -> None:
    badge = Badge()
    done = refresh(store, Giving((badge.signed(),)))
    assert done.value == ()
    assert done.changes.ids(Kind.CREDENTIAL) == {badge.badge_id}
    assert [(each.credential_id, each.added_at) for each in kept(store)] == [(badge.badge_id, NOW)]


def test_what_cannot_be_believed_is_not_kept_and_said(store: Store) -> None:
    forged, theirs = Badge().signed(rsa_key("forger")), Badge(recipient="urn:uuid:else").signed()
    done = refresh(store, Giving((forged, theirs, "garbage", "garbage")))
    assert kept(store) == ()
    assert len(done.value) == 3
    assert "its signature is wrong" in done.value[0]
    assert not done.changes


def test_a_badge_that_is_kept_is_not_verified_again_until_the_key_changes(store: Store) -> None:
    badges, giving = CountingBadges(), Giving((Badge().signed(),))
    refresh(store, giving, badges)
    assert not refresh(store, giving, badges).changes
    assert badges.read_count == 1
    with store.factory() as uow:
        server = uow.servers.get(SERVER_ID)
        uow.servers.put(replace(server, trusted_issuers=json.dumps([demand(keys=[public(rsa_key("new"))])])))
    done = refresh(store, giving, badges)
    assert badges.read_count == 2
    assert "its signature is wrong" in done.value[0]


def test_the_same_badge_signed_anew_replaces_the_old(store: Store) -> None:
    badge = Badge()
    refresh(store, Giving((badge.signed(),)))
    badge.ends = NOW - DAY
    refresh(store, Giving((badge.signed(),)))
    assert [each.valid_until for each in kept(store)] == [NOW - DAY]


def test_a_server_that_is_away_changes_nothing(store: Store) -> None:
    refresh(store, Giving((Badge().signed(),)))
    before = kept(store)
    assert not refresh(store, Giving(None)).changes
    assert kept(store) == before


def test_a_server_that_asks_for_nothing_is_not_asked(store: Store) -> None:
    with store.factory() as uow:
        uow.servers.put(replace(uow.servers.get(SERVER_ID), trusted_issuers="[]"))
    assert not refresh(store, Giving((Badge().signed(),))).changes
    assert kept(store) == ()


def test_no_more_than_a_person_holds_are_looked_at(store: Store) -> None:
    badges = CountingBadges()
    refresh(store, Giving(("garbage",) * 10_000), badges)
    assert badges.read_count == credentials.AT_MOST


# ---- revocation lists


def status(store: Store) -> tuple[bool, datetime | None]:
    (only,) = kept(store)
    return only.is_revoked, only.status_checked_at


def test_a_revoked_badge_is_noticed_and_forgiven_when_it_was_a_mistake(store: Store) -> None:
    badge = Badge(status=LISTED)
    giving = Giving((badge.signed(),), NONE_REVOKED)
    refresh(store, giving)
    assert status(store) == (False, NOW)
    giving.listing = json.dumps({"revokedCredential": [{"id": badge.badge_id}]})
    refresh(store, giving, now=NOW + timedelta(minutes=1))
    assert status(store) == (True, NOW + timedelta(minutes=1))
    giving.listing = NONE_REVOKED
    refresh(store, giving, now=NOW + timedelta(minutes=2))
    assert status(store) == (False, NOW + timedelta(minutes=2))


def test_a_list_nobody_could_fetch_only_ages(store: Store) -> None:
    giving = Giving((Badge(status=LISTED).signed(),), None)
    refresh(store, giving)
    assert status(store) == (False, NEVER_CHECKED)
    giving.listing = NONE_REVOKED
    refresh(store, giving)
    for broken in (None, "<html>Sign in</html>", "{}"):
        giving.listing = broken
        assert not refresh(store, giving, now=NOW + 40 * DAY).changes
        assert status(store) == (False, NOW)


def test_a_list_that_says_the_same_is_written_down_once_an_hour(store: Store) -> None:
    giving = Giving((Badge(status=LISTED).signed(),), NONE_REVOKED)
    refresh(store, giving)
    assert not refresh(store, giving, now=NOW + timedelta(minutes=59)).changes
    assert refresh(store, giving, now=NOW + timedelta(minutes=61)).changes
    assert status(store) == (False, NOW + timedelta(minutes=61))


def test_one_list_is_fetched_once_for_all_badges(store: Store) -> None:
    giving = Giving(tuple(Badge(status=LISTED).signed() for _ in range(3)), NONE_REVOKED)
    refresh(store, giving)
    assert giving.asked == [STATUS_LIST]
    assert len(kept(store)) == 3


# ---- from a file


def added(store: Store, token: str, giving: Giving | None = None) -> Credential:
    client_of = None if giving is None else lambda _: cast(ServerClient, giving)
    return credentials.add(store.factory, client_of, OpenBadges(), token.encode(), NOW).value


def test_a_file_is_kept_for_the_server_that_trusts_its_issuer(store: Store) -> None:
    other = replace(a_server("https://lakeside.example/server", "Lakeside"), assessor_id="somebody")
    with store.factory() as uow:
        uow.servers.put(other)
        uow.servers.put(replace(other, server_id="third", trusted_issuers=json.dumps([demand()])))
    assert added(store, Badge().signed()).server_id == SERVER_ID
    assert len(kept(store)) == 1


@pytest.mark.parametrize(
    ("token", "words"),
    [
        (Badge(recipient="urn:uuid:else").signed(), "given to somebody else"),
        (Badge(ends=NOW - DAY).signed(), "Certified assessor: Wait time ended on"),
        (Badge(issuer="https://elsewhere.example").signed(), "not issued by anybody Riverside trusts"),
        (Badge().signed(rsa_key("forger")), "its signature is wrong"),
        ("hello", "This is not a certification"),
        ("x" * 10_000_000, "too large to be a badge"),
        ("", "This is not a certification"),
    ],
)
def test_a_file_that_is_of_no_use_is_not_kept(store: Store, token: str, words: str) -> None:
    with pytest.raises((NotACredential, NotUsable), match=words):
        added(store, token)
    assert kept(store) == ()


def test_a_revoked_file_is_not_kept_when_the_list_can_be_asked(store: Store) -> None:
    badge = Badge(status=LISTED)
    listing = json.dumps({"revokedCredentials": [{"id": badge.badge_id}]})
    with pytest.raises(NotUsable, match="was withdrawn by Riverside Micro-credentials"):
        added(store, badge.signed(), Giving(listing=listing))
    assert kept(store) == ()


def test_a_file_added_offline_waits_for_its_list(store: Store) -> None:
    assert added(store, Badge(status=LISTED).signed(), Giving(listing=None)).status_checked_at == NEVER_CHECKED
    assert added(store, Badge(status=LISTED).signed(), Giving(listing=NONE_REVOKED)).status_checked_at == NOW


def test_one_that_begins_later_is_kept(store: Store) -> None:
    begins = NOW + 5 * DAY
    assert added(store, Badge(begins=begins, ends=begins + DAY).signed()).valid_from == begins


def test_without_a_server_nothing_can_be_checked(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        with pytest.raises(NotACredential, match="not signed in to any issuing server"):
            added(store, Badge().signed())
        with store.factory() as uow:
            uow.servers.put(a_server())
        with pytest.raises(NotACredential, match="asks for a certification"):
            added(store, Badge().signed())


def test_a_forgotten_badge_is_gone(store: Store) -> None:
    credential = added(store, Badge().signed())
    credentials.remove(store.factory, credential.credential_id)
    assert kept(store) == ()
