"""Few heaps are a wish: where the C library knows nothing of them the program starts all the same."""

import ctypes
import platform

import pytest

from assessor_app.bootstrap.memory import keep_few_heaps


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks glibc")
def test_glibc_takes_it() -> None:
    assert keep_few_heaps()


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    assert not keep_few_heaps()
