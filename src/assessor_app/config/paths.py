"""Where things are: the program's own data folders, and the assessor's files on this laptop."""

import sys
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_dir(name: str) -> Path:
    """Return the folder `name` ("resources" or "ui") of this installation.

    Looks in a frozen bundle, then in an installed wheel, then in a source checkout.
    Raises FileNotFoundError.
    """
    roots = [_PACKAGE, _PACKAGE.parents[1]]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        roots.insert(0, Path(bundle) / "assessor_app")
    for root in roots:
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"the program's folder {name!r} is missing: install it again")


@dataclass(frozen=True, slots=True)
class AppPaths:
    """Every place the program writes to, below one base folder."""

    base: Path

    @classmethod
    def at(cls, base: Path | None) -> "AppPaths":
        """Below `base`, or where this operating system keeps such files."""
        return cls(base.resolve()) if base is not None else cls.default()

    @classmethod
    def default(cls) -> "AppPaths":
        """The local, never roaming, data folder of this operating-system account."""
        import platformdirs  # noqa: PLC0415 - not needed with a base folder

        return cls(Path(platformdirs.user_data_dir("assessor-app", appauthor=False, roaming=False)))

    @property
    def profiles(self) -> Path:
        return self.base / "profiles"

    @property
    def settings_file(self) -> Path:
        return self.base / "settings.json"

    @property
    def district_kept(self) -> Path:
        """The last district file that could be read."""
        return self.base / "district-last.toml"

    @property
    def practice(self) -> Path:
        return self.base / "practice"

    def profile(self, profile_id: str) -> "ProfilePaths":
        return ProfilePaths(self.profiles / profile_id)

    def profile_ids(self) -> tuple[str, ...]:
        """Profiles on this laptop, oldest first (ids sort by the time they were made)."""
        if not self.profiles.is_dir():
            return ()
        return tuple(sorted(p.name for p in self.profiles.iterdir() if ProfilePaths(p).header.is_file()))


@dataclass(frozen=True, slots=True)
class ProfilePaths:
    """One assessor's folder."""

    root: Path

    @property
    def header(self) -> Path:
        return self.root / "profile.json"

    @property
    def database(self) -> Path:
        return self.root / "work.db"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def media_keys(self) -> Path:
        """The keys of what is in `media`. In no backup: destroying a key here destroys the evidence for good."""
        return self.root / "keys.db"

    @property
    def settings(self) -> Path:
        """What protects children, sealed."""
        return self.root / "settings.sealed"

    @property
    def backups(self) -> Path:
        return self.root / "work.db.backups"

    @property
    def finals(self) -> Path:
        """Sealed copies of finals that no server has yet."""
        return self.root / "finals"

    @property
    def open_mark(self) -> Path:
        """There while a window works with this profile: left behind, the program ended without closing it."""
        return self.root / "open.mark"

    @property
    def checked(self) -> Path:
        """When the database was last looked through as a whole."""
        return self.root / "checked.json"

    @property
    def lock(self) -> Path:
        return self.root / "profile.lock"

    @property
    def attempts(self) -> Path:
        """Wrong tries at the passphrase."""
        return self.root / "attempts.json"

    @property
    def label(self) -> Path:
        """What the assessor calls this profile, in plain text."""
        return self.root / "label.json"
