"""An award to print: one A4 page as PDF, with the letters of a font of its own."""

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from assessor_app.practice.award_picture import font_file, picture
from assessor_app.practice.award_view import AwardView, Reached, day

_FONT = "DejaVu"
_INK, _QUIET = (29, 53, 87), (80, 90, 100)
_MARGIN_MM, _BADGE_MM = 20, 42


def paper(view: AwardView) -> bytes:
    """Return the PDF. Letters the font does not have (Chinese, Arabic, emoji ...) print as a box."""
    pdf = FPDF(format="A4")
    pdf.set_title(view.title)
    pdf.set_author(view.issuer)
    pdf.set_lang("en")
    pdf.set_margin(_MARGIN_MM)
    pdf.set_auto_page_break(True, margin=_MARGIN_MM)
    pdf.add_font(_FONT, fname=font_file())
    pdf.add_page()
    badge = pdf.image(
        picture(view.title, view.issuer), x=Align.C, y=_MARGIN_MM, w=_BADGE_MM, alt_text=f"Badge: {view.title}"
    )
    pdf.set_y(_MARGIN_MM + badge.rendered_height + 6)
    _centred(pdf, view.issuer, 11, _QUIET)
    _centred(pdf, view.title, 22, _INK)
    _centred(pdf, view.description, 11, _QUIET)
    _centred(pdf, f"Awarded on {day(view.issued_at)}. {view.worth}".strip(), 11, _INK)
    pdf.ln(4)
    for reached in view.results:
        _result(pdf, reached)
    pdf.ln(3)
    _plain(pdf, f"Judged by a {view.source.lower()} on: {', '.join(view.evidence)}.", 9)
    _plain(pdf, f"Recipient (pseudonym): {view.recipient}", 9)
    _plain(pdf, f"Credential: {view.credential_id}", 9)
    _plain(pdf, "See whether it still stands, and verify it:", 9)
    pdf.set_text_color(*_INK)
    pdf.cell(0, 5, view.address, link=view.address, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    return bytes(pdf.output())


def _result(pdf: FPDF, reached: Reached) -> None:
    pdf.set_font(_FONT, size=10)
    pdf.set_text_color(*_INK)
    required = f" (it takes {reached.required})" if reached.required else ""
    pdf.multi_cell(0, 5.5, reached.criterion, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    _plain(pdf, f"{reached.level}{required}. {reached.descriptor}", 9)
    pdf.ln(1)


def _centred(pdf: FPDF, text: str, size: int, ink: tuple[int, int, int]) -> None:
    pdf.set_font(_FONT, size=size)
    pdf.set_text_color(*ink)
    pdf.multi_cell(0, size * 0.5, text, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(2)


def _plain(pdf: FPDF, text: str, size: int) -> None:
    pdf.set_font(_FONT, size=size)
    pdf.set_text_color(*_QUIET)
    pdf.multi_cell(0, size * 0.52, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
