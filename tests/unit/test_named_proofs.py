"""Whatever a document names as proof is there: each test file, each test in it, and each scenario of the model."""

import re
from pathlib import Path

import pytest

from tests.model.scenarios import SCENARIOS

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
DOCUMENTS = ("docs/reliability.md", "SECURITY.md")
_QUOTED = re.compile(r"`([^`\n]+)`")
_A_TEST = re.compile(r"(?:tests/)?((?:[a-z_]+/)*(?:test_\w+\.py))(?:::(\w+))?")


def quoted(document: str) -> list[str]:
    return _QUOTED.findall((ROOT / document).read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_is_named_exists(document: str) -> None:
    named = [found for each in quoted(document) if (found := _A_TEST.fullmatch(each))]
    missing = []
    for found in named:
        files = [TESTS / found[1]] if "/" in found[1] else list(TESTS.rglob(found[1]))
        texts = [file.read_text(encoding="utf-8") for file in files if file.is_file()]
        if not texts or (found[2] and not any(re.search(rf"^def {found[2]}\(", text, re.M) for text in texts)):
            missing.append(found[0])
    assert missing == []


def test_every_promise_and_every_fault_names_a_proof() -> None:
    text = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    rows = {cells[1].strip(): cells[-2] for line in text.splitlines() if len(cells := line.split("|")) > 4}
    for name in (*(f"P{n}" for n in range(1, 13)), *(f"T{n}" for n in range(1, 26))):
        assert _QUOTED.search(rows.get(name, "")), name


def test_every_scenario_that_is_named_exists() -> None:
    text = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    named = re.findall(r"`model/scenarios.py`: ((?:`\w+`(?:, )?)+)", text)
    assert named
    assert {name for group in named for name in _QUOTED.findall(group)} <= set(SCENARIOS)
