"""Looks after the recording in the player: says what is wrong with it, and has a copy made when no player shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from assessor_app.commands.context import Desk
from assessor_app.domain.derived import Waveform
from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.submission import Artifact
from assessor_app.gui.pages.workbench.recording_notice import RecordingNotice
from assessor_app.gui.pages.workbench.recording_words import Finding, finding_of, matching, silent
from assessor_app.media.facts import MediaFacts
from assessor_app.media.player import Player, PlayerState
from assessor_app.services.vault_ports import DiskFull

_SHOWN = frozenset({PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED})
_SILENT = 1
"""The loudest level of a track that holds nothing but the rounding of its encoder."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the issuer offers for this assessment now, and how one is put on the criterion in focus."""

    offered: Callable[[], tuple[ConditionCode, ...]]
    put: Callable[[str], None]


NO_CONDITIONS = Conditions(tuple, lambda _: None)


class RecordingCare:
    """`reopen` is called when a copy of the recording in the player can be opened instead."""

    def __init__(
        self, desk: Desk, notice: RecordingNotice, conditions: Conditions, reopen: Callable[[Artifact], None]
    ) -> None:
        self._desk = desk
        self._notice = notice
        self._conditions = conditions
        self._reopen = reopen
        self._artifact: Artifact | None = None
        self._is_copy = self._has_failed = self._was_shown = False
        self._facts: MediaFacts | None = None
        self._finding: Finding | None = None
        self._copying: dict[str, float] = {}
        """How far the copies are that are being made; they go on while something else is looked at."""
        self._act: Callable[[], None] | None = None
        notice.pressed.connect(self._pressed)

    def follow(self, player: Player) -> None:
        """Once, when the player was made."""
        player.failed.connect(self._on_failed)
        player.state_changed.connect(self._on_state)

    def begin(self, artifact: Artifact, *, is_copy: bool) -> None:
        self.end()
        self._artifact, self._is_copy = artifact, is_copy

    def end(self) -> None:
        self._artifact = self._facts = self._finding = self._act = None
        self._has_failed = self._was_shown = False
        self._notice.clear()

    # ---- what is wrong with it -------------------------------------------------------------

    def take_facts(self, facts: MediaFacts) -> None:
        self._facts = facts
        if self._artifact is not None:
            self._finding = finding_of(facts, self._artifact)
        self._look()

    def take_waveform(self, waveform: Waveform) -> None:
        has_picture = self._facts is not None and self._facts.has_video
        if self._finding is None and has_picture and waveform.peaks and max(waveform.peaks) <= _SILENT:
            self._finding = silent()
            self._look()

    def _on_state(self, state: str) -> None:
        self._was_shown = self._was_shown or (self._artifact is not None and state in _SHOWN)

    def _on_failed(self, _: str) -> None:
        """What was shown and then fails cannot be read any more: a copy would meet the same."""
        self._has_failed = self._artifact is not None and not self._was_shown
        self._look()

    def _look(self) -> None:
        """Say the one thing that matters most now."""
        artifact, facts = self._artifact, self._facts
        if artifact is None or facts is None:
            return
        if self._has_failed and facts.is_decodable and not self._is_copy:
            if artifact.artifact_id in self._copying:
                self._say_copying(self._copying[artifact.artifact_id])
            else:
                self._copy()
        elif self._finding is not None:
            self._say_finding(self._finding)

    def _say_finding(self, finding: Finding) -> None:
        condition = matching(finding, self._conditions.offered())
        if condition is None:
            self._say(finding.words)
            return
        explains = _tr("States on the criterion in focus why it cannot be scored. It can be undone.")
        button = _tr("Mark criterion: {name}").format(name=condition.name)
        self._say(finding.words, button, lambda: self._conditions.put(condition.code), explains=explains)

    # ---- a copy that can be shown ----------------------------------------------------------

    def _copy(self) -> None:
        artifact = self._artifact
        if artifact is None:
            return
        mine = artifact.artifact_id
        self._copying[mine] = 0.0
        self._say_copying(0.0)
        self._desk.make_copy(
            mine,
            lambda share: self._on_share(mine, share),
            lambda: self._on_made(mine),
            lambda error: self._on_not_made(mine, error),
        )

    def _on_share(self, artifact_id: str, share: float) -> None:
        if artifact_id in self._copying:
            self._copying[artifact_id] = share
            if self._is_shown(artifact_id):
                self._say_copying(share)

    def _on_made(self, artifact_id: str) -> None:
        self._copying.pop(artifact_id, None)
        if self._artifact is not None and self._is_shown(artifact_id):
            self._notice.clear()
            self._reopen(self._artifact)

    def _on_not_made(self, artifact_id: str, error: Exception) -> None:
        self._copying.pop(artifact_id, None)
        if not self._is_shown(artifact_id):
            return
        if isinstance(error, DiskFull):
            words = _tr("There is no room on this laptop for a copy that can be shown. Free some, then try again.")
        else:
            words = _tr(
                "No player here shows this recording, and no copy of it could be made."
                " Ask the issuing organisation for an ordinary H.264 copy; the other evidence still opens."
            )
        self._say(words, _tr("Try again"), self._copy)

    def _cancel(self) -> None:
        if self._artifact is not None:
            self._copying.pop(self._artifact.artifact_id, None)
            self._desk.stop_copy(self._artifact.artifact_id)
            words = _tr("No player here shows this recording. Making a copy that can be shown takes a while.")
            self._say(words, _tr("Make the copy"), self._copy)

    def _say_copying(self, share: float) -> None:
        words = _tr(
            "No player here shows this recording as it is, so a copy that can be shown is being made: {percent}."
            " What you mark in it holds for the original."
        )
        percent = f"{round(100 * share)}{QLocale().percent()}"
        self._say(words.format(percent=percent), _tr("Cancel"), self._cancel, is_warning=False)

    # ---- the strip -------------------------------------------------------------------------

    def _say(
        self,
        words: str,
        button: str = "",
        act: Callable[[], None] | None = None,
        *,
        explains: str = "",
        is_warning: bool = True,
    ) -> None:
        self._act = act
        self._notice.say(words, button, explains=explains, is_warning=is_warning)

    def _pressed(self) -> None:
        if self._act is not None:
            self._act()

    def _is_shown(self, artifact_id: str) -> bool:
        return self._artifact is not None and self._artifact.artifact_id == artifact_id


def _tr(words: str) -> str:
    return QCoreApplication.translate("Recording", words)
