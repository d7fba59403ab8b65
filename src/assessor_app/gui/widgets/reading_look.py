"""Gives the lines of a document their look: headings stand out, and not one character changes."""

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from assessor_app.domain.reading import Block, BlockKind, Reading

_STEPS = {1: 1, 2: 1}
"""How many steps larger than the text a heading of this level is; deeper ones are only bolder."""
_TITLE_STEPS = 1


def dress(document: QTextDocument, reading: Reading) -> None:
    """`document` shows exactly `reading.text`."""
    line = document.begin()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in reading.blocks:
        form = _form(block)
        if form is not None and line.isValid():
            _merge(cursor, line, form)
        line = line.next()
    cursor.endEditBlock()


def _form(block: Block) -> QTextCharFormat | None:
    """Sizes go by steps, so that they follow when the text is zoomed."""
    form = QTextCharFormat()
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        form.setFontWeight(QFont.Weight.DemiBold)
        steps = _TITLE_STEPS if block.kind is BlockKind.TITLE else _STEPS.get(block.level, 0)
        form.setProperty(QTextFormat.Property.FontSizeAdjustment.value, steps)
        return form
    if block.kind is BlockKind.NOTE:
        form.setFontItalic(True)
        return form
    return None


def _merge(cursor: QTextCursor, line: QTextBlock, form: QTextCharFormat) -> None:
    cursor.setPosition(line.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(form)
