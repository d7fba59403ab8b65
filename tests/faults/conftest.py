"""The laptop, the server and the proxy between them."""

from tests.fakes.exchange_fixtures import (
    laptop,
    new_assignment,
    own_server,
    proxy,
    shared_server,
    tiny_sample,
    unused_server,
)

__all__ = ["laptop", "new_assignment", "own_server", "proxy", "shared_server", "tiny_sample", "unused_server"]
