"""Whatever candidates and servers write stays words: no part of the real window takes any of it for HTML."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from assessor_app.domain.annotation import TextSelector
from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.submission import Returned
from assessor_app.gui.plain_words import PlainLabel, plain_tip
from assessor_app.services import annotate, score
from tests.fakes import handed_in, store_factory
from tests.fakes.store_factory import a_mark, criterion_id
from tests.gui.hostile_fixtures import DOCX, LINK, artifact_id, open_with, part
from tests.gui.shell_fixtures import open_shell
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, settle

RAW = "<img src"
TURNED = "\u202e"
HOSTILE = f'<img src="file:///etc/hostname"><a href="https://evil.example">x</a> &lt;b&gt; {TURNED}gpj.\u200b\u2066exe'
"""Begins with a tag, which is how Qt guesses; says it escaped, too; turns what follows it around."""


def hostile_rubric(version: str = "1", make: Callable[[str], Rubric] = store_factory.a_rubric) -> Rubric:
    rubric = make(version)
    criteria = tuple(
        replace(
            criterion,
            name=HOSTILE,
            description=HOSTILE,
            levels=tuple(
                replace(level, name=HOSTILE, descriptor=HOSTILE, canned_feedback=HOSTILE) for level in criterion.levels
            ),
        )
        for criterion in rubric.criteria
    )
    return replace(rubric, title=HOSTILE, criteria=criteria)


def hostile_policy(make: Callable[[], Policy] = store_factory.a_policy) -> Policy:
    policy = make()
    codes = tuple(replace(code, name=HOSTILE, effect=HOSTILE) for code in policy.condition_codes)
    return replace(policy, condition_codes=codes)


def hostile_achievement(make: Callable[[], Achievement] = store_factory.an_achievement) -> Achievement:
    return replace(make(), name=HOSTILE, description=HOSTILE)


@pytest.fixture(autouse=True)
def hostile_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything a server says about the work in the store is hostile."""
    server, assignment = store_factory.a_server, store_factory.an_assignment
    monkeypatch.setattr(store_factory, "a_rubric", hostile_rubric)
    monkeypatch.setattr(store_factory, "a_policy", hostile_policy)
    monkeypatch.setattr(store_factory, "an_achievement", hostile_achievement)
    monkeypatch.setattr(store_factory, "a_server", lambda *given: replace(server(*given), name=HOSTILE))
    monkeypatch.setattr(
        store_factory,
        "an_assignment",
        lambda *given: replace(
            assignment(*given), code=HOSTILE[:20], micro_credential=HOSTILE, returned=Returned(HOSTILE)
        ),
    )


# ---- looking for danger ------------------------------------------------------------------------


def dangers(root: QWidget) -> list[str]:
    """Every place below `root` where the words of others would be drawn, or explained, as HTML."""
    return [
        f"{type(each).__name__}: {why}" for each in (root, *root.findChildren(QWidget)) for why in _dangers_of(each)
    ]


def _dangers_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText and RAW in widget.text():
        yield f"label {widget.text()!r}"
    if isinstance(widget, QMessageBox) and widget.textFormat() is not Qt.TextFormat.PlainText:
        yield "a question that guesses"
    tips = [widget.toolTip(), widget.whatsThis()]
    if not isinstance(widget, QMenu) or widget.toolTipsVisible():
        tips += [action.toolTip() for action in widget.actions()]
    if isinstance(widget, QTabBar):
        tips += [widget.tabToolTip(at) for at in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        tips += _tips_of(widget.model())
    yield from (f"tooltip {tip!r}" for tip in tips if RAW in tip)
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        yield from _loaded_by(widget.document())


def _tips_of(model: QAbstractItemModel) -> list[str]:
    nowhere, tip = QModelIndex(), Qt.ItemDataRole.ToolTipRole
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)
    cells = (
        model.data(model.index(row, column), tip) for row in range(model.rowCount(nowhere)) for column in range(columns)
    )
    heads = (model.headerData(at, Qt.Orientation.Horizontal, tip) for at in range(columns))
    return [words for words in (*cells, *heads) if isinstance(words, str)]


def _loaded_by(document: QTextDocument) -> Iterator[str]:
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            form = fragments.fragment().charFormat()
            if form.isImageFormat() or "evil" in form.anchorHref():
                yield f"document {block.text()!r}"
            fragments += 1
        block = block.next()


