"""What a person does in the list of moments, made true: times, types and criteria edited, several moments selected."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from assessor_app.commands.chosen_marks import UNCOUNTED, steps_for
from assessor_app.commands.context import Desk
from assessor_app.domain.annotation import Annotation, InvalidSelector, MarkType, TimeSelector
from assessor_app.gui.models.typed_span import parse_span
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.widgets.time_text import format_us
from assessor_app.media.player import Player
from assessor_app.services import annotate, annotate_many
from assessor_app.services.refusals import OtherEvidence


class MomentsActs:
    """Each edit is one act. One in a row that is selected with others is meant for all of them, but for its time."""

    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        desk: Desk,
        player: Callable[[], Player],
        say: Callable[[str], None],
    ) -> None:
        self._state = state
        self._panes = panes
        self._desk = desk
        self._player = player
        self._say = say
        moments = panes.moments
        moments.moments_selected.connect(self._choose)
        moments.model.type_chosen.connect(self._set_type)
        moments.model.criterion_chosen.connect(self._set_criterion)
        moments.model.time_typed.connect(self._set_time)

    def _choose(self, annotation_ids: tuple[str, ...]) -> None:
        if annotation_ids != self._state.selected_ids:
            self._state.selected_ids = annotation_ids
            self._panes.video.timeline.set_selection(annotation_ids)
            self._panes.evidence.layer.select(annotation_ids)

    def _meant(self, annotation_id: str) -> tuple[str, ...]:
        selected = self._state.selected_ids
        return selected if annotation_id in selected else (annotation_id,)

    def _set_type(self, annotation_id: str, kind: str) -> None:
        tools, ids = self._desk.tools, self._meant(annotation_id)
        self._desk.write(lambda uow: annotate_many.edit_all(uow, tools, ids, mark_type=MarkType(kind)))

    def _set_criterion(self, annotation_id: str, criterion_id: str | None) -> None:
        tools, ids = self._desk.tools, self._meant(annotation_id)
        self._desk.write(lambda uow: annotate_many.edit_all(uow, tools, ids, criterion_id=criterion_id))

    # ---- times -------------------------------------------------------------------------------

    def _set_time(self, annotation_id: str, typed: str) -> None:
        annotation = self._state.annotation(annotation_id)
        if annotation is None:
            return
        try:
            selector = self._placed(annotation, parse_span(typed))
        except InvalidSelector:
            self._say(_tr("“{typed}” ends before it begins. Type the earlier time first.").format(typed=typed))
        except ValueError:
            words = _tr("“{typed}” is no time. Type one like 12:31.480, or a stretch like 14:02–14:20.")
            self._say(words.format(typed=typed))
        except (_BeyondTheEnd, _Uncounted, OtherEvidence) as reason:
            self._say(str(reason))
        else:
            tools = self._desk.tools
            self._desk.write(lambda uow: annotate.edit(uow, tools, annotation_id, selector=selector))

    def _placed(self, annotation: Annotation, selector: TimeSelector) -> TimeSelector:
        """Put it on frames of the recording that is open; raises what it cannot be for."""
        artifact, player = self._state.artifact, self._player()
        if artifact is None or artifact.artifact_id != annotation.artifact_id:
            raise OtherEvidence
        if player.duration_us and selector.start_us >= player.duration_us:
            raise _BeyondTheEnd(player.duration_us)
        steps = steps_for(artifact, player)
        if steps is None:
            raise _Uncounted
        return steps.placed(selector)


class _BeyondTheEnd(Exception):
    def __init__(self, duration_us: int) -> None:
        words = _tr("This recording ends at {end}. Type a time before that.")
        super().__init__(words.format(end=format_us(duration_us)))


class _Uncounted(Exception):
    def __init__(self) -> None:
        super().__init__(UNCOUNTED)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Moments", words)
