"""Why a write was parked: for each answer of a server, the reason and the next step in plain words."""

from collections.abc import Mapping

STALE_REVISION = "stale-revision"
OURS_WITHOUT_RECEIPT = "ours-without-receipt"
TOO_LATE = frozenset({"withdrawn", "not-certified"})
"""Refusals of marks and drafts for which a final is still taken, and held."""

_OUR_FAULT = (
    "The server could not make sense of what this program sent. What you wrote is kept. "
    "Send a support bundle to those who look after the program."
)
_UNKNOWN = (
    "The server refused this for a reason this version does not know. What you wrote is kept. Update the program."
)
_CAUSES: Mapping[str, str] = {
    STALE_REVISION: (
        "There is another version of this on the server, perhaps from another computer of yours. "
        "Both are kept, and nothing was replaced. Choose Decide to see them side by side."
    ),
    OURS_WITHOUT_RECEIPT: (
        "The server showed that it has exactly this; its receipt was lost on the way. Nothing more needs to be done. "
        "If you need a receipt, ask those who run the server."
    ),
    "rubric-changed": (
        "The rubric has changed since you scored. What you wrote is kept. "
        "Sync, look at what is different and submit again."
    ),
    "policy-changed": (
        "The issuer's rules have changed since you scored. What you wrote is kept. "
        "Sync, check what is still missing and submit again."
    ),
    "already-final": (
        "A final assessment is already with the server, so this change came too late. What you wrote is kept. "
        "Choose Decide to see both; ask the issuing organisation to return the assessment if it must change."
    ),
    "not-certified": (
        "Your certification for this micro-credential does not allow scoring now. What you wrote is kept. "
        "Renew the certification or ask the issuing organisation."
    ),
    "not-yours": (
        "This submission is not assigned to you any more. What you wrote is kept. Ask the issuing organisation."
    ),
    "withdrawn": "This submission was withdrawn. What you wrote is kept on this laptop; nothing more needs to be done.",
    "not-found": (
        "The server does not know this submission any more. What you wrote is kept. "
        "Sync; if it stays like this, ask the issuing organisation."
    ),
    "claim-contested": (
        "Another assessor has taken over this submission. What you wrote is kept. Ask the issuing organisation."
    ),
    "too-large": (
        "This is larger than the server takes. What you wrote is kept. Ask those who run the server to allow more."
    ),
    "reference-error": _OUR_FAULT,
    "key-reused": _OUR_FAULT,
    "bad-request": _OUR_FAULT,
    "precondition-required": _OUR_FAULT,
    "method-not-allowed": _OUR_FAULT,
}
BEHIND = (
    "It waits behind something of the same submission that needs your decision. Decide that first; "
    "then this is sent by itself."
)
SIGNED_OUT = "You are not signed in to this server any more. What you wrote is kept. Sign in again and it is sent."


def cause_of(problem: str) -> str:
    """Return the sentences for a protocol problem name."""
    return _CAUSES.get(problem, _UNKNOWN)


def problem_of(cause: str) -> str:
    """Return the problem name these sentences belong to, `other` for any that are not of this table."""
    return next((name for name, words in _CAUSES.items() if words == cause), "other")
