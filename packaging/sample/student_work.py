"""Draws the pieces of student work: notebook pages and exit tickets, without names."""

from collections.abc import Sequence
from pathlib import Path

from paper import BLUE, PENCIL, RED, Sheet, photographed
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage

_WATER = QColor("#4f86c6")


def make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    photographed(_two_trays(), -1.6, "#a9825a").save(str(folder / "student-work-two-trays.jpg"), quality=82)
    _evaporation_sheet().save(str(folder / "student-work-evaporation-sheet.png"))
    photographed(_missing_piece(), 1.2, "#8f9aa3").save(str(folder / "student-work-missing-piece.jpg"), quality=82)
    _number_line().save(str(folder / "student-work-number-line.png"))
    _ticket("Rufscript", 31, ("8 pupils walk", "8 - 5 = 3", "3 more walk"), PENCIL).save(
        str(folder / "exit-ticket-lines-counted.png")
    )
    second = _ticket("Breip", 32, ("One line stands for 5.", "40 walk, 25 by bus", "15 more."), BLUE)
    photographed(second, -1.1, "#b79b7c").save(str(folder / "exit-ticket-scale-read.jpg"), quality=82)
    _ticket("Steve", 33, ("40 pupils", "", ""), PENCIL).save(str(folder / "exit-ticket-unfinished.png"))


def _lines(
    sheet: Sheet, left: float, top: float, step: float, texts: Sequence[str], pixels: int, colour: QColor = PENCIL
) -> None:
    for k, text in enumerate(texts):
        sheet.write(QPointF(left, top + k * step), text, pixels, colour)


def _two_trays() -> QImage:
    sheet = Sheet(1200, 900, "Rufscript", 21)
    sheet.rules(120, 64)
    sheet.write(QPointF(120, 100), "Our test: where does the puddle go?", 52, BLUE)
    for left, words in ((150, "Tray 1: open"), (680, "Tray 2: with a lid")):
        sheet.box(QRectF(left, 300, 380, 120))
        sheet.hatch(QRectF(left + 12, 352, 356, 58), _WATER)
        sheet.write(QPointF(left + 20, 480), words, 42)
    sheet.line(QPointF(660, 272), QPointF(1080, 272), 6)
    for x in (720, 800, 890, 985):
        sheet.ellipse(QPointF(x, 290), 7, 9, _WATER)
    sheet.write(QPointF(850, 250), "drops?", 38, RED)
    for x in (230, 330, 430):
        sheet.line(QPointF(x, 292), QPointF(x + 12, 210), 3, _WATER)
        sheet.line(QPointF(x + 12, 210), QPointF(x - 2, 228), 3, _WATER)
    _lines(
        sheet,
        120,
        570,
        64,
        (
            "We put both in the same place in the sun.",
            "If tray 1 gets less and tray 2 stays the same,",
            "the water went into the air. One tray alone",
            "does not prove it. We look every hour.",
        ),
        44,
    )
    return sheet.finished()


def _evaporation_sheet() -> QImage:
    sheet = Sheet(1100, 860, "Breip", 22, "#ffffff")
    sheet.print_text(QRectF(60, 40, 980, 50), "Evaporation", 38, bold=True)
    for k, question in enumerate(
        (
            "1  What happened to the puddle?",
            "2  Where did the water go?",
            "3  How could you test it?",
            "4  What does evaporation mean?",
        )
    ):
        top = 130 + k * 172
        sheet.print_text(QRectF(60, top, 980, 40), question, 28)
        sheet.line(QPointF(60, top + 100), QPointF(1030, top + 100), 1.4, QColor("#9aa3ad"))
        sheet.line(QPointF(60, top + 150), QPointF(1030, top + 150), 1.4, QColor("#9aa3ad"))
    sheet.write(QPointF(80, 222), "It got smaller every time we looked.", 46)
    sheet.write(QPointF(80, 394), "In the air.", 46)
    sheet.write(QPointF(80, 566), "Put it on a tray so it can't go in the ground", 46)
    sheet.write(QPointF(80, 616), "and use a lid.", 46)
    sheet.write(QPointF(80, 738), "when water gose away", 46)
    return sheet.finished()


def _bar(sheet: Sheet, box: QRectF, whole: int, shaded: int, colour: QColor) -> None:
    part = box.width() / whole
    sheet.hatch(QRectF(box.left(), box.top(), part * shaded, box.height()), colour)
    sheet.box(box)
    for k in range(1, whole):
        sheet.line(QPointF(box.left() + k * part, box.top()), QPointF(box.left() + k * part, box.bottom()), 3)


