"""Protocol row 2: where a person signs in (RFC 8414, RFC 9728), and what the token endpoints say."""

from assessor_app.wire.base import Count, WireModel

SERVER_PATH = "/.well-known/oauth-authorization-server"
RESOURCE_PATH = "/.well-known/oauth-protected-resource"
CLIENT_ID = "assessor-app"
"""The workstation as every issuing server knows it: a public client without a secret (RFC 8252)."""

CODE_GRANT = "authorization_code"
REFRESH_GRANT = "refresh_token"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


class ServerMetadata(WireModel):
    """RFC 8414. Endpoints that are absent are not offered."""

    issuer: str
    authorization_endpoint: str | None = None
    token_endpoint: str
    device_authorization_endpoint: str | None = None
    revocation_endpoint: str | None = None
    response_types_supported: tuple[str, ...] = ("code",)
    grant_types_supported: tuple[str, ...] = (CODE_GRANT, REFRESH_GRANT, DEVICE_GRANT)
    code_challenge_methods_supported: tuple[str, ...] = ("S256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("none",)
    authorization_response_iss_parameter_supported: bool = False


class ProtectedResource(WireModel):
    """RFC 9728: which authorization server gives tokens for the api."""

    resource: str
    resource_name: str | None = None
    authorization_servers: tuple[str, ...]
    bearer_methods_supported: tuple[str, ...] = ("header",)


class TokenReply(WireModel):
    """RFC 6749 section 5.1. `expires_in`: seconds."""

    access_token: str
    token_type: str
    expires_in: Count = 0
    refresh_token: str = ""


class DeviceReply(WireModel):
    """RFC 8628 section 3.2. `expires_in` and `interval`: seconds."""

    device_code: str
    user_code: str
    verification_uri: str
    verification_uri_complete: str | None = None
    expires_in: Count
    interval: Count = 5


class OAuthRefusal(WireModel):
    """RFC 6749 section 5.2."""

    error: str
    error_description: str | None = None
