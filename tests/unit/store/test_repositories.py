"""Every entity through an encrypted file and back."""

from dataclasses import fields, replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Table

from assessor_app.domain.annotation import Annotation, MarkType, PageSelector, RectangleSelector, TimeSelector
from assessor_app.domain.assessment import Assessment, AssessmentState, CriterionScore
from assessor_app.domain.outbox import Receipt
from assessor_app.domain.submission import Assignment, AssignmentState, MediaState
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.refusals import (
    NotReceived,
    ServerMismatch,
    UnknownAnnotation,
    UnknownAssignment,
    UnknownServer,
)
from assessor_app.services.views import ArtifactMedia
from assessor_app.store.profile_store import Store
from assessor_app.store.tables import ARTIFACT, ASSIGNMENT, SERVER
from tests.fakes.store_factory import (
    RUBRIC_ID,
    SERVER_ID,
    START,
    a_rubric,
    a_server,
    a_submission,
    an_achievement,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
    make_store,
    make_world,
)

VIDEO, PLAN = "submission-1/artifacts/1", "submission-1/artifacts/2"


def an_annotation(annotation_id: str = "mark-1", start_us: int | None = 1_000_000) -> Annotation:
    page = PageSelector(2, RectangleSelector(1.5, 2.25, 10, 20.125))
    return Annotation(
        annotation_id=annotation_id,
        assignment_id="assignment-1",
        artifact_id=VIDEO,
        artifact_digest="ab" * 32,
        selector=page if start_us is None else TimeSelector(start_us, start_us + 33_333),
        criterion_id=criterion_id(1),
        mark_type=MarkType.QUESTION,
        text="Wie lange? 待つ",
        engine="qt",
        uncertainty_us=17_000,
        revision=3,
        created_at=START,
        updated_at=START + timedelta(microseconds=1),
    )


def an_assessment() -> Assessment:
    return Assessment("as-1", "assignment-1", "rubric-digest-1", AssessmentState.DRAFT, 0, "Good waiting.", (), START)


def a_receipt(op_id: str = "op-0001", minutes: int = 0) -> Receipt:
    return Receipt(
        op_id=op_id,
        server_id=SERVER_ID,
        assignment_id="assignment-1",
        resource="assignments/assignment-1/assessments/as-1",
        kid="key-1",
        public_jwk='{"kty":"OKP"}',
        body_sha256="cd" * 32,
        revision=1,
        received_at=START + timedelta(minutes=minutes),
        server_epoch="epoch-1",
        disposition="accepted",
        reason="",
        document='{"op_id":"op-0001"}',
    )


@pytest.mark.parametrize(("type_", "table"), [(Assignment, ASSIGNMENT), (type(a_server()), SERVER)])
def test_every_field_of_the_domain_object_has_a_column(type_: type, table: Table) -> None:
    assert {field.name for field in fields(type_)} <= set(table.c.keys())
    assert {field.name for field in fields(a_submission().artifacts[0])} <= set(ARTIFACT.c.keys())


def test_a_server_and_its_token_survive_a_restart(tmp_path: Path) -> None:
    server = replace(a_server(), synced_at=START, needs_sign_in=True, roles=("assessor", "facilitator"))
    with make_store(tmp_path) as store, store.factory() as uow:
        uow.servers.put(a_server())
        uow.servers.put(server)
        uow.servers.put_token(SERVER_ID, "token-1")
        uow.servers.put_token(SERVER_ID, "token-2")
    with make_store(tmp_path) as store, store.factory() as uow:
        assert uow.servers.get(SERVER_ID) == server
        assert uow.servers.token(SERVER_ID) == "token-2"
        assert uow.servers.token("elsewhere") == ""
        with pytest.raises(UnknownServer):
            uow.servers.get("elsewhere")


def test_a_removed_server_hides_its_work_until_it_comes_back(store: Store) -> None:
    with store.factory() as uow:
        uow.servers.put(replace(a_server(), cursor="42"))
        uow.servers.put_token(SERVER_ID, "token")
        uow.annotations.put(an_annotation())
    with store.factory() as uow:
        uow.servers.remove(SERVER_ID)
    assert store.reads.servers() == ()
    assert store.reads.inbox() == ()
    with store.factory() as uow:
        assert uow.servers.token(SERVER_ID) == ""
        assert uow.servers.get(SERVER_ID).cursor == ""
        assert uow.remote.visible(SERVER_ID) == ()
        uow.servers.put(a_server())
    assert len(store.reads.inbox()) == 1
    assert store.reads.workbench("assignment-1").annotations == (an_annotation(),)


def test_what_a_server_owns_comes_back_as_it_was(store: Store) -> None:
    with store.factory() as uow:
        assert uow.remote.assignment("assignment-1") == an_assignment()
        assert uow.remote.submission("submission-1") == a_submission()
        assert uow.remote.rubric(RUBRIC_ID) == a_rubric()
        assert uow.remote.achievement(an_achievement().achievement_id) == an_achievement()


