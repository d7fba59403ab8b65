"""Links from submissions: only public pages on the web are offered, named as the network knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.domain.links import LinkDoubt, link_of, read_link, shown_for, without_captures
from assessor_app.domain.submission import Artifact, PartKind


@pytest.mark.parametrize(
    ("words", "address", "host"),
    [
        ("https://lessons.example/a b?q=ü#top", "https://lessons.example/a%20b?q=%C3%BC#top", "lessons.example"),
        ("# comment\r\nhttps://lessons.example\r\n", "https://lessons.example/", "lessons.example"),
        ("HTTPS://Lessons.Example:8443/x%20y", "https://lessons.example:8443/x%20y", "lessons.example"),
        ("https://8.8.8.8/", "https://8.8.8.8/", "8.8.8.8"),
    ],
)
def test_a_page_is_offered(words, address, host):
    link = read_link(words)
    assert (link.address, link.host, link.doubts) == (address, host, ())


@pytest.mark.parametrize(
    "words",
    [
        "file:///etc/passwd", "javascript:alert(1)", "data:text/html,<script>", "ftp://host.example/x", "//h.example",
        "C:\\Windows\\x", "\\\\server\\share", "mailto:a@b.example", "about:blank", "ms-settings:x", "", "# nothing",
        "https://", "https:///x", "https://[::1", "https://a..b/", "http://host.example:99999/", "lessons.example",
        "https://ho st.example/", "java\nscript:alert(1)", "https://" + "a" * 3_000,
    ],
)  # fmt: skip
def test_anything_else_is_shown_and_not_offered(words):
    link = read_link(words)
    assert not link.is_offered
    assert link.doubts == (LinkDoubt.NOT_A_PAGE,)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "printer",
        "192.168.1.1",
        "10.0.0.8",
        "[::1]",
        "2130706433",
        "0x7f.1",
        "127.1",
        "nas.local",
    ],
)
def test_nothing_inside_the_laptop_or_its_network_is_offered(host):
    link = read_link(f"http://{host}/setup")
    assert not link.is_offered
    assert link.doubts == (LinkDoubt.NOT_PUBLIC,)


def test_letters_of_another_script_are_shown_as_the_network_knows_them():
    link = read_link("https://www.gооgle.example/")  # two Cyrillic letters
    assert link.host.startswith("www.xn--")
    assert link.address.isascii()
    assert link.doubts == (LinkDoubt.LOOKS_LIKE,)


def test_a_name_before_the_host_is_taken_away_and_said():
    link = read_link("https://school.example@evil.example/login")
    assert link.address == "https://evil.example/login"
    assert link.host == "evil.example"
    assert link.doubts == (LinkDoubt.HAS_NAME,)


def test_a_page_that_others_can_read_on_the_way_is_said():
    assert read_link("http://lessons.example/").doubts == (LinkDoubt.NOT_SEALED,)


@given(
    st.text(max_size=60)
    | st.text(max_size=40).map("https://{}".format)
    | st.text(max_size=40).map("http://a@{}".format)
)
def test_what_is_offered_is_always_a_web_address_in_ascii(words):
    link = read_link(words)
    if link.is_offered:
        assert link.address.startswith(("https://", "http://"))
        assert link.address.isascii()
        assert link.address.isprintable()
        assert " " not in link.address
        assert "@" not in link.address.split("/")[2]
    assert "\n" not in link.written


def test_a_captured_copy_stands_in_the_place_of_its_link():
    def part(number: int, media_type: str, capture_of: str | None = None) -> Artifact:
        return Artifact(f"p{number}", number, PartKind.ARTIFACT, "x", media_type, "0" * 64, capture_of=capture_of)

    link, copy, other = part(1, "text/uri-list; charset=utf-8"), part(2, "application/pdf", "p1"), part(3, "text/plain")
    orphan = part(4, "application/pdf", "p9")
    parts = (link, copy, other, orphan)
    assert without_captures(parts) == (link, other, orphan), "a copy of what is not there is shown by itself"
    assert shown_for(link, parts) == copy
    assert shown_for(other, parts) == other
    assert link_of(copy, parts) == link
    assert link_of(link, parts) == link
    assert link_of(other, parts) is None
    assert link_of(orphan, parts) is None
