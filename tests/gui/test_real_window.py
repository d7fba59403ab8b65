"""A process with a real window gets the keys that are typed: what later tests of keys and focus stand on."""

import subprocess
import sys
from collections.abc import Mapping

import pytest

TITLE = "A field to type in"
PROGRAM = f"""
from PySide6.QtWidgets import QApplication, QLineEdit

app = QApplication([])
field = QLineEdit()
field.setWindowTitle("{TITLE}")
field.returnPressed.connect(lambda: (print(app.platformName(), field.text()), app.quit()))
field.show()
app.exec()
"""


@pytest.mark.real_window
def test_typed_keys_reach_the_window(real_window: Mapping[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=real_window, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        find = ["xdotool", "search", "--sync", "--name", TITLE, "windowactivate", "--sync"]
        subprocess.run([*find, "type", "17,5 Ok"], check=True, timeout=20)
        subprocess.run(["xdotool", "key", "Return"], check=True, timeout=5)
        typed, complaints = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert typed == "xcb 17,5 Ok\n"
    assert complaints == ""
