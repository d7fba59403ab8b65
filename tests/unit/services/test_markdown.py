"""Feedback becomes HTML that holds nothing but words, plain tags and links that show where they lead."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor_app.services.markdown import DEEPEST, LONGEST, clean, moment_id, no_moment, plain_html, to_html

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", "h4", "h5", "h6"}


class Seen(HTMLParser):
    """Collects tags, attributes and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data):
        self.words += data

    @property
    def addresses(self) -> set[str | None]:
        return {value for name, value in self.attributes if name == "href"}


def moment_at(typed: str) -> str | None:
    return {"12:31": "m-1", "01:02:03": "m-2"}.get(typed)


def is_harmless(html: str) -> bool:
    seen = Seen(html)
    names = {name for name, _ in seen.attributes}
    addresses = all(a and a.startswith(("http://", "https://", "moment:")) for a in seen.addresses)
    return seen.tags <= TAGS and names <= {"href", "dir", "start"} and addresses


def test_what_assessors_write_is_shown_as_meant():
    html = to_html(
        "# Next step\n\nYou **wait** and *listen*:\n\n- once\n- twice\n\n1. a\n\n> quoted\n\nline one\nline two"
    )
    assert '<h4 dir="auto">Next step</h4>' in html
    for part in ("<strong>wait</strong>", "<em>listen</em>", "<li", "<ol", "<blockquote", "line one<br"):
        assert part in html


def test_headings_never_rise_above_those_of_the_page():
    assert to_html("# a", headings_from=2).startswith("<h2")
    assert to_html("###### a", headings_from=3).startswith("<h6")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "before <img src=x onerror=alert(1)> after",
        "<iframe src='https://e.org'></iframe>\n\nwords",
        "[press](javascript:alert(1))",
        "[press](JaVaScRiPt:alert(1))",
        "[press](&#106;avascript:alert(1))",
        "[press](java\tscript:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "[press](file:///etc/passwd)",
        "[press](vbscript:x)",
        "<javascript:alert(1)>",
        "[press](mailto:a@b.example)",
        "[press](moment:../../x)",
        '[press](moment:a"onclick=alert(1))',
        '[press](https://e.org/"onclick=alert(1))',
        "[press][1]\n\n[1]: javascript:alert(1)",
        "```<script>\n</pre><script>alert(1)</script>\n```",
        "`<script>`",
        '![x" onerror="alert(1)](https://e.org/p.png)',
        "&lt;script&gt; &#60;script&#62;",
    ],
)
def test_nothing_hostile_gets_through(text):
    html = to_html(text, moment_at=moment_at)
    assert is_harmless(html), html
    assert "javascript" not in " ".join(str(a) for a in Seen(html).addresses).lower()
    assert is_harmless(plain_html(text, moment_at=moment_at))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab<>&\"'()[]!*_`#-:/\\\n\t 12:31https://moment:\u202e\x00😀א"), max_size=120))
def test_any_text_at_all_is_harmless(text):
    assert is_harmless(to_html(text, moment_at=moment_at))
    assert is_harmless(plain_html(text, moment_at=moment_at))


def test_of_a_refused_link_words_and_address_can_be_read():
    assert Seen(to_html("[press](javascript:alert(1))")).words.strip() == "press (javascript:alert(1))"
    assert Seen(to_html("<a@b.example>")).words.strip() == "a@b.example"
    assert Seen(to_html("![alt](file:///etc/passwd) ![b](../c.png)")).words.strip() == "alt b"


def test_a_link_shows_where_it_leads():
    seen = Seen(to_html("[your school](https://elsewhere.example/a?b=1&c=2) <https://plain.example/>"))
    assert seen.words.strip() == "your school (https://elsewhere.example/a?b=1&c=2) https://plain.example/"
    tail = Seen(to_html("[school.example](https://elsewhere.example/?school.example)"))
    assert "https://elsewhere.example/" in tail.words
    assert seen.addresses == {"https://elsewhere.example/a?b=1&c=2", "https://plain.example/"}


def test_a_picture_is_only_its_name():
    html = to_html("![a tree](https://e.org/tree.png) [![inner](https://e.org/i.png)](https://e.org)")
    assert "<img" not in html
    assert Seen(html).words.strip() == "a tree inner (https://e.org)"


def test_a_moment_is_a_link_and_a_typed_time_of_a_moment_becomes_one():
    html = to_html("[00:12:31](moment:m-1), 12:31, at 01:02:03 but not 09:09, `12:31` or 112:31", moment_at=moment_at)
    assert html.count('href="moment:m-1"') == 2
    assert html.count('href="moment:m-2"') == 1
    assert "09:09" in Seen(html).words
    assert html.count("<a ") == 3


def test_no_link_is_put_into_a_link():
    assert to_html("[see 12:31](https://e.org)", moment_at=moment_at).count("<a ") == 1


def test_exports_choose_what_links_lead_to():
    def link(address: str) -> str | None:
        moment = moment_id(address)
        return f"#moment-{moment}" if moment else None

    html = to_html("[x](https://e.org) 12:31", link, moment_at=moment_at)
    assert '<a href="#moment-m-1">12:31</a>' in html
    assert Seen(html).words.strip() == "x (https://e.org) 12:31"


def test_what_turns_words_round_unseen_is_taken_out_and_right_to_left_words_stay():
    text = "a\u202eb\u2066c\u2069d\x00e\x07 \u200fשלום 😀"
    assert clean(text) == "abcde \u200fשלום 😀"
    assert Seen(to_html(text)).words.strip() == "abcde \u200fשלום 😀"
    assert 'dir="auto"' in to_html(text)


def test_words_beyond_every_depth_are_still_there():
    deep = "> " * (3 * DEEPEST) + "the last words"
    assert "the last words" in Seen(to_html(deep)).words
    assert "the last words" in Seen(to_html("- " * (3 * DEEPEST) + "the last words")).words


@pytest.mark.parametrize("piece", ["[", "![", "*a ", "`a``", ">", "- ", "_*", "[[a]", "[a](<b", "a**b", "[a]: x\n"])
def test_text_made_to_take_long_is_done_in_bounded_work(piece):
    """Up to LONGEST the parser is linear enough; beyond it, nothing is parsed at all."""
    assert is_harmless(to_html((piece * LONGEST)[:LONGEST]))
    huge = to_html(piece * 400_000, moment_at=moment_at)
    assert is_harmless(huge[:5_000])
    assert "<strong>" not in huge


def test_a_pasted_megabyte_keeps_every_word():
    text = "word 12:31 " * 100_000
    assert Seen(to_html(text)).words.count("word") == 100_000


def test_a_rationale_is_plain_words_with_its_times():
    html = plain_html("**not bold** <b>\nat 12:31\n\nsecond", moment_at=moment_at)
    assert html == (
        '<p dir="auto">**not bold** &lt;b&gt;<br>\nat <a href="moment:m-1">12:31</a></p>\n<p dir="auto">second</p>\n'
    )
    assert plain_html("  \n ") == ""
    assert no_moment("12:31") is None
