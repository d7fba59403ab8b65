"""A desk with one submission on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.services.desk import EditingDesk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EditingDesk]:
    with open_desk(tmp_path, ("assignment-1", "assignment-2")) as one:
        yield one
