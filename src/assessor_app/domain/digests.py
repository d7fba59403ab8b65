"""The digest of everything an assessor sees on one server, compared after every sync."""

import hashlib
from collections.abc import Iterable


def visible_digest(rows: Iterable[tuple[str, str, int]]) -> str:
    """Return the hex SHA-256 of what is visible: `rows` are (kind, id, revision) in any order.

    Hashed text: one line `kind<TAB>id<TAB>revision<LF>` per row, rows sorted.
    """
    lines = "".join(f"{kind}\t{item}\t{revision}\n" for kind, item, revision in sorted(rows))
    return hashlib.sha256(lines.encode()).hexdigest()
