"""Protocol rows 1, 3, 19: who the server is, whose work this is, whether the network is the real one."""

from typing import Any

from pydantic import Field

from assessor_app.wire.base import ObjectModel, UtcTime, WireModel

PROTOCOL = "assessment-exchange"
VERSION = "1.0"
MEDIA_TYPE_JWS = "application/jose"


class ServerKey(WireModel):
    """A public signing key (JWK members) and the dates it is or was in use.

    `signed_by_previous` is a detached JWS by the key before it over `vouched_part()`.
    """

    kid: str
    kty: str = "OKP"
    crv: str = "Ed25519"
    x: str
    valid_from: UtcTime
    retired_at: UtcTime | None = None
    signed_by_previous: str | None = None

    def vouched_part(self) -> dict[str, str]:
        return {"kid": self.kid, "x": self.x}


class Authorization(WireModel):
    """How to sign in. `methods` may hold personal-token, authorization-code, device-code.

    Issuer and endpoints stand here too because this document is signed: what the authorization server's own metadata
    says (which nobody signs) must be the same.
    """

    methods: tuple[str, ...] = ("personal-token",)
    issuer: str | None = None
    authorization_endpoint: str | None = None
    token_endpoint: str | None = None
    device_authorization_endpoint: str | None = None
    revocation_endpoint: str | None = None


class Limits(WireModel):
    page_size: int = 500
    body_bytes: int = 1_048_576


class ServerPolicies(WireModel):
    offline_lease_days: int = 30
    retain_media_days: int = 7
    retain_after_due_days: int | None = None
    recovery_key: str | None = None


class Discovery(WireModel):
    """Payload of the JWS at /.well-known/assessment-exchange. `api` is the absolute root of all other paths."""

    protocol: str = PROTOCOL
    versions: tuple[str, ...] = (VERSION,)
    server_id: str
    name: str
    issuer: dict[str, Any]
    api: str
    authorization: Authorization = Authorization()
    keys: tuple[ServerKey, ...]
    trusted_issuers: tuple[dict[str, Any], ...] = ()
    limits: Limits = Limits()
    policies: ServerPolicies = ServerPolicies()
    features: tuple[str, ...] = ()


class Profile(ObjectModel):
    """The signed-in assessor, pseudonymous: an OB3 Profile with roles."""

    id: str
    type: tuple[str, ...] = ("Profile",)
    name: str | None = None
    roles: tuple[str, ...] = Field(default=("assessor",))


class Health(WireModel):
    """Answer of /healthz: `signature` is a detached JWS over {nonce, server_id, server_time, server_epoch}."""

    nonce: str
    server_id: str
    server_time: UtcTime
    server_epoch: str
    signature: str

    def signed_part(self) -> dict[str, Any]:
        document = self.document()
        del document["signature"]
        return document
