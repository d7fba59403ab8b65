"""What holds for every test of widgets: the program looks afterwards as it did before."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _looks_as_before() -> Iterator[None]:
    """A style sheet left behind changes what later tests measure, and makes each of their windows slow to build."""
    yield
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet():
        app.setStyleSheet("")
        pytest.fail("left a style sheet behind: use shell_fixtures.plain_look", pytrace=False)
