"""Dialogs grow with the text size and with what they have to say."""

from PySide6.QtWidgets import QDialog

from assessor_app.gui.tokens import BASE_POINT_SIZE


def fit(dialog: QDialog) -> None:
    """Widen a dialog as drawn in its form to the text size and no further than the screen; call before it is shown."""
    dialog.ensurePolished()
    scale = dialog.font().pointSizeF() / BASE_POINT_SIZE
    dialog.resize(min(round(dialog.width() * scale), dialog.screen().availableGeometry().width()), dialog.height())
    grow(dialog)


def grow(dialog: QDialog) -> None:
    """Make room for a sentence that wraps."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    wanted = layout.totalHeightForWidth(dialog.width()) if layout.hasHeightForWidth() else layout.minimumSize().height()
    if wanted > dialog.height():
        dialog.resize(dialog.width(), wanted)
