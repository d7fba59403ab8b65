"""Finals and what belongs to them as the bytes of a recovery file; fulfils `services.recovery_files.FinalsCodec`."""

import base64
import binascii
import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.outbox import OutboxItem
from assessor_app.services.recovery_files import FinalRecord
from assessor_app.store.codec import dump, load
from assessor_app.store.types import json_text

VERSION = 1


class FinalRecords:
    """JSON; a newer version's record is refused, not guessed at."""

    def encode(self, record: FinalRecord) -> bytes:
        document = {
            "version": VERSION,
            "final": _item(record.final),
            "marks": [_item(item) for item in record.marks],
            "assessment": dump(record.assessment),
            "annotations": [dump(annotation) for annotation in record.annotations],
        }
        return json_text(document).encode()

    def decode(self, data: bytes) -> FinalRecord:
        """Raises ValueError."""
        try:
            document = json.loads(data)
            if document["version"] != VERSION:
                raise ValueError(f"a recovery file of version {document['version']}")
            return FinalRecord(
                _loaded(document["final"]),
                tuple(_loaded(item) for item in document["marks"]),
                None if document["assessment"] is None else load(Assessment, document["assessment"]),
                tuple(load(Annotation, annotation) for annotation in document["annotations"]),
            )
        except (KeyError, TypeError, binascii.Error) as error:
            raise ValueError("a recovery file without what belongs in one") from error


def _item(item: OutboxItem) -> dict[str, Any]:
    members: dict[str, Any] = dump(replace(item, body=b""))
    return members | {"body": base64.b64encode(item.body).decode()}


def _loaded(document: dict[str, Any]) -> OutboxItem:
    body = base64.b64decode(document["body"], validate=True)
    item = load(OutboxItem, document | {"body": body})
    if sha256(body).hexdigest() != item.body_sha256:
        raise ValueError("the bytes of a final are not those that were frozen")
    return item
