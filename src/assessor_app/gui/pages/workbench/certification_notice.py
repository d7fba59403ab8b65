"""The line over the workbench that says why the work can only be read, or that a certification ends soon."""

from datetime import datetime

from assessor_app.gui.models.certification_words import notice_words
from assessor_app.gui.pages.workbench.recording_notice import RecordingNotice
from assessor_app.services.views import WorkbenchView


class CertificationNotice(RecordingNotice):
    """Takes no room while all is well. Reading goes on whatever it says."""

    def show_view(self, view: WorkbenchView, now: datetime) -> None:
        self.say(notice_words(view, now))
