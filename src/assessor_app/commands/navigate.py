"""Pages, panes, submissions, sync: getting around."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command

LOCK = "window.lock"


@command("page.inbox", label="Inbox")
def show_inbox(ctx: Context) -> None:
    ctx.screens.show_inbox()


@command("page.outbox", label="Outbox and receipts")
def show_outbox(ctx: Context) -> None:
    ctx.screens.show_outbox()


@command("page.settings", label="Settings")
def show_settings(ctx: Context) -> None:
    ctx.screens.show_settings()


@command("page.keys", label="Keys")
def show_keys(ctx: Context) -> None:
    ctx.screens.show_key_sheet()


@command("page.neighbour", label="Next or previous submission")
def show_neighbour(ctx: Context, step: int) -> None:
    ctx.screens.show_neighbour(step)


@command("sync.now", label="Sync now")
def sync_now(ctx: Context) -> None:
    ctx.desk.sync_now()


@command(LOCK, label="Lock now")
def lock_now(ctx: Context) -> None:
    ctx.screens.lock_now()


@command("pane.cycle", label="Next or previous pane")
def cycle_panes(ctx: Context, step: int) -> None:
    ctx.workbench.focus_pane(step)


@command("pane.player", label="Back to the player")
def focus_player(ctx: Context) -> None:
    """First out of a region or a selection in the evidence."""
    if not ctx.workbench.reading.let_go():
        ctx.workbench.focus_pane(0)


@command("pane.show", label="Go to a pane")
def show_pane(ctx: Context, pane: str) -> None:
    ctx.workbench.focus_named(pane)


@command("view.full_screen", label="Full screen")
def toggle_full_screen(ctx: Context) -> None:
    ctx.workbench.toggle_full_screen()


@command("assessment.submit", label="Submit")
def ask_submit(ctx: Context) -> None:
    ctx.workbench.ask_submit()
