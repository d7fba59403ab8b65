"""Tables of the practice server: STRICT, and with a history beside everything an assessor sends."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()


def _table(name: str, *parts: Column[int] | Column[str] | Column[bytes] | Index) -> Table:
    return Table(name, METADATA, *parts, sqlite_strict=True)


def _text(name: str, *, is_key: bool = False, can_be_null: bool = False, is_unique: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=is_key, nullable=can_be_null, unique=is_unique)


def _number(name: str, *, is_key: bool = False, default: int | None = None) -> Column[int]:
    return Column(name, Integer, primary_key=is_key, nullable=False, autoincrement=False, default=default)


FACT = _table("fact", _text("name", is_key=True), _text("value"))
SERVER_KEY = _table(
    "server_key",
    _text("kid", is_key=True),
    _text("x"),
    _text("valid_from"),
    _text("retired_at", can_be_null=True),
    _text("signed_by_previous", can_be_null=True),
)

ASSESSOR = _table(
    "assessor",
    _text("assessor_id", is_key=True),
    _text("label", is_unique=True),
    _text("roles"),
    _text("token_sha256", can_be_null=True, is_unique=True),
    _number("is_suspended", default=0),
)
CERTIFICATION = _table(
    "certification", _text("assessor_id", is_key=True), _text("achievement_id", is_key=True), _text("valid_until")
)

# Who a candidate is, and where anybody belongs, stays in these three tables: no reply is ever built from them.
CANDIDATE = _table("candidate", _text("candidate_id", is_key=True), _text("identity"))
SUBMITTED_BY = _table("submitted_by", _text("submission_id", is_key=True), _text("candidate_id"))
AFFILIATION = _table(
    "affiliation", _text("assessor_id", is_key=True), _text("school"), _text("district"), _text("candidate_id")
)

DOCUMENT = _table(
    "document",
    _text("kind", is_key=True),
    _text("object_id", is_key=True),
    _text("slug"),
    _number("revision"),
    _text("digest"),
    _text("body"),
)
Index("document_by_slug", DOCUMENT.c.kind, DOCUMENT.c.slug, unique=True)
DOCUMENT_VERSION = _table(
    "document_version",
    _text("kind", is_key=True),
    _text("object_id", is_key=True),
    _number("revision", is_key=True),
    _text("digest"),
    _text("body"),
)
MEDIA = _table(
    "media",
    _text("media_id", is_key=True),
    _text("root"),
    _text("path"),
    _text("media_type"),
    _text("duration", can_be_null=True),
    _number("size"),
    _text("sha256"),
    _text("manifest"),
)
ARTIFACT = _table("artifact", _text("submission_id", is_key=True), _number("n", is_key=True), _text("media_id"))

ASSIGNMENT = _table(
    "assignment",
    _text("assignment_id", is_key=True),
    _text("assessor_id"),
    _text("code", is_unique=True),
    _text("role"),
    _text("state"),
    _number("attempt"),
    _text("previous", can_be_null=True),
    _text("superseded_by", can_be_null=True),
    _text("final_id", can_be_null=True),
    _text("due_at", can_be_null=True),
    _text("lease_holder", can_be_null=True),
    _text("lease_until", can_be_null=True),
    _text("scope"),
    _text("returned", can_be_null=True),
    _text("inputs"),
    _text("submission_id"),
    _text("rubric_id"),
    _text("achievement_id"),
    _text("policy_id"),
    _number("revision"),
    _text("op_id", can_be_null=True),
    _number("annotations_revision", default=0),
    _text("annotations_op_id", can_be_null=True),
)
for _name in ("submission_id", "rubric_id", "achievement_id", "policy_id"):
    Index(f"assignment_by_{_name}", ASSIGNMENT.c[_name])

# What each assessor sees, and at the same time the change log: only the newest change of a thing is kept.
VISIBLE = _table(
    "visible",
    _text("assessor_id", is_key=True),
    _text("kind", is_key=True),
    _text("object_id", is_key=True),
    _number("revision"),
    _number("seq"),
    _text("op"),
    _text("reason", can_be_null=True),
)
Index("visible_by_seq", VISIBLE.c.assessor_id, VISIBLE.c.seq, unique=True)
Index("visible_by_object", VISIBLE.c.kind, VISIBLE.c.object_id)


def _annotation_columns(*, keeps_all: bool) -> tuple[Column[str] | Column[int], ...]:
    return (
        _text("assignment_id", is_key=True),
        _text("annotation_id", is_key=True),
        _number("revision", is_key=keeps_all),
        _text("op_id"),
        _text("sha256"),
        _text("document", can_be_null=True),
        _text("criterion", can_be_null=True),
        _text("received_at"),
    )


ANNOTATION = _table(
    "annotation", *_annotation_columns(keeps_all=False), _text("frozen_by", can_be_null=True)
)  # document NULL: retracted
ANNOTATION_VERSION = _table("annotation_version", *_annotation_columns(keeps_all=True))


def _assessment_columns(*, keeps_all: bool) -> tuple[Column[str] | Column[int], ...]:
    return (
        _text("assignment_id", is_key=True),
        _text("assessment_id", is_key=True),
        _number("revision", is_key=keeps_all),
        _text("op_id"),
        _text("assessor_id"),
        _text("state"),
        _text("document"),
        _text("body_sha256"),
        _text("decision"),
        _text("disposition"),
        _text("reason", can_be_null=True),
        _text("received_at"),
    )


ASSESSMENT = _table("assessment", *_assessment_columns(keeps_all=False))
ASSESSMENT_VERSION = _table("assessment_version", *_assessment_columns(keeps_all=True))

HAND_BACK = _table(
    "hand_back",
    _text("op_id", is_key=True),
    Column("assignment_id", Text, ForeignKey("assignment.assignment_id"), nullable=False),
    _text("kind"),
    _text("reason"),
    _text("received_at"),
)
# Who went on with what somebody handed back, or lost it to.
REPLACEMENT = _table("replacement", _text("assignment_id", is_key=True), _text("replaced_by"))
# Levels of an earlier attempt that stand for the criteria a newer one is not asked about again (a JSON object).
CARRIED = _table("carried", _text("submission_id", is_key=True), _text("levels"))
# What was decided about a submission; a decision that was reopened is kept with the time it was undone.
VERDICT = _table(
    "verdict",
    _text("submission_id", is_key=True),
    _number("n", is_key=True),
    _text("decision"),
    _text("assignment_id"),
    _text("assessment_id"),
    _number("revision"),
    _number("is_adjudicated"),
    _text("decided_at"),
    _text("undone_at", can_be_null=True),
)
EVENT = _table(
    "event",
    _text("assessor_id", is_key=True),
    _text("event_id", is_key=True),
    _text("kind"),
    _text("at"),
    _text("assignment_id", can_be_null=True),
    _text("data"),
    _text("received_at"),
)
REPLY = _table(
    "reply",
    _text("assessor_id", is_key=True),
    _text("op_id", is_key=True),
    _text("fingerprint"),
    _number("status"),
    _text("etag", can_be_null=True),
    Column("body", LargeBinary, nullable=False),
    _text("kept_at"),
)
