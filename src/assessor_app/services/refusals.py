"""Why an editing service or the store says no: each a sentence naming the thing, the reason and the next step."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from assessor_app.domain.credential import CertificationStanding


class Refusal(Exception):
    """Something was asked for that cannot be done; nothing was changed."""


class UnknownServer(Refusal, LookupError):
    def __init__(self, server_id: str) -> None:
        self.server_id = server_id
        super().__init__(f"This profile has no issuing server {server_id}. Add the server, then try again.")


class UnknownAssignment(Refusal, LookupError):
    def __init__(self, assignment_id: str) -> None:
        self.assignment_id = assignment_id
        super().__init__(f"The submission {assignment_id} is not on this laptop. Sync, then try again.")


class UnknownArtifact(Refusal, LookupError):
    def __init__(self, artifact_id: str) -> None:
        self.artifact_id = artifact_id
        super().__init__(f"This submission has no evidence {artifact_id}. Sync and open the submission again.")


class UnknownAnnotation(Refusal, LookupError):
    def __init__(self, annotation_id: str) -> None:
        self.annotation_id = annotation_id
        super().__init__(f"The moment {annotation_id} does not exist or was removed. Choose another one.")


class NotATimeSpan(Refusal):
    """Only a moment of video or audio can become a stretch of it."""

    def __init__(self, annotation_id: str) -> None:
        self.annotation_id = annotation_id
        super().__init__("This mark is not on a video or recording, so it has no end. Mark the whole place instead.")


class OtherEvidence(Refusal):
    """The time of one recording says nothing about a mark on another."""

    def __init__(self) -> None:
        super().__init__("This moment is on another part of the evidence. Open that part, then change its time.")


class MixedSubmissions(Refusal):
    """One act, and so one undo, belongs to one submission."""

    def __init__(self) -> None:
        super().__init__("These moments belong to different submissions. Choose moments of one submission.")


class TooManyAtOnce(Refusal):
    """One act is one transaction, and what an assessor does next waits for it."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"That is too much at once. Choose at most {most} moments, then the others.")


class NoCriterion(Refusal):
    """A mark is cited for the criterion it is linked to."""

    def __init__(self) -> None:
        super().__init__("A moment without criterion cannot be cited. Link it to a criterion first.")


class UnknownConditionCode(Refusal, LookupError):
    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The issuer has no condition code {code}. Choose one of the issuer's codes.")


class BrokenRubric(Refusal):
    """The issuer's rubric contradicts itself: nobody could say what a score means."""

    def __init__(self, title: str, reason: str, server_name: str) -> None:
        self.title = title
        self.reason = reason
        super().__init__(
            f"The rubric {title} cannot be scored as it is: {reason}. Tell {server_name}, who can send a corrected"
            " one. Your work is kept."
        )


