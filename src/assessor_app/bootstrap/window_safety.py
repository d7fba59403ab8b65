"""Wiring of what keeps the work in a window safe: its settings, its backups, its sealed copies, and what is wrong."""

from assessor_app.bootstrap.profiles import Profile
from assessor_app.config.folder_risks import risk_of
from assessor_app.config.settings import SettingsFile
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.main_window import MainWindow
from assessor_app.tasks.exchange import Line
from assessor_app.tasks.safekeeping import Beside, Safekeeping


class SaidBySafety(Exception):
    """Something an assessor should know; the message is for them."""


def keep_safe(profile: Profile, settings: SettingsFile, line: Line, window: MainWindow, hub: ChangeHub) -> Safekeeping:
    """Let the profile's own settings count, and begin to keep its work safe once the inbox stands."""
    profile.safe.attach(settings)
    profile.safe.mark_open()
    beside = Beside(
        runner=line.runner,
        gate=line.gate,
        safe=profile.safe,
        now=line.tools.now,
        every_min=lambda: int(settings.get("backup_every_min")),
        publish=hub.publish,
        say=window.say,
        found_damage=lambda words: window.complain(SaidBySafety(words)),
    )
    keeping = Safekeeping(beside, window)
    hub.published.connect(keeping.changed)
    window.settled.connect(keeping.start)
    risk = risk_of(profile.paths.root)
    told = (*settings.problems, *((risk,) if risk else ()))
    if told:
        window.settled.connect(lambda: window.complain(SaidBySafety("\n".join(told))))
    return keeping
