"""The public page of an award: self-contained HTML that shows it, says whether it stands, and prints."""

import base64
from datetime import datetime
from html import escape

from assessor_app.practice.award_view import AwardView, Reached, day

_STYLE = """
:root { color-scheme: light dark; --ink: #14213d; --paper: #ffffff; --quiet: #4a5568; --line: #cbd5e0;
  --good: #1b6b4f; --bad: #9b1c1c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f1f5f9; --paper: #121a26; --quiet: #b8c4d4; --line: #3a475a; --good: #7bd8b0; --bad: #ff9c9c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.05rem/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; }
header { text-align: center; }
header img { width: 12rem; height: 12rem; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: .4rem 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; }
.quiet { color: var(--quiet); }
.state { border: 2px solid; border-radius: .6rem; padding: .8rem 1rem; margin: 1.5rem 0; }
.good { color: var(--good); } .bad { color: var(--bad); }
.state p { margin: .2rem 0; color: var(--ink); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: start; vertical-align: top; padding: .5rem .6rem .5rem 0; border-top: 1px solid var(--line); }
code { overflow-wrap: anywhere; }
a { color: inherit; text-underline-offset: .2em; } a:focus-visible { outline: 3px solid; outline-offset: 3px; }
nav { display: flex; flex-wrap: wrap; gap: 1.2rem; }
@media print { :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #999; --good: #1b6b4f; --bad: #9b1c1c; }
  nav { display: none; } body { color: #000; background: #fff; } main { padding: 0; } }
"""


def page(view: AwardView, award_id: str, checked_at: datetime) -> str:
    """Return the whole page; every word of it is escaped, and it loads nothing."""
    title, issuer = escape(view.title), escape(view.issuer)
    results = "".join(_row(each) for each in view.results)
    evidence = "".join(f"<li>{escape(each)}</li>" for each in view.evidence)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · {issuer}</title><style>{_STYLE}</style></head>
<body><main>
<header><img alt="" src="{_inline(view)}"><p class="quiet">{issuer}</p><h1>{title}</h1>
<p>{escape(view.description)}</p></header>
{_state(view, checked_at)}
<p>Awarded on <time datetime="{view.issued_at.date().isoformat()}">{day(view.issued_at)}</time>. \
{escape(view.worth)}</p>
<h2>What was shown</h2>
<table><thead><tr><th scope="col">Criterion</th><th scope="col">Level reached</th><th scope="col">Level it takes</th>
</tr></thead><tbody>{results}</tbody></table>
<h2>How it was judged</h2>
<p>By a {escape(view.source.lower())}, who did not know whose work it was, on this evidence, which is not public:</p>
<ul>{evidence}</ul>
<h2>Take it along</h2>
<nav aria-label="Files of this award">{_files(view, award_id)}</nav>
<p class="quiet">Recipient (pseudonym): <code>{escape(view.recipient)}</code><br>
Credential: <code>{escape(view.credential_id)}</code></p>
</main></body></html>
"""


def nothing_here() -> str:
    """The page for an address that is no award's."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>No award here</title><style>{_STYLE}</style></head>
<body><main><h1>There is no award at this address</h1>
<p>Check that the whole address was copied, or ask whoever gave it to you.</p></main></body></html>
"""


def _state(view: AwardView, checked_at: datetime) -> str:
    if view.revoked_at is not None:
        words = f"Withdrawn on {day(view.revoked_at)}"
        why = f"{escape(view.revoked_why)} Do not rely on it any more."
        return f'<section class="state bad" role="status"><strong>✗ {words}</strong><p>{why}</p></section>'
    if not view.is_signed:
        why = "Its signature is wrong. Do not rely on it; tell the issuer."
        return f'<section class="state bad" role="status"><strong>✗ Not valid</strong><p>{why}</p></section>'
    signed = f"signed by {escape(view.issuer)}, unchanged since, and not withdrawn"
    why = f"Checked on {day(checked_at)}: {signed}."
    return f'<section class="state good" role="status"><strong>✓ Valid</strong><p>{why}</p></section>'


def _files(view: AwardView, award_id: str) -> str:
    signed = f'<a href="{award_id}.jws" download>Signed credential (Open Badges 3.0)</a>'
    if view.revoked_at is not None:
        return signed
    picture_ = f'<a href="{award_id}.png" download>Badge picture (PNG)</a>'
    return f'{picture_}<a href="{award_id}.pdf">To print (PDF)</a>{signed}'


def _row(reached: Reached) -> str:
    level = f"<strong>{escape(reached.level)}</strong><br><span class=quiet>{escape(reached.descriptor)}</span>"
    return (
        f'<tr><th scope="row">{escape(reached.criterion)}</th><td>{level}</td><td>{escape(reached.required)}</td></tr>'
    )


def _inline(view: AwardView) -> str:
    from assessor_app.practice.award_picture import picture  # noqa: PLC0415 - loads Pillow

    return "data:image/png;base64," + base64.b64encode(picture(view.title, view.issuer)).decode()
