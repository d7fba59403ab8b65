"""What was computed, watched and shifted: kept for exactly the bytes it is about, gone when they go."""

from dataclasses import replace
from pathlib import Path

from assessor_app.domain.coverage import Coverage
from assessor_app.domain.derived import DerivedKind
from assessor_app.store.connection import connect
from assessor_app.store.database import Database
from assessor_app.store.profile_store import Store
from assessor_app.store.upgrade import backup
from tests.fakes.store_factory import RAW_KEY, SERVER_ID, a_submission, arrives, make_store, make_world

VIDEO, PLAN, REFLECTION = (f"submission-1/artifacts/{number}" for number in (1, 2, 3))
DIGEST = a_submission().artifacts[0].sha256
WATCHED = Coverage(((0, 1_500_000), (12_000_000, 36_000_000_000)))


def put_derived(store: Store, artifact_id: str, digest: str, data: bytes = b"data") -> None:
    with store.factory() as uow:
        for kind in DerivedKind:
            uow.derived.put(artifact_id, digest, kind, data)


def derived(store: Store, artifact_id: str, digest: str) -> set[bytes | None]:
    with store.factory() as uow:
        written = {uow.derived.get(artifact_id, digest, kind) for kind in DerivedKind}
    assert {store.reads.derived(artifact_id, digest, kind) for kind in DerivedKind} == written
    return written


def resend(store: Store, sha256: str) -> None:
    video, *others = a_submission().artifacts
    submission = replace(a_submission(), digest="2", artifacts=(replace(video, sha256=sha256), *others))
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("submission", "submission-1", submission, 2))


def test_derived_data_survives_a_restart_and_is_replaced(tmp_path: Path) -> None:
    with make_world(tmp_path) as store:
        assert derived(store, VIDEO, DIGEST) == {None}
        put_derived(store, VIDEO, DIGEST, b"\0old\xff")
        put_derived(store, VIDEO, DIGEST, b"\0new\xff")
    with make_store(tmp_path) as store:
        assert derived(store, VIDEO, DIGEST) == {b"\0new\xff"}
        with store.factory() as uow:
            uow.derived.forget(VIDEO)
        assert derived(store, VIDEO, DIGEST) == {None}


def test_derived_data_of_other_bytes_is_never_given_back(store: Store) -> None:
    put_derived(store, VIDEO, DIGEST)
    assert derived(store, VIDEO, "f" * 64) == {None}
    resend(store, "f" * 64)
    put_derived(store, VIDEO, DIGEST, b"ended after its bytes were replaced")
    assert derived(store, VIDEO, DIGEST) == {b"data"}


def test_nothing_is_kept_of_evidence_that_was_taken_away(store: Store) -> None:
    with store.factory() as uow:
        uow.remote.blank("submission-1")
    put_derived(store, VIDEO, DIGEST, b"ended after the withdrawal")
    put_derived(store, "unheard of", DIGEST)
    assert derived(store, VIDEO, DIGEST) == derived(store, "unheard of", DIGEST) == {None}


def test_a_backup_holds_no_pictures_of_the_evidence(store: Store) -> None:
    put_derived(store, VIDEO, DIGEST)
    database: Database = store.database
    connection = connect(backup(database, 2), RAW_KEY)
    try:
        assert connection.execute("SELECT count(*) FROM derived").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM artifact").fetchone() == (3,)
    finally:
        connection.close()
    assert derived(store, VIDEO, DIGEST) == {b"data"}


def test_what_was_watched_is_kept_per_assignment_and_artifact(tmp_path: Path) -> None:
    with make_world(tmp_path, ("assignment-1", "assignment-2")) as store, store.factory() as uow:
        assert uow.coverages.get("assignment-1", VIDEO) == Coverage()
        uow.coverages.put("assignment-1", VIDEO, Coverage(((0, 9),)))
        uow.coverages.put("assignment-1", VIDEO, WATCHED)
        uow.coverages.put("assignment-1", "submission-2/artifacts/1", WATCHED)  # of another submission: nothing
    with make_store(tmp_path) as store:
        with store.factory() as uow:
            assert uow.coverages.get("assignment-1", VIDEO) == WATCHED
            assert uow.coverages.get("assignment-1", PLAN) == Coverage()
        assert store.reads.workbench("assignment-1").coverage == {VIDEO: WATCHED}
        assert store.reads.workbench("assignment-2").coverage == {}


def test_what_replaces_a_recording_was_not_watched_yet(store: Store) -> None:
    with store.factory() as uow:
        uow.coverages.put("assignment-1", VIDEO, WATCHED)
    resend(store, "f" * 64)
    assert store.reads.workbench("assignment-1").coverage == {}
    with store.factory() as uow:
        uow.coverages.put("assignment-1", VIDEO, Coverage(((0, 9),)))
    assert store.reads.workbench("assignment-1").coverage == {VIDEO: Coverage(((0, 9),))}
    resend(store, DIGEST)
    assert store.reads.workbench("assignment-1").coverage == {VIDEO: WATCHED}, "and the old one is still here"


def test_the_shift_between_two_recordings_is_kept_in_both_directions(tmp_path: Path) -> None:
    with make_world(tmp_path) as store, store.factory() as uow:
        assert uow.angles.get("assignment-1", VIDEO, "board") is None
        uow.angles.put("assignment-1", VIDEO, "board", 5)
        uow.angles.put("assignment-1", VIDEO, "board", -1_234_000)
        uow.angles.put("assignment-1", "board", VIDEO, 0)
    with make_store(tmp_path) as store:
        with store.factory() as uow:
            assert uow.angles.get("assignment-1", VIDEO, "board") == -1_234_000
        shifts = store.reads.workbench("assignment-1").angles
        assert shifts == {(VIDEO, "board"): -1_234_000, ("board", VIDEO): 0}
