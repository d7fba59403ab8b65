"""The keys as they are now: the key table with an assessor's own keys laid over it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assessor_app.commands.bindings import Binding
from assessor_app.commands.key_rules import FIXED_KEY, FIXED_ROW, applies, are_together, fixed_keys, refusal
from assessor_app.commands.modes import Mode, chain

Overrides = Mapping[str, str]
"""Row (see row_id) -> its keys with spaces between; no key's name has one."""


class KeyRefused(ValueError):
    """A key cannot be used for a command. The message says why."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows that one key would run at the same place."""

    key: str
    row: Binding
    other: Binding

    @property
    def is_final(self) -> bool:
        """Whether the other row keeps the key, come what may."""
        return self.key in fixed_keys(self.other)


def row_id(row: Binding) -> str:
    """What a row is called in the settings: it stays the same when its keys or its words change."""
    return f"{row.mode}/{row.command}" + ("" if row.argument is None else f"/{row.argument}")


class Keymap:
    """`find` is all that a pressed key costs: one look into a dictionary made when the keys were last changed.

    `keep` saves the overrides; when it raises, nothing is changed. Overrides of rows that this version does not
    know, and damaged ones, are kept as they are and have no effect.
    """

    def __init__(
        self,
        defaults: tuple[Binding, ...],
        overrides: Overrides | None = None,
        keep: Callable[[dict[str, str]], None] = lambda _: None,
    ) -> None:
        self._defaults = {row_id(row): row for row in defaults}
        self._keep = keep
        self._listeners: list[Callable[[], None]] = []
        self._overrides: dict[str, str] = {}
        self._rows: dict[str, Binding] = {}
        self._found: dict[Mode, dict[str, Binding]] = {}
        self._lay_over(overrides or {})

    # ---- asking ----
    @property
    def rows(self) -> tuple[Binding, ...]:
        """The whole table with its present keys, in the order of the defaults."""
        return tuple(self._rows.values())

    @property
    def overrides(self) -> dict[str, str]:
        return dict(self._overrides)

    def find(self, mode: Mode, key: str) -> Binding | None:
        """Return the row for `key` in `mode` or the modes behind it."""
        return self._found[mode].get(key)

    def keys_of(self, command: str, argument: int | str | None = None) -> str:
        """Return the first key of a command, for its tooltip; empty when it has none."""
        rows = (row for row in self._rows.values() if row.command == command and argument in (None, row.argument))
        return next((row.keys[0] for row in rows if row.keys), "")

    def row(self, name: str) -> Binding:
        """The row called `name` (see row_id) as it is now. Raises KeyError."""
        return self._rows[name]

    def default(self, name: str) -> Binding:
        """The row called `name` as the table has it. Raises KeyError."""
        return self._defaults[name]

    def is_changed(self, name: str) -> bool:
        return self._rows[name].keys != self._defaults[name].keys

    def clashes(self, name: str, key: str) -> tuple[Clash, ...]:
        """The other rows that `key` stands for where the row called `name` applies."""
        return tuple(self._clashes(self._rows[name], key, self._rows.values()))

    def conflicts(self) -> tuple[Clash, ...]:
        """Keys that stand for two rows at once: after a reset, or when a new version brings new keys."""
        rows = self.rows
        return tuple(
            clash
            for place, row in enumerate(rows)
            for key in row.keys
            for clash in self._clashes(row, key, rows[place + 1 :])
        )

    def listen(self, told: Callable[[], None]) -> None:
        """Call `told` whenever keys have changed."""
        self._listeners.append(told)

    # ---- changing ----
    def set(self, name: str, keys: Iterable[str], *, take_over: bool = False) -> None:
        """Give a row these keys and no others; with `take_over` the rows they clash with lose them.

        Raises KeyRefused, changing nothing.
        """
        row, wanted = self._rows[name], tuple(dict.fromkeys(keys))
        new = [key for key in wanted if key not in row.keys]
        clashes = [clash for key in (wanted if take_over else new) for clash in self.clashes(name, key)]
        reason = next((reason for key in new if (reason := self.refusal(name, key))), "")
        if reason or (clashes and not take_over):
            raise KeyRefused(reason or f"{clashes[0].key}: {clashes[0].other.help}")
        losers = {row_id(clash.other): clash.other.keys for clash in clashes}
        left = {other: tuple(key for key in had if key not in wanted) for other, had in losers.items()}
        self._change(left | {name: _with_fixed(self._defaults[name], wanted)})

    def refusal(self, name: str, key: str) -> str:
        """Why a row can never have `key`; empty when it can, if need be by taking it over."""
        row = self._rows[name]
        if row.takes_digit:
            return FIXED_ROW
        final = next((clash.other for clash in self.clashes(name, key) if clash.is_final), None)
        if final is not None:
            return FIXED_ROW if final.takes_digit else FIXED_KEY
        return refusal(row.mode, key)

    def reset(self, name: str) -> None:
        """Give a row its own keys of the table again; other rows keep what they have."""
        self._change({name: self._defaults[name].keys})

    def reset_all(self) -> None:
        """The table as it comes. What a newer version stored stays."""
        self._change({name: row.keys for name, row in self._defaults.items()})

    def restore(self, overrides: Overrides) -> None:
        """Go back to overrides taken from here before."""
        self._save(dict(overrides))

    # ---- inside ----
    def _change(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        wanted = dict(self._overrides)
        for name, each in keys.items():
            if each == self._defaults[name].keys:
                wanted.pop(name, None)
            else:
                wanted[name] = " ".join(each)
        self._save(wanted)

    def _save(self, wanted: dict[str, str]) -> None:
        self._keep(dict(wanted))
        self._lay_over(wanted)
        for told in self._listeners:
            told()

    def _lay_over(self, overrides: Overrides) -> None:
        self._overrides = dict(overrides)
        self._rows = dict(self._defaults)  # what is fixed is fixed by the defaults
        self._rows = {name: self._laid_over(name, row) for name, row in self._defaults.items()}
        self._found = {mode: dict(self._index(mode)) for mode in Mode}

    def _laid_over(self, name: str, row: Binding) -> Binding:
        own = self._overrides.get(name)
        keys = tuple(dict.fromkeys(own.split())) if own is not None else row.keys
        if any(key not in row.keys and self.refusal(name, key) for key in keys):
            return row  # damaged, or written by a version with other rules
        return replace(row, keys=_with_fixed(row, keys))

    def _index(self, mode: Mode) -> Iterator[tuple[str, Binding]]:
        """Of two that repeat a key the later one counts: the nearest mode, and in it an assessor's own key."""
        for each in reversed(chain(mode)):
            names = [name for name, row in self._rows.items() if row.mode == each and applies(row, mode)]
            for name in sorted(names, key=self._overrides.__contains__):
                yield from ((key, self._rows[name]) for key in self._rows[name].keys)

    @staticmethod
    def _clashes(row: Binding, key: str, others: Iterable[Binding]) -> Iterator[Clash]:
        what = (row.command, row.argument)
        for other in others:
            is_same = other == row or (other.command, other.argument) == what
            if not is_same and key in other.keys and are_together(row, other):
                yield Clash(key, row, other)


def _with_fixed(row: Binding, keys: tuple[str, ...]) -> tuple[str, ...]:
    return keys + tuple(key for key in fixed_keys(row) if key not in keys)
