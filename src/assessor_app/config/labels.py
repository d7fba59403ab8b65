"""What a profile is called in the list of a shared laptop: plain text that the assessor chose."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assessor_app.config.paths import AppPaths, ProfilePaths

LONGEST = 40


class BadLabel(ValueError):
    """This cannot be a label. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class ProfileLabel:
    """`words` is empty unless the assessor chose some; then place and day tell the profiles apart."""

    profile_id: str
    words: str
    number: int
    """From 1, in the order they were made."""

    made_at: datetime


def labels(paths: AppPaths) -> tuple[ProfileLabel, ...]:
    """Every profile of this laptop, the oldest first. A damaged label is as none."""
    found = [(_made_at(paths.profile(each)), each) for each in paths.profile_ids()]
    return tuple(
        ProfileLabel(profile_id, _words(paths.profile(profile_id)), number, made_at)
        for number, (made_at, profile_id) in enumerate(sorted(found), start=1)
    )


def set_label(place: ProfilePaths, words: str) -> None:
    """Keep what the assessor calls the profile; empty for nothing. Raises BadLabel, OSError."""
    kept = " ".join(words.split())
    if len(kept) > LONGEST or not kept.isprintable():
        raise BadLabel(f"A name for the profile has at most {LONGEST} letters, such as your initials. Choose another.")
    _write(place, {"words": kept, "made_at": _made_at(place).isoformat()})


def note_made(place: ProfilePaths, now: datetime) -> None:
    """Remember the day a profile was made."""
    _write(place, {"words": "", "made_at": now.isoformat()})


def last_used(paths: AppPaths) -> str | None:
    """The profile that was open last, None when it is gone."""
    with suppress(OSError, ValueError):
        name = _last(paths).read_text(encoding="utf-8").strip()
        return name if name in paths.profile_ids() else None
    return None


def remember_used(paths: AppPaths, profile_id: str) -> None:
    """A full disk only means that it is not remembered."""
    with suppress(OSError):
        _last(paths).write_text(profile_id, encoding="utf-8")


def _last(paths: AppPaths) -> Path:
    return paths.profiles / "last-used"


def _document(place: ProfilePaths) -> dict[str, object]:
    with suppress(OSError, ValueError):
        document = json.loads(place.label.read_text(encoding="utf-8"))
        return document if isinstance(document, dict) else {}
    return {}


def _words(place: ProfilePaths) -> str:
    words = _document(place).get("words")
    return " ".join(words.split())[:LONGEST] if isinstance(words, str) and words.isprintable() else ""


def _made_at(place: ProfilePaths) -> datetime:
    """As noted, else when its key file was last changed."""
    made_at = _document(place).get("made_at")
    if isinstance(made_at, str):
        with suppress(ValueError):
            parsed = datetime.fromisoformat(made_at)
            return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    try:
        return datetime.fromtimestamp(place.header.stat().st_mtime, UTC)
    except OSError:
        return datetime.fromtimestamp(0, UTC)


def _write(place: ProfilePaths, document: dict[str, str]) -> None:
    draft = place.label.with_suffix(".new")
    draft.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    draft.replace(place.label)