def shown(root: QWidget) -> int:
    """How many labels show them as they are."""
    return sum(RAW in label.text() for label in root.findChildren(QLabel))


# ---- the walk ----------------------------------------------------------------------------------


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    parts = (
        (part(1, HOSTILE, "text/plain", text=HOSTILE, is_changed=True), None),
        (part(2, HOSTILE, LINK, text=f"https://evil.example/{HOSTILE}"), None),
        (part(3, HOSTILE, DOCX), handed_in.docm()),
        (part(4, HOSTILE, "text/html"), HOSTILE.encode()),
        (part(5, HOSTILE, f"application/{HOSTILE}"), b"?"),
        (part(6, HOSTILE, "image/svg+xml"), handed_in.SVG),
        (part(7, HOSTILE, "application/pdf"), b"no pdf"),
    )
    with open_with(qapp, tmp_path, *parts, what_changed=HOSTILE) as workplace:
        yield workplace


def test_every_kind_of_evidence_in_the_workbench(place: Workplace) -> None:
    for number in range(1, 8):
        place.show(artifact_id(number))
        assert dangers(place.page) == [], f"artifact {number}"
    tabs = place.panes.evidence.tabs
    assert TURNED not in "".join(tabs.tabText(at) + tabs.tabToolTip(at) for at in range(tabs.count()))
    assert RAW in tabs.tabText(0), "the name is shown as it is"
    assert "&lt;img" in tabs.tabToolTip(0)


def test_a_text_stays_what_was_handed_in_to_the_letter(place: Workplace) -> None:
    """Marks hang on its characters: not one is taken away or made visible."""
    for number in (1, 4):
        place.show(artifact_id(number))
        assert place.panes.evidence.text.toPlainText() == HOSTILE


def test_scores_marks_and_what_is_missing(place: Workplace) -> None:
    tools: Any = place.bench.tools
    for number in (1, 2, 3):
        mark = replace(a_mark(0, number), artifact_id=artifact_id(1), selector=TextSelector(HOSTILE), text=HOSTILE)
        place.desk.write(partial(annotate.add, tools=tools, mark=mark))
        of = {"tools": tools, "assignment_id": ASSIGNMENT, "criterion_id": criterion_id(number)}
        place.desk.write(partial(score.set_level, **of, level_id=store_factory.level_id(number)))
        place.desk.write(partial(score.cite, **of, annotation_id=mark.annotation_id))
        place.desk.write(partial(score.set_rationale, **of, text=HOSTILE))
    settle()
    assert dangers(place.page) == []
    for number in (1, 2, 3):
        place.page.panes.rubric.open_criterion(criterion_id(number))
        settle()
        assert dangers(place.page) == []
    place.page.ask_submit()
    settle()
    dialog = place.page._submitting.dialog
    assert dangers(dialog) == []
    assert shown(dialog) >= 1, "the words themselves are there"
    dialog.reject()


def test_the_question_before_a_page_is_opened(place: Workplace) -> None:
    place.show(artifact_id(2))
    place.panes.evidence.links.bar.button.click()
    (box,) = place.page.findChildren(QMessageBox)
    assert dangers(box) == []
    box.reject()


def test_inbox_messages_and_settings(qapp, tmp_path) -> None:
    with open_shell(qapp, tmp_path) as shell:
        window: Any = shell.window
        window.say(HOSTILE)
        settle()
        assert dangers(window) == []
        assert shown(window) >= 1
        for show in ("show_outbox", "show_settings"):
            getattr(window, show)()
            settle()
            assert dangers(window) == []


def test_a_label_and_a_tooltip_show_exactly_the_words(qapp) -> None:
    label = PlainLabel(HOSTILE)
    assert (label.text(), label.textFormat()) == (HOSTILE, Qt.TextFormat.PlainText)
    document = QTextDocument()
    document.setHtml(plain_tip(HOSTILE))
    assert document.toPlainText() == HOSTILE
    assert plain_tip("Waits three seconds") == "Waits three seconds"
    assert list(_loaded_by(document)) == []


def test_the_walk_finds_what_it_looks_for(qapp) -> None:
    bad = QWidget()
    QLabel(HOSTILE, bad)
    QLabel("fine", bad).setToolTip(HOSTILE)
    QTextEdit(bad).setHtml(HOSTILE)
    assert len(dangers(bad)) == 4
    bad.deleteLater()
