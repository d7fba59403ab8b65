"""Bringing evidence to this laptop: fetch, pause, stop, for what is chosen in the inbox or for everything."""

from assessor_app.commands.context import Context
from assessor_app.commands.registry import command


@command("evidence.fetch", label="Make available offline")
def fetch(ctx: Context) -> None:
    ctx.evidence.fetch()


@command("evidence.fetch_anyway", label="Fetch now, whatever the hour and the network")
def fetch_anyway(ctx: Context) -> None:
    ctx.evidence.fetch_anyway()


@command("evidence.pause", label="Pause fetching")
def pause(ctx: Context) -> None:
    ctx.evidence.pause()


@command("evidence.cancel", label="Stop fetching")
def cancel(ctx: Context) -> None:
    ctx.evidence.cancel()


@command("evidence.pause_all", label="Pause or resume all fetching")
def pause_all(ctx: Context) -> None:
    ctx.evidence.pause_all()