class OutsideScope(Refusal):
    """The assignment does not ask for this criterion: it was judged earlier."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} was judged earlier and is not asked for here. Judge the other criteria.")


class UnknownItem(Refusal, LookupError):
    """The outbox has no such item."""

    def __init__(self, op_id: str) -> None:
        self.op_id = op_id
        super().__init__(f"The outbox has no item {op_id}.")


class NotReceived(Refusal, LookupError):
    """An assignment came, something it refers to has not come yet."""

    def __init__(self, kind: str, entity_id: str) -> None:
        self.kind = kind
        self.entity_id = entity_id
        super().__init__(f"The {kind} of this submission has not arrived yet. Sync, then open it again.")


class NotOpen(Refusal):
    """The assignment was withdrawn or closed: it may be read, not changed."""

    def __init__(self, code: str, state: str) -> None:
        self.code = code
        self.state = state
        super().__init__(f"The submission {code} is {state}. Your work is kept, but it cannot be changed any more.")


class HandedBack(NotOpen):
    """The assessor gave it back: what was written stays, nothing more is added."""

    def __init__(self, code: str) -> None:
        super().__init__(code, "handed back")


class Lock(StrEnum):
    """What keeps evidence closed."""

    UNDECLARED = "undeclared"
    HANDED_BACK = "handed-back"
    WITHDRAWN = "withdrawn"
    OFFLINE_LEASE = "offline-lease"
    """The laptop has not spoken to the server for too long; the next contact opens it."""

    REMOTE = "locked-by-server"


class EvidenceLocked(Refusal):
    """No assignment lets the assessor look at this evidence now; downloading it is another matter."""

    def __init__(self, code: str, lock: Lock, server_name: str = "", days: int = 0) -> None:
        self.code = code
        self.lock = lock
        super().__init__(_LOCKED[lock].format(code=code, server=server_name, days=days))


_LOCKED: Mapping[Lock, str] = MappingProxyType(
    {
        Lock.UNDECLARED: (
            "The evidence of {code} is closed until you have said that you know nobody in it. "
            "Open the submission and answer the question, or hand it back."
        ),
        Lock.HANDED_BACK: (
            "You handed {code} back, so its evidence is not shown any more. What you wrote is kept. "
            "If it should come back to you, ask the issuing organisation."
        ),
        Lock.WITHDRAWN: (
            "The submission {code} was withdrawn, so its evidence is not shown any more. What you wrote is kept."
        ),
        Lock.OFFLINE_LEASE: (
            "This laptop has not spoken to {server} for {days} days, so its videos are locked. "
            "Connect once and they open again. Your scores and notes stay."
        ),
        Lock.REMOTE: (
            "{server} has asked this laptop to keep its videos closed. Ask {server}, then sync. "
            "Your scores and notes stay."
        ),
    }
)


class NotDeclared(Refusal):
    """Who judges says first that they know nobody in it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"Nothing was submitted: you have not said yet whether you know anybody in {code}. "
            "Open the submission, answer the question, then submit."
        )


class ReasonMissing(Refusal):
    """Who decides about a submission after its assessor must know why it came back."""

    def __init__(self) -> None:
        super().__init__("Nothing was handed back: the reason is missing. Write in a few words why, then try again.")


class AlreadySubmitted(Refusal):
    """The assessment left the desk: only the issuing server can return it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"The assessment of {code} was submitted and can only be read. The issuing server can return it to you."
        )


class NotCertified(Refusal):
    """The assessor may read this submission, not score it. The message says why, and where to go."""

    def __init__(self, standing: CertificationStanding, words: str) -> None:
        self.standing = standing
        super().__init__(words)


class NotParked(Refusal):
    """The outbox item is on its way, received or replaced since: there is nothing to decide about it."""

    def __init__(self, op_id: str) -> None:
        self.op_id = op_id
        super().__init__("This needs no decision any more: it is on its way, received or replaced. Look again.")


class Undecided(Refusal):
    """Two versions of the assessor's own work stand against each other."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"There is another version of your work on {code} on the server. Nothing was sent over it. "
            "Choose Decide in the outbox: both are shown side by side."
        )


class NotFetched(Refusal):
    """A decision needs both sides."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The other version of {code} is not here yet. Go online and sync, then decide.")


class AlreadyDecided(Refusal):
    """The other laptop's final is in: this one cannot change it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"The assessment of {code} was submitted from another computer of yours and cannot be replaced from here. "
            "If it must change, ask the issuing organisation to return it."
        )


class NotReturned(Refusal):
    """The server has the final, or it is on its way: the assessor cannot take it back."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"The assessment of {code} is with the issuing server or on its way there. Only the server can return it."
        )


class ServerMismatch(Refusal):
    """Two servers claim the same thing: the first one keeps it."""

    def __init__(self, entity_id: str, server_id: str) -> None:
        self.entity_id = entity_id
        self.server_id = server_id
        super().__init__(
            f"The server {server_id} sent {entity_id}, which another server gave you."
            " Nothing was changed. Tell the issuing organisation."
        )


class NotSaved(Refusal):
    """The disk refused: what was on the screen before this edit is still safe."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This could not be saved: {reason}. Everything saved earlier is kept.")
