"""The rubric by keyboard: from criterion to criterion, to what is missing, and why one cannot be scored."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command


@command("criterion.go", label="Next or previous criterion")
def go(ctx: Context, step: int) -> None:
    ctx.workbench.judging.go(step)


@command("score.condition", label="Cannot be scored")
def ask_condition(ctx: Context) -> None:
    ctx.workbench.judging.ask_condition()


@command("rubric.whole", label="Whole rubric")
def show_whole(ctx: Context) -> None:
    ctx.workbench.judging.show_whole()


@command("score.missing", label="What is missing next")
def go_to_missing(ctx: Context) -> None:
    ctx.workbench.judging.go_to_missing()


@command("score.difference", label="Next difference")
def go_to_difference(ctx: Context) -> None:
    ctx.workbench.judging.go_to_difference()
