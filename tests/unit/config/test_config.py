"""Paths and settings: where files go, what a bad settings file does."""

from pathlib import Path

import pytest

from assessor_app.config.paths import AppPaths, data_dir
from assessor_app.config.settings import SettingsFile


def test_the_programs_own_folders_are_found() -> None:
    assert (data_dir("resources")).is_dir()
    with pytest.raises(FileNotFoundError, match="install it again"):
        data_dir("no-such-folder")


def test_profiles_are_folders_with_a_header(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path)
    assert paths.profile_ids() == ()
    (paths.profiles / "b").mkdir(parents=True)
    (paths.profiles / "a").mkdir()
    paths.profile("a").header.write_text("{}")
    assert paths.profile_ids() == ("a",)


def test_settings_survive_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    SettingsFile(file).set("pre_roll_s", 3.5)
    assert SettingsFile(file).get("pre_roll_s") == 3.5


def test_a_value_out_of_bounds_changes_nothing(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "settings.json")
    with pytest.raises(ValueError, match="15"):
        settings.set("pre_roll_s", 60)
    assert settings.get("pre_roll_s") == 5.0


@pytest.mark.parametrize("content", ["{", '{"text_size": 900}', "[]"])
def test_a_damaged_settings_file_is_set_aside(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(content)
    assert SettingsFile(file).get("text_size") == 100
    assert file.with_suffix(".damaged").read_text() == content


def test_settings_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"tomorrow": 1}')
    SettingsFile(file).set("theme", "dark")
    assert '"tomorrow":1' in file.read_text().replace(" ", "").replace("\n", "")


def test_one_damaged_value_takes_no_other_along(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    content = '{"text_size": 150, "keys": {"workbench/play.toggle": ["P"]}, "tomorrow": 1}'
    file.write_text(content)
    settings = SettingsFile(file)
    assert settings.get("text_size") == 150
    assert settings.get("keys") == {}
    assert file.with_suffix(".damaged").read_text() == content
    settings.set("keys", {"workbench/play.toggle": "P"})
    assert SettingsFile(file).get("keys") == {"workbench/play.toggle": "P"}
    assert SettingsFile(file).values.document()["tomorrow"] == 1
