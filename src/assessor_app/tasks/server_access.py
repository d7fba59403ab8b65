"""What the window does with issuing servers beside signing in: certifications are added, servers removed."""

from collections.abc import Callable
from functools import partial

from assessor_app.domain.changes import Changes
from assessor_app.domain.credential import Credential
from assessor_app.services import credentials, servers
from assessor_app.services.done import Done
from assessor_app.services.refusals import Refusal
from assessor_app.tasks.exchange import Line
from assessor_app.tasks.runner import LANE_DB, Ticket
from assessor_app.tasks.signing_in import LANE_SIGN_IN, LaneSignIn
from assessor_app.tasks.write_gate import OWN_ACTS

Failed = Callable[[Exception], None]
LARGEST_BADGE_FILE = 4 * 1024 * 1024


class LaneServerAccess:
    """Fulfils `gui.ports.ServerAccess`."""

    def __init__(self, line: Line, sign_in: LaneSignIn) -> None:
        self._line = line
        self._runner = line.runner
        self._begin = line.gate.factory(OWN_ACTS)
        self._publish = line.publish
        self._vault = line.vault
        self.sign_in = sign_in

    def add_certification(self, file: str, then: Callable[[Credential], None], failed: Failed) -> None:
        """Read, verify and keep the badge in a file; its revocation list is looked up if the server answers."""

        def add(_: Ticket) -> Done[Credential]:
            badges = self._line.badges
            assert badges is not None, "the composition root gives one"
            data = _read(file)
            return credentials.add(self._begin, self._line.client_of, badges(), data, self._line.tools.now())

        def kept(done: Done[Credential]) -> None:
            self._publish(done.changes)
            then(done.value)

        self._runner.submit(LANE_SIGN_IN, add, kept, failed)

    def remove(self, server_id: str, then: Callable[[], None], failed: Failed) -> None:
        """Forget a server and its evidence; the assessor's own work stays, and nothing goes while some is not sent."""

        def forget(_: Ticket) -> Changes:
            return servers.remove(self._begin, self._vault, server_id).changes

        self._runner.submit(LANE_DB, forget, partial(self._removed, then), failed)

    def _removed(self, then: Callable[[], None], changes: Changes) -> None:
        self._publish(changes)
        then()


def _read(file: str) -> bytes:
    """More than any badge holds, so that what is too large is told so. Raises Refusal."""
    try:
        with open(file, "rb") as opened:
            return opened.read(LARGEST_BADGE_FILE + 1)
    except OSError as error:
        raise Refusal(f"This file cannot be read ({error.strerror}). Choose it again.") from error
