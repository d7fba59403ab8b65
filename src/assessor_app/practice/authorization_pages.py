"""The pages of signing in: plain HTML without scripts; every word that comes from outside is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --quiet: #5b636b; --line: #8a9199;
  --accent: #2f5fd0; --on: #ffffff; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e7e9; --paper: #16181b; --quiet: #a3a9b1; --line: #6b727b;
  --accent: #7aa2f7; --on: #16181b; --bad: #f97066; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.05rem/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 28rem; margin: 0 auto; padding: 3rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; }
label { display: block; font-weight: 600; margin: 1.1rem 0 .3rem; }
input, select, button { font: inherit; color: inherit; background: var(--paper); padding: .5rem .7rem;
  border-radius: 4px; border: 1px solid var(--line); }
input, select { width: 100%; }
button { margin: 1.5rem .5rem 0 0; }
button.main { background: var(--accent); color: var(--on); border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet { color: var(--quiet); } .bad { color: var(--bad); font-weight: 600; }
"""


@dataclass(frozen=True, slots=True)
class Form:
    """A sign-in form. `hidden` travels with the answer; `user_code` None: no code of a device is asked for."""

    server: str
    client: str
    labels: Sequence[str]
    hidden: Mapping[str, str]
    problem: str = ""
    chosen: str = ""
    user_code: str | None = None


def form_page(form: Form) -> str:
    """The form posts to the address it came from."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in form.hidden.items()
    )
    people = "".join(
        f"<option{' selected' if label == form.chosen else ''}>{escape(label)}</option>" for label in form.labels
    )
    problem = f'<p class="bad" role="alert">{escape(form.problem)}</p>' if form.problem else ""
    return _page(
        f"Sign in to {form.server}",
        f"""<p class="quiet">{_asks(form)}</p>{problem}
<form method="post">{hidden}{_device(form)}
<label for="who">Assessor</label><select id="who" name="who">{people}</select>
<label for="code">Sign-in code</label>
<input id="code" name="code" type="password" autocomplete="current-password" required>
<button class="main" name="answer" value="allow">Sign in</button>
<button name="answer" value="deny" formnovalidate>Do not sign in</button></form>""",
    )


def word_page(title: str, sentence: str) -> str:
    return _page(title, f"<p>{escape(sentence)}</p>")


def _asks(form: Form) -> str:
    who = escape(form.client)
    where = "on another screen" if form.user_code is not None else "on this computer"
    return f"You let {who} {where} fetch your assignments and send your assessments in your name."


def _device(form: Form) -> str:
    if form.user_code is None:
        return ""
    code = escape(form.user_code)
    return f"""<label for="user_code">Code shown by the program</label>
<input id="user_code" name="user_code" value="{code}" autocomplete="off" autocapitalize="characters" required>
<p class="quiet">Go on only if you asked for this yourself and the code is the one on your own screen.</p>"""


def _page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{escape(title)}</title><style>{_STYLE}</style></head>
<body><main><h1>{escape(title)}</h1>{body}</main></body></html>
"""
