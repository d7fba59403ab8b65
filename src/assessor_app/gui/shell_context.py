"""What commands reach from the window: fulfils `commands.context.Context`."""

from collections.abc import Callable
from typing import Protocol

from assessor_app.commands.context import Desk, Screens, Workbench
from assessor_app.commands.evidence_controls import EvidenceControls
from assessor_app.media.player import Player


class WithPlayer(Workbench, Protocol):
    @property
    def player(self) -> Player: ...


class ShellContext:
    """The workbench is asked for only when a command needs it, and made then."""

    def __init__(
        self,
        desk: Desk,
        screens: Screens,
        workbench: Callable[[], WithPlayer],
        key_lead_us: Callable[[], int],
        evidence: Callable[[], EvidenceControls],
    ) -> None:
        self._desk = desk
        self._screens = screens
        self._workbench = workbench
        self._key_lead_us = key_lead_us
        self._evidence = evidence

    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def screens(self) -> Screens:
        return self._screens

    @property
    def workbench(self) -> Workbench:
        return self._workbench()

    @property
    def player(self) -> Player:
        return self._workbench().player

    @property
    def evidence(self) -> EvidenceControls:
        return self._evidence()

    @property
    def key_lead_us(self) -> int:
        return self._key_lead_us()
