"""Is libVLC on this machine, which version, and what is missing if it cannot be used."""

import sys
import threading
from dataclasses import dataclass
from typing import Any

# What python-vlc raises where the library or its plugins are missing, or are another version's.
_ABSENT = (ImportError, NameError, OSError, AttributeError)
_EVERYWHERE = ("--quiet", "--no-video-title-show", "--no-osd", "--no-sub-autodetect-file", "--no-stats")
_OPTIONS = _EVERYWHERE + (("--no-xlib",) if sys.platform == "linux" else ())


class NoLibvlc(Exception):
    """libVLC cannot be used here; the message is what is missing, NO_LIBRARY or NO_PLUGINS."""


@dataclass(frozen=True, slots=True)
class LibvlcState:
    """`version` is empty when it cannot be used; then `missing` says what is not there: NO_LIBRARY or NO_PLUGINS."""

    version: str = ""
    missing: str = ""


NO_LIBRARY, NO_PLUGINS = "library", "plugins"


def make_instance() -> Any:
    """Return a new `vlc.Instance`. Raises NoLibvlc."""
    try:
        import vlc  # noqa: PLC0415 - loads a system library

        # An option that a build does not know makes it refuse altogether; none of them is vital.
        instance = vlc.Instance(list(_OPTIONS)) or vlc.Instance()
    except _ABSENT as error:
        # The import succeeds where there is no library: then nothing can be called.
        raise NoLibvlc(NO_LIBRARY) from error
    if instance is None:
        raise NoLibvlc(NO_PLUGINS)
    return instance


class VlcLibrary:
    """libVLC for all players of the program; loaded when it is first needed. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._instance: Any = None

    def instance(self) -> Any:
        """Return the one `vlc.Instance`. Raises NoLibvlc."""
        with self._lock:
            if self._instance is None:
                self._instance = make_instance()
            return self._instance


def look_for_libvlc() -> LibvlcState:
    """Return what is here. Only an instance proves it: python-vlc imports without the library, which loads without its
    plugins."""
    try:
        instance = make_instance()
    except NoLibvlc as error:
        return LibvlcState(missing=str(error))
    instance.release()
    import vlc  # noqa: PLC0415 - loads a system library

    version: bytes = vlc.libvlc_get_version()
    return LibvlcState(version=version.decode())
