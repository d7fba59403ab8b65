"""The keys of the player's controls and of the timeline reach them."""

from PySide6.QtTest import QTest

from tests.gui.shell_fixtures import Asked, BareWorkbench
from tests.gui.test_keys import ALT, CTRL, KEY, PLAIN, SHIFT, page, shell, tap

__all__ = ["page", "shell"]


def test_loop_sound_picture_and_timeline_have_their_keys(page: BareWorkbench) -> None:
    for typed in ("[", "]", "b", "+", "=", "-", "a"):
        QTest.keyClicks(page.stage, typed)
    for key, modifiers in (
        (KEY.Key_PageUp, PLAIN),
        (KEY.Key_PageDown, PLAIN),
        (KEY.Key_Up, CTRL),
        (KEY.Key_M, SHIFT),
        (KEY.Key_Z, PLAIN),
        (KEY.Key_0, CTRL),
        (KEY.Key_Left, ALT),
    ):
        tap(page, key, modifiers)
    assert asked(page.controls) == [
        "begin_loop()",
        "end_loop()",
        "toggle_loop(None)",
        "change_loudness(1)",
        "toggle_mute()",
        "zoom(1)",
        "show_whole_picture()",
        "pan(-1, 0)",
    ]
    assert len(asked(page.timeline)) == 6


def asked(part: object) -> list[str]:
    assert isinstance(part, Asked)
    return part.asked
