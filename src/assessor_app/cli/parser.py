"""The command line's grammar: stable names, used by scripts, with nothing heavy imported for them."""

import argparse
from functools import partial
from pathlib import Path

from assessor_app.cli.parser_safety import add_safety
from assessor_app.cli.profile_options import add_profile

MARK_TYPES = ("strength", "question", "worry", "note")
HAND_BACK_KINDS = ("recusal", "conflict-of-interest", "unscorable", "suspected-malpractice")
EXPORT_FORMATS = ("pdf", "html", "webvtt", "webannotation", "csv")


def build_parser() -> argparse.ArgumentParser:
    """Return the whole grammar. Without a command the window opens. Usage errors exit with status 2."""
    parser = argparse.ArgumentParser(
        prog="assessor-app",
        description="Workstation for certified peer assessors. Without a command the window opens.",
        epilog="Exit status: 0 done, 1 refused with the reason, 2 usage, 3 doctor found something that needs you.",
    )
    _add_common(parser, is_top=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_practice(commands)
    _add_servers(commands)
    _add_credentials(commands)
    _add_exchange(commands)
    _add_work(commands)
    add_profile(partial(_command, commands), lambda parser: partial(_command, _actions(parser)))
    add_safety(partial(_command, commands), lambda parser: partial(_command, _actions(parser)))
    return parser


def _add_common(parser: argparse.ArgumentParser, *, is_top: bool = False) -> None:
    """The same options before and after the command; the later one wins."""

    def default(value: object) -> object:
        return value if is_top else argparse.SUPPRESS

    parser.add_argument("--basedir", type=Path, default=default(None), help="folder for all of the program's files")
    parser.add_argument("--profile", default=default(None), help="id of the assessor's profile on this laptop")
    parser.add_argument(
        "--passphrase-file", type=Path, default=default(None), help="file whose first line is the profile's passphrase"
    )
    parser.add_argument("--json", action="store_true", default=default(False), help="print one JSON document")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary)
    _add_common(parser)
    return parser


def _actions(parser: argparse.ArgumentParser) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    return parser.add_subparsers(dest="action", metavar="ACTION", required=True)


def _add_practice(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    practice = _command(commands, "practice", "the practice issuing server")
    acts = practice.add_subparsers(dest="action", metavar="ACTION", required=True)
    serve = _command(acts, "serve", "serve until interrupted; prints one JSON line when ready")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0: the port of the last time, else any free one")
    serve.add_argument("--data", type=Path, default=None, help="folder of the server's own files")
    serve.add_argument("--seed", choices=("sample", "empty"), default="sample", help="what a new folder starts with")


def _add_servers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    servers = _command(commands, "servers", "issuing servers this profile works with")
    acts = servers.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = _command(acts, "add", "sign in to an issuing server")
    add.add_argument("url", metavar="URL", help="address or invite link")
    token = add.add_mutually_exclusive_group()
    token.add_argument("--token", help="personal token (others may see it: rather --token-file)")
    token.add_argument("--token-file", type=Path, help="file whose first line is the personal token; -: standard input")
    token.add_argument("--browser", action="store_true", help="sign in with a browser of this computer")
    token.add_argument("--device", action="store_true", help="sign in with a code typed on any device")
    add.add_argument("--adapter", default="auto")
    add.add_argument("--new-profile", action="store_true", help="for somebody who has no profile on this laptop yet")
    _command(acts, "list", "list issuing servers")
    leave = _command(acts, "sign-out", "forget the sign-in and its evidence; your work and what waits to be sent stay")
    leave.add_argument("server", metavar="SERVER", help="id, name or address")
    leave.add_argument("--keep-unsent", action="store_true", help="also while something waits to be sent")
    remove = _command(acts, "remove", "forget an issuing server; your own work stays")
    remove.add_argument("server", metavar="SERVER", help="id, name or address")


def _add_credentials(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    credentials = _command(commands, "credentials", "your own certifications")
    acts = credentials.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = _command(acts, "add", "add a certification from a badge file (.jws, .json, .png, .svg)")
    add.add_argument("file", type=Path, metavar="FILE")
    _command(acts, "list", "list certifications with their standing")


def _add_exchange(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    sync = _command(commands, "sync", "send what waits, fetch what is new")
    sync.add_argument("--pull", action="store_true", help="only fetch")
    sync.add_argument("--push", action="store_true", help="only send")
    sync.add_argument("--all-media", action="store_true", help="also fetch all evidence files of open work")
    _command(commands, "inbox", "list assigned submissions")
    _command(commands, "outbox", "list what waits to be sent, and why")
    _command(commands, "receipts", "list what servers confirmed")
    _command(commands, "access-log", "list which evidence was opened and erased on this laptop, and when")
    _command(commands, "doctor", "check this installation and explain every stuck item")


def _add_work(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, summary in (
        ("show", "show one assignment with its rubric, evidence, moments and scores"),
        ("mark", "mark a moment"),
        ("score", "choose the level of one criterion, or say why it cannot be scored"),
        ("feedback", "write the overall feedback"),
        ("submit", "freeze the assessment and queue it"),
        ("declare", "say that you know nobody in it: its evidence opens"),
        ("recuse", "hand it back with a reason: its evidence leaves the laptop"),
        ("history", "list every change of a score"),
        ("export", "write the candidate's copy as a file"),
    ):
        parser = _command(commands, name, summary)
        parser.add_argument("assignment", metavar="ASSIGNMENT", help="id or code")
        _WORK_OPTIONS.get(name, lambda _: None)(parser)


def _mark_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--artifact", type=int, required=True, metavar="N", help="number of the artifact")
    parser.add_argument("--at", required=True, metavar="SECONDS")
    parser.add_argument("--until", metavar="SECONDS", help="makes it a stretch instead of a point")
    parser.add_argument("--criterion", metavar="K", help="id or number")
    parser.add_argument("--type", choices=MARK_TYPES, default="note")
    parser.add_argument("--text", required=True)


def _score_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--criterion", required=True, metavar="K", help="id or number")
    judged = parser.add_mutually_exclusive_group(required=True)
    judged.add_argument("--level", help="id or name")
    judged.add_argument("--condition", metavar="CODE", help="why it cannot be scored; the reason goes into --rationale")
    parser.add_argument("--rationale")
    parser.add_argument("--feedback", metavar="T", help="Markdown for the candidate on this criterion")
    parser.add_argument("--cite", nargs="+", default=[], metavar="ID", help="annotations that show it")


def _feedback_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", required=True)


def _recuse_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, metavar="T", help="for whoever decides what becomes of it")
    parser.add_argument("--kind", choices=HAND_BACK_KINDS, default=HAND_BACK_KINDS[0], help="recusal unless said")


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=EXPORT_FORMATS, required=True)
    parser.add_argument("--to", type=Path, required=True, metavar="PATH", help="file to write")
    parser.add_argument("--all-moments", action="store_true", help="also those that no score cites")
    parser.add_argument("--force", action="store_true", help="write over what is there")


_WORK_OPTIONS = {
    "mark": _mark_options,
    "score": _score_options,
    "feedback": _feedback_options,
    "recuse": _recuse_options,
    "export": _export_options,
}
