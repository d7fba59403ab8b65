"""Protocol row 3: the assessor's own certifications."""

from assessor_app.wire.base import WireModel


class CredentialList(WireModel):
    """Open Badges 3.0 credentials, each a compact JWS (VC-JWT), in the shape of the Open Badges API.

    The specification's model and its example spell the member differently: both are read, the model's is written.
    """

    compactJwsString: tuple[str, ...] = ()
    compactJwsStrings: tuple[str, ...] | None = None

    @property
    def credentials(self) -> tuple[str, ...]:
        return (*self.compactJwsString, *(self.compactJwsStrings or ()))
