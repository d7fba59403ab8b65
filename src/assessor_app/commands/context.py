"""What a command can reach, as Protocols: the desk (lanes and services), the player, the screens."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from assessor_app.commands.angle_controls import AngleControls
from assessor_app.commands.composing_controls import ComposingControls
from assessor_app.commands.evidence_controls import EvidenceControls, MediaControls
from assessor_app.commands.integrity_controls import IntegrityControls
from assessor_app.commands.judging_controls import JudgingControls
from assessor_app.commands.marks_in_hand import MarksInHand
from assessor_app.commands.player_controls import PlayerControls
from assessor_app.commands.reading_controls import ReadingControls
from assessor_app.commands.timeline_controls import TimelineControls
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.submission import Artifact
from assessor_app.media.player import Player
from assessor_app.services.done import Done
from assessor_app.services.ports import Reads, Tools, UnitOfWork
from assessor_app.services.vault_ports import MediaSource
from assessor_app.services.views import WorkbenchView

T = TypeVar("T")
Failure = Callable[[Exception], None]


class Writes(Protocol):
    """What is on its way to the disk."""

    @property
    def under_way(self) -> int:
        """How many writes were handed over and are neither committed nor refused yet."""

    @property
    def failure(self) -> Exception | None:
        """Why the last one that wanted to change something failed; None when it was committed."""

    def listen(self, told: Callable[[], None]) -> None:
        """Call `told` on the UI thread whenever one begins or ends."""


class Desk(Protocol):
    """Runs services on lanes; everything calls back on the UI thread.

    `write` opens a unit of work on lane db, commits, publishes the Changes, then calls `then`.
    Without `failed` an exception becomes a message for the assessor.
    """

    @property
    def tools(self) -> Tools: ...
    @property
    def writes(self) -> Writes: ...
    def write(
        self,
        act: Callable[[UnitOfWork], Done[T]],
        then: Callable[[T], None] | None = None,
        failed: Failure | None = None,
    ) -> None: ...
    def write_aside(self, act: Callable[[UnitOfWork], Done[T]], failed: Failure) -> None:
        """Like `write`, behind it and without a word, for what is no work of the assessor's: `writes` never hears."""

    def read(self, query: Callable[[Reads], T], then: Callable[[T], None], failed: Failure | None = None) -> None: ...
    def compute(self, work: Callable[[], T], then: Callable[[T], None], failed: Failure | None = None) -> None:
        """Run `work` on lane cpu: nothing of the database, nothing of the screen."""

    def derive(
        self, artifact_id: str, kind: DerivedKind, then: Callable[[bytes], None], failed: Failure | None = None
    ) -> None:
        """What is computed from an artifact: from the encrypted cache, else made in the worker process and kept."""

    def stop_deriving(self, artifact_id: str) -> None:
        """Nobody looks at it any more: whoever still waits for something of it is never called."""

    def make_copy(
        self,
        artifact_id: str,
        told: Callable[[float], None],
        then: Callable[[], None],
        failed: Failure | None = None,
    ) -> None:
        """Make a copy that every player shows, with each picture at its own time; `told` hears shares of 1.0."""

    def stop_copy(self, artifact_id: str) -> None:
        """Give up making it; what there is of it goes, and nobody is called."""

    def open_playable(
        self, artifact_id: str, then: Callable[[MediaSource, bool], None], failed: Failure | None = None
    ) -> None:
        """Open that copy (True) where there is one, else the original (False)."""

    def open_media(
        self, artifact_id: str, then: Callable[[MediaSource], None], failed: Failure | None = None
    ) -> None: ...
    def evidence_shown(self, artifact_id: str) -> None:
        """A text that came with the submission is on the screen: reported, as whatever is opened."""

    def evidence_left(self) -> None:
        """The submission was left: what is shown from now on is another viewing."""

    def sync_now(self) -> None: ...
    def fetch_media(self, assignment_ids: tuple[str, ...]) -> None: ...
    @property
    def media(self) -> MediaControls:
        """The queue in which evidence is fetched."""


