"""A store with one server, rubric and submission in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import make_world


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_world(tmp_path) as world:
        yield world
