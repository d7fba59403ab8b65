"""Every check of packaging/checks refuses what it is for, and lets the right thing pass."""

import ast
import shutil
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import engines
import every
import forms
import key_table
import qt_shadowing
import refused_calls
import sizes
import tree

Put = Callable[[str, str], Path]

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <class>SignIn</class>
 <widget class="QDialog" name="SignIn">
  <layout class="QVBoxLayout"><item><widget class="QLineEdit" name="{field}"/></item></layout>
 </widget>
</ui>
"""


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a dedented file into an otherwise empty repository."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write


Output = pytest.CaptureFixture[str]


def lines_of(count: int) -> str:
    return "def long() -> None:\n" + "    x = 1\n" * (count - 1)


# ---- sizes ----


@pytest.mark.parametrize(("lines", "status"), [(50, 0), (51, 1)])
def test_a_function_may_have_fifty_lines(put: Put, tmp_path: Path, lines: int, status: int) -> None:
    put("src/assessor_app/one.py", '"""One."""\n' + lines_of(lines))
    assert sizes.main(tmp_path) == status


@pytest.mark.parametrize(("lines", "status"), [(400, 0), (401, 1)])
def test_a_module_may_have_four_hundred_lines(put: Put, tmp_path: Path, lines: int, status: int) -> None:
    put("src/assessor_app/one.py", '"""One."""\n' + "x = 1\n" * (lines - 1))
    assert sizes.main(tmp_path) == status


@pytest.mark.parametrize(("methods", "status"), [(20, 0), (21, 1)])
def test_a_class_may_have_twenty_public_methods(put: Put, tmp_path: Path, methods: int, status: int) -> None:
    body = "".join(f"    def do_{n}(self): ...\n    def _inner_{n}(self): ...\n" for n in range(methods))
    put("src/assessor_app/one.py", '"""One."""\nclass Screen:\n' + body)
    assert sizes.main(tmp_path) == status


@pytest.mark.parametrize(("branches", "status"), [(9, 0), (10, 1)])
def test_complexity_may_be_ten(put: Put, tmp_path: Path, branches: int, status: int) -> None:
    put("src/assessor_app/one.py", '"""One."""\ndef go(x):\n' + "    if x: pass\n" * branches)
    assert sizes.main(tmp_path) == status


def test_generated_forms_migrations_and_key_tables_may_be_long(put: Put, tmp_path: Path) -> None:
    put("src/assessor_app/gui/forms/ui_big.py", "x = 1\n" * 500)
    for name in ("store/migrations/versions/0001_first.py", "commands/bindings.py"):
        put(f"src/assessor_app/{name}", '"""One."""\n' + "x = 1\n" * 500)
    assert sizes.main(tmp_path) == 0


def test_the_aims_are_reported_but_do_not_fail(put: Put, tmp_path: Path, capsys: Output) -> None:
    put("src/assessor_app/one.py", '"""One."""\n' + lines_of(13))
    assert sizes.main(tmp_path) == 0
    assert "lines in a function: 0 of 1 within the aim of 12; the most is 13" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("What lies where, e.g. Paths.", True),
        ("What lies where.", True),
        ("What lies where", False),
        ("", False),
        ("First this. Then that.", False),
    ],
)
def test_a_module_opens_with_one_sentence(put: Put, tmp_path: Path, text: str, is_one: bool) -> None:
    put("src/assessor_app/one.py", f'"""{text}\n\nMore. And more.\n"""\n' if text else "x = 1\n")
    assert sizes.main(tmp_path) == (0 if is_one else 1)


def test_package_files_stay_empty(put: Put, tmp_path: Path, capsys: Output) -> None:
    put("src/assessor_app/__init__.py", "")
    assert sizes.main(tmp_path) == 0
    put("src/assessor_app/store/__init__.py", "x = 1\n")
    assert sizes.main(tmp_path) == 1
    assert "src/assessor_app/store/__init__.py:1" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["utils", "helpers", "media_manager", "misc", "common/paths", "store/sql_helpers"])
def test_names_that_fit_anything_are_refused(put: Put, tmp_path: Path, name: str) -> None:
    put(f"src/assessor_app/{name}.py", '"""One."""\n')
    assert sizes.main(tmp_path) == 1


def test_class_names_are_looked_at_too(put: Put, tmp_path: Path) -> None:
    put("src/assessor_app/one.py", '"""One."""\nclass SQLManager: ...\n')
    assert sizes.main(tmp_path) == 1
    put("src/assessor_app/one.py", '"""One."""\nclass Management: ...\n')
    assert sizes.main(tmp_path) == 0


# ---- forms ----


def test_a_form_must_be_compiled_current_and_alone(put: Put, tmp_path: Path, capsys: Output) -> None:
    put("ui/sign_in.ui", FORM.format(field="url"))
    assert forms.main(tmp_path, []) == 1
    assert "ui_sign_in.py is missing" in capsys.readouterr().err
    assert forms.main(tmp_path, ["--write"]) == 0
    put("ui/sign_in.ui", FORM.format(field="token"))
    assert forms.main(tmp_path, []) == 1
    assert "older than its form" in capsys.readouterr().err
    assert forms.main(tmp_path, ["--write"]) == 0
    put("src/assessor_app/gui/forms/ui_gone.py", "")
    assert forms.main(tmp_path, []) == 1
    assert "ui_gone.py has no form" in capsys.readouterr().err


def test_a_broken_form_is_named(put: Put, tmp_path: Path, capsys: Output) -> None:
    put("ui/sign_in.ui", "<ui><widget>")
    assert forms.main(tmp_path, []) == 1
    assert "sign_in.ui cannot be compiled" in capsys.readouterr().err


# ---- key table ----


@dataclass(frozen=True)
class Row:
    mode: str
    keys: tuple[str, ...]
    command: str
    help: str = "Does | it"


TABLE = (Row("player", ("Space", "K"), "play"), Row("text_field", ("Space",), "type"))


def with_table(patch: pytest.MonkeyPatch, rows: tuple[Row, ...]) -> None:
    patch.setattr(key_table, "table", lambda: rows)


def test_a_key_may_be_bound_once_in_a_mode() -> None:
    assert key_table.duplicates(TABLE) == []
    again = (*TABLE, Row("player", ("k",), "stop"))
    assert key_table.duplicates(again) == [
        "assessor_app.commands.bindings: k is bound 2 times in mode player: play, stop"
    ]


def test_the_key_sheet_must_be_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    with_table(monkeypatch, TABLE)
    assert key_table.main(tmp_path, []) == 1
    assert key_table.main(tmp_path, ["--write"]) == 0
    text = (tmp_path / "docs/keys.md").read_text(encoding="utf-8")
    assert "## Text field" in text
    assert r"| `Space` or `K` | Does \| it | `play` |" in text
    with_table(monkeypatch, TABLE[:1])
    assert key_table.main(tmp_path, []) == 1
    assert "is not what the key table says" in capsys.readouterr().err


def test_no_key_table_yet_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(key_table, "TABLE_MODULE", "assessor_app.no_such_package.bindings")
    assert key_table.main(tmp_path, []) == 0
    assert "nothing checked" in capsys.readouterr().out


# ---- Qt parts and media engines ----


def test_tasks_may_use_qtcore_but_no_widgets(put: Put, tmp_path: Path) -> None:
    put("src/assessor_app/tasks/runner.py", "from PySide6.QtCore import QObject\n")
    assert engines.main(tmp_path) == 0
    put("src/assessor_app/tasks/dialog.py", "from PySide6 import QtWidgets\n")
    assert engines.main(tmp_path) == 1


@pytest.mark.parametrize("binding", ["import vlc", "from PySide6.QtMultimedia import QMediaPlayer"])
def test_only_bootstrap_loads_an_engine(put: Put, tmp_path: Path, binding: str, capsys: Output) -> None:
    put("src/assessor_app/media/engine.py", binding + "\n")
    loading = "def player():\n    from assessor_app.media import engine\n"
    put("src/assessor_app/bootstrap.py", loading)
    assert engines.main(tmp_path) == 0
    put("src/assessor_app/media/probe.py", loading)
    assert engines.main(tmp_path) == 1
    assert "src/assessor_app/media/probe.py:2 assessor_app.media.engine loads" in capsys.readouterr().err


def test_engines_live_in_media(put: Put, tmp_path: Path) -> None:
    put("src/assessor_app/gui/video.py", "from PySide6.QtMultimedia import QVideoSink\n")
    assert engines.main(tmp_path) == 1


# ---- names that hide Qt's ----

PAGE = """
from PySide6.QtCore import QAbstractTableModel, QIODevice, QObject, Signal
from PySide6.QtWidgets import QWidget

