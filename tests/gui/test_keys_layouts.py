"""Keys as real keyboards send them: a US, a French and a German layout on a real window."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest

TITLE = "Names of keys"
PROGRAM = f"""
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from assessor_app.gui.key_names import key_name

class Names(QWidget):
    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_F12:
            QApplication.quit()
        elif key_name(event):
            print(key_name(event), flush=True)

app = QApplication([])
window = Names()
window.setWindowTitle("{TITLE}")
window.resize(300, 200)
window.show()
app.exec()
"""
# By their place: 10-19 is the digit row, 58-60 are the keys right of M, 94 stands beside the left Shift, 96 is F12.
LEAVE = "96"


@pytest.fixture
def us_layout_again(real_window: Mapping[str, str]) -> Iterator[None]:
    if shutil.which("setxkbmap") is None:
        pytest.skip("no setxkbmap: it comes with the X server's package")
    yield
    subprocess.run(["setxkbmap", "us"], check=True, timeout=10)


@pytest.mark.real_window
@pytest.mark.usefixtures("us_layout_again")
@pytest.mark.parametrize(
    ("layout", "typed", "names"),
    [
        ("us", "10 12 19 Alt_L+12 Shift_L+59 59 Shift_L+61", "1 3 0 Alt+3 < , ?"),
        ("fr", "10 12 19 Shift_L+12 Alt_L+12 94 Shift_L+59", "1 3 0 3 Alt+3 < ."),
        ("de", "12 ISO_Level3_Shift+17 94 Shift_L+94 Shift_L+20", "3 [ < > ?"),
    ],
)
def test_the_same_keys_are_found_on_every_layout(
    real_window: Mapping[str, str], layout: str, typed: str, names: str
) -> None:
    subprocess.run(["setxkbmap", layout], check=True, timeout=10)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=real_window, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        find = ["xdotool", "search", "--sync", "--name", TITLE, "windowactivate", "--sync"]
        subprocess.run(find, check=True, timeout=20)
        # A command of its own: after a search xdotool would send events, which have no layout.
        subprocess.run(["xdotool", "key", "--delay", "60", *typed.split(), LEAVE], check=True, timeout=30)
        found, complaints = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert complaints == ""
    assert found.split() == names.split()
