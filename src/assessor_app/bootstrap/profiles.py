"""Opens a profile: store, vault and adapters put together, each heavy part imported when it is first needed."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from assessor_app.adapters.network import Network
from assessor_app.bootstrap.caring import Limits
from assessor_app.bootstrap.safekeeping import ProfileSafe, settings_of
from assessor_app.bootstrap.unlocking import (
    CannotOpen,
    MustWait,
    NoProfile,
    Unlocked,
    candidates,
    create_profile,
    door_of,
    trust_district,
    unlock,
)
from assessor_app.config.labels import remember_used
from assessor_app.config.paths import AppPaths, ProfilePaths
from assessor_app.domain.ids import new_id
from assessor_app.services.access_tokens import AccessTokens
from assessor_app.services.exchange_ports import ServerClient, WriteCodec
from assessor_app.services.key_ports import OpenedWith
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.ports import Reads, Tools, UnitOfWorkFactory
from assessor_app.services.sign_in_ports import Authorizer
from assessor_app.services.trusted_time import TrustedClock
from assessor_app.services.vault_ports import Vault
from assessor_app.services.views import InboxRow

if TYPE_CHECKING:
    from assessor_app.services.aftercare import Aftercare
    from assessor_app.services.badges import Badges
    from assessor_app.services.recovery_files import FinalsSafe
    from assessor_app.services.servers import Contacts
    from assessor_app.store.profile_store import Store
    from assessor_app.vault.profile_door import ProfileDoor

__all__ = [
    "AlreadyOpen",
    "CannotOpen",
    "MustWait",
    "NoProfile",
    "Profile",
    "create_profile",
    "open_profile",
]


class AlreadyOpen(Exception):
    """Another window has this profile open."""


class LateStore:
    """Opens the store when it is first used, on the thread that uses it: SQLAlchemy loads longer than the inbox."""

    def __init__(self, open_now: "Callable[[], Store]") -> None:
        self._open_now = open_now
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._refused_thread: int | None = None

    def get(self) -> "Store":
        with self._lock:
            if self._store is None:
                self._store = self._open_now()
                if self._refused_thread is not None:
                    self._store.refuse_thread(self._refused_thread)
            return self._store

    def refuse_thread(self, thread_id: int) -> None:
        """Name the thread that paints the window: it gets WrongThread from now on."""
        with self._lock:
            self._refused_thread = thread_id
            if self._store is not None:
                self._store.refuse_thread(thread_id)

    def close(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()


@dataclass(frozen=True)
class Profile:
    """One opened profile: fulfils `cli.session.Session`. `inbox` reads what the window shows first."""

    paths: ProfilePaths
    store: LateStore
    vault: Vault
    tools: Tools
    inbox: Callable[[], tuple[InboxRow, ...]]
    lease: OfflineLease
    door: "ProfileDoor"
    safe: ProfileSafe
    opened_with: OpenedWith = OpenedWith.PASSPHRASE
    network: Network = field(default_factory=Network)
    limits: Limits = field(init=False)
    access: AccessTokens = field(init=False)
    """One holder for all lanes: however many ask at once, a token is renewed once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "limits", Limits(self.lease))
        object.__setattr__(self, "access", AccessTokens(self.factory, self.authorizer))

    @property
    def factory(self) -> UnitOfWorkFactory:
        return lambda: self.store.get().factory()

    @property
    def reads(self) -> Reads:
        return self.store.get().reads

    def adapter(self, name: str) -> "Contacts":
        """Raises UnknownAdapter."""
        from assessor_app.adapters.registry import adapter_named  # noqa: PLC0415 - needed only to meet a server

        return adapter_named(name, self.network)

    def badges(self) -> "Badges":
        from assessor_app.adapters.open_badges.reader import OpenBadges  # noqa: PLC0415 - loads cryptography

        return OpenBadges()

    def client_of(self, server_id: str) -> ServerClient:
        from assessor_app.adapters.registry import adapter_named  # noqa: PLC0415 - loads requests

        with self.factory() as unit:
            server = unit.servers.get(server_id)
        client = adapter_named(server.adapter, self.network).client(server, self.access.bearer(server_id))
        return self.safe.guarded(client, self.factory)

    def authorizer(self) -> Authorizer:
        """Who signs in to the servers of this profile, through its network."""
        from assessor_app.adapters.oauth.authorizer import OAuthAuthorizer  # noqa: PLC0415 - loads Authlib, requests

        return OAuthAuthorizer(self.network)

    def resume(self) -> None:
        """What a killed program was sending or fetching waits again; nothing while a window is at it."""
        from assessor_app.services import media_fetch, outbox  # noqa: PLC0415 - the window has its own way

        lock = FileLock(self.paths.lock)
        with suppress(Timeout), lock.acquire(timeout=0):
            outbox.restart(self.factory)
            media_fetch.restart(self.factory)
            self.care().at_start(self.factory)

    def care(self) -> "Aftercare":
        """Return what follows every contact with a server."""
        from assessor_app.services.aftercare import Aftercare  # noqa: PLC0415 - the window has its own way

        return Aftercare(self.vault, self.tools, self.limits.rules)

    def budget_bytes(self) -> int:
        """Return what evidence may take up on this laptop."""
        return self.limits.budget_bytes()

    def print_pdf(self, html: str, title: str) -> bytes:
        """Return the page as a PDF, drawn without a window."""
        from assessor_app.bootstrap.paper import print_pdf  # noqa: PLC0415 - loads Qt

        return print_pdf(html, title)

    def check_store(self) -> tuple[str, ...]:
        """Problems of the database file, none when it is whole."""
        return self.store.get().problems()

    def is_cheaply_protected(self) -> bool:
        from assessor_app.vault.key_slots import has_cheap_slot  # noqa: PLC0415 - loads cryptography

        return has_cheap_slot(self.paths.header)

    def lock(self) -> None:
        """Forget what opens the evidence. The database stays open: what waits to be sent goes on being sent."""
        self.vault.lock()

    def unlock(self, words: str) -> None:
        """Take passphrase, PIN or recovery code. Raises KeysRefused."""
        from assessor_app.vault.profile_keys import derive_keys  # noqa: PLC0415 - loads cryptography

        self.vault.unlock(derive_keys(self.door.open(words).raw_key).media)

    @property
    def finals(self) -> "FinalsSafe":
        return self.safe.finals

    def keep_finals(self) -> None:
        """Make sealed copies of finals that are missing, remove those that have done their duty."""
        from assessor_app.services.recovery_files import keep_in_step  # noqa: PLC0415 - the window has its own way

        with suppress(OSError):
            keep_in_step(self.factory, self.finals)

    def libvlc(self) -> tuple[str, str]:
        return libvlc()

    def close(self) -> None:
        self.access.close()
        self.store.close()
        self.vault.close()


