"""What is done to marks that are there: noted, typed, linked, cited, nudged by a frame, taken away."""

from collections.abc import Callable

from assessor_app.commands.chosen_marks import UNCOUNTED, say_no_mark, say_why, steps_of, target_id
from assessor_app.commands.context import Context
from assessor_app.commands.frame_steps import Steps
from assessor_app.commands.places import say_for_time
from assessor_app.commands.registry import command
from assessor_app.domain.annotation import Annotation, MarkType, TimeSelector
from assessor_app.media.player import PlayerState
from assessor_app.services import annotate, annotate_many
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork

TOO_SHORT = "The mark cannot get shorter than one frame."


@command("mark.note", label="Write a note")
def mark_note(ctx: Context) -> None:
    annotation_id = target_id(ctx)
    if annotation_id is None:
        say_no_mark(ctx)
    else:
        ctx.workbench.open_note(annotation_id)


@command("mark.type", label="Set the type of the marks")
def mark_type(ctx: Context, kind: str) -> None:
    tools, ids = ctx.desk.tools, ctx.workbench.chosen_mark_ids
    if not ids:
        say_no_mark(ctx)
        return
    ctx.desk.write(lambda uow: annotate_many.edit_all(uow, tools, ids, mark_type=MarkType(kind)))


@command("mark.link", label="Link the marks to another criterion")
def mark_link(ctx: Context) -> None:
    tools, ids = ctx.desk.tools, ctx.workbench.chosen_mark_ids
    if not ids:
        say_no_mark(ctx)
        return

    def picked(criterion_id: str) -> None:
        ctx.desk.write(lambda uow: annotate_many.edit_all(uow, tools, ids, criterion_id=criterion_id))

    ctx.workbench.pick_criterion(picked)


@command("mark.cite", label="Cite the marks, or take that back")
def mark_cite(ctx: Context) -> None:
    """Each for its own criterion, one without for the criterion in focus; if all are cited, none is afterwards."""
    tools, ids, view = ctx.desk.tools, ctx.workbench.chosen_mark_ids, ctx.workbench.view
    if not ids or view is None:
        say_no_mark(ctx)
        return
    focused = ctx.workbench.focused_criterion_id
    cited = frozenset(each for score in view.assessment.scores for each in score.cited)
    if cited.issuperset(ids):
        ctx.desk.write(
            lambda uow: annotate_many.uncite_all(uow, tools, ids),
            lambda _: ctx.screens.say(_counted(len(ids), "is no longer cited.", "are no longer cited.")),
        )
        return
    ctx.desk.write(
        lambda uow: annotate_many.cite_all(uow, tools, ids, focused),
        lambda marks: ctx.screens.say(_counted(len(marks), "is cited now.", "are cited now.")),
    )


@command("mark.retract", label="Take the marks away")
def retract(ctx: Context) -> None:
    tools, ids = ctx.desk.tools, ctx.workbench.chosen_mark_ids
    if not ids:
        say_no_mark(ctx)
        return
    ctx.desk.write(
        lambda uow: annotate_many.retract_all(uow, tools, ids),
        lambda marks: ctx.screens.say(
            "The mark was taken away. Undo brings it back."
            if len(marks) == 1
            else f"{len(marks)} marks were taken away. Undo brings them back."
        ),
    )


@command("mark.nudge_start", label="Move the start by a frame")
def nudge_start(ctx: Context, frames: int) -> None:
    _nudge(ctx, "start", frames, lambda steps, selector, by: steps.moved_start(selector, by))


@command("mark.nudge_end", label="Move the end by a frame")
def nudge_end(ctx: Context, frames: int) -> None:
    _nudge(ctx, "end", frames, lambda steps, selector, by: steps.moved_end(selector, by))


def _nudge(ctx: Context, edge: str, frames: int, moved: Callable[[Steps, TimeSelector, int], TimeSelector]) -> None:
    """Move the edge as it is on disk by then: a held key sends one change after the other, or several in one."""
    if say_for_time(ctx):
        return
    annotation_id, artifact, steps = target_id(ctx), ctx.workbench.artifact, steps_of(ctx)
    if annotation_id is None or artifact is None:
        say_no_mark(ctx)
        return
    if steps is None:
        ctx.screens.say(UNCOUNTED)
        return
    batch = ctx.workbench.in_hand.nudge(annotation_id, edge, frames)
    if batch is None:
        return
    tools, artifact_id = ctx.desk.tools, artifact.artifact_id

    def act(uow: UnitOfWork) -> Done[Annotation]:
        by = batch.take()
        selector = annotate.time_on(uow, annotation_id, artifact_id)
        return annotate.nudge(uow, tools, annotation_id, moved(steps, selector, by))

    ctx.desk.write(act, lambda mark: _look(ctx, mark, edge), lambda error: say_why(ctx, error, TOO_SHORT))


def _look(ctx: Context, mark: Annotation, edge: str) -> None:
    """Show the frame where the edge lies now, unless the video plays."""
    artifact, selector = ctx.workbench.artifact, mark.selector
    is_shown = artifact is not None and artifact.artifact_id == mark.artifact_id
    if is_shown and isinstance(selector, TimeSelector) and ctx.player.state is not PlayerState.PLAYING:
        ctx.player.seek(selector.start_us if edge == "start" else selector.end_us - 1)


def _counted(number: int, one: str, many: str) -> str:
    return f"The moment {one}" if number == 1 else f"{number} moments {many}"
