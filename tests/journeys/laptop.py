"""What an assessor does on their laptop before a submission is open: sign in, sync, look through the inbox, fetch."""

from typing import cast

from PySide6.QtCore import QPoint, Qt

from assessor_app.domain.submission import MediaState
from assessor_app.gui.dialogs.sign_in import SignInDialog
from assessor_app.services.views import InboxRow
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import button, click, press, write
from tests.journeys.machine import Machine
from tests.journeys.workplace import Workplace


class Laptop(Machine):
    @property
    def inbox(self) -> tuple[InboxRow, ...]:
        model = self.window.inbox.model
        return tuple(model.row_at(place) for place in range(model.rowCount()))

    @property
    def inbox_server_name(self) -> str:
        return self.inbox[0].server_name

    def row(self, assignment_id: str) -> InboxRow:
        return next(row for row in self.inbox if row.assignment_id == assignment_id)

    def sign_in(self, address: str, token: str) -> SignInDialog:
        """Fill in the dialog and press Sign in; whether it worked is the caller's to see."""
        click(button("Sign in to a server", self.window))
        dialog = self.sign_in_dialog()
        self.fill_in(dialog, address, token)
        return dialog

    def sign_in_dialog(self) -> SignInDialog:
        return cast(SignInDialog, self.dialog())

    def fill_in(self, dialog: SignInDialog, address: str, token: str) -> None:
        """Sign in with a personal token, from wherever the dialog stands."""
        if not dialog.form.token.isVisible():
            self.meet(dialog, address)
            click(dialog.form.by_token)
        click(dialog.form.token)
        dialog.form.token.selectAll()
        write(token)
        press(Qt.Key.Key_Return)

    def meet(self, dialog: SignInDialog, address: str) -> None:
        """Type the address, and compare the key of a server never met before."""
        click(dialog.form.address)
        dialog.form.address.selectAll()
        write(address)
        press(Qt.Key.Key_Return)
        self.wait(dialog.form.who_page.isVisible, "the server to say who it is")
        if dialog.form.key_panel.isVisible():
            click(dialog.form.is_compared, QPoint(8, dialog.form.is_compared.height() // 2))

    def sign_in_and_sync(self, server: PracticeProcess, address: str = "") -> None:
        """Return once all the work is here."""
        self.sign_in(address or server.url, server.tokens["assessor-1"])
        self.wait(lambda: self.inbox and not self.is_busy, "the assigned work")
        self.turn_to_window()

    def sync(self) -> None:
        """Press F5 and wait."""
        press(Qt.Key.Key_F5)
        self.wait(lambda: self.is_busy, "the sync to begin")
        self.rest()

    def go_to_inbox(self) -> None:
        if not self.window.inbox.isVisible():
            press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

    def make_available(self, *assignment_ids: str) -> None:
        """Choose lines of the inbox and press the button; returns at once."""
        self.go_to_inbox()
        table = self.window.inbox.table
        table.clearSelection()
        for assignment_id in assignment_ids:
            place = self.window.inbox.model.row_of(assignment_id)
            at = table.visualRect(self.window.inbox.model.index(place, 0)).center()
            self._bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
        click(button("Make available offline", self.window, is_whole=False))

    def download(self, assignment_id: str) -> None:
        """Bring the evidence of one submission here and wait for it."""
        self.make_available(assignment_id)
        self.wait(lambda: self.row(assignment_id).media_state is MediaState.PRESENT, "the evidence")
        self.rest()

    def open(self, assignment_id: str) -> Workplace:
        """Open a submission with Enter, as from the list, and say that one knows nobody in it."""
        workplace = self.open_undeclared(assignment_id)
        view = workplace.page.view
        if view is not None and view.is_declaration_missing:
            workplace.declare()
        return workplace

    def open_undeclared(self, assignment_id: str) -> Workplace:
        """The same, without answering anything."""
        self.go_to_inbox()
        self.window.inbox.select(assignment_id)
        self.window.inbox.table.setFocus()
        press(Qt.Key.Key_Return)
        workplace = Workplace(self, assignment_id)
        self.wait(lambda: workplace.is_open, "the submission to open")
        return workplace
