"""The window's menus: few entries, each with its key shown; the key router alone listens to keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from assessor_app.commands.bindings import TABLE, keys_of


@dataclass(frozen=True, slots=True)
class Entry:
    """`command` names what its key would run; without one `key` is looked up among the window's own acts."""

    words: str
    command: str = ""
    key: str = ""


def build(bar: QMenuBar, run: Callable[[str], object], own: Mapping[str, Callable[[], object]]) -> None:
    """Fill `bar`. `run` runs a command by name, `own` are acts of the window without a command."""
    for title, entries in _menus():
        menu = QMenu(title, bar)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(_action(menu, entry, run, own))
        bar.addMenu(menu)


def _action(
    menu: QMenu, entry: Entry, run: Callable[[str], object], own: Mapping[str, Callable[[], object]]
) -> QAction:
    # A tab shows the key without claiming it: claimed twice, it would be ambiguous.
    key = keys_of(TABLE, entry.command)
    action = QAction(f"{entry.words}\t{key}" if key else entry.words, menu)
    act = own[entry.key] if entry.key else lambda: run(entry.command)
    action.triggered.connect(lambda _: act())
    return action


def _menus() -> tuple[tuple[str, tuple[Entry | None, ...]], ...]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Menus", text)

    return (
        (
            tr("&File"),
            (
                Entry(tr("Sync now"), "sync.now"),
                Entry(tr("Sign in to a server…"), key="sign-in"),
                None,
                Entry(tr("Quit"), key="quit"),
            ),
        ),
        (
            tr("&View"),
            (
                Entry(tr("Inbox"), "page.inbox"),
                Entry(tr("Outbox and receipts"), "page.outbox"),
                Entry(tr("Settings"), "page.settings"),
            ),
        ),
        (tr("&Help"), (Entry(tr("Keys"), "page.keys"), Entry(tr("About"), key="about"))),
    )
