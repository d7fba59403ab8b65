"""Marks as the assessor handles them: the last one named under the video, its note, and playing one again."""

from collections.abc import Callable, Collection, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation, MarkType
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.pages.workbench.acts import Acts
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.media.player import Player, PlayerState
from assessor_app.services.refusals import UnknownAnnotation

MOST_DIGITS = 9


class Marking:
    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        acts: Acts,
        player: Callable[[], Player],
        say: Callable[[str], None],
    ) -> None:
        self._state = state
        self._panes = panes
        self._acts = acts
        self._player = player
        self._say = say
        self._plays_on = False
        self._keys = default_words()
        self._expected: tuple[Annotation, int] | None = None
        panes.video.note_line.committed.connect(self._commit_note)
        panes.moments.model.note_edited.connect(self._take_note)

    def forget(self) -> None:
        self._expected = None
        self._plays_on = False
        self._panes.video.note_line.forget()

    def show_keys(self, keys: KeyWords) -> None:
        self._keys = keys
        if self._state.last_mark_id is None:
            self.show_hint()
        else:
            self.show_last()

    def show_hint(self) -> None:
        """Say how to mark, while nothing was marked."""
        view = self._state.view
        if view is None or not self._state.is_editable:
            self._panes.video.note_line.show_hint("")
            return
        plain, note = self._keys.of("mark.plain"), self._keys.of("mark.note")
        words = _tr("Press 1–{last} to mark a moment for that criterion, {plain} for one without.") if plain else ""
        words = words or _tr("Press 1–{last} to mark a moment for that criterion.")
        words += " " + _tr("{note} writes its note.") if note else ""
        last = min(len(view.rubric.criteria), MOST_DIGITS)
        self._panes.video.note_line.show_hint(words.format(last=last, plain=plain, note=note))

    # ---- the last mark -----------------------------------------------------------------------

    def show_last(self) -> None:
        """Name the last mark under the video, as soon as it is known."""
        last = self._state.annotation(self._state.last_mark_id) if self._state.last_mark_id else None
        if last is not None:
            self._panes.video.note_line.show_mark(last, mark_words(last, self._keys))

    def show_changed(self, changed: Collection[Annotation], gone: Collection[str]) -> None:
        for annotation_id in gone:
            self._panes.drafts.drop(annotation_id)
        if any(annotation.annotation_id == self._state.last_mark_id for annotation in changed):
            self.show_last()
        if self._state.last_mark_id in gone:
            self._state.last_mark_id = None
            self.show_hint()
        if self._state.selected_id in gone:
            self._state.selected_id = None

    # ---- notes -------------------------------------------------------------------------------

    def open_note(self, annotation_id: str) -> None:
        """Pause and put the cursor into the note: in its row when the list has the focus, else under the video."""
        if not self._state.is_editable:
            self._say(_tr("This assessment can only be read."))
            return
        self._plays_on = False
        if self._panes.evidence.marked is None:
            player = self._player()
            self._plays_on = player.state is PlayerState.PLAYING
            player.pause()
        annotation = self._state.annotation(annotation_id)
        if annotation is None:
            # Enter came before the mark was back from the disk: letters must not become keys meanwhile.
            self._panes.video.note_line.open_awaited(annotation_id)
        elif self._panes.moments.table.hasFocus():
            self._panes.moments.edit_note(annotation_id)
        else:
            self._panes.video.note_line.open_note(annotation)

    def _commit_note(self, annotation_id: str, words: str, is_entered: bool) -> None:
        self._take_note(annotation_id, words)
        if is_entered:
            self._panes.focus_shown()
            if self._plays_on:
                self._player().play()

    def _take_note(self, annotation_id: str, words: str) -> None:
        """The words stay a draft until they are on the disk."""
        annotation, drafts = self._state.annotation(annotation_id), self._panes.drafts
        if words == (annotation.text if annotation is not None else ""):
            drafts.drop(annotation_id)
            return
        drafts.keep(annotation_id, words)
        saved = partial(drafts.saved, annotation_id, words)
        self._acts.set_note(annotation_id, words, saved, partial(self._note_refused, annotation_id, words))

    def _note_refused(self, annotation_id: str, note: str, error: Exception) -> None:
        if isinstance(error, UnknownAnnotation):
            # The mark itself was refused: there is no place to open the words at again.
            self._panes.drafts.drop(annotation_id)
            self._say(_tr("The mark was not saved, nor was its note “{note}”. Mark again.").format(note=note))
            return
        self._panes.drafts.refuse(annotation_id)
        words = _tr("A note was not saved: {reason} Its words are kept: open it again, and press Enter to save it.")
        self._say(words.format(reason=error))

    # ---- playing one again -------------------------------------------------------------------

    def expect(self, annotation: Annotation, pre_roll_us: int) -> None:
        """Which moment `play_expected` plays, once its video is open."""
        self._expected = (annotation, pre_roll_us)

    def play_expected(self) -> None:
        expected, self._expected = self._expected, None
        if expected is None:
            return
        annotation, pre_roll_us = expected
        if annotation.start_us is not None:
            player = self._player()
            if player.rate < 0:
                player.set_rate(1.0)  # a moment is looked at forwards, whichever way it was looked for
            player.seek(max(0, annotation.start_us - pre_roll_us))
            player.play()


def mark_words(annotation: Annotation, keys: KeyWords) -> str:
    """The note, or what can be done with a mark that has none yet."""
    note = " ".join(annotation.text.split())
    kind = {
        MarkType.STRENGTH: _tr("Strength"),
        MarkType.QUESTION: _tr("Question"),
        MarkType.WORRY: _tr("Worry"),
        MarkType.NOTE: "",
    }[annotation.mark_type]
    what = note or " · ".join(_offers(keys))
    return f"{kind} · {what}" if kind else what


def _offers(keys: KeyWords) -> Iterator[str]:
    """What the next key can do with the mark; without a key nothing is offered."""
    offers: tuple[tuple[str, str, str | None], ...] = (
        (_tr("{key}: note"), "mark.note", None),
        (_tr("{key} strength"), "mark.type", MarkType.STRENGTH.value),
        (_tr("{key} question"), "mark.type", MarkType.QUESTION.value),
        (_tr("{key} worry"), "mark.type", MarkType.WORRY.value),
    )
    for words, command, argument in offers:
        if key := keys.of(command, argument):
            yield words.format(key=key)


_tr = partial(QCoreApplication.translate, "Marking")