def _missing_piece() -> QImage:
    sheet = Sheet(1200, 860, "Steve", 23, "#fcfcf8")
    sheet.squares(40)
    sheet.write(QPointF(80, 90), "Which is greater?  5/6  or  3/4", 54, BLUE)
    _bar(sheet, QRectF(200, 150, 840, 90), 6, 5, QColor("#5a9c69"))
    sheet.write(QPointF(90, 210), "5/6", 48)
    _bar(sheet, QRectF(200, 300, 840, 90), 4, 3, QColor("#d08a3c"))
    sheet.write(QPointF(90, 360), "3/4", 48)
    sheet.ellipse(QPointF(970, 195), 84, 58, RED)
    sheet.ellipse(QPointF(936, 345), 122, 62, RED)
    _lines(
        sheet,
        80,
        490,
        72,
        (
            "Both have one piece missing.",
            "The missing piece of 5/6 is smaller",
            "because sixths are smaller than quarters.",
            "So 5/6 is greater. It is nearer to 1.",
        ),
        50,
    )
    return sheet.finished()


def _number_line() -> QImage:
    sheet = Sheet(1200, 760, "Rufscript", 24, "#fdfcf6")
    sheet.squares(40)
    sheet.write(QPointF(80, 90), "5/6 or 3/4 ?", 56, BLUE)
    for y, whole, name in ((250, 4, "quarters"), (430, 6, "sixths")):
        sheet.line(QPointF(120, y), QPointF(1080, y), 4)
        step = 960 / whole if whole == 4 else 128.0
        for k in range(whole + 1):
            x = 120 + k * step
            sheet.line(QPointF(x, y - 16), QPointF(x, y + 16), 3)
            sheet.write(QPointF(x - 22, y + 60), f"{k}/{whole}" if 0 < k < whole else str(k // whole), 34)
        sheet.write(QPointF(900, y - 34), name, 36)
    sheet.ellipse(QPointF(840, 250), 26, 30, RED)
    sheet.ellipse(QPointF(760, 430), 26, 30, RED)
    _lines(
        sheet,
        80,
        590,
        64,
        ("3/4 is more because it is more to the right.", "I made the sixths too small? I need a strip."),
        46,
    )
    return sheet.finished()


def _ticket(hand: str, seed: int, answers: tuple[str, str, str], colour: QColor) -> QImage:
    """The exit ticket: a printed bar graph in fives, two questions, room to write."""
    sheet = Sheet(1160, 840, hand, seed, "#fffefa")
    sheet.print_text(QRectF(50, 36, 700, 46), "Exit ticket: how we come to school", 34, bold=True)
    base, left = 420.0, 130.0
    for k in range(10):
        y = base - k * 32
        sheet.line(QPointF(left, y), QPointF(620, y), 1.2, QColor("#b5bcc4"))
        if k % 4 == 0:
            sheet.print_text(QRectF(60, y - 16, 60, 34), str(k * 5), 24)
    for k, (name, value, fill) in enumerate((("walk", 40, "#7c8fc9"), ("bus", 25, "#e5a04b"), ("bike", 15, "#6aa57a"))):
        bar = QRectF(left + 50 + k * 150, base - value * 6.4, 84, value * 6.4)
        sheet.painter.fillRect(bar, QColor(fill))
        sheet.print_text(QRectF(bar.left(), base + 10, 140, 34), name, 24)
    sheet.print_text(QRectF(680, 120, 430, 200), "1  How many pupils walk to school?", 28)
    sheet.print_text(QRectF(50, 500, 1040, 50), "2  How many more pupils walk than come by bus? Show how you know.", 28)
    for y in (250, 330):
        sheet.line(QPointF(690, y), QPointF(1090, y), 1.4, QColor("#9aa3ad"))
    for y in (620, 700, 780):
        sheet.line(QPointF(60, y), QPointF(1090, y), 1.4, QColor("#9aa3ad"))
    sheet.write(QPointF(700, 238), answers[0], 44 if len(answers[0]) < 16 else 38, colour)
    sheet.write(QPointF(80, 606), answers[1], 50, colour)
    sheet.write(QPointF(80, 686), answers[2], 50, colour)
    return sheet.finished()
