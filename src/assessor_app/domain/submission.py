"""Assignment, Submission, Artifact: what a server gave this assessor to judge."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.domain.file_names import one_line


class PartKind(StrEnum):
    OVERVIEW = "overview"
    ARTIFACT = "artifact"
    REFLECTION = "reflection"


class Role(StrEnum):
    ASSESS = "assess"
    SECOND = "second"
    ADJUDICATE = "adjudicate"
    PRACTICE = "practice"
    CALIBRATE = "calibrate"
    UNSUPPORTED = "unsupported"


class AssignmentState(StrEnum):
    OPEN = "open"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    UNSUPPORTED = "unsupported"


class MediaState(StrEnum):
    """How much of an artifact's bytes is on this laptop."""

    ABSENT = "absent"
    QUEUED = "queued"
    DOWNLOADING = "downloading"
    PAUSED = "paused"
    PRESENT = "present"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file or text of a submission. Texts travel inline in `text`, files through the vault.

    `number` is 1-based and stable within the submission; `sha256` is hex of the whole bytes;
    `duration_us` is the declared duration of time-based media, microseconds. Whatever it was called, `name` is one line
    without anything unseen: it stands beside the program's own words everywhere.
    """

    artifact_id: str
    number: int
    part: PartKind
    name: str
    media_type: str
    sha256: str
    size: int = 0
    duration_us: int | None = None
    text: str | None = None
    href: str | None = None
    is_changed: bool = False
    capture_of: str | None = None
    """The artifact (a link) this is the issuing server's own captured copy of."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name) or f"#{self.number}")

    @property
    def is_file(self) -> bool:
        return self.text is None


@dataclass(frozen=True, slots=True)
class Submission:
    submission_id: str
    digest: str
    artifacts: tuple[Artifact, ...]
    what_changed: str = ""

    def artifact(self, number: int) -> Artifact:
        for artifact in self.artifacts:
            if artifact.number == number:
                return artifact
        raise LookupError(f"artifact {number}")


@dataclass(frozen=True, slots=True)
class Returned:
    """Why the issuing server gave a final assessment back to its assessor, and which one."""

    reason: str
    base_assessment_id: str | None = None


@dataclass(frozen=True, slots=True)
class InputRef:
    """An assessment an adjudicator compares: whose (a pseudonym), at which assignment."""

    assignment_id: str
    assessment_id: str
    assessor_id: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A submission given to one assessor. `lease_until_at` is the offline lease ("yours until").

    `scope` lists the criteria to be judged, empty: all. `previous` is the assignment of the attempt before.
    """

    assignment_id: str
    server_id: str
    code: str
    micro_credential: str
    role: Role
    state: AssignmentState
    attempt: int
    due_at: datetime | None
    lease_until_at: datetime | None
    submission_id: str
    rubric_id: str
    achievement_id: str
    policy_id: str
    revision: int
    previous: str | None = None
    scope: tuple[str, ...] = ()
    returned: Returned | None = None
    inputs: tuple[InputRef, ...] = ()
