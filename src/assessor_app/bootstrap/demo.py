"""Wiring for the demo: a cheaply protected profile, signed in and synced with its own practice server."""

from collections.abc import Mapping
from typing import Any

from assessor_app.bootstrap.profiles import NoProfile, Profile, create_profile, open_profile
from assessor_app.config.labels import set_label
from assessor_app.config.paths import AppPaths
from assessor_app.services import servers, sync


def prepare(paths: AppPaths, passphrase: str, ready: Mapping[str, Any]) -> None:
    """Leave a profile in `paths` that knows the server `ready` announced, with its work synced.

    What an earlier demo did is kept. Raises CannotOpen.
    """
    profile = _profile(paths, passphrase)
    try:
        server = servers.add(
            profile.factory, profile.adapter("auto"), ready["url"], ready["tokens"]["assessor-1"]
        ).value
        client = profile.client_of(server.server_id)
        sync.pull(profile.factory, client, server.server_id, vault=profile.vault, now=profile.tools.now)
    finally:
        profile.close()


def _profile(paths: AppPaths, passphrase: str) -> Profile:
    try:
        profile = open_profile(paths, passphrase)
    except NoProfile:
        profile = open_profile(paths, passphrase, create_profile(paths, passphrase, is_cheap=True))
    # the lock screen says it: whoever tries the demo never chose a passphrase
    set_label(profile.paths, f"Demo, passphrase: {passphrase}")
    return profile
