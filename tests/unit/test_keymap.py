"""Own keys over the key table: what is found, what clashes, what is refused, and what survives bad settings."""

import pytest

from assessor_app.commands.bindings import TABLE, Binding
from assessor_app.commands.key_rules import NO_NAME, refusal
from assessor_app.commands.keymap import Keymap, KeyRefused, row_id
from assessor_app.commands.modes import Mode

PLAY, MOMENTS = "workbench/play.toggle", "workbench/pane.show/moments"
UNDO, SETTINGS = "workbench/edit.undo", "window/page.settings"


def command_at(keymap: Keymap, mode: Mode, key: str) -> str | None:
    row = keymap.find(mode, key)
    return None if row is None else row.command


def test_every_row_has_a_name_of_its_own() -> None:
    assert len({row_id(row) for row in TABLE}) == len(TABLE)


def test_the_table_itself_is_free_of_conflicts() -> None:
    assert Keymap(TABLE).conflicts() == ()


def test_without_own_keys_the_table_applies_and_modes_stand_behind_each_other() -> None:
    keymap = Keymap(TABLE)
    assert command_at(keymap, Mode.WORKBENCH, "Space") == "play.toggle"
    assert command_at(keymap, Mode.WORKBENCH, "F5") == "sync.now"
    assert command_at(keymap, Mode.TEXT, "K") is None
    assert command_at(keymap, Mode.FIELD, "F5") == "sync.now"
    assert command_at(keymap, Mode.DIALOG, "F5") is None
    assert keymap.keys_of("pane.show", "moments") == "M"


def test_a_changed_row_is_found_saved_and_told() -> None:
    saved: list[dict[str, str]] = []
    told: list[str] = []
    keymap = Keymap(TABLE, {}, saved.append)
    keymap.listen(lambda: told.append(keymap.keys_of("play.toggle")))
    keymap.set(PLAY, ("P", "F9"))
    assert command_at(keymap, Mode.WORKBENCH, "P") == command_at(keymap, Mode.WORKBENCH, "F9") == "play.toggle"
    assert command_at(keymap, Mode.WORKBENCH, "Space") is None
    assert saved == [{PLAY: "P F9"}]
    assert told == ["P"]
    assert Keymap(TABLE, saved[0]).row(PLAY).keys == ("P", "F9")
    assert keymap.is_changed(PLAY)


def test_a_row_without_keys_has_none() -> None:
    keymap = Keymap(TABLE, {MOMENTS: ""})
    assert keymap.row(MOMENTS).keys == ()
    assert keymap.keys_of("pane.show", "moments") == ""
    assert command_at(keymap, Mode.WORKBENCH, "M") is None


def test_a_key_in_use_is_refused_naming_the_other_until_it_is_taken_over() -> None:
    keymap = Keymap(TABLE)
    (clash,) = keymap.clashes(MOMENTS, "Ctrl+Z")
    assert clash.other.command == "edit.undo"
    with pytest.raises(KeyRefused, match="Undo"):
        keymap.set(MOMENTS, ("Ctrl+Z",))
    assert keymap.overrides == {}
    keymap.set(MOMENTS, ("M", "Ctrl+Z"), take_over=True)
    assert keymap.row(MOMENTS).keys == ("M", "Ctrl+Z")
    assert keymap.row(UNDO).keys == ()
    assert keymap.conflicts() == ()


def test_a_key_of_the_mode_behind_clashes_too_and_one_of_another_place_does_not() -> None:
    keymap = Keymap(TABLE)
    assert [clash.other.command for clash in keymap.clashes(PLAY, "F5")] == ["sync.now"]
    assert keymap.clashes("inbox/page.keys", "M") == ()


def test_a_reset_may_clash_and_then_the_own_key_counts() -> None:
    keymap = Keymap(TABLE)
    keymap.set(PLAY, ("M",), take_over=True)
    keymap.reset(MOMENTS)
    (clash,) = keymap.conflicts()
    assert {clash.row.command, clash.other.command} == {"play.toggle", "pane.show"}
    assert command_at(keymap, Mode.WORKBENCH, "M") == "play.toggle"
    keymap.set(PLAY, ("M",), take_over=True)
    assert keymap.conflicts() == ()


def test_a_new_versions_key_does_not_push_an_own_key_aside() -> None:
    newer = (*TABLE, Binding("workbench", ("P",), "play.start", "New", 7))
    keymap = Keymap(newer, {PLAY: "P"})
    assert command_at(keymap, Mode.WORKBENCH, "P") == "play.toggle"
    assert [clash.key for clash in keymap.conflicts()] == ["P"]


