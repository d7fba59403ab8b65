"""The command that writes the candidate's copy: export."""

import argparse
import json
from importlib import metadata
from typing import Any

from assessor_app.cli.session import Session
from assessor_app.cli.work import find
from assessor_app.domain.annotation import Annotation
from assessor_app.exports.candidate_copy import describe
from assessor_app.exports.files import write_all
from assessor_app.exports.formats import Format
from assessor_app.exports.formats import export as made_of
from assessor_app.services.candidate_page import CandidateWords
from assessor_app.services.views import WorkbenchView

Answer = tuple[Any, str]
PROGRAM = "assessor-app"


def export(session: Session, arguments: argparse.Namespace) -> Answer:
    view, form = find(session, arguments), Format(arguments.format)
    copy = describe(view, CandidateWords(), made_with(), has_all_moments=arguments.all_moments)
    files = made_of(copy, form, _documents(session, view), session.print_pdf)
    written = write_all(arguments.to, files, is_forced=arguments.force)
    names = [str(path) for path in written]
    document = {"id": view.assignment.assignment_id, "format": form.value, "files": names, "moments": len(copy.moments)}
    return document, f"Saved as {', '.join(names)}"


def made_with() -> str:
    return f"{PROGRAM} {metadata.version(PROGRAM)}"


def _documents(session: Session, view: WorkbenchView) -> Any:
    """Each annotation exactly as it travels to its server."""
    servers = {server.server_id: server.adapter for server in session.reads.servers()}
    codec = session.tools.codec_of(servers[view.assignment.server_id])

    def document_of(annotation: Annotation) -> Any:
        return json.loads(codec.annotation(annotation).body)

    return document_of
