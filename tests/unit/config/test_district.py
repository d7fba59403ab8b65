"""The district file: defaults, what is fixed, what may only be tightened, and what a bad one does."""

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from assessor_app.config.district import NO_DISTRICT, VARIABLE, District, district_files, read_district
from assessor_app.config.known_settings import OF_PROFILE, PROTECTIVE
from assessor_app.config.settings import LockedSetting, SettingsFile

GOOD = f"""
recovery_key = "{base64.b64encode(bytes(range(32))).decode()}"

[settings]
lock_after_min = 5
theme = "dark"
proxy = "pac"

[locked]
allow_pin = false
bandwidth_kbps = 2000

[servers]
"Riverside" = "https://assess.riverside.example/#key=abc"
"""


class Sealed:
    """Stands in for the sealed file of a profile."""

    def __init__(self, **values: object) -> None:
        self.values: dict[str, object] = dict(values)
        self.is_damaged = False

    def read(self) -> dict[str, object]:
        return dict(self.values)

    def write(self, values: Mapping[str, object]) -> None:
        self.values = dict(values)


def district_of(tmp_path: Path, text: str, kept: Path | None = None) -> District:
    file = tmp_path / "district.toml"
    file.write_text(text, encoding="utf-8")
    return read_district(kept, (tmp_path / "absent.toml", file))


def settings_of(tmp_path: Path, text: str, **profile: object) -> SettingsFile:
    settings = SettingsFile(tmp_path / "settings.json", district_of(tmp_path, text))
    settings.attach(Sealed(**profile))
    return settings


def test_each_value_says_where_it_comes_from(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, GOOD)
    assert settings.problems == ()
    assert (settings.get("text_size"), settings.origin("text_size")) == (100, "default")
    assert (settings.get("theme"), settings.origin("theme")) == ("dark", "district")
    settings.set("theme", "light")
    assert (settings.get("theme"), settings.origin("theme")) == ("light", "assessor")
    settings.reset("theme")
    assert (settings.get("theme"), settings.origin("theme")) == ("dark", "district")
    assert [(one.name, one.address) for one in settings.district.servers] == [
        ("Riverside", "https://assess.riverside.example/#key=abc")
    ]
    assert settings.district.recovery_key == bytes(range(32))


def test_whoever_listens_hears_of_every_change_once_it_is_kept(tmp_path: Path) -> None:
    settings, heard = settings_of(tmp_path, GOOD), list[tuple[str, object]]()
    settings.listen(lambda key: heard.append((key, settings.get(key))))
    settings.set("lock_after_min", 2)
    settings.reset("lock_after_min")
    with pytest.raises(LockedSetting):
        settings.set("allow_pin", True)
    assert heard == [("lock_after_min", 2), ("lock_after_min", 5)]


def test_what_is_fixed_cannot_be_changed(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, GOOD, allow_pin=True)
    with pytest.raises(LockedSetting, match="district"):
        settings.set("bandwidth_kbps", 0)
    assert settings.get("bandwidth_kbps") == 2000
    assert settings.get("allow_pin") is False, "not even when the profile had said so before"
    assert settings.is_locked("allow_pin")
    assert settings.origin("allow_pin") == "district"


def test_what_protects_children_can_only_be_tightened(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, GOOD, lock_after_min=60)
    assert (settings.get("lock_after_min"), settings.origin("lock_after_min")) == (5, "district")
    with pytest.raises(LockedSetting, match="5 or stricter"):
        settings.set("lock_after_min", 6)
    settings.set("lock_after_min", 2)
    assert (settings.get("lock_after_min"), settings.origin("lock_after_min")) == (2, "assessor")


def test_a_list_of_locked_keys_fixes_the_values_above_it(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, 'locked = ["theme", "nonsense", "text_size"]\n[settings]\ntheme = "dark"\n')
    assert settings.is_locked("theme")
    assert not settings.is_locked("text_size")
    assert len(settings.problems) == 2


def test_settings_of_a_profile_are_not_in_the_shared_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"format": 2, "lock_after_min": 240, "theme": "dark"}')
    settings, sealed = SettingsFile(file), Sealed()
    settings.attach(sealed)
    assert settings.get("lock_after_min") == 10, "who shares the account cannot keep the window from locking"
    settings.set("allow_screenshots", True)
    settings.set("text_size", 150)
    assert sealed.values == {"allow_screenshots": True}
    assert "allow_screenshots" not in file.read_text()
    assert PROTECTIVE < OF_PROFILE


def test_a_file_of_an_earlier_release_does_not_make_defaults_a_choice(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "system", "text_size": 150}')
    settings = SettingsFile(file, district_of(tmp_path, GOOD))
    assert settings.origin("theme") == "district"
    assert settings.origin("text_size") == "assessor"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[settings]\nlock_after_min = "5"\n', "line 2", "1 to 240"),
        ("[settings]\nlock_aftermin = 5\n", "line 2", "no setting"),
        ("[settings]\nloudness = 2.0\n", "line 2", "own"),
        ("recovery_key = 'abc'\n", "line 1", "32 bytes"),
        ("[servers]\nA = 'http://assess.example'\n", "line 2", "https"),
        ("[settings]\n[servers]\n[teachers]\n", "line 3", "not known"),
        ("settings = 3\n", "line 1", "table"),
    ],
)
def test_one_bad_value_is_named_and_takes_no_other_along(tmp_path: Path, text: str, line: str, reason: str) -> None:
    district = district_of(tmp_path, text + "\n[locked]\nallow_screenshots = false\n")
    (problem,) = district.problems
    assert str(tmp_path / "district.toml") in problem
    assert line in problem
    assert reason in problem
    assert district.locked == {"allow_screenshots"}


def test_a_file_that_cannot_be_read_leaves_the_last_good_one_counting(tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    district_of(tmp_path, GOOD, kept)
    district = district_of(tmp_path, GOOD + "\n= nonsense", kept)
    assert "line" in district.problems[0]
    assert district.is_last_good
    assert district.locked == {"allow_pin", "bandwidth_kbps"}


@pytest.mark.parametrize("content", [b"= nonsense", b"\xff\xfe", b"#" * 300_000])
def test_without_a_last_good_one_nothing_protective_is_looser_than_the_default(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "district.toml"
    file.write_bytes(content)
    settings = SettingsFile(tmp_path / "settings.json", read_district(None, (file,)))
    settings.attach(Sealed(lock_after_min=240, allow_screenshots=True))
    assert str(file) in settings.problems[0]
    assert settings.get("lock_after_min") == 10
    assert settings.get("allow_screenshots") is False
    settings.set("lock_after_min", 3)
    assert settings.get("lock_after_min") == 3


def test_a_district_file_that_was_taken_away_counts_no_longer(tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    district_of(tmp_path, GOOD, kept)
    (tmp_path / "district.toml").unlink()
    assert read_district(kept, (tmp_path / "district.toml",)) == NO_DISTRICT
    assert not kept.exists()


def test_places_only_an_administrator_can_write_come_before_the_environment() -> None:
    here = {VARIABLE: "/tmp/mine.toml", "XDG_CONFIG_DIRS": "/home/me:/etc/xdg", "PROGRAMDATA": r"C:\ProgramData"}
    linux = [path.as_posix() for path in district_files("linux", here)]
    assert linux == [
        "/etc/xdg/assessor-app/district.toml",
        "/etc/assessor-app/district.toml",
        "/home/me/assessor-app/district.toml",
        "/tmp/mine.toml",
    ]
    assert "ProgramData" in str(district_files("win32", here)[0])
    assert district_files("darwin", {})[0].as_posix() == "/Library/Application Support/assessor-app/district.toml"
