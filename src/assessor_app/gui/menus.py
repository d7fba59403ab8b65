"""The window's menus: few entries, each with its key shown; the key router alone listens to keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from assessor_app.gui.key_words import KeyWords, default_words


@dataclass(frozen=True, slots=True)
class Entry:
    """`command` names what its key would run; without one `key` is looked up among the window's own acts."""

    words: str
    command: str = ""
    key: str = ""


def build(
    bar: QMenuBar, run: Callable[[str], object], own: Mapping[str, Callable[[], object]]
) -> Callable[[KeyWords], None]:
    """Fill `bar`. `run` runs a command by name, `own` are acts of the window without a command.

    Returns what names the keys as they are now.
    """
    made: list[tuple[QAction, Entry]] = []
    for title, entries in _menus():
        menu = QMenu(title, bar)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                made.append((_action(menu, entry, run, own), entry))
                menu.addAction(made[-1][0])
        bar.addMenu(menu)

    def show_keys(keys: KeyWords) -> None:
        for action, entry in made:
            # A tab shows the key without claiming it: claimed twice, it would be ambiguous.
            key = keys.of(entry.command)
            action.setText(f"{entry.words}\t{key}" if key else entry.words)

    show_keys(default_words())
    return show_keys


def _action(
    menu: QMenu, entry: Entry, run: Callable[[str], object], own: Mapping[str, Callable[[], object]]
) -> QAction:
    action = QAction(entry.words, menu)
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
                Entry(tr("My certifications…"), key="certifications"),
                None,
                Entry(tr("Lock now"), "window.lock"),
                Entry(tr("Quit"), key="quit"),
            ),
        ),
        (
            tr("&View"),
            (
                Entry(tr("Inbox"), "page.inbox"),
                Entry(tr("Outbox and receipts"), "page.outbox"),
                Entry(tr("My comments"), "comments.bank"),
                Entry(tr("Access log…"), key="access-log"),
                Entry(tr("Settings"), "page.settings"),
            ),
        ),
        (tr("&Help"), (Entry(tr("Keys"), "page.keys"), Entry(tr("About"), key="about"))),
    )
