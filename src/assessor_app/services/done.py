"""What an editing service hands back: its value, and what changed."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from assessor_app.domain.changes import Changes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """`changes.act_id` names the act undo would take back."""

    value: T
    changes: Changes
