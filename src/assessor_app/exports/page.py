"""HTML: the candidate's copy as one file that loads nothing, runs nothing, and reads well on screen and paper."""

from collections.abc import Mapping
from html import escape

from assessor_app.exports.candidate_copy import CandidateCopy, SharedMoment, place_words
from assessor_app.services.candidate_page import CandidatePage
from assessor_app.services.markdown import clean, moment_id, plain_html

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; --text: #1f2328; --quiet: #5b636b; --line: #dddcd8; --ground: #fff; --link: #2f5fd0; }
@media (prefers-color-scheme: dark) {
 :root { --text: #e6e7e9; --quiet: #a3a9b1; --line: #34383e; --ground: #16181b; --link: #7aa2f7; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
 color: var(--text); background: var(--ground); overflow-wrap: anywhere; }
a { color: var(--link); }
h2, h3 { line-height: 1.25; margin: 2rem 0 .5rem; }
.level, .decision { font-weight: 600; }
.descriptor, .label, footer, .note { color: var(--quiet); }
.label { margin-bottom: 0; }
ol.moments { padding-left: 1.5rem; }
li:target { outline: 2px solid var(--link); outline-offset: 4px; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .5rem; font-size: .875rem; }
.draft { border: 1px solid currentColor; padding: .25rem .5rem; display: inline-block; }
@media print {
 :root { --text: #000; --quiet: #333; --line: #999; --ground: #fff; --link: #000; }
 body { margin: 0; max-width: none; font-size: 11pt; } h3 { break-after: avoid; } li, p { break-inside: avoid; }
}
"""
DRAFT = "Draft: this has not been submitted."
_US_PER_S = 1_000_000


def page(copy: CandidateCopy) -> bytes:
    """Return the whole file, UTF-8. Each moment has the id `t=SECONDS`, which times in the text lead to."""
    head = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{_text(copy.title)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style>\n</head>\n'
    )
    return f"{head}<body>\n{body(copy)}</body>\n</html>\n".encode()


def body(copy: CandidateCopy) -> str:
    """Return what is between the `body` tags; a PDF is printed from the same."""
    ids = moment_ids(copy.moments)

    def link(address: str) -> str | None:
        wanted = moment_id(address)
        if wanted is None:
            return address
        return f"#{ids[wanted]}" if wanted in ids else None

    marks = {moment.annotation.annotation_id: moment.annotation for moment in copy.moments}
    judged = CandidatePage(copy.view, marks, copy.words, place_words(copy.view), link)
    draft = f'<p class="draft">{DRAFT}</p>\n' if copy.is_draft else ""
    return f"{draft}{judged.html()}{_moments(copy, ids)}{_footer(copy)}"


def moment_ids(moments: tuple[SharedMoment, ...]) -> Mapping[str, str]:
    """Return annotation id -> fragment id: `t=12.48`, with the part's number behind it where two are alike."""
    ids: dict[str, str] = {}
    for number, moment in enumerate(moments, start=1):
        time = moment.time
        plain = f"t={time.start_us / _US_PER_S:.6f}".rstrip("0").rstrip(".") if time else f"place-{number}"
        ids[moment.annotation.annotation_id] = plain if plain not in ids.values() else f"{plain}-{number}"
    return ids


def _moments(copy: CandidateCopy, ids: Mapping[str, str]) -> str:
    if not copy.moments:
        return ""
    items = "".join(_moment(moment, ids) for moment in copy.moments)
    return f'<h3>Moments</h3>\n<ol class="moments">\n{items}</ol>\n'


def _moment(moment: SharedMoment, ids: Mapping[str, str]) -> str:
    named = escape(ids[moment.annotation.annotation_id])
    criterion = f": {moment.criterion.number} {_text(moment.criterion.name)}" if moment.criterion else ""
    note = plain_html(moment.annotation.text) if moment.annotation.text.strip() else ""
    return f'<li id="{named}"><a name="{named}"></a>{_text(moment.place)}{criterion}{note}</li>\n'


def _footer(copy: CandidateCopy) -> str:
    rubric = copy.view.rubric
    facts = f"{copy.view.assignment.code}. Rubric: {rubric.title}, version {rubric.digest}. Made with {copy.made_with}."
    return f"<footer><p>{_text(facts)}</p></footer>\n"


def _text(words: str) -> str:
    return escape(clean(words))
