"""What keys have begun on the open assignment and not finished: stretches between I and O, nudges on their way."""

from threading import Lock


class NudgeBatch:
    """Steps of one edge that go to the disk together: keys add on the UI thread, lane db takes once."""

    def __init__(self, frames: int) -> None:
        self._frames = frames
        self._is_taken = False
        self._lock = Lock()

    def add(self, frames: int) -> bool:
        """Return False when it is too late."""
        with self._lock:
            if not self._is_taken:
                self._frames += frames
            return not self._is_taken

    def take(self) -> int:
        with self._lock:
            self._is_taken = True
            return self._frames


class MarksInHand:
    """A stretch is begun with I and ended with O, whatever was marked between; the one begun last ends first."""

    def __init__(self) -> None:
        self._begun: list[tuple[str, str]] = []
        self._nudged: tuple[tuple[str, str], NudgeBatch] | None = None

    def begin(self, annotation_id: str, artifact_id: str) -> None:
        self._begun.append((annotation_id, artifact_id))

    def begun_on(self, artifact_id: str) -> str | None:
        """The stretch of this artifact that the next O ends."""
        return next((mark for mark, artifact in reversed(self._begun) if artifact == artifact_id), None)

    def forget(self, annotation_id: str) -> None:
        """It was ended, taken away or never saved."""
        self._begun = [each for each in self._begun if each[0] != annotation_id]

    def nudge(self, annotation_id: str, edge: str, frames: int) -> NudgeBatch | None:
        """Return a batch to hand over, None when a nudge that still waits takes these steps along."""
        if self._nudged is not None and self._nudged[0] == (annotation_id, edge) and self._nudged[1].add(frames):
            return None
        batch = NudgeBatch(frames)
        self._nudged = ((annotation_id, edge), batch)
        return batch

    def seal_nudges(self) -> None:
        """Something else was done: what is nudged from now on comes after it."""
        self._nudged = None

    def clear(self) -> None:
        self._begun.clear()
        self._nudged = None
