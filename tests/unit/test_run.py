"""./run sets up what is missing, once, says what it does, and mends what was cut short."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ["cat", "cksum", "dirname", "env", "flock", "grep", "head", "mkdir", "nice", "rm", "sed", "sh", "tr"]

# Each stands in for a program of the system, and notes how it was called.
NOTE = '#!/bin/sh\necho "$(basename "$0") $*" >>"$CALLS"\n'
PROGRAMS = {
    "id": "#!/bin/sh\necho ${FAKE_UID:-0}\n",
    "uname": "#!/bin/sh\necho Linux\n",
    "dpkg-query": '#!/bin/sh\nsed "s/^/ii  /" "$INSTALLED"\nexit 1\n',  # 1: some name is unknown
    "apt-cache": '#!/bin/sh\nfor name; do :; done\ngrep -qx "$name" "$KNOWN"\n',
    "apt-get": NOTE + 'case " $* " in *" install "*) tr " " "\\n" <<X >>"$INSTALLED"\n$*\nX\nesac\n',
    "python3": NOTE
    + """case "$*" in
-V) echo Python 3.11.9 ;;
"-m venv --clear "*)
    rm -rf "$4"; mkdir -p "$4/bin"; cp "$VENV_PYTHON" "$4/bin/python"
    echo "#!$4/bin/python" >"$4/bin/pip" ;;
esac
""",
}
VENV_PYTHON = (
    NOTE
    + """case "$*" in
*python_version*) echo 3.11.9 ;;
*every.py*) exit ${CHECK_STATUS:-0} ;;
*"pip install"*) exit ${PIP_STATUS:-0} ;;
*"-m pytest "*)
    echo "the stream with $3"
    [ "$3" != "${FAILING_STREAM:-}" ] ;;
