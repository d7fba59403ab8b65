"""Knowing someone in the evidence, and handing an assignment back."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command

ALARM = "evidence.hide"


@command(ALARM, label="I know someone here: hide the evidence")
def know_someone(ctx: Context) -> None:
    ctx.workbench.integrity.know_someone()


@command("assignment.hand_back", label="Hand back")
def hand_back(ctx: Context) -> None:
    ctx.workbench.integrity.ask_hand_back()