def test_what_has_not_come_is_named(store: Store) -> None:
    with store.factory() as uow:
        with pytest.raises(UnknownAssignment):
            uow.remote.assignment("assignment-9")
        with pytest.raises(NotReceived, match="submission"):
            uow.remote.submission("submission-9")
        with pytest.raises(NotReceived, match="rubric"):
            uow.remote.rubric("rubric-9")
        with pytest.raises(UnknownAnnotation):
            uow.annotations.get("mark-9")


def test_times_come_back_in_utc_whatever_zone_they_had(store: Store) -> None:
    there = START.astimezone(timezone(timedelta(hours=-7)))
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", replace(an_assignment(), due_at=there), 2))
    with store.factory() as uow:
        due_at = uow.remote.assignment("assignment-1").due_at
    assert due_at == START
    assert due_at is not None
    assert due_at.utcoffset() == timedelta()


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = replace(an_assignment(), due_at=START.replace(tzinfo=None))
    with pytest.raises(Exception, match="without a zone"), store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", naive, 2))


def test_a_new_rubric_version_leaves_the_old_one_readable(store: Store) -> None:
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("2"), 2))
    with store.factory() as uow:
        assert uow.remote.rubric(RUBRIC_ID) == a_rubric("2")
        assert uow.remote.rubric_version(RUBRIC_ID, "rubric-digest-1") == a_rubric("1")
        uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("1"), 3))
        assert uow.remote.rubric(RUBRIC_ID) == a_rubric("1")


def test_a_version_once_seen_never_changes(store: Store) -> None:
    forged = replace(a_rubric(), title="Another title under the same digest")
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, forged, 2))
        assert uow.remote.rubric(RUBRIC_ID) == a_rubric()


def test_visible_lists_every_kind_even_unknown_ones(store: Store) -> None:
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("hologram", "hologram-1", None, 7))
        uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", an_assignment(), 2))
    with store.factory() as uow:
        visible = uow.remote.visible(SERVER_ID)
        assert ("hologram", "hologram-1", 7) in visible
        assert ("assignment", "assignment-1", 2) in visible
        assert len(visible) == 6


def test_a_withdrawn_assignment_keeps_the_work(store: Store) -> None:
    with store.factory() as uow:
        uow.annotations.put(an_annotation())
        uow.remote.withdraw(SERVER_ID, RemoteChange("assignment", "assignment-1", 2, is_withdrawal=True))
    with store.factory() as uow:
        assert uow.remote.assignment("assignment-1").state is AssignmentState.WITHDRAWN
        assert not [row for row in uow.remote.visible(SERVER_ID) if row[0] == "assignment"]
        assert uow.annotations.of_assignment("assignment-1") == (an_annotation(),)


def test_one_server_cannot_take_or_withdraw_the_assignment_of_another(store: Store) -> None:
    other = a_server("https://hillside.example/server", "Hillside")
    with store.factory() as uow:
        uow.servers.put(other)
        uow.remote.withdraw(other.server_id, RemoteChange("assignment", "assignment-1", 2, is_withdrawal=True))
    with pytest.raises(ServerMismatch), store.factory() as uow:
        uow.remote.put(other.server_id, arrives("assignment", "assignment-1", an_assignment(), 2))
    with store.factory() as uow:
        assert uow.remote.assignment("assignment-1") == an_assignment()


def test_a_submission_with_fewer_artifacts_drops_the_rest(store: Store) -> None:
    shorter = replace(a_submission(), digest="digest-2", artifacts=a_submission().artifacts[:1])
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("submission", "submission-1", shorter, 2))
    with store.factory() as uow:
        assert uow.remote.submission("submission-1") == shorter
    assert store.reads.inbox()[0].media_size == shorter.artifacts[0].size


def test_annotations_come_by_start_time_without_retracted_ones(store: Store) -> None:
    late, early, page = an_annotation("late", 9_000_000), an_annotation("early", 10), an_annotation("page", None)
    gone = replace(an_annotation("gone"), is_retracted=True)
    with store.factory() as uow:
        for annotation in (late, early, page, gone):
            uow.annotations.put(annotation)
    with store.factory() as uow:
        assert uow.annotations.of_assignment("assignment-1") == (page, early, late)
        assert uow.annotations.get("gone") == gone
    assert store.reads.annotations(["late", "gone", "early", "never"]) == (early, late)
    assert store.reads.annotations([]) == ()


