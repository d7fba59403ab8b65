"""How fast one assignment's evidence arrives: told a few times a second, smoothed so that a person can read it."""

import time
from collections.abc import Callable

from assessor_app.domain.submission import Artifact
from assessor_app.services.media_views import MediaProgress

TELL_EVERY_S = 0.25
_SMOOTHING_S = 4.0


class ProgressWatch:
    """Fulfils `services.media_fetch.Watch` on a lane. `tell` hears at most four times a second."""

    def __init__(
        self,
        assignment_id: str,
        size: int,
        done: int,
        tell: Callable[[MediaProgress], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._assignment_id, self._size, self._tell, self._clock = assignment_id, size, tell, clock
        self._before = done
        self._files: dict[str, int] = {}
        self._firsts: dict[str, int] = {}
        self._told_at = clock()
        self._told_done = done
        self._rate = 0.0
        self.error: Exception | None = None

    @property
    def done(self) -> int:
        came = sum(self._files[each] - self._firsts[each] for each in self._files)
        return max(0, min(self._size, self._before + came))

    def arrived(self, artifact: Artifact, done: int) -> None:
        self._firsts.setdefault(artifact.artifact_id, done)
        self._files[artifact.artifact_id] = done
        now = self._clock()
        passed = now - self._told_at
        if passed < TELL_EVERY_S:
            return
        here = self.done
        rate = max(0, here - self._told_done) / passed
        share = min(1.0, passed / _SMOOTHING_S) if self._rate else 1.0
        self._rate += (rate - self._rate) * share
        self._told_at, self._told_done = now, here
        self._tell(MediaProgress(self._assignment_id, here, self._size, self._rate))

    def stopped(self, error: Exception) -> None:
        self.error = error
