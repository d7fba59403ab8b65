"""Marks on evidence of every kind: made at key-down without a dialog; moments of video and sound stretched."""

from collections.abc import Callable
from dataclasses import dataclass

from assessor_app.commands.chosen_marks import say_no_mark, say_why
from assessor_app.commands.context import Context
from assessor_app.commands.places import Place, is_timed, place_now, say_for_time
from assessor_app.commands.registry import command
from assessor_app.domain.annotation import Annotation, TimeSelector, TimeSpan
from assessor_app.domain.rubric import UnknownCriterion
from assessor_app.services import annotate
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork


@dataclass(slots=True)
class Pending:
    """A mark on its way to the disk. The lane sets `act_id` before any later act of this assessor runs there.

    `start_us` is None for a place that is no moment.
    """

    annotation_id: str
    artifact_id: str
    start_us: int | None
    act_id: str = ""


@command("mark.criterion", label="Mark for a criterion")
def mark_criterion(ctx: Context, number: int) -> Pending | None:
    at = place_now(ctx)  # first of all
    view = ctx.workbench.view
    if view is None:
        return None
    try:
        criterion = view.rubric.by_number(number)
    except UnknownCriterion:
        ctx.screens.say("This rubric has no criterion with that number. The number stands before its name.")
        return None
    return _marked(ctx, at, criterion.criterion_id)


@command("mark.plain", label="Mark without a criterion")
def mark_plain(ctx: Context) -> Pending | None:
    return _marked(ctx, place_now(ctx), None)


@command("mark.begin", label="Begin a stretch")
def mark_begin(ctx: Context) -> Pending | None:
    if say_for_time(ctx):
        return None
    pending = _marked(ctx, place_now(ctx), ctx.workbench.focused_criterion_id)
    if pending is not None:
        ctx.workbench.in_hand.begin(pending.annotation_id, pending.artifact_id)
    return pending


@command("mark.pick", label="Mark and choose the criterion")
def mark_pick(ctx: Context) -> None:
    at = place_now(ctx)
    if at is not None and ctx.workbench.view is not None:
        artifact = ctx.workbench.artifact

        def picked(criterion_id: str) -> None:
            if ctx.workbench.artifact == artifact:
                _marked(ctx, at, criterion_id)

        ctx.workbench.pick_criterion(picked)


@command("mark.extend", label="Make the held mark a stretch")
def mark_extend(ctx: Context, pending: Pending | None) -> Callable[[], None] | None:
    """Key-up after a held key: the point becomes a stretch up to the frame on screen, in the same undo step.

    The time is taken now; what is returned writes it, once it is sure that the key is really up. A picture
    of something else says nothing about where it ends: then it stays a point.
    """
    if pending is None or pending.start_us is None or not is_timed(ctx):
        return None
    at, artifact = ctx.player.painted(), ctx.workbench.artifact
    if at is None or artifact is None or artifact.artifact_id != pending.artifact_id:
        return None
    (start_us, end_us), tools = _held(ctx, pending.start_us, at), ctx.desk.tools

    def extend() -> None:
        ctx.desk.write(
            lambda uow: annotate.extend_to_range(uow, tools, pending.annotation_id, (start_us, end_us), pending.act_id),
        )

    return extend


def _held(ctx: Context, began_us: int, at: TimeSpan) -> tuple[int, int]:
    """Return what ran past while the key was down, up to the frame `at`: played backwards, it lies before the mark."""
    if ctx.player.rate < 0:
        return at.start_us, at.end_us
    loop = ctx.workbench.controls.loop.stretch if at.start_us < began_us else None
    if loop is not None and loop[0] <= began_us < loop[1]:
        return began_us, loop[1]  # it was repeated meanwhile: what ran past ended where it turned
    return began_us, at.end_us


@command("mark.end", label="End the last stretch")
def mark_end(ctx: Context) -> None:
    """End the mark selected in list or timeline; else the stretch begun last and not ended, whatever was marked
    since; else the last mark, which becomes a stretch.
    """
    if say_for_time(ctx):
        return
    at, artifact, in_hand = ctx.player.painted(), ctx.workbench.artifact, ctx.workbench.in_hand
    begun = in_hand.begun_on(artifact.artifact_id) if artifact is not None else None
    annotation_id = next(iter(ctx.workbench.selected_mark_ids), begun or ctx.workbench.last_mark_id)
    if at is None or artifact is None or annotation_id is None:
        say_no_mark(ctx)
        return
    end_us, tools, artifact_id = at.end_us, ctx.desk.tools, artifact.artifact_id
    in_hand.seal_nudges()
    in_hand.forget(annotation_id)

    def act(uow: UnitOfWork) -> Done[Annotation]:
        start_us = annotate.time_on(uow, annotation_id, artifact_id).start_us
        stretch = TimeSelector(start_us, end_us, is_point=False)
        return annotate.edit(uow, tools, annotation_id, selector=stretch)

    def failed(error: Exception) -> None:
        if annotation_id == begun:
            in_hand.begin(annotation_id, artifact_id)
        say_why(ctx, error, "A stretch ends after it begins. Play on, then end it there.")

    if not ctx.workbench.selected_mark_ids:
        ctx.workbench.remember_mark(annotation_id)
    ctx.desk.write(act, failed=failed)


def _marked(ctx: Context, at: Place | None, criterion_id: str | None) -> Pending | None:
    view, artifact = ctx.workbench.view, ctx.workbench.artifact
    if view is None or artifact is None or at is None:
        return None
    tools = ctx.desk.tools
    mark = annotate.NewMark(
        annotation_id=tools.new_id(),
        assignment_id=view.assignment.assignment_id,
        artifact_id=artifact.artifact_id,
        selector=at.selector,
        criterion_id=criterion_id,
        engine=at.engine,
        uncertainty_us=at.uncertainty_us,
    )
    start_us = at.selector.start_us if isinstance(at.selector, TimeSelector) else None
    pending = Pending(mark.annotation_id, artifact.artifact_id, start_us)

    def act(uow: UnitOfWork) -> Done[Annotation]:
        done = annotate.add(uow, tools, mark)
        pending.act_id = done.changes.act_id or ""
        return done

    # Before it is on the disk: the very next key (S, Enter) means this mark and no earlier one.
    ctx.workbench.remember_mark(mark.annotation_id)
    ctx.desk.write(act, failed=lambda error: _not_marked(ctx, mark.annotation_id, error))
    return pending


def _not_marked(ctx: Context, annotation_id: str, error: Exception) -> None:
    ctx.workbench.forget_mark(annotation_id)
    ctx.workbench.in_hand.forget(annotation_id)
    ctx.screens.say(str(error))