def test_an_assessment_comes_back_with_its_scores(store: Store) -> None:
    score = CriterionScore("assignment-1", criterion_id(2), level_id(2), "Four seconds.", ("m2", "m1"), None, 2, START)
    coded = CriterionScore("assignment-1", criterion_id(3), None, "No sound.", (), "no-audio", 1, START)
    with store.factory() as uow:
        assert uow.assessments.get("assignment-1") is None
        uow.assessments.put(an_assessment())
        uow.assessments.put_score(replace(score, level_id=None))
        uow.assessments.put_score(score)
        uow.assessments.put_score(coded)
    with store.factory() as uow:
        assert uow.assessments.get("assignment-1") == replace(an_assessment(), scores=(score, coded))


def test_a_score_is_kept_with_the_rubric_it_was_made_with(store: Store) -> None:
    score = CriterionScore("assignment-1", criterion_id(2), level_id(2), "", (), None, 1, START)
    with store.factory() as uow:
        uow.assessments.put(an_assessment())
        uow.assessments.put_score(score)
    with store.database.reader() as connection:
        assert connection.exec_driver_sql("SELECT rubric_digest FROM score").scalars().all() == ["rubric-digest-1"]


def test_receipts_are_proofs_and_never_change(store: Store) -> None:
    with store.factory() as uow:
        uow.receipts.add(a_receipt())
        uow.receipts.add(replace(a_receipt(), document="another"))
        uow.receipts.add(a_receipt("op-0002", minutes=5))
    newest, oldest = store.reads.receipts()
    assert (newest.op_id, newest.short_code, newest.code) == ("op-0002", "0002", "4F2A7K9")
    assert (oldest.server_name, oldest.disposition, oldest.received_at) == ("Riverside", "accepted", START)
    with store.database.reader() as connection:
        documents = connection.exec_driver_sql("SELECT document FROM receipt ORDER BY op_id").scalars().all()
    assert documents == [a_receipt().document] * 2


def test_media_begins_absent_with_the_declared_size(store: Store) -> None:
    absent = ArtifactMedia(VIDEO, MediaState.ABSENT, 0, 9_000_000)
    with store.factory() as uow:
        assert uow.media.get(VIDEO) == absent
        assert uow.media.get("unheard of") == ArtifactMedia("unheard of", MediaState.ABSENT)
        assert uow.media.etag(VIDEO) == ""
    assert store.reads.media("submission-1") == (absent, ArtifactMedia(PLAN, MediaState.ABSENT, 0, 40_000))


def test_media_progress_and_etag_do_not_overwrite_each_other(store: Store) -> None:
    half = ArtifactMedia(VIDEO, MediaState.DOWNLOADING, 4_500_000, 9_000_000)
    with store.factory() as uow:
        uow.media.set_etag(VIDEO, '"v1"')
        uow.media.put(half)
        uow.media.set_etag(VIDEO, '"v2"')
    with store.factory() as uow:
        assert uow.media.get(VIDEO) == half
        assert uow.media.etag(VIDEO) == '"v2"'


@pytest.mark.parametrize(
    ("video", "plan", "whole"),
    [
        (None, None, "absent"),
        ("present", None, "absent"),
        ("queued", None, "queued"),
        ("present", "queued", "queued"),
        ("downloading", "queued", "downloading"),
        ("downloading", "failed", "downloading"),
        ("paused", "queued", "paused"),
        ("failed", "paused", "failed"),
        ("present", "failed", "failed"),
        ("present", "present", "present"),
    ],
)
def test_the_inbox_sums_up_the_media_of_a_submission(
    store: Store, video: str | None, plan: str | None, whole: str
) -> None:
    with store.factory() as uow:
        for artifact_id, state, done in ((VIDEO, video, 1_000), (PLAN, plan, 10)):
            if state is not None:
                uow.media.put(ArtifactMedia(artifact_id, MediaState(state), done, 5_000))
    (row,) = store.reads.inbox()
    assert row.media_state == whole
    assert row.media_done == (1_000 if video else 0) + (10 if plan else 0)
    assert (row.media_size, row.media_duration_us) == (9_040_000, 180_000_000)


def test_a_submission_of_texts_alone_is_on_the_laptop(tmp_path: Path) -> None:
    texts = replace(a_submission(), artifacts=a_submission().artifacts[2:])
    with make_world(tmp_path) as store:
        with store.factory() as uow:
            uow.remote.put(SERVER_ID, arrives("submission", "submission-1", texts, 2))
        assert store.reads.inbox()[0].media_state is MediaState.PRESENT
        assert store.reads.media("submission-1") == ()


def test_nothing_of_a_failed_unit_of_work_stays(store: Store) -> None:
    with pytest.raises(RuntimeError), store.factory() as uow:  # noqa: PT012 - the point is what came before
        uow.annotations.put(an_annotation())
        uow.assessments.put(an_assessment())
        raise RuntimeError
    assert store.reads.workbench("assignment-1").annotations == ()
    assert store.reads.assessment("assignment-1").assessment_id == ""