class Base(QWidget):
    pass

class Page(Base):
{body}

class Model(QAbstractTableModel):
{model}
"""
FINE = "def __init__(self):\n    self.rubric = 1\ndef keyPressEvent(self, event): ..."
MODEL = "def rowCount(self, parent=None): ...\ndef data(self, index, role=0): ..."


def shadowing(put: Put, tmp_path: Path, body: str = FINE, model: str = MODEL) -> int:
    indented = {"body": textwrap.indent(body, "    "), "model": textwrap.indent(model, "    ")}
    put("src/assessor_app/gui/page.py", PAGE.format(**indented))
    return qt_shadowing.main(tmp_path)


def test_genuine_overrides_pass(put: Put, tmp_path: Path, capsys: Output) -> None:
    assert shadowing(put, tmp_path) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("def __init__(self):\n    self.parent = 1", "the attribute parent hides QObject.parent()"),
        ("def __init__(self):\n    self.a, self.style = 1, 2", "the attribute style hides QWidget.style()"),
        ("def __init__(self):\n    self.font: int = 1", "the attribute font hides QWidget.font()"),
        ("destroyed = Signal()", "the attribute destroyed hides QObject.destroyed()"),
        ("def update(self): ...", "update() hides QWidget.update()"),
        ("def minimumSize(self): ...", "minimumSize() hides QWidget.minimumSize()"),
        ("def data(self): return 1\ndef size(self): ...", "size() hides QWidget.size()"),
        ("@property\ndef rect(self): ...", "the property rect hides QWidget.rect()"),
        ("def event(self): ...", "event() must take 1 arguments beside self"),
        ("def keyPressEvent(self, event, other): ...", "keyPressEvent() must take 1 arguments"),
    ],
)
def test_a_hidden_name_is_refused(put: Put, tmp_path: Path, body: str, named: str, capsys: Output) -> None:
    assert shadowing(put, tmp_path, body) == 1
    assert named in capsys.readouterr().err


def test_a_model_must_take_what_qt_passes(put: Put, tmp_path: Path, capsys: Output) -> None:
    assert shadowing(put, tmp_path, model="def data(self): ...") == 1
    assert "data() must take 1 or 2 arguments" in capsys.readouterr().err


def test_a_base_from_another_module_is_followed(put: Put, tmp_path: Path, capsys: Output) -> None:
    put("src/assessor_app/gui/base.py", "from PySide6 import QtWidgets\nclass Base(QtWidgets.QLabel): ...\n")
    put(
        "src/assessor_app/gui/badge.py",
        "from assessor_app.gui import base\nclass Badge(base.Base):\n    text = 1\n",
    )
    assert qt_shadowing.main(tmp_path) == 1
    assert "src/assessor_app/gui/badge.py:3 Badge: the attribute text hides" in capsys.readouterr().err


def test_what_is_virtual_in_a_layout_may_be_replaced_there(put: Put, tmp_path: Path, capsys: Output) -> None:
    layout = "from PySide6.QtWidgets import QLayout\nclass Flow(QLayout):\n    def minimumSize(self): ...\n"
    put("src/assessor_app/gui/flow.py", layout)
    assert qt_shadowing.main(tmp_path) == 0, capsys.readouterr().err


def test_plain_classes_may_use_any_name(put: Put, tmp_path: Path) -> None:
    put("src/assessor_app/one.py", "class Plain:\n    def __init__(self):\n        self.parent = 1\n")
    assert qt_shadowing.main(tmp_path) == 0


# ---- refused calls ----


@pytest.mark.parametrize(
    "call", ["player.setSource(url)", "vlc.media_new_path(p)", "datetime.utcnow()", "now = datetime.utcnow"]
)
def test_calls_that_leak_paths_or_lose_zones_are_refused(call: str) -> None:
    assert len(list(refused_calls.refused(ast.parse(call)))) == 1


def test_their_lawful_neighbours_pass() -> None:
    lawful = "player.setSourceDevice(d)\nproxy.setSourceModel(m)\ndatetime.now(UTC)\n# setSource(x)\n"
    assert list(refused_calls.refused(ast.parse(lawful))) == []


# ---- the table of steps ----


def step(name: str, code: str) -> every.Step:
    return every.Step(name, (shutil.which("python3") or "python3", "-c", code))


def test_every_step_runs_and_one_failure_fails_all(capsys: Output) -> None:
    steps = [step("first", "print('why'); raise SystemExit(3)"), step("second", "print('note: aim\\nnoise')")]
    assert every.main(steps) == 1
    said = capsys.readouterr().out
    assert "first" in said
    assert "FAILED" in said
    assert "    why" in said
    assert "    note: aim" in said
    assert "noise" not in said
    assert "1 of 2 checks passed" in said


def test_all_well_is_status_zero(capsys: Output) -> None:
    assert every.main([step("only", "pass")]) == 0
    assert "1 of 1 checks passed" in capsys.readouterr().out


def test_every_script_here_is_a_step() -> None:
    scripts = {path.name for path in (tree.ROOT / "packaging/checks").glob("*.py")} - {"every.py", "tree.py"}
    run = {Path(part).name for each in every.STEPS for part in each.command if part.endswith(".py")}
    assert run == scripts
