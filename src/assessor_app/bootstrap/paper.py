"""Printing without a window: an application object of its own, made only when there is none."""

import sys

from PySide6.QtGui import QGuiApplication

from assessor_app.gui.copy_paper import pdf_of

NO_SCREEN = ("-platform", "offscreen")


def print_pdf(html: str, title: str) -> bytes:
    """Return the page as a PDF; on Linux no display is needed, elsewhere there always is one."""
    if QGuiApplication.instance() is not None:
        return pdf_of(html, title)
    application = QGuiApplication(["assessor-app", *(NO_SCREEN if sys.platform.startswith("linux") else ())])
    try:
        return pdf_of(html, title)
    finally:
        application.shutdown()
