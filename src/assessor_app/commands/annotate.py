"""Marks on the evidence: made at key-down without a dialog, stretched, typed, nudged, noted, taken away."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command
from assessor_app.domain.annotation import Annotation, InvalidSelector, MarkType, TimeSelector, TimeSpan
from assessor_app.domain.rubric import UnknownCriterion
from assessor_app.services import annotate
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork

TIME_MEDIA = ("video/", "audio/")
A_FRAME_US = 40_000
Reshaping = Callable[[TimeSelector], TimeSelector]


@dataclass(slots=True)
class Pending:
    """A mark on its way to the disk. The lane sets `act_id` before any later act of this assessor runs there."""

    annotation_id: str
    artifact_id: str
    act_id: str = ""


@command("mark.criterion", label="Mark for a criterion")
def mark_criterion(ctx: Context, number: int) -> Pending | None:
    at = ctx.player.painted()  # first of all: this is the moment the assessor saw
    view = ctx.workbench.view
    if view is None:
        return None
    try:
        criterion = view.rubric.by_number(number)
    except UnknownCriterion:
        ctx.screens.say("This rubric has no criterion with that number. The number stands before its name.")
        return None
    return _mark(ctx, at, criterion.criterion_id)


@command("mark.plain", label="Mark without a criterion")
def mark_plain(ctx: Context) -> Pending | None:
    return _mark(ctx, ctx.player.painted(), None)


@command("mark.begin", label="Begin a stretch")
def mark_begin(ctx: Context) -> Pending | None:
    return _mark(ctx, ctx.player.painted(), ctx.workbench.focused_criterion_id)


@command("mark.pick", label="Mark and choose the criterion")
def mark_pick(ctx: Context) -> None:
    at = ctx.player.painted()
    if _is_markable(ctx, at):
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
    at, artifact = ctx.player.painted(), ctx.workbench.artifact
    if at is None or pending is None or artifact is None or artifact.artifact_id != pending.artifact_id:
        return None
    end_us, tools = at.end_us, ctx.desk.tools

    def extend() -> None:
        ctx.desk.write(
            lambda uow: annotate.extend_to_range(uow, tools, pending.annotation_id, end_us, pending.act_id),
        )

    return extend


@command("mark.end", label="End the last stretch")
def mark_end(ctx: Context) -> None:
    at = ctx.player.painted()
    annotation_id = _target_id(ctx)
    if at is None or annotation_id is None:
        _say_no_mark(ctx)
        return
    end_us = at.end_us

    def ended(selector: TimeSelector) -> TimeSelector:
        return TimeSelector(selector.start_us, end_us, is_point=False)

    _reshape(ctx, annotation_id, ended, "A stretch ends after it begins. Play on, then press O.")


@command("mark.note", label="Write a note")
def mark_note(ctx: Context) -> None:
    annotation_id = _target_id(ctx)
    if annotation_id is None:
        _say_no_mark(ctx)
    else:
        ctx.workbench.open_note(annotation_id)


@command("mark.type", label="Set the type of a mark")
def mark_type(ctx: Context, kind: str) -> None:
    tools, annotation_id = ctx.desk.tools, ctx.workbench.chosen_mark_id
    if annotation_id is None:
        _say_no_mark(ctx)
        return
    ctx.desk.write(lambda uow: annotate.edit(uow, tools, annotation_id, mark_type=MarkType(kind)))


@command("mark.nudge_start", label="Move the start by a frame")
def nudge_start(ctx: Context, frames: int) -> None:
    by_us = frames * _frame_us(ctx)

    def moved(selector: TimeSelector) -> TimeSelector:
        start_us = max(0, selector.start_us + by_us)
        end_us = selector.end_us + (start_us - selector.start_us if selector.is_point else 0)
        return replace(selector, start_us=start_us, end_us=end_us)

    _nudge(ctx, moved)


@command("mark.nudge_end", label="Move the end by a frame")
def nudge_end(ctx: Context, frames: int) -> None:
    by_us = frames * _frame_us(ctx)
    _nudge(ctx, lambda selector: TimeSelector(selector.start_us, selector.end_us + by_us, is_point=False))


@command("mark.retract", label="Take the mark away")
def retract(ctx: Context) -> None:
    tools, annotation_id = ctx.desk.tools, ctx.workbench.chosen_mark_id
    if annotation_id is None:
        _say_no_mark(ctx)
        return
    ctx.desk.write(
        lambda uow: annotate.retract(uow, tools, annotation_id),
        lambda _: ctx.screens.say("The mark was taken away. Ctrl+Z brings it back."),
    )


def _mark(ctx: Context, at: TimeSpan | None, criterion_id: str | None) -> Pending | None:
    return _marked(ctx, at, criterion_id) if _is_markable(ctx, at) else None


def _is_markable(ctx: Context, at: TimeSpan | None) -> bool:
    artifact = ctx.workbench.artifact
    if ctx.workbench.view is None or artifact is None:
        return False
    if not artifact.media_type.startswith(TIME_MEDIA):
        ctx.screens.say("These keys mark moments of a video or a recording. Open one, then mark.")
        return False
    if at is None:
        ctx.screens.say("No picture is on the screen yet. Wait until the video shows, then mark.")
        return False
    return True


def _marked(ctx: Context, at: TimeSpan | None, criterion_id: str | None) -> Pending | None:
    view, artifact = ctx.workbench.view, ctx.workbench.artifact
    if view is None or artifact is None or at is None:
        return None
    tools = ctx.desk.tools
    start_us = max(0, at.start_us - ctx.key_lead_us)
    mark = annotate.NewMark(
        annotation_id=tools.new_id(),
        assignment_id=view.assignment.assignment_id,
        artifact_id=artifact.artifact_id,
        selector=TimeSelector(start_us, start_us + at.end_us - at.start_us),
        criterion_id=criterion_id,
        engine=at.engine,
        uncertainty_us=at.uncertainty_us,
    )
    pending = Pending(mark.annotation_id, artifact.artifact_id)

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
    ctx.screens.say(str(error))


def _target_id(ctx: Context) -> str | None:
    return ctx.workbench.chosen_mark_id or ctx.workbench.last_mark_id


def _frame_us(ctx: Context) -> int:
    at = ctx.player.painted()
    return at.end_us - at.start_us if at is not None else A_FRAME_US


def _nudge(ctx: Context, moved: Reshaping) -> None:
    annotation_id = _target_id(ctx)
    if annotation_id is None:
        _say_no_mark(ctx)
    else:
        _reshape(ctx, annotation_id, moved, "The mark cannot get shorter than one frame.")


def _reshape(ctx: Context, annotation_id: str, change: Reshaping, impossible: str) -> None:
    """Change the stretch as it is on disk by then: held keys send several changes in a row."""
    tools = ctx.desk.tools

    def act(uow: UnitOfWork) -> Done[Annotation]:
        selector = uow.annotations.get(annotation_id).selector
        if not isinstance(selector, TimeSelector):
            raise InvalidSelector(annotation_id)
        return annotate.edit(uow, tools, annotation_id, selector=change(selector))

    ctx.desk.write(act, failed=lambda error: _say_why(ctx, error, impossible))


def _say_why(ctx: Context, error: Exception, impossible: str) -> None:
    ctx.screens.say(impossible if isinstance(error, InvalidSelector) else str(error))


def _say_no_mark(ctx: Context) -> None:
    ctx.screens.say("Mark a moment first, or choose one in the list of moments.")
