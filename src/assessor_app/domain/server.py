"""An issuing server as this laptop knows it: address, identity, pinned keys, epoch, cursor."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class IssuingServer:
    """`server_id` is the server's own stable id; `keys` its JWK set as JSON; `cursor` the last page committed."""

    server_id: str
    name: str
    base_url: str
    api_url: str
    adapter: str
    server_epoch: str
    keys: str
    cursor: str
    assessor_id: str
    roles: tuple[str, ...]
    synced_at: datetime | None = None
    needs_sign_in: bool = False
    trusted_issuers: str = "[]"
    """JSON of discovery's `trusted_issuers`: whose certifications count for which achievement, with their keys."""
    policies: str = "{}"
    """JSON of discovery's `policies`: offline_lease_days, retain_media_days, recovery_key."""

    authorization: str = "{}"
    """JSON of discovery's `authorization`: which ways to sign in it offers."""

    server_time_at: datetime | None = None
    """The latest time this server ever signed: trusted time never goes below it."""

    met_at: datetime | None = None
    """The laptop's own clock when that was; only ever used to lock, never to erase."""

    suspected_at: datetime | None = None
    """The latest it may have been since, as this server counts; only ever used to lock."""

    is_locked: bool = False
    """Whether this server asked this laptop to keep its evidence closed."""

    past_epochs: str = "[]"
    """JSON list of the epochs before `server_epoch`: one that comes back says that the server is not one but two."""
