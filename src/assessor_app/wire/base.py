"""What every wire model shares: unknown members ignored on reading, None left out on writing."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LATEST = datetime(2999, 12, 31, tzinfo=UTC)
"""Beyond these a laptop cannot show a time in its own zone, or count days from it. "Never" is often written so."""


def on_calendar(value: datetime) -> datetime:
    """Return an aware time that can be reckoned with and shown in every zone; one without a zone is UTC."""
    known = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return min(max(known, EARLIEST), LATEST)


def iso_z(value: datetime) -> str:
    """Return an ISO 8601 UTC time ending in Z, microseconds kept when there are any."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


UtcTime = Annotated[datetime, AfterValidator(on_calendar), PlainSerializer(iso_z, return_type=str)]


MOST = 2**53 - 1
Count = Annotated[int, Field(ge=0, le=MOST)]
"""What every JSON reader and the database can hold (RFC 8259 section 6)."""


class WireModel(BaseModel):
    """Base of all protocol bodies. Unknown members are ignored, as the protocol demands."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    def document(self) -> dict[str, Any]:
        """Return the JSON value that travels: aliases used, absent members left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class ObjectModel(WireModel):
    """Base of objects defined by another standard: members we do not model travel on unchanged."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)
