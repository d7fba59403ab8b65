"""Adapters are found by name, and none is loaded before a server is spoken to."""

import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from assessor_app.adapters import registry
from assessor_app.adapters.registry import Adapter, UnknownAdapter, adapter_named, adapter_names

FOREIGN = Adapter("folder", lambda *_: None, lambda *_: None, lambda: None)  # type: ignore[arg-type, return-value]


def test_automatic_means_the_assessment_exchange():
    assert adapter_named("auto").name == adapter_named("assessment_exchange").name == "assessment_exchange"
    assert "assessment_exchange" in adapter_names()


def test_an_unknown_adapter_is_named():
    with pytest.raises(UnknownAdapter, match="telepathy"):
        adapter_named("telepathy")


def test_other_packages_may_bring_adapters(monkeypatch: pytest.MonkeyPatch):
    entry = EntryPoint("folder", f"{__name__}:FOREIGN", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda **wanted: EntryPoints([entry]).select(**wanted))
    assert adapter_named("folder") is FOREIGN
    assert adapter_names() == ("assessment_exchange", "folder")


def test_choosing_an_adapter_loads_no_network_library():
    """The window starts without them; they come when a server is first spoken to."""
    code = """
import sys
from assessor_app.adapters.registry import adapter_named
adapter_named("auto")
before = {"requests", "urllib3", "truststore", "pydantic"} & set(sys.modules)
codec = adapter_named("auto").codec()
after = {"requests", "urllib3", "truststore"} & set(sys.modules)
print(sorted(before), sorted(after))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"
