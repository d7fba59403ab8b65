"""Every command of the program by name."""

from collections.abc import Mapping

from assessor_app.commands import (
    angles,
    annotate,
    change_marks,
    composing,
    edit,
    fetching,
    find,
    integrity,
    judging,
    navigate,
    playback,
    reading,
    timeline,
)
from assessor_app.commands.registry import Command, collect


def all_commands() -> Mapping[str, Command]:
    return collect(
        (
            *(angles, annotate, change_marks, composing, edit, find, integrity, judging, navigate, playback, reading),
            fetching,
            timeline,
        )
    )
