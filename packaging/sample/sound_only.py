"""Cuts the sound of a lesson's beginning out of its clip, as somebody hands it in who only recorded sound."""

from pathlib import Path

import av

NAME = "exit-ticket-opening.m4a"
_FROM = "exit-ticket.mp4"
_SECONDS = 24.0


def make(folder: Path) -> None:
    """Copies the packets as they are: nothing is encoded again."""
    with (
        av.open(str(folder / _FROM)) as clip,
        av.open(
            str(folder / NAME), "w", format="ipod", options={"movflags": "+faststart", "fflags": "+bitexact"}
        ) as sound,
    ):
        given = clip.streams.audio[0]
        copy = sound.add_stream_from_template(given)
        for packet in clip.demux(given):
            if packet.pts is None or float(packet.pts * packet.time_base) >= _SECONDS:
                break
            packet.stream = copy
            sound.mux(packet)