def test_resetting_all_keeps_what_a_newer_version_stored_and_can_be_taken_back() -> None:
    keymap = Keymap(TABLE, {PLAY: "P", "workbench/dance": "D"})
    before = keymap.overrides
    keymap.reset_all()
    assert keymap.rows == TABLE
    assert keymap.overrides == {"workbench/dance": "D"}
    keymap.restore(before)
    assert keymap.row(PLAY).keys == ("P",)


@pytest.mark.parametrize("damage", ["Ctrl+", "Hyper+K", "Enterr", "Tab", "3", "Escape", "Ctrl+3", "K\x00"])
def test_a_damaged_row_falls_back_to_its_default_and_is_not_lost(damage: str) -> None:
    saved: list[dict[str, str]] = []
    keymap = Keymap(TABLE, {PLAY: damage}, saved.append)
    assert keymap.row(PLAY).keys == ("Space", "Ctrl+Space")
    keymap.set(MOMENTS, ("G",))
    assert saved[-1][PLAY] == damage


def test_what_cannot_be_saved_changes_nothing() -> None:
    def full(_: dict[str, str]) -> None:
        raise OSError("disk full")

    keymap = Keymap(TABLE, {}, full)
    with pytest.raises(OSError, match="full"):
        keymap.set(PLAY, ("P",))
    assert keymap.rows == TABLE


# ---- what stays ----


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("workbench/pane.player", "Escape"),
        ("text/pane.player", "Escape"),
        (SETTINGS, "Ctrl+3"),
        ("window/page.keys", "F1"),
    ],
)
def test_ways_out_keep_their_keys(name: str, key: str) -> None:
    keymap = Keymap(TABLE)
    keymap.set(name, ("F7",))
    assert keymap.row(name).keys == ("F7", key)
    assert key in Keymap(TABLE, {name: ""}).row(name).keys


@pytest.mark.parametrize("key", ["Escape", "Ctrl+3", "F1", "1", "9", "Alt+4"])
def test_nothing_else_gets_such_a_key(key: str) -> None:
    keymap = Keymap(TABLE)
    assert keymap.refusal(PLAY, key)
    with pytest.raises(KeyRefused):
        keymap.set(PLAY, (key,), take_over=True)


def test_digits_stay_as_a_block() -> None:
    keymap = Keymap(TABLE, {"workbench/mark.criterion": "X"})
    assert keymap.row("workbench/mark.criterion").keys == tuple("123456789")
    with pytest.raises(KeyRefused, match="digits"):
        keymap.set("workbench/mark.criterion", ("X",))


@pytest.mark.parametrize(
    ("mode", "key", "is_free"),
    [
        (Mode.TEXT, "K", False),
        (Mode.TEXT, "Shift+K", False),
        (Mode.TEXT, "Space", False),
        (Mode.TEXT, "Left", False),
        (Mode.TEXT, "Ctrl+Left", False),
        (Mode.TEXT, "Ctrl+V", False),
        (Mode.TEXT, "Ctrl+Alt+E", False),
        (Mode.TEXT, "Ctrl+K", True),
        (Mode.TEXT, "F8", True),
        (Mode.TEXT, "Shift+F8", True),
        (Mode.WINDOW, "G", False),
        (Mode.WINDOW, "Alt+G", True),
        (Mode.INBOX, "Down", False),
        (Mode.INBOX, "G", True),
        (Mode.WORKBENCH, "G", True),
        (Mode.WORKBENCH, "Ctrl++", True),
        (Mode.WORKBENCH, "ß", True),
        (Mode.WORKBENCH, "Meta+G", False),
        (Mode.WORKBENCH, "Alt+F4", False),
        (Mode.WORKBENCH, "Ctrl+Alt+F2", False),
        (Mode.WORKBENCH, "Shift+Tab", False),
        (Mode.WORKBENCH, "", False),
        (Mode.WORKBENCH, "Ctrl", False),
    ],
)
def test_keys_for_typing_and_keys_of_the_system_are_refused_in_words(mode: Mode, key: str, is_free: bool) -> None:
    reason = refusal(mode, key)
    assert (reason == "") is is_free
    assert is_free or reason.endswith(".")


def test_every_key_of_the_table_has_a_name_a_key_event_can_have() -> None:
    names = [(row.mode, key) for row in TABLE for key in row.keys]
    assert [name for name in names if refusal(*name) == NO_NAME] == []
