"""Wiring of what keeps the work in a window safe: its settings, its backups, its sealed copies, and what is wrong."""

from collections.abc import Mapping
from functools import partial

from assessor_app.bootstrap.profiles import Profile
from assessor_app.config.folder_risks import risk_of
from assessor_app.config.paths import AppPaths
from assessor_app.config.settings import SettingsFile
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.main_window import MainWindow
from assessor_app.tasks.exchange import Line
from assessor_app.tasks.safekeeping import Beside, Safekeeping
from assessor_app.tasks.safety_access import LaneSafetyAccess


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
    window.made.safety = safety_access(profile, settings, line, keeping)
    window.made.offered = tuple((server.name, server.address) for server in settings.district.servers)
    return keeping


def safety_access(profile: Profile, settings: SettingsFile, line: Line, keeping: Safekeeping) -> LaneSafetyAccess:
    """Return what the settings ask of backups, room and the support bundle."""
    base = profile.paths.root.parent.parent
    key = settings.district.recovery_key

    def make_files(with_refused: bool) -> Mapping[str, bytes]:
        from assessor_app.bootstrap.laptop import ThisLaptop  # noqa: PLC0415 - seldom needed
        from assessor_app.cli import support  # noqa: PLC0415
        from assessor_app.cli.health_report import ProfileState, report  # noqa: PLC0415
        from assessor_app.vault.support_seal import seal_for_district  # noqa: PLC0415

        state = ProfileState("open", "", profile.paths, profile.safe.raw_key)
        document = report(ThisLaptop(AppPaths(base)), profile, state)
        parked = support.refused_writes(profile) if with_refused else ()
        return support.files_of(document, settings, parked, partial(seal_for_district, key) if key else None)

    return LaneSafetyAccess(
        line, keeping, profile.safe, profile.paths.root, risk_of(profile.paths.root), make_files, bool(key)
    )
