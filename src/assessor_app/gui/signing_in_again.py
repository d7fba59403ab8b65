"""Finds the server that wants to be signed in to again, so that nobody has to look for its address."""

from collections.abc import Callable, Sequence

from assessor_app.commands.context import Desk
from assessor_app.domain.server import IssuingServer


def sign_in_again(desk: Desk, ask: Callable[[str], None]) -> None:
    """Call `ask` with the address of the first such server, empty when there is none any more."""

    def look(known: Sequence[IssuingServer]) -> None:
        signed_out = [server.base_url for server in known if server.needs_sign_in]
        ask(signed_out[0] if signed_out else "")

    desk.read(lambda reads: reads.servers(), look)
