"""The comment bank as a file: JSON or CSV to keep, share or edit elsewhere, read back with suspicion."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from assessor_app.domain.comment import Comment
from assessor_app.services.comments import LONGEST, MOST, Draft
from assessor_app.services.markdown import clean
from assessor_app.services.refusals import Refusal

LARGEST = 8_000_000  # bytes: as many comments as the bank takes, with room
_FORMAT = "assessor-comments-1"
_COLUMNS = ("text", "criterion", "used")
_FORMULA = ("=", "+", "-", "@", "\t", "'")
_MOST_USED = 1_000_000


class NotACommentFile(Refusal):
    """The file cannot be read as a comment bank; `reason` is a clause for a person."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"This file is no comment bank: {reason}. Choose a file that was exported here, or a table with a column "
            "named text. Nothing was changed."
        )


def as_json(comments: Iterable[Comment]) -> str:
    rows = [{"text": each.text, "criterion": each.criterion_id, "used": each.used} for each in comments]
    return json.dumps({"format": _FORMAT, "comments": rows}, ensure_ascii=False, indent=1) + "\n"


def as_csv(comments: Iterable[Comment]) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front; reading takes it off."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for each in comments:
        writer.writerow(
            [f"'{each.text}" if each.text.startswith(_FORMULA) else each.text, each.criterion_id, each.used]
        )
    return out.getvalue()


def read_file(data: bytes) -> tuple[Draft, ...]:
    """Return what the bytes of a JSON or CSV file hold. Raises NotACommentFile."""
    if len(data) > LARGEST:
        raise NotACommentFile(f"it has {len(data) // 1_000_000} MB, and 8 MB are the most")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotACommentFile("its letters cannot be read (it is not UTF-8)") from error
    rows = _json_rows(text) if text.lstrip()[:1] in ("{", "[") else _csv_rows(text)
    drafts = tuple(_draft(row) for row in rows)
    if not drafts:
        raise NotACommentFile("there is no comment in it")
    if len(drafts) > MOST:
        raise NotACommentFile(f"it holds {len(drafts):,} comments, and the bank takes {MOST:,}")
    return drafts


def _json_rows(text: str) -> list[Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotACommentFile("it begins like JSON and breaks off") from error
    rows = document.get("comments") if isinstance(document, dict) else document
    if not isinstance(rows, list):
        raise NotACommentFile("it has no list of comments")
    return rows


def _csv_rows(text: str) -> list[Any]:
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True))
    except csv.Error as error:
        raise NotACommentFile("its table breaks off") from error
    if rows and "text" not in rows[0]:
        raise NotACommentFile("its first line names no column text")
    return [row | {"text": _plain(row["text"])} for row in rows]


def _plain(text: str | None) -> str | None:
    is_guarded = text is not None and text.startswith("'") and text[1:].startswith(_FORMULA)
    return text[1:] if text is not None and is_guarded else text


def _draft(row: Any) -> Draft:
    text = row.get("text") if isinstance(row, dict) else row
    if not isinstance(text, str) or not clean(text).strip():
        raise NotACommentFile("one of its comments has no text")
    if len(text) > LONGEST:
        raise NotACommentFile(f"one of its comments has {len(text):,} characters, and {LONGEST:,} are the most")
    criterion = row.get("criterion") if isinstance(row, dict) else None
    return Draft(text, criterion if isinstance(criterion, str) and criterion else None, _used(row))


def _used(row: Any) -> int:
    try:
        return min(max(int(row.get("used") or 0), 0), _MOST_USED)
    except (AttributeError, TypeError, ValueError):
        return 0
