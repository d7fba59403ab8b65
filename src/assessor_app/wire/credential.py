"""Protocol row 3: the assessor's own certifications."""

from assessor_app.wire.base import WireModel


class CredentialList(WireModel):
    """Open Badges 3.0 credentials, each a compact JWS (VC-JWT)."""

    credentials: tuple[str, ...] = ()
