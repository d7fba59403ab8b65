"""Whether a server can be reached, and what is in the way when it cannot."""

from enum import StrEnum


class Reach(StrEnum):
    ONLINE = "online"
    CAPTIVE = "captive"
    """Somebody else answers in the server's place: the network wants a sign-in first."""

    PROXY_SIGN_IN = "proxy-sign-in"
    NO_NETWORK = "no-network"
    """Nothing beyond this laptop, or its proxy, can be reached."""

    SERVER_AWAY = "server-away"

    PUT_RIGHT = "put-right"
    """Somebody has to put something right first; the words that come with it say what."""
