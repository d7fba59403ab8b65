"""A migration that ends, or finds a full disk, at any of its steps: the next start has every row, in the new schema."""

from pathlib import Path

import pytest

from assessor_app.domain import failpoints
from assessor_app.store.profile_store import open_store
from assessor_app.store.upgrade import row_counts
from tests.fakes.released_stores import make_schema_3
from tests.fakes.store_factory import RAW_KEY

STEPS = (
    "migration.copied",
    "migration.copy_checked",
    "migration.copy_named",
    "migration.begun",
    "migration.run",
    "migration.commit",
)


class PowerCut(BaseException):
    """Nothing in the program can hold it up."""


def rows_in(path: Path) -> dict[str, int]:
    """Open it as the program does, and count."""
    store = open_store(path, RAW_KEY)
    try:
        assert store.problems() == ()
        with store.database.reader() as connection:
            return row_counts(connection)
    finally:
        store.close()


def test_everything_of_a_released_profile_is_there_after_each_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released, undisturbed = tmp_path / "a" / "profile.db", tmp_path / "b" / "profile.db"
    for path in (released, undisturbed):
        path.parent.mkdir()
        make_schema_3(path, RAW_KEY)

    def cut() -> None:
        raise PowerCut

    for step in STEPS:
        for way in (cut, failpoints._fire):
            with monkeypatch.context() as patch:
                patch.setattr(failpoints, "_ARMED", step)
                patch.setattr(failpoints, "_WHAT", "enospc")
                patch.setattr(failpoints, "_fire", way)
                with pytest.raises((PowerCut, OSError)):
                    open_store(released, RAW_KEY)
    assert rows_in(released) == rows_in(undisturbed)
