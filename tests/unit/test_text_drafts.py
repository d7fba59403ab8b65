"""Texts on their way or refused are known until exactly they are on the disk."""

from assessor_app.gui.models.text_drafts import TextDrafts, feedback_of

PLACE = ("assignment-1", feedback_of(""))


class Field:
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def confirm(self) -> None:
        self.told.append("confirm")

    def refuse(self) -> None:
        self.told.append("refuse")


def test_a_saved_text_is_forgotten_and_its_field_told() -> None:
    drafts, field = TextDrafts(), Field()
    answer = drafts.handed_over(PLACE, "words", field)
    assert drafts.newest(PLACE) == "words"
    answer.confirm()
    assert drafts.newest(PLACE) is None
    assert field.told == ["confirm"]


def test_a_refused_text_is_kept_until_a_later_one_is_saved() -> None:
    drafts, field = TextDrafts(), Field()
    drafts.handed_over(PLACE, "words", field).refuse()
    assert drafts.newest(PLACE) == "words"
    assert dict(drafts.refused) == {PLACE: "words"}
    drafts.handed_over(PLACE, "words, more", field).confirm()
    assert drafts.newest(PLACE) is None
    assert not drafts.refused
    assert field.told == ["refuse", "confirm"]


def test_an_older_refusal_does_not_push_newer_words_aside() -> None:
    drafts, field = TextDrafts(), Field()
    older, newer = (drafts.handed_over(PLACE, words, field) for words in ("old", "new"))
    older.refuse()
    assert drafts.newest(PLACE) == "new"
    newer.refuse()
    assert drafts.newest(PLACE) == "new"


def test_an_older_confirmation_leaves_newer_words_under_way() -> None:
    drafts, field = TextDrafts(), Field()
    older, newer = (drafts.handed_over(PLACE, words, field) for words in ("old", "new"))
    older.confirm()
    assert drafts.newest(PLACE) == "new"
    newer.confirm()
    assert drafts.newest(PLACE) is None
