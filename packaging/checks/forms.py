"""Compiles every Qt Designer form and refuses a generated module that is stale, missing or left over."""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

from tree import ROOT, report

FORMS = "ui"
GENERATED = "src/assessor_app/gui/forms"
MEND = "run: .venv/bin/python packaging/checks/forms.py --write"


def compiled(form: Path) -> str:
    """What pyside6-uic makes of a form, without the line that names the tool's exact version."""
    uic = Path(sysconfig.get_path("scripts")) / "pyside6-uic"
    done = subprocess.run([uic, form.name], cwd=form.parent, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout:
        raise ValueError(f"{form.name} cannot be compiled: {done.stderr.strip()}")
    return re.sub(r"^## Created by:.*\n", "", done.stdout, flags=re.MULTILINE)


def expected(root: Path) -> dict[Path, str]:
    """Path and text of every generated module there should be."""
    forms = sorted((root / FORMS).glob("*.ui"))
    return {root / GENERATED / f"ui_{form.stem}.py": compiled(form) for form in forms}


def findings(wanted: dict[Path, str], root: Path) -> list[str]:
    found = []
    for path, text in wanted.items():
        name = path.relative_to(root).as_posix()
        if not path.exists():
            found.append(f"{name} is missing; {MEND}")
        elif path.read_text(encoding="utf-8") != text:
            found.append(f"{name} is older than its form; {MEND}")
    for path in sorted((root / GENERATED).glob("ui_*.py")):
        if path not in wanted:
            found.append(f"{path.relative_to(root).as_posix()} has no form in {FORMS}/; remove it")
    return found


def write(wanted: dict[Path, str]) -> None:
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main(root: Path, arguments: list[str]) -> int:
    try:
        wanted = expected(root)
    except ValueError as error:
        return report([str(error)])
    if "--write" in arguments:
        write(wanted)
    return report(findings(wanted, root))


if __name__ == "__main__":
    sys.exit(main(ROOT, sys.argv[1:]))
