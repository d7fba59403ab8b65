"""Protocol row 17: a laptop's public keys at a server, and what the server asks of that laptop."""

from typing import Any

from pydantic import Field

from assessor_app.wire.base import Count, UtcTime, WireModel

LOCK = "lock"
ERASE = "erase"


class DeviceKey(WireModel):
    """A public key as JWK (RFC 8037): Ed25519 signs, X25519 is sealed to."""

    kty: str = "OKP"
    crv: str
    x: str


class DeviceDoc(WireModel):
    """What a laptop says of itself. `done` lists the commands it has carried out.

    `signature` is a detached JWS by `sign` over all other members: who sends this holds the private half.
    """

    id: str
    sign: DeviceKey
    seal: DeviceKey
    made_at: UtcTime
    done: tuple[str, ...] = ()
    signature: str | None = None

    def signed_part(self) -> dict[str, Any]:
        document = self.document()
        document.pop("signature", None)
        return document

    def sign_jwk(self) -> dict[str, str]:
        return {"kid": self.id, "kty": self.sign.kty, "crv": self.sign.crv, "x": self.sign.x}


class DeviceCommandDoc(WireModel):
    """`act` is lock or erase. `scope` are assignments, empty: everything of this server on that laptop.

    A lock is listed until it is lifted, an erase until the laptop says that it is done.
    """

    id: str
    act: str
    scope: tuple[str, ...] = ()
    reason: str | None = None


class DeviceStanding(WireModel):
    """Answer to GET: `signature` is a detached JWS by the server over all other members.

    `nonce` is the one of the request, so that an older answer cannot be shown again.
    """

    server_id: str
    nonce: str
    revision: Count
    device: DeviceDoc
    commands: tuple[DeviceCommandDoc, ...] = Field(default=())
    signature: str = ""

    def signed_part(self) -> dict[str, Any]:
        document = self.document()
        document.pop("signature", None)
        return document
