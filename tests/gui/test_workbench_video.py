"""The workbench with real decoded video: marks carry the time of the painted frame, damage is said in words."""

from pathlib import Path
from typing import Any

import pytest

from assessor_app.commands import annotate
from assessor_app.domain.annotation import TimeSelector
from assessor_app.media.player import PlayerState
from tests.gui.workbench_fixtures import FPS, PDF, TEXT, VIDEO, Workplace, open_workbench, qt_player, settle

# What the engine says about sound and damage on a machine without a sound server.
pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "Could not open media", "No RHI backend", extend=True)
FRAME_US = 1_000_000 // FPS


def paused(place: Workplace) -> Any:
    """Paint what there is, as a screen would."""
    place.page.panes.video.surface.grab()
    return place.page.player.state is PlayerState.PAUSED and place.page.player.painted() is not None


def test_a_mark_has_the_time_of_the_frame_on_screen(qapp, qtbot, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path, qt_player) as place:
        qtbot.waitUntil(lambda: paused(place), timeout=10_000)
        place.page.player.seek(12 * FRAME_US + FRAME_US // 2)

        def is_there() -> Any:
            place.page.panes.video.surface.grab()
            return place.page.player.painted().start_us == 12 * FRAME_US

        qtbot.waitUntil(is_there, timeout=10_000)
        annotate.mark_criterion(place.context, 3)
        settle()
        selector = place.marks[0].selector
        assert selector == TimeSelector(12 * FRAME_US, 13 * FRAME_US)
        assert place.panes.moments.model.rowCount() == 1
        assert place.panes.video.note_line._place.text() == "00:00:01.200"


@pytest.mark.parametrize("data", [b"", b"not a video at all " * 200])
def test_a_video_that_cannot_be_played_says_so_and_the_rest_still_opens(
    qapp, qtbot, tmp_path: Path, data: bytes
) -> None:
    with open_workbench(qapp, tmp_path, qt_player, video=data) as place:
        said: list[str] = []
        place.page.player.failed.connect(said.append)
        qtbot.waitUntil(lambda: place.page.player.state is PlayerState.FAILED, timeout=10_000)
        place.show(PDF)
        assert place.panes.evidence.shown is place.panes.evidence.pdf
        place.show(TEXT)
        assert place.panes.evidence.shown is place.panes.evidence.text
        place.show(VIDEO)
        assert place.panes.evidence.shown is place.panes.video
        assert place.page.player.state is PlayerState.FAILED
