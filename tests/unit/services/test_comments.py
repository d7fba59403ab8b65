"""The comment bank keeps, changes, removes and brings back, and reads files of others with suspicion."""

from pathlib import Path

import pytest

from assessor_app.domain.changes import Kind
from assessor_app.services import comment_files, comments
from assessor_app.services.comment_files import NotACommentFile, as_csv, as_json, read_file
from assessor_app.services.comments import BankFull, CommentEmpty, CommentTooLong, Draft, UnknownComment
from tests.fakes.store_factory import ACHIEVEMENT_ID, criterion_id
from tests.unit.services.desk import EditingDesk


def bank(desk: EditingDesk):
    return desk.store.reads.comments(ACHIEVEMENT_ID)


def kept(desk: EditingDesk, text: str, criterion: str | None = None):
    return desk.do(comments.save, ACHIEVEMENT_ID, text, criterion).value


def act(desk: EditingDesk, service, *arguments):
    with desk.store.factory() as uow:
        return service(uow, *arguments)


def test_a_comment_is_kept_per_micro_credential(desk: EditingDesk):
    done = desk.do(comments.save, ACHIEVEMENT_ID, "  You wait. \x00", criterion_id(2))
    assert done.changes.has(Kind.COMMENT)
    assert [(c.text, c.criterion_id, c.used) for c in bank(desk)] == [("You wait.", criterion_id(2), 0)]
    assert desk.store.reads.comments("another micro-credential") == ()


def test_the_same_words_are_kept_once(desk: EditingDesk):
    first = kept(desk, "You wait.")
    again = desk.do(comments.save, ACHIEVEMENT_ID, "You wait.\n")
    assert again.value == first
    assert not again.changes
    assert len(bank(desk)) == 1


def test_words_and_criterion_can_be_changed(desk: EditingDesk):
    done = desk.do(comments.edit, kept(desk, "You wait."), "You listen.", criterion_id(1))
    assert bank(desk) == (done.value,)
    assert (done.value.text, done.value.criterion_id) == ("You listen.", criterion_id(1))


def test_what_is_removed_comes_back_as_it_was(desk: EditingDesk):
    one, two = kept(desk, "One."), kept(desk, "Two.")
    act(desk, comments.count_use, one)
    before = bank(desk)
    gone = act(desk, comments.remove, (one, two)).value
    assert bank(desk) == ()
    act(desk, comments.put_back, gone)
    assert bank(desk) == before


def test_what_is_inserted_often_comes_first(desk: EditingDesk):
    kept(desk, "Seldom.")
    often = kept(desk, "Often.")
    act(desk, comments.count_use, often)
    act(desk, comments.count_use, often)
    assert [(c.text, c.used) for c in bank(desk)] == [("Often.", 2), ("Seldom.", 0)]


def test_bad_comments_are_refused_with_a_reason(desk: EditingDesk, monkeypatch):
    with pytest.raises(CommentEmpty, match="no words"):
        kept(desk, " \x00\n ")
    with pytest.raises(CommentTooLong, match="5,000 characters"):
        kept(desk, "x" * 5_000)
    known = kept(desk, "One.")
    monkeypatch.setattr(comments, "MOST", 1)
    with pytest.raises(BankFull, match="Remove some"):
        kept(desk, "Two.")
    act(desk, comments.remove, (known,))
    with pytest.raises(UnknownComment):
        act(desk, comments.count_use, known)
    with pytest.raises(UnknownComment):
        desk.do(comments.edit, known, "x", None)


@pytest.mark.parametrize("form", [as_json, as_csv])
def test_a_bank_goes_into_a_file_and_comes_back(desk: EditingDesk, form):
    texts = ["=SUM(A1)", "'quoted", 'Line one,\n"line" two', "- a list", "שלום 😀", "plain"]
    for text in texts:
        kept(desk, text, criterion_id(1))
    drafts = read_file(form(bank(desk)).encode())
    assert {d.text for d in drafts} == set(texts)
    assert {d.criterion_id for d in drafts} == {criterion_id(1)}
    act(desk, comments.remove, bank(desk))
    done = desk.do(comments.take_in, ACHIEVEMENT_ID, drafts, {criterion_id(1)})
    assert done.value == len(texts)
    assert {c.text for c in bank(desk)} == set(texts)


def test_no_cell_of_the_table_is_a_formula(desk: EditingDesk):
    kept(desk, "=HYPERLINK(1)")
    assert "\n=" not in as_csv(bank(desk))


def test_what_is_there_already_is_not_added_again_and_foreign_criteria_become_any(desk: EditingDesk):
    kept(desk, "One.")
    done = desk.do(comments.take_in, ACHIEVEMENT_ID, (Draft("One.", "elsewhere"), Draft("Two.", "elsewhere")), ())
    assert done.value == 1
    assert {(c.text, c.criterion_id) for c in bank(desk)} == {("One.", None), ("Two.", None)}


def test_a_file_that_would_overfill_the_bank_changes_nothing(desk: EditingDesk, monkeypatch):
    monkeypatch.setattr(comments, "MOST", 2)
    kept(desk, "One.")
    with pytest.raises(BankFull):
        desk.do(comments.take_in, ACHIEVEMENT_ID, (Draft("Two."), Draft("Three.")), ())
    assert [c.text for c in bank(desk)] == ["One."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no comment in it"),
        (b"\xff\xfe\x00garbage", "not UTF-8"),
        (bytes(range(128)), "breaks off|column text|no comment"),
        (b"{", "breaks off"),
        (b"[" * 100_000, "breaks off"),
        (b"{}", "no list"),
        (b'{"comments": 3}', "no list"),
        (b'{"comments": [3]}', "no text"),
        (b'[{"text": null}]', "no text"),
        (b'[{"text": "\\u0000 "}]', "no text"),
        (b'["' + b"x" * 5_000 + b'"]', "5,000 characters"),
        (b"name,words\na,b\n", "column text"),
        (b'text\n"open', "breaks off"),
        (b"text\n" + b"a\n" * 2_000, "2,000 comments"),
        (b" " * 9_000_000, "9 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(data: bytes, words: str):
    with pytest.raises(NotACommentFile, match=words):
        read_file(data)


def test_a_table_made_by_hand_needs_only_its_texts(tmp_path: Path):
    assert read_file('\ufefftext\nYou wait.\n"a, b"\n'.encode()) == (Draft("You wait."), Draft("a, b"))
    assert read_file(b'["You wait."]') == (Draft("You wait."),)
    assert read_file(b"text,used\nx,many\ny,-3\n") == (Draft("x"), Draft("y"))
    assert comment_files.LARGEST > comments.MOST * comments.LONGEST
