"""Lays the lesson plans out as PDF pages."""

from pathlib import Path

from lesson_plan_texts import PLANS, LessonPlan
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

_STYLE = """
h1 { font-size: 20pt; font-weight: 600; color: #1f3f66; margin-bottom: 2px; }
h2 { font-size: 12pt; font-weight: 600; color: #1f3f66; margin-top: 16px; margin-bottom: 4px; }
p, li, td { font-size: 10.5pt; color: #22262c; }
td, th { padding: 6px 8px; }
th { font-size: 9.5pt; color: #ffffff; background-color: #2f5d86; text-align: left; }
li { margin-bottom: 3px; }
.fact { color: #5b636b; font-size: 9.5pt; }
"""


def make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for plan in PLANS:
        _write(plan, folder / plan.file)


def _write(plan: LessonPlan, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle(plan.title)
    writer.setCreator("sample data")
    margins = QMarginsF(4, 4, 4, 4)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    document = QTextDocument()
    document.setDefaultFont(QFont(["DejaVu Sans"], 10))
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(_html(plan))
    document.print_(writer)


def _html(plan: LessonPlan) -> str:
    facts = " &nbsp;·&nbsp; ".join(f"{name}: <b>{value}</b>" for name, value in plan.facts)
    rows = "".join(
        f'<tr bgcolor="{"#f3f6f9" if n % 2 else "#ffffff"}"><td style="white-space: nowrap">{minutes}</td><td>{teacher}</td><td>{pupils}</td></tr>'
        for n, (minutes, teacher, pupils) in enumerate(plan.rows)
    )
    sections = "".join(
        f"<h2>{title}</h2><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" for title, lines in plan.sections
    )
    return (
        f"<h1>{plan.title}</h1><p class='fact'>Lesson plan &nbsp;·&nbsp; {facts}</p>"
        f"<h2>Aim</h2><p>{plan.aim}</p><h2>Course of the lesson</h2><p style='font-size: 3pt; margin: 0;'>&nbsp;</p>"
        "<table width='100%' cellspacing='0' border='1' style='border-collapse: collapse; border-color: "
        "#c9d3dc;'>"
        f"<tr><th width='11%'>Min.</th><th width='52%'>Teacher</th><th width='37%'>Pupils</th></tr>{rows}</table>{sections}"
    )