def libvlc() -> tuple[str, str]:
    """Return libVLC's version, empty when it cannot be used, and then what is missing: `library` or `plugins`."""
    from assessor_app.media.vlc_library import look_for_libvlc  # noqa: PLC0415 - loads a system library

    found = look_for_libvlc()
    return found.version, found.missing


def make_tools(clock: TrustedClock) -> Tools:
    """Return the clocks, the ids and the codecs every editing service gets."""
    return Tools(now=clock.now, new_id=new_id, codec_of=cache(_codec_named), trusted=clock)


def open_profile(paths: AppPaths, passphrase: str, profile_id: str | None = None) -> Profile:
    """Open the named profile, or the one this passphrase belongs to. Raises NoProfile, CannotOpen, MustWait."""
    unlocked = unlock(paths, passphrase, candidates(paths, profile_id))
    trust_district(paths, unlocked)
    profile = assemble(unlocked, door_of(paths, unlocked.place, unlocked.raw_key))
    settings = settings_of(paths)
    profile.safe.attach(settings)
    profile.network.obey(settings.get)
    profile.limits.obey(settings.get)
    remember_used(paths, unlocked.place.root.name)
    return profile


def assemble(unlocked: Unlocked, door: "ProfileDoor") -> Profile:
    """Put an unlocked profile together, its database made or migrated where needed. Raises CannotOpen."""
    from assessor_app.store import early  # noqa: PLC0415 - loads SQLCipher
    from assessor_app.store.connection import WrongKey  # noqa: PLC0415
    from assessor_app.vault.profile_keys import derive_keys  # noqa: PLC0415 - loads cryptography
    from assessor_app.vault.sealed_vault import SealedVault  # noqa: PLC0415 - loads SQLCipher

    place, keys = unlocked.place, derive_keys(unlocked.raw_key)
    safe = ProfileSafe.of(unlocked)
    safe.must_be_sound()
    lease = OfflineLease(TrustedClock())
    store = LateStore(partial(_open_store, place, keys.database, lease))
    try:
        if not early.is_current(place.database, keys.database):
            store.get()
    except WrongKey as error:  # the header gave this very key: it is the file
        raise safe.damaged("its first page cannot be read") from error
    except early.REFUSALS as error:
        raise CannotOpen(str(error)) from error
    inbox = partial(early.inbox, place.database, keys.database, lease)
    vault = SealedVault(place.media, place.media_keys, keys.media)
    return Profile(place, store, vault, make_tools(lease.clock), inbox, lease, door, safe, unlocked.way)


def _open_store(place: ProfilePaths, raw_key: bytes, lease: OfflineLease) -> "Store":
    from assessor_app.store.profile_store import open_store  # noqa: PLC0415 - loads SQLAlchemy

    return open_store(place.database, raw_key, lease)


def _codec_named(adapter: str) -> WriteCodec:
    from assessor_app.adapters.registry import adapter_named  # noqa: PLC0415 - loads pydantic models

    return adapter_named(adapter).codec()
