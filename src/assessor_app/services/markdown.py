"""Feedback as Markdown turned into safe HTML: preview and exports show a candidate the very same words.

What comes out holds only tags written here: no HTML of the author's, no pictures, no address but http, https and our
own `moment:`, and no character that turns the order of letters round unseen.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

MOMENT = "moment:"
LONGEST = 50_000  # characters: more than that nobody wrote; it is shown as plain paragraphs, in bounded time
DEEPEST = 20
_WEB = re.compile(r"https?://[^\s<>\"']{1,2000}", re.IGNORECASE)
_MOMENT = re.compile(r"moment:[A-Za-z0-9_.-]{1,100}")
_TIME = re.compile(r"(?<![\d:.])(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?(?![\d:])")
# Control characters, and what turns the direction of the text round until further notice (bidi embeddings,
# overrides and isolates). The plain marks U+200E, U+200F and U+061C stay: right-to-left texts need them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")
_BLOCKS = frozenset({"paragraph_open", "heading_open", "list_item_open", "blockquote_open"})
_LESS = ("html_block", "html_inline")

LinkRule = Callable[[str], str | None]
"""An address as written (http, https or `moment:ID`) -> what the link leads to; None: only its words are left."""
MomentAt = Callable[[str], str | None]
"""A time as somebody typed it -> the id of the moment it names, if any."""


def own_links(address: str) -> str | None:
    """Every allowed address as it is: whoever shows it decides what a press on it does."""
    return address


def no_moment(_: str) -> str | None:
    return None


def clean(text: str) -> str:
    """Return `text` without control characters and without what turns its direction round; line ends are `\\n`."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def moment_id(address: str) -> str | None:
    """The annotation id of a `moment:` address, None for any other."""
    return address[len(MOMENT) :] if _MOMENT.fullmatch(address) else None


def to_html(text: str, link: LinkRule = own_links, *, moment_at: MomentAt = no_moment, headings_from: int = 4) -> str:
    """Return the HTML of a feedback text, block by block, without a frame around it.

    A web address is always shown beside the words of its link, so that nobody is led elsewhere than they read.
    `moment_at` turns times in the text into links to moments. Headings begin at `<h{headings_from}>`, because those
    above belong to the page. Never raises; texts beyond LONGEST or nested too deeply come as plain paragraphs.
    """
    words = clean(text)
    if len(words) > LONGEST:
        return plain_html(words)
    parser = _parser()
    tokens = parser.parse(words)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return plain_html(words)  # deeper parts are left out by the parser: no words may get lost
    for token in tokens:
        _settle(token, headings_from)
        if token.children:
            token.children = _linked(_shown(token.children, link), link, moment_at)
    return str(parser.renderer.render(tokens, parser.options, {}))


def plain_html(text: str, link: LinkRule = own_links, *, moment_at: MomentAt = no_moment) -> str:
    """Return words that are no Markdown (a rationale) as paragraphs, times linked."""
    paragraphs = re.split(r"\n\s*\n", clean(text).strip())
    return "".join(f'<p dir="auto">{_lines(each, link, moment_at)}</p>\n' for each in paragraphs if each.strip())


def _lines(paragraph: str, link: LinkRule, moment_at: MomentAt) -> str:
    children = _linked([Token("text", "", 0, content=paragraph)], link, moment_at)
    made = (_plain_piece(each) for each in children)
    return "".join(made).replace("\n", "<br>\n")


def _plain_piece(token: Token) -> str:
    if token.type == "link_open":
        return f'<a href="{escape(str(token.attrs["href"]))}">'
    return "</a>" if token.type == "link_close" else escape(token.content, quote=False)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    parser.disable(list(_LESS))
    # Every address is read as one, so that a picture is its name whatever it leads to; `_shown` says which are links.
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    return parser


def _is_allowed(address: str) -> bool:
    return bool(_WEB.fullmatch(address) or _MOMENT.fullmatch(address))


def _settle(token: Token, headings_from: int) -> None:
    """Headings move down, and each block finds its own direction."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) - 1 + headings_from, 6)}"
    if token.type in _BLOCKS:
        token.attrSet("dir", "auto")
    if token.type == "fence":
        token.info = ""


def _shown(children: Sequence[Token], link: LinkRule) -> list[Token]:
    """Pictures become their names; links become what `link` makes of them, with their address to read."""
    made: list[Token] = []
    opened: list[tuple[int, str, bool]] = []
    for token in children:
        if token.type == "image":
            made.append(_text(_words_of(token.children or ())))
        elif token.type == "link_open":
            address = str(token.attrs["href"])
            target = link(address) if _is_allowed(address) else None
            opened.append((len(made), address, target is not None))
            if target is not None:
                token.attrs = {"href": target}
                made.append(token)
        elif token.type == "link_close":
            start, address, is_link = opened.pop()
            shown = _words_of(made[start:])
            made += [token] if is_link else []
            if not _MOMENT.fullmatch(address) and shown.strip() not in (address, address.removeprefix("mailto:")):
                made.append(_text(f" ({address})"))
        else:
            made.append(token)
    return made


def _linked(children: Sequence[Token], link: LinkRule, moment_at: MomentAt) -> list[Token]:
    """Times outside links that name a moment become links to it."""
    if moment_at is no_moment:
        return list(children)
    made: list[Token] = []
    depth = 0
    for token in children:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        is_plain = token.type == "text" and depth == 0
        made += _with_times(token.content, link, moment_at) if is_plain else [token]
    return made


def _with_times(words: str, link: LinkRule, moment_at: MomentAt) -> list[Token]:
    made: list[Token] = []
    done = 0
    for found in _TIME.finditer(words):
        annotation_id = moment_at(found.group())
        target = link(f"{MOMENT}{annotation_id}") if annotation_id is not None else None
        if target is None:
            continue
        made.append(_text(words[done : found.start()]))
        made += [Token("link_open", "a", 1, attrs={"href": target}), _text(found.group()), _close()]
        done = found.end()
    return [*made, _text(words[done:])]


def _words_of(tokens: Sequence[Token]) -> str:
    return "".join(each.content or _words_of(each.children or ()) for each in tokens)


_close = partial(Token, "link_close", "a", -1)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
