"""Runs a call that may never return, and stops waiting for it."""

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T]) -> T:
    """Return what `call` returns or raise what it raises. Raises TimeoutError after so many seconds.

    A call given up on goes on in a daemon thread, which does not keep the program from ending.
    """
    answers: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((True, call()))
        except Exception as error:  # noqa: BLE001 - raised again where it was asked for
            answers.put((False, error))

    threading.Thread(target=run, name="limited", daemon=True).start()
    try:
        is_value, answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer within {seconds:g} s") from None
    if not is_value:
        raise answer
    return answer  # type: ignore[no-any-return]
