"""The forms a candidate's copy can be given, by name."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from assessor_app.domain.annotation import Annotation
from assessor_app.exports.candidate_copy import CandidateCopy
from assessor_app.exports.files import NotExported
from assessor_app.exports.page import body, page
from assessor_app.exports.table import table
from assessor_app.exports.webannotation import webannotation
from assessor_app.exports.webvtt import webvtt


class Format(StrEnum):
    PDF = "pdf"
    HTML = "html"
    WEBVTT = "webvtt"
    WEBANNOTATION = "webannotation"
    CSV = "csv"

    @property
    def ending(self) -> str:
        """What a file of this form is called, with its dot."""
        return {Format.WEBVTT: ".vtt", Format.WEBANNOTATION: ".jsonld"}.get(self, f".{self.value}")


def export(
    copy: CandidateCopy,
    form: Format,
    document_of: Callable[[Annotation], Any],
    print_pdf: Callable[[str, str], bytes],
) -> Mapping[str, bytes]:
    """Return what goes behind a file's name -> its bytes: more than one file only for several recordings.

    `print_pdf` makes a PDF of HTML and a title. Raises NotExported where there is nothing to put into the form.
    """
    match form:
        case Format.PDF:
            return {"": print_pdf(body(copy), copy.title)}
        case Format.HTML:
            return {"": page(copy)}
        case Format.CSV:
            return {"": table(copy)}
        case Format.WEBANNOTATION:
            return {"": webannotation(copy, document_of)}
        case Format.WEBVTT:
            return _cues(copy)


def _cues(copy: CandidateCopy) -> Mapping[str, bytes]:
    files = webvtt(copy)
    if not files:
        words = "Nothing was exported: no moment on a recording is cited. Cite one, or export all moments."
        raise NotExported(words)
    if len(files) == 1:
        return {"": next(iter(files.values()))}
    return {f"-{number}": data for number, data in files.items()}