class Finding(Protocol):
    """Searches and lists beside the video."""

    def open(self) -> None:
        """Put the cursor into the search: of the moments while their list has the focus, else of the captions."""

    def go(self, step: int) -> None:
        """Jump to the next (+1) or previous (-1) caption found."""

    def turn_captions(self) -> None: ...
    def sort_moments(self) -> None: ...
    def edit_moment(self) -> None: ...


class OpenWork(Protocol):
    """What is known of the open assignment: what is shown, focused, selected and last marked."""

    @property
    def view(self) -> WorkbenchView | None: ...
    @property
    def artifact(self) -> Artifact | None: ...
    @property
    def focused_criterion_id(self) -> str | None: ...
    @property
    def chosen_mark_id(self) -> str | None:
        """The mark selected in list or timeline, else the last one made within 5 s, else None.

        A fresh mark counts from its key-down, before it is on the disk.
        """

    @property
    def chosen_mark_ids(self) -> tuple[str, ...]:
        """All marks a key means: every selected one, the primary first, else the one of `chosen_mark_id`."""

    @property
    def selected_mark_ids(self) -> tuple[str, ...]:
        """What is selected in list and timeline, the primary one first."""

    @property
    def last_mark_id(self) -> str | None: ...
    def annotation(self, annotation_id: str) -> Annotation | None: ...


class Workbench(OpenWork, Protocol):
    """The page of the open assignment: what can be asked of it."""

    @property
    def finding(self) -> Finding: ...
    @property
    def in_hand(self) -> MarksInHand:
        """Stretches begun and not ended, and nudges on their way."""

    def remember_mark(self, annotation_id: str) -> None: ...
    def forget_mark(self, annotation_id: str) -> None:
        """It could not be saved."""

    @property
    def controls(self) -> PlayerControls: ...
    @property
    def timeline(self) -> TimelineControls: ...
    @property
    def angles(self) -> AngleControls: ...
    @property
    def integrity(self) -> IntegrityControls: ...
    @property
    def judging(self) -> JudgingControls: ...
    @property
    def composing(self) -> ComposingControls: ...
    @property
    def reading(self) -> ReadingControls: ...
    def open_note(self, annotation_id: str) -> None:
        """Pause and put the cursor into the note of a mark."""

    def play_from(self, annotation: Annotation) -> None:
        """Jump there with the pre-roll."""

    def pick_criterion(self, then: Callable[[str], None]) -> None: ...
    def ask_time(self, then: Callable[[int], None]) -> None: ...
    def focus_pane(self, step: int) -> None:
        """Cycle the panes by +1 or -1; 0 puts the focus back on the player."""

    def focus_named(self, pane: str) -> None:
        """One of player, rubric, moments, evidence, feedback."""

    def ask_submit(self) -> None: ...
    def toggle_full_screen(self) -> None: ...


class Screens(Protocol):
    """Pages and messages of the window."""

    def show_inbox(self) -> None: ...
    def show_workbench(self, assignment_id: str) -> None: ...
    def show_neighbour(self, step: int) -> None:
        """Open the next (+1) or previous (-1) submission of the inbox as it is sorted."""

    def show_outbox(self) -> None: ...
    def show_settings(self) -> None: ...
    def show_key_sheet(self) -> None: ...
    def lock_now(self) -> None:
        """Hide everything and ask for the passphrase."""

    def say(self, sentence: str) -> None:
        """A short message in the status line."""


class Context(Protocol):
    """Handed to every command."""

    @property
    def desk(self) -> Desk: ...
    @property
    def player(self) -> Player: ...
    @property
    def workbench(self) -> Workbench: ...
    @property
    def screens(self) -> Screens: ...
    @property
    def evidence(self) -> EvidenceControls:
        """Fetching the evidence of what is chosen in the inbox."""

    @property
    def key_lead_us(self) -> int:
        """Reaction time by which marks are shifted back (a setting, 0 unless chosen)."""
