"""How profiles of a shared laptop are named in lists: what the assessor chose, or the day the profile was made."""

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from assessor_app.config.labels import ProfileLabel


def profile_name(label: ProfileLabel) -> str:
    """Return for example "Profile of A. B." or "Profile 1 (made 3 March 2026)"."""
    if label.words:
        return QCoreApplication.translate("Profiles", "Profile of {words}").format(words=label.words)
    made = label.made_at.astimezone()
    form = QCoreApplication.translate("Profiles", "d MMMM yyyy")
    day = QLocale().toString(QDate(made.year, made.month, made.day), form)
    words = QCoreApplication.translate("Profiles", "Profile {number} (made {day})")
    return words.format(number=label.number, day=day)
