"""The page a candidate reads: decision, feedback, levels, reasons and moments, nothing of it active but its links."""

import re
from dataclasses import replace

from assessor_app.domain.annotation import Annotation
from assessor_app.services import annotate, feedback, score
from assessor_app.services.candidate_page import CandidatePage, CandidateWords, cited_times
from assessor_app.services.moment_times import MomentTimes, clock_words
from tests.fakes.store_factory import a_mark, criterion_id, level_id
from tests.unit.services.desk import EditingDesk

A = "assignment-1"


def judged(desk: EditingDesk) -> Annotation:
    """Criterion 1 with everything, criterion 2 with a condition code."""
    mark = desk.do(annotate.add, a_mark(751_480_000, 1)).value
    desk.do(score.set_level, A, criterion_id(1), level_id(1))
    desk.do(score.cite, A, criterion_id(1), mark.annotation_id)
    desk.do(score.set_rationale, A, criterion_id(1), "You wait at 12:31.\n<b>Twice</b>.")
    desk.do(
        score.set_feedback,
        A,
        criterion_id(1),
        "**Next time** wait at 09:09, too: [again](moment:" + mark.annotation_id + ")",
    )
    desk.do(feedback.set_text, A, "See 12:31 <script>alert(1)</script>")
    return mark


def page(desk: EditingDesk, words: CandidateWords | None = None, link=lambda address: address) -> str:
    view = desk.view()
    marks = {a.annotation_id: a for a in view.annotations}
    return CandidatePage(view, marks, words or CandidateWords(), lambda a: f"place of {a.engine}", link).html()


def test_everything_the_candidate_is_told_stands_in_order(desk: EditingDesk):
    mark = judged(desk)
    words = re.sub(r"<[^>]+>", "", page(desk, CandidateWords(decision="Not awarded yet.")))
    lines = [line for line in words.split("\n") if line]
    assert lines[1:3] == ["Not awarded yet.", "Overall"]
    at = lines.index("1  Asks open questions")
    assert lines[at + 1] == "Demonstrated"
    assert lines[at + 2]  # the descriptor
    assert lines[at + 3 : at + 9] == [
        "Why",
        "You wait at 12:31.",
        "&lt;b&gt;Twice&lt;/b&gt;.",
        "Feedback",
        "Next time wait at 09:09, too: again",
        "Look at: place of qt",
    ]
    assert lines[at + 9 : at + 11] == ["2  Waits three seconds", "No level yet"]
    html = page(desk)
    assert "<script" not in html
    assert html.count(f'href="moment:{mark.annotation_id}"') == 4  # overall, why, feedback, look at
    assert "decision" not in html


def test_an_export_leads_its_links_elsewhere(desk: EditingDesk):
    judged(desk)
    assert "href=" not in page(desk, link=lambda _: None)
    assert 'href="#x"' in page(desk, link=lambda _: "#x")


def test_a_moment_that_was_taken_away_is_no_link(desk: EditingDesk):
    mark = judged(desk)
    view = desk.view()
    assert cited_times(view.assessment, {mark.annotation_id: mark}).id_at("12:31") == mark.annotation_id
    assert cited_times(view.assessment, {}).id_at("12:31") is None


def test_what_an_issuer_writes_is_shown_and_does_nothing(desk: EditingDesk):
    judged(desk)
    view = desk.view()
    evil = replace(view.achievement, name='<img src="https://e.org/x.png" onerror=alert(1)>\u202e')
    html = CandidatePage(replace(view, achievement=evil), {}, CandidateWords(), lambda _: "").html()
    assert "<img" not in html
    assert "\u202e" not in html


def test_typed_times_name_moments_to_the_second_or_the_millisecond(desk: EditingDesk):
    early, late = (desk.do(annotate.add, a_mark(at, 1)).value for at in (751_100_000, 751_480_000))
    hour = desk.do(annotate.add, a_mark(3_723_000_000, 1)).value
    times = MomentTimes((late, hour, early))
    assert times.id_at("12:31") == times.id_at("00:12:31") == early.annotation_id
    assert times.id_at("12:31.48") == times.id_at("12:31,480") == late.annotation_id
    assert times.id_at("1:02:03") == times.id_at("62:03") == hour.annotation_id
    assert times.id_at("12:32") is None
    assert times.id_at("noon") is None
    assert times.words_of(early, "x") == "12:31"
    assert times.words_of(late, "12:31 [b]") == f"[12:31 (b)](moment:{late.annotation_id})"
    assert (clock_words(3_723_999_999), clock_words(61_000_000)) == ("1:02:03", "01:01")
