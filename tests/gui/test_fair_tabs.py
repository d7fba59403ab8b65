"""Tabs of evidence: names stay readable while there is room for them, and the longest give way first."""

import pytest
from pytestqt.qtbot import QtBot

from assessor_app.gui.widgets.fair_tabs import FairTabs, fair_width

NAMES = ("Overview", "Lesson video", "Reflection", "A scan of the observation sheet of the second lesson")


@pytest.mark.parametrize(
    ("whole", "room", "widest"),
    [([], 100, None), ([30, 40], 70, None), ([30, 40, 90], 130, 60), ([50, 50], 60, 40), ([10, 200, 200], 210, 100)],
)
def test_only_the_widest_give_way_and_never_below_the_least(whole: list[int], room: int, widest: int | None) -> None:
    assert fair_width(whole, room, 40) == widest
    if widest is not None and widest > 40:
        assert sum(min(each, widest) for each in whole) <= room


def test_a_long_name_does_not_shorten_the_others(qtbot: QtBot) -> None:
    tabs = FairTabs()
    qtbot.addWidget(tabs)
    for name in NAMES:
        tabs.addTab(name)
    tabs.resize(2_000, 40)
    tabs.show()
    whole = [tabs.tabRect(place).width() for place in range(tabs.count())]
    tabs.resize(sum(whole) - 80, 40)
    qtbot.waitUntil(lambda: tabs.tabRect(3).width() < whole[3])
    assert [tabs.tabRect(place).width() for place in range(3)] == whole[:3]
    assert tabs.tabRect(3).right() < tabs.width()