*assessor_app.demo*) echo "PYTHONPATH=${PYTHONPATH:-}${PYTHONDONTWRITEBYTECODE:-} platform=${QT_QPA_PLATFORM:-}" ;;
esac
"""
)
PROJECT = '[project]\nname = "x"\n{}\n# ---- rules for the checks\n{}\n'

STREAMS = [
    "python -m pytest tests/contract",
    "python -m pytest tests/gui",
    "python -m pytest tests/journeys",
    "python -m pytest tests/unit tests/faults tests/model",
]

Done = subprocess.CompletedProcess[str]


class Machine:
    """A system with a few programs and a checkout whose path has a space."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.checkout = folder / "my work"
        self.state = {name: folder / name.lower() for name in ("CALLS", "INSTALLED", "KNOWN", "VENV_PYTHON")}
        for path in (self.bin, self.checkout):
            path.mkdir()
        for path in self.state.values():
            path.write_text("")
        for tool in (*TOOLS, "basename", "cp"):
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        for name, text in PROGRAMS.items():
            self.put(self.bin / name, text)
        self.put(self.state["VENV_PYTHON"], VENV_PYTHON)
        shutil.copy(ROOT / "run", self.checkout / "run")
        self.project()

    def put(self, path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)

    def project(self, dependency: str = "", rule: str = "") -> None:
        (self.checkout / "pyproject.toml").write_text(PROJECT.format(dependency, rule))

    def run(self, *arguments: str, **environment: str) -> Done:
        """./run with these arguments, from another folder."""
        self.state["CALLS"].write_text("")
        return subprocess.run(
            [self.checkout / "run", *arguments],
            cwd=self.bin,
            env={"PATH": str(self.bin)} | {n: str(p) for n, p in self.state.items()} | environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def calls(self, word: str) -> list[str]:
        return [line for line in self.state["CALLS"].read_text().splitlines() if word in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def demo(machine: Machine) -> Callable[..., Done]:
    """./run demo at a desktop."""
    return lambda **environment: machine.run("demo", DISPLAY=":0", **environment)


def test_the_first_start_sets_up_and_the_second_only_starts(machine: Machine, demo: Callable[..., Done]) -> None:
    first = demo()
    assert first.returncode == 0, first.stderr
    assert "Installing: " in first.stderr
    assert len(machine.calls("apt-get")) == 2
    assert len(machine.calls("pip install")) == 1
    second = demo()
    assert second.returncode == 0, second.stderr
    assert second.stderr == ""
    assert machine.calls("apt-get") == machine.calls("pip install") == machine.calls("-m venv") == []


@pytest.mark.parametrize("name", ["libglib2.0-0", "libglib2.0-0t64"])
def test_a_renamed_library_is_asked_for_by_the_name_apt_knows(
    machine: Machine, demo: Callable[..., Done], name: str
) -> None:
    machine.state["KNOWN"].write_text(name + "\n")
    demo()
    assert name in machine.calls("install")[0].split()
    assert demo().stderr == ""


def test_only_what_a_command_needs_is_asked_for(machine: Machine) -> None:
    machine.run("demo", DISPLAY=":0")
    asked = machine.calls("install")[0].split()
    assert "libxcb-shape0" in asked
    assert "vlc-plugin-base" in asked
    assert "xvfb" not in asked
    machine.run("demo", ASSESSOR_DEMO_SECONDS="1")
    assert machine.calls("install")[0].split()[-2:] == ["xvfb", "xauth"]


def test_an_installation_cut_short_is_made_anew(machine: Machine, demo: Callable[..., Done]) -> None:
    broken = demo(PIP_STATUS="1")
    assert broken.returncode == 1
    assert "no network" in broken.stderr
    mended = demo()
    assert mended.returncode == 0, mended.stderr
    assert len(machine.calls("-m venv --clear")) == 1
    assert demo().stderr == ""


def test_new_dependencies_are_installed_and_new_rules_change_nothing(
    machine: Machine, demo: Callable[..., Done]
) -> None:
    demo()
    machine.project(rule="line-length = 110")
    assert demo().stderr == ""
    machine.project(dependency='dependencies = ["numpy"]')
    demo()
    assert len(machine.calls("pip install")) == 1
    assert machine.calls("-m venv") == []


def test_a_checkout_that_was_moved_is_set_up_again(machine: Machine, demo: Callable[..., Done]) -> None:
    demo()
    machine.checkout = machine.checkout.rename(machine.checkout.parent / "else where")
    assert demo().returncode == 0
    assert len(machine.calls("-m venv --clear")) == 1


def test_what_a_developer_needs_serves_the_demo_too(machine: Machine) -> None:
    machine.run("check")
    assert machine.calls("pip install")[0].endswith(".[dev]")
    machine.run("demo", DISPLAY=":0")
    assert machine.calls("pip install") == []


def test_without_root_and_sudo_the_administrators_command_is_printed(
    machine: Machine, demo: Callable[..., Done]
) -> None:
    refused = demo(FAKE_UID="1000")
    assert refused.returncode == 1
    assert "apt-get install --no-install-recommends libglib2.0-0 libdbus-1-3" in refused.stderr
    assert machine.calls("apt-get") == []
    assert demo(FAKE_UID="1000", ASSESSOR_NO_APT="1").returncode == 0


def test_with_sudo_it_installs(machine: Machine, demo: Callable[..., Done]) -> None:
    machine.put(machine.bin / "sudo", NOTE + 'shift\nexec "$@"\n')
    assert demo(FAKE_UID="1000").returncode == 0
    assert machine.calls("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")


def test_without_apt_the_list_is_printed_once_and_it_goes_on(machine: Machine, demo: Callable[..., Done]) -> None:
    (machine.bin / "apt-get").unlink()
    told = demo()
    assert told.returncode == 0, told.stderr
    assert "libxcb-cursor0" in told.stderr
    assert demo().stderr == ""


def test_without_any_python_it_says_which_one_is_needed(machine: Machine, demo: Callable[..., Done]) -> None:
    machine.put(machine.bin / "python3", "#!/bin/sh\nexit 1\n")
    refused = demo()
    assert refused.returncode == 1
    assert "Python 3.11 or newer is needed" in refused.stderr


def test_without_a_display_the_demo_says_so(machine: Machine) -> None:
    refused = machine.run("demo")
    assert refused.returncode == 1
    assert "there is no display" in refused.stderr
    assert machine.calls("assessor_app.demo") == []


def test_another_environments_python_settings_stay_out(demo: Callable[..., Done]) -> None:
    assert "PYTHONPATH= " in demo(PYTHONPATH="/elsewhere", PYTHONHOME="/elsewhere", PYTHONDONTWRITEBYTECODE="1").stdout


def test_the_tour_writes_where_it_was_asked_from(machine: Machine) -> None:
    assert machine.run("tour", "my pictures").returncode == 0
    pictures = machine.bin / "my pictures"
    assert pictures.is_dir()
    assert machine.calls("tests.tour") == [f"python -m tests.tour {pictures}"]
    assert machine.run("tour").returncode == 1


def test_a_failing_check_fails_the_tests_but_does_not_hide_them(machine: Machine) -> None:
    passed = machine.run("test", "-k", "outbox")
    assert passed.returncode == 0, passed.stderr
    assert machine.calls("-m pytest") == ["python -m pytest -k outbox"]
    failed = machine.run("test", CHECK_STATUS="1")
    assert failed.returncode == 1
    assert sorted(machine.calls("-m pytest")) == STREAMS


def test_every_stream_is_told_and_each_may_fail_them_all(machine: Machine) -> None:
    passed = machine.run("test")
    assert passed.returncode == 0, passed.stderr
    assert sorted(machine.calls("-m pytest")) == STREAMS
    assert "the stream with tests/unit" in passed.stdout
    assert "the stream with tests/gui" in passed.stdout
    for stream in ("tests/unit", "tests/gui", "tests/journeys", "tests/contract"):
        assert machine.run("test", FAILING_STREAM=stream).returncode == 1


def test_together_the_streams_are_all_there_is() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    tops = {f"tests/{folder.relative_to(ROOT / 'tests').parts[0]}" for folder in folders}
    assert tops == {part for call in STREAMS for part in call.split() if part.startswith("tests/")}


def test_needs_only_a_posix_shell() -> None:
    assert (ROOT / "run").read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert os.access(ROOT / "run", os.X_OK)
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_says_what_it_can_do_and_refuses_the_rest() -> None:
    said = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True, check=True).stdout
    for command in ("demo", "test", "check", "bench", "soak", "tour", "app"):
        assert f"\n  {command} " in said
    assert subprocess.run([ROOT / "run", "nonsense"], capture_output=True, check=False).returncode == 2
