"""Nothing of what is in memory gets into a file by accident: no core dump, no words in what a crash prints."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assessor_app.config.hardening import told

SECRET = "Zebulon-Quux-Seven"
CRASH = """
import os, sys
from assessor_app.config.hardening import forbid_dumps, say_little
assert forbid_dumps()
say_little()
if sys.argv[1] == "state":
    import ctypes, resource
    print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
elif sys.argv[1] == "thread":
    import threading
    def fail():
        raise ValueError(sys.argv[2])
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
else:
    raise ValueError(sys.argv[2])
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CRASH, *words], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(sys.platform != "linux", reason="what the kernel says is read on Linux")
def test_a_crash_writes_no_core_and_nobody_reads_the_memory() -> None:
    assert run("state").stdout.split("\n")[0] == "(0, 0) 0"


@pytest.mark.parametrize("where", ["main", "thread"])
def test_what_a_crash_prints_names_no_value(where: str) -> None:
    said = run(where, SECRET).stderr
    assert SECRET not in said
    assert "ValueError" in said


def test_where_it_happened_is_told_without_the_path(tmp_path: Path) -> None:
    module = tmp_path / SECRET / "place.py"
    module.parent.mkdir()
    module.write_text("def fail(name):\n    raise KeyError(name)\n", encoding="utf-8")
    space: dict[str, object] = {}
    exec(compile(module.read_text(encoding="utf-8"), os.fspath(module), "exec"), space)
    with pytest.raises(KeyError) as caught:
        space["fail"](SECRET)  # type: ignore[operator]
    words = told(caught.type, caught.tb)
    assert "place.py:2 fail" in words
    assert SECRET not in words


ENTRIES = {
    "program": "from assessor_app.__main__ import main; main()",
    "worker": "from assessor_app.media.worker_main import main; main(['4096'])",
}
HARD = "; import ctypes, resource, sys; dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)"
VERDICT = "; sys.exit(0 if dumpable == 0 and resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) else 1)"


@pytest.mark.skipif(sys.platform != "linux", reason="what the kernel says is read on Linux")
@pytest.mark.parametrize("entry", sorted(ENTRIES))
def test_the_program_and_its_worker_forbid_dumps_by_themselves(entry: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", ENTRIES[entry] + HARD + VERDICT]
    command += ["--basedir", os.fspath(tmp_path), "profile", "list"]
    assert (
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60).returncode == 0
    )
