"""Links among the evidence: which tab stands for what, and the strip that says where the link on show leads."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from assessor_app.domain.links import Link, link_of, read_link, without_captures
from assessor_app.domain.submission import Artifact
from assessor_app.gui.dialogs.open_link import OpenOutside, ask_to_open, open_in_browser
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.link_bar import LinkBar


class EvidenceLinks:
    """`open_outside` hands an address to the browser, once the assessor said yes."""

    def __init__(self, parent: QWidget, tokens: Tokens = LIGHT) -> None:
        self._parent = parent
        self._artifacts: tuple[Artifact, ...] = ()
        self.bar = LinkBar(self._ask, tokens=tokens)
        self.open_outside: OpenOutside = open_in_browser

    def take(self, artifacts: Iterable[Artifact]) -> tuple[Artifact, ...]:
        """Return those that have a tab."""
        self._artifacts = tuple(artifacts)
        return without_captures(self._artifacts)

    def tab_of(self, artifact_id: str) -> str:
        """Return the id of the tab that stands for this artifact, and say where its link leads if it is one."""
        artifact = next((part for part in self._artifacts if part.artifact_id == artifact_id), None)
        link = link_of(artifact, self._artifacts) if artifact is not None else None
        if artifact is None or link is None:
            self.bar.show_link(None)
            return artifact_id
        self.bar.show_link(read_link(link.text or link.name), has_copy=artifact != link)
        return link.artifact_id

    def _ask(self, link: Link) -> None:
        ask_to_open(self._parent, link, lambda: self._open(link))

    def _open(self, link: Link) -> None:
        self.open_outside(link.address)
