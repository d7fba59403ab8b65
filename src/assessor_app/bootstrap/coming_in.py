"""The dialogs before the window: which profile, its passphrase, a new profile, a way back in after recovery."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assessor_app.bootstrap.damaged import offer_restore
from assessor_app.bootstrap.one_window import already_open, call_window, is_open
from assessor_app.bootstrap.profiles import AlreadyOpen, Profile, create_profile, open_profile
from assessor_app.bootstrap.safekeeping import DamagedProfile
from assessor_app.bootstrap.unlocking import attempts_of, district_key
from assessor_app.config.labels import labels, last_used, set_label
from assessor_app.config.paths import AppPaths
from assessor_app.services.key_ports import OpenedWith
from assessor_app.tasks.door import LANE_KEYS, LaneDoor
from assessor_app.tasks.runner import Runner

Accept = Callable[[], None]
Refuse = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Opened:
    profile: Profile
    words: str


class ComingIn:
    """Asks until a profile is open, or until the assessor gives up. Raises AlreadyOpen, CannotOpen, NoProfile."""

    def __init__(self, paths: AppPaths, runner: Runner, profile_id: str | None) -> None:
        self._paths, self._runner, self._profile_id = paths, runner, profile_id
        self._opened: list[_Opened] = []

    def ask(self) -> Profile | None:
        """Return the opened profile, None when the assessor gives up."""
        here = self._paths.profile_ids()
        if self._profile_id is not None or len(here) == 1:
            self._must_be_free(self._profile_id or here[0])
        is_new = not here or self._unlock()
        if is_new:
            self._create()
        if not self._opened:
            return None
        opened = self._opened[0]
        if opened.profile.opened_with in (OpenedWith.RECOVERY_CODE, OpenedWith.DISTRICT_KEY):
            self._renew(opened)
        elif is_new:
            self._give_code(opened)
        return opened.profile

    def _unlock(self) -> bool:
        """Return whether somebody wants a profile of their own instead."""
        from assessor_app.gui.dialogs.unlock import NEW_PROFILE, UnlockDialog  # noqa: PLC0415 - not with a file
        from assessor_app.gui.profile_words import profile_name  # noqa: PLC0415

        listed = (
            () if self._profile_id else tuple((each.profile_id, profile_name(each)) for each in labels(self._paths))
        )
        dialog = UnlockDialog(
            lambda words, accept, refuse: self._try(self._profile_id or dialog.profile_id, words, accept, refuse),
            profiles=listed,
            chosen=last_used(self._paths),
            wait_s=lambda chosen: attempts_of(self._paths.profile(self._profile_id or chosen)).wait_s(),
        )
        return dialog.exec() == NEW_PROFILE

    def _try(self, profile_id: str, words: str, accept: Accept, refuse: Refuse) -> None:
        try:
            self._must_be_free(profile_id)
        except AlreadyOpen as error:
            refuse(error)
            return
        self._work(partial(open_profile, self._paths, words, profile_id), words, accept, refuse)

    def _create(self) -> None:
        from assessor_app.gui.dialogs.create_profile import CreateProfileDialog  # noqa: PLC0415 - once in a lifetime

        def make(words: str, accept: Accept, refuse: Refuse) -> None:
            self._work(partial(_created, self._paths, words, dialog.label), words, accept, refuse)

        dialog = CreateProfileDialog(make, district_can_open=bool(district_key(self._paths)))
        dialog.exec()

    def _give_code(self, opened: _Opened) -> None:
        from assessor_app.gui.clipboard import SecretCopy  # noqa: PLC0415
        from assessor_app.gui.dialogs.recovery_code import RecoveryCodeDialog  # noqa: PLC0415

        copy = SecretCopy()
        RecoveryCodeDialog(self._door(opened), copy, known=opened.words).exec()
        copy.forget()  # it is on paper by now

    def _renew(self, opened: _Opened) -> None:
        from assessor_app.gui.dialogs.passphrase_change import PassphraseChangeDialog  # noqa: PLC0415 - seldom

        PassphraseChangeDialog(self._door(opened), known=opened.words).exec()

    def _door(self, opened: _Opened) -> LaneDoor:
        return LaneDoor(self._runner, opened.profile.door)

    def _work(self, open_it: Callable[[], Profile], words: str, accept: Accept, refuse: Refuse) -> None:
        """Deriving the key takes most of a second, so it runs on a lane while the dialog stays alive."""

        def keep(profile: Profile) -> None:
            self._opened.append(_Opened(profile, words))
            accept()

        def refused(error: Exception) -> None:
            if isinstance(error, DamagedProfile):
                offer_restore(error, self._runner, lambda: self._work(open_it, words, accept, refuse), refuse)
            else:
                refuse(error)

        self._runner.submit(LANE_KEYS, lambda _: open_it(), keep, refused)

    def _must_be_free(self, profile_id: str) -> None:
        """Raises AlreadyOpen, with the window that has it in front: nobody types a passphrase in vain."""
        place = self._paths.profile(profile_id)
        if is_open(place):
            raise already_open(call_window(place))


def _created(paths: AppPaths, passphrase: str, label: str) -> Profile:
    profile_id = create_profile(paths, passphrase)
    if label:
        set_label(paths.profile(profile_id), label)
    return open_profile(paths, passphrase, profile_id)
