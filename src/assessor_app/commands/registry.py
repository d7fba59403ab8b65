"""A command is a decorated function that takes the context first; the registry finds it by its name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType
from typing import Any


class UnknownCommand(LookupError):
    """No command has this name."""


class CommandNamedTwice(ValueError):
    """Two functions claim the same command name."""


@dataclass(frozen=True, slots=True)
class Command:
    """A named act of the assessor. `label` is sentence case, for menus and tooltips."""

    name: str
    label: str
    run: Callable[..., Any]

    def __call__(self, *arguments: Any) -> Any:
        return self.run(*arguments)


def command(name: str, *, label: str) -> Callable[[Callable[..., Any]], Command]:
    """Turn a function `(ctx, ...)` into the command `name`."""

    def decorate(run: Callable[..., Any]) -> Command:
        return Command(name, label, run)

    return decorate


def collect(modules: Iterable[ModuleType]) -> Mapping[str, Command]:
    """Return every command defined in `modules`, by name."""
    found: dict[str, Command] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Command) and found.setdefault(value.name, value) is not value:
                raise CommandNamedTwice(value.name)
    return MappingProxyType(found)
