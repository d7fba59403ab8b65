"""A server's signing key in a test's hands."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from joserfc.jwk import OKPKey

from assessor_app.wire.discovery import Discovery, ServerKey
from assessor_app.wire.signing import sign_compact, sign_detached, thumbprint

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Signer:
    private: OKPKey
    key: ServerKey

    @classmethod
    def fresh(cls, previous: "Signer | None" = None, **members: Any) -> "Signer":
        """A new key, vouched for by `previous` where there is one."""
        private = OKPKey.generate_key("Ed25519")
        x = str(private.as_dict(private=False)["x"])
        kid = thumbprint({"kty": "OKP", "crv": "Ed25519", "x": x})
        key = ServerKey(kid=kid, x=x, valid_from=SINCE, **members)
        if previous is not None:
            vouched = sign_detached(key.vouched_part(), previous.private, previous.key.kid)
            key = key.model_copy(update={"signed_by_previous": vouched})
        return cls(private, key)

    def detached(self, document: dict[str, Any]) -> str:
        return sign_detached(document, self.private, self.key.kid)

    def discovery(self, *keys: ServerKey, **members: Any) -> str:
        """The signed discovery document of a server with these keys (its own alone when none are named)."""
        shown = {
            "server_id": "urn:uuid:riverside",
            "name": "Riverside",
            "issuer": {"id": "https://riverside.example/issuer"},
            "api": "https://riverside.example/api",
            "keys": keys or (self.key,),
        }
        document = Discovery.model_validate(shown | members).document()
        return sign_compact(document, self.private, self.key.kid)

    def receipt(self, **members: Any) -> str:
        """A signed receipt as it travels."""
        document = {"kid": self.key.kid, **members}
        return json.dumps(document | {"signature": self.detached(document)})
