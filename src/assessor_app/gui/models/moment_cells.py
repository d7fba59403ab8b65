"""What the cells of one moment show, in every role: words, markers, tooltips, and a sentence for screen readers."""

from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QIcon

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.icons import icon
from assessor_app.gui.models.moments_order import Column
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.mark_words import (
    mark_type_word,
    place_changed_text,
    place_text,
    short_place_text,
    spoken_mark,
)
from assessor_app.gui.widgets.marker_shapes import criterion_icon

_Item = Qt.ItemDataRole
_USER = Qt.ItemDataRole.UserRole


class Role(IntEnum):
    ANNOTATION_ID = _USER + 1
    ANNOTATION = _USER + 2
    CRITERION_ID = _USER + 3
    CRITERION_NUMBER = _USER + 4
    MARK_TYPE = _USER + 5
    START_US = _USER + 6
    ARTIFACT_ID = _USER + 7
    IS_CITED = _USER + 8


class MomentCells:
    """`cited` are the ids of moments that a level cites, `lost` of those whose words their text no longer has."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._number_of: dict[str, int] = {}
        self._name_of: dict[str, str] = {}
        self.cited: frozenset[str] = frozenset()
        self.lost: frozenset[str] = frozenset()
        self._artifacts: dict[str, tuple[int, str]] = {}
        self._icons: dict[int, QIcon] = {}
        self._cited_icon: QIcon | None = None
        self._answers: dict[int, Callable[[Annotation, int], object]] = {
            _Item.DisplayRole: self._display,
            _Item.ToolTipRole: self._tool_tip,
            _Item.DecorationRole: self._decoration,
            _Item.ForegroundRole: self._foreground,
            _Item.TextAlignmentRole: lambda row, _: Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            _Item.AccessibleTextRole: lambda row, _: self._spoken(row),
            Role.ANNOTATION_ID: lambda row, _: row.annotation_id,
            Role.ANNOTATION: lambda row, _: row,
            Role.CRITERION_ID: lambda row, _: row.criterion_id,
            Role.CRITERION_NUMBER: lambda row, _: self.number(row),
            Role.MARK_TYPE: lambda row, _: row.mark_type.value,
            Role.START_US: lambda row, _: row.start_us,
            Role.ARTIFACT_ID: lambda row, _: row.artifact_id,
            Role.IS_CITED: lambda row, _: self.is_cited(row),
        }

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._icons.clear()
        self._cited_icon = None

    def set_criteria(self, criteria: Iterable[tuple[int, str, str]]) -> None:
        """(number, criterion_id, name), in the rubric's order."""
        listed = tuple(criteria)
        self._number_of = {criterion_id: number for number, criterion_id, _ in listed}
        self._name_of = {criterion_id: name for _, criterion_id, name in listed}

    def set_artifacts(self, artifacts: Iterable[tuple[str, str]]) -> None:
        """(artifact_id, name), in the submission's order."""
        self._artifacts = {artifact_id: (at, name) for at, (artifact_id, name) in enumerate(artifacts)}

    def artifact_order(self, annotation: Annotation) -> int:
        """Which part of the submission it is on, from 0."""
        return self._artifacts.get(annotation.artifact_id, (0, ""))[0]

    def answer(self, annotation: Annotation, column: int, role: int) -> object:
        found = self._answers.get(role)
        return found(annotation, column) if found is not None else None

    def number(self, annotation: Annotation) -> int:
        """Of its criterion; 0 for none."""
        return self._number_of.get(annotation.criterion_id or "", 0)

    def is_cited(self, annotation: Annotation) -> bool:
        return annotation.annotation_id in self.cited

    def _display(self, row: Annotation, column: int) -> object:
        if column == Column.TIME:
            return place_changed_text() if row.annotation_id in self.lost else short_place_text(row.selector)
        if column == Column.CRITERION:
            return str(self.number(row) or "\N{EN DASH}")
        if column == Column.TYPE:
            return mark_type_word(row.mark_type)
        return " ".join(row.text.split()) if column == Column.TEXT else ""

    def _tool_tip(self, row: Annotation, column: int) -> object:
        if column == Column.TIME:
            return plain_tip(self._exact_place(row))
        if column == Column.CRITERION:
            return plain_tip(self._name_of.get(row.criterion_id or "") or _tr("Without criterion"))
        if column == Column.CITED:
            return _tr("Cited by a level") if self.is_cited(row) else _tr("Not cited yet")
        return plain_tip(row.text) if column == Column.TEXT and row.text else None

    def _exact_place(self, row: Annotation) -> str:
        """With the part it is on where it is not the only one, and why it cannot be shown."""
        words = place_text(row.selector)
        if row.annotation_id in self.lost:
            words = f"{words}\n{_tr('The text has changed: these words are no longer in it.')}"
        name = self._artifacts.get(row.artifact_id, (0, ""))[1]
        return f"{name}: {words}" if name and len(self._artifacts) > 1 else words

    def _decoration(self, row: Annotation, column: int) -> object:
        if column == Column.CRITERION:
            return self._icon(self.number(row))
        if column != Column.CITED or not self.is_cited(row):
            return None
        if self._cited_icon is None:
            self._cited_icon = icon("check", self._tokens, self._tokens.good)
        return self._cited_icon

    def _icon(self, number: int) -> QIcon:
        if number not in self._icons:
            self._icons[number] = criterion_icon(number, self._tokens)
        return self._icons[number]

    def _foreground(self, row: Annotation, column: int) -> object:
        return QColor(self._tokens.quiet) if column == Column.TYPE else None

    def _spoken(self, row: Annotation) -> str:
        words = spoken_mark(row, self.number(row))
        if row.annotation_id in self.lost:
            words = f"{words}, {place_changed_text().lower()}"
        return _tr("{moment}, cited").format(moment=words) if self.is_cited(row) else words


def _tr(words: str) -> str:
    return QCoreApplication.translate("Moments", words)
