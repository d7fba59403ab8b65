"""Words for evidence that is not (fully) here, is not shown, or of which something was left out."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLocale

from assessor_app.domain.reading import Obstacle, Remark, RemarkKind
from assessor_app.domain.submission import MediaState
from assessor_app.gui import wording
from assessor_app.services.views import ArtifactMedia


def absent_words(media: ArtifactMedia) -> tuple[str, str]:
    """Title and sentence for an artifact that is not (fully) here."""
    size = wording.size(media.size) if media.size else ""
    if media.state is MediaState.QUEUED:
        return _tr("Waiting to download"), _tr("It starts as soon as the ones before it are done.")
    if media.state is MediaState.DOWNLOADING:
        done = _tr("{done} of {size}").format(done=wording.size(media.done), size=size) if size else ""
        return _tr("Downloading"), done
    if media.state is MediaState.FAILED:
        return _tr("The download failed"), media.problem or _tr("Check the connection and download it again.")
    if media.state is MediaState.PAUSED:
        return _tr("The download is paused"), media.problem or _tr("What has arrived is kept; it goes on from there.")
    return _tr("Not on this laptop yet"), _tr("Download it to work on it offline ({size}).").format(size=size)


def unknown_words(name: str, media_type: str) -> str:
    """Why a file of an unknown kind is not handed to another program: a plain copy of it would stay on the disk."""
    sentence = _tr(
        "{name} is of a kind ({kind}) that this program does not read. It is not handed to another program either:"
        " an open copy of a candidate's work would stay on this laptop. Ask the issuing organisation for a PDF of it,"
        " or state on the criterion why it cannot be scored."
    )
    return sentence.format(name=name, kind=media_type)


def obstacle_words(obstacle: Obstacle) -> str:
    """Why a file is not shown, and what to do."""
    return {
        Obstacle.LOCKED: _tr("It is locked with a password. Ask the issuing organisation for a copy without one."),
        Obstacle.OLD_KIND: _tr(
            "It was saved in an old office format (from before 2007) in which harmful programs hide easily: it is not"
            " opened. Ask the issuing organisation for a PDF, or for a copy saved as docx, pptx or xlsx."
        ),
        Obstacle.OTHER_KIND: _tr(
            "Its content is not of the kind its name promises. Ask the issuing organisation for a PDF or another copy."
        ),
        Obstacle.DAMAGED: _tr(
            "It is damaged, or made in a way this program does not read."
            " Download it again, or ask the issuing organisation for another copy."
        ),
        Obstacle.TOO_LARGE: _tr(
            "It is larger than a laptop can show, or would unfold to something that large, by accident or on purpose."
            " Ask the issuing organisation for a smaller copy."
        ),
        Obstacle.TOO_MANY_PAGES: _tr(
            "It has more than 2,000 pages. Ask the issuing organisation for the pages that matter."
        ),
        Obstacle.DRAWING: _tr(
            "It is a drawing of a kind (SVG) that can hold programs and fetch other files, so it is not opened."
            " Ask the issuing organisation for a PNG or a PDF of it."
        ),
    }[obstacle]


def failed_words(error: Exception) -> str:
    """For what went wrong on the way to showing a file."""
    if isinstance(error, LookupError):
        return _tr("Its file is no longer on this laptop. Sync, and download it again.")
    return _tr(
        "The file is damaged, of a kind this program cannot show, or needs more time or memory than there is."
        " Other evidence still opens; ask the issuing organisation for another copy of this one."
    )


def cut_words(length: int) -> str:
    """For a text of which the first characters are shown."""
    return _tr("It is very long: the first {number} characters are shown.").format(number=QLocale().toString(length))


def remarks_words(remarks: Iterable[Remark]) -> str:
    """What was found and left alone, or left out, as sentences; empty when nothing was."""
    by_kind = {remark.kind: QLocale().toString(remark.number) for remark in remarks}
    left_alone = [words for kind, words in _left_alone() if kind in by_kind]
    sentences = []
    if left_alone:
        listed = _tr(", ").join(left_alone)
        sentences.append(_tr("This file contains {what}. They were not opened.").format(what=listed))
    sentences += [words.format(number=by_kind[kind]) for kind, words in _left_out() if kind in by_kind]
    return " ".join(sentences)


def _left_alone() -> tuple[tuple[RemarkKind, str], ...]:
    return (
        (RemarkKind.MACROS, _tr("macros (programs)")),
        (RemarkKind.SCRIPTS, _tr("scripts (programs)")),
        (RemarkKind.LAUNCHES, _tr("commands that start programs or send data")),
        (RemarkKind.OTHER_FILES, _tr("links to other files")),
        (RemarkKind.EMBEDDED, _tr("embedded files")),
    )


def _left_out() -> tuple[tuple[RemarkKind, str], ...]:
    return (
        (RemarkKind.PICTURES, _tr("Its pictures ({number}) are not shown here, only its words.")),
        (RemarkKind.ROWS_CUT, _tr("Of each sheet the first {number} rows are shown.")),
        (RemarkKind.COLUMNS_CUT, _tr("Of each row the first {number} columns are shown.")),
        (RemarkKind.SHEETS_CUT, _tr("The first {number} sheets are shown.")),
        (RemarkKind.TEXT_CUT, _tr("It is very long: the first {number} lines are shown.")),
        (RemarkKind.FIRST_PICTURE, _tr("It holds {number} pictures, of which the first is shown.")),
        (RemarkKind.SMALLER, _tr("It is shown with fewer pixels than it has.")),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Evidence", words)
