"""Checking the database and a certificate in the window, as the commands check and verify do."""

from dataclasses import dataclass
from pathlib import Path

from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.certificate_awards import Verification
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.soundness import advice, found_in
from aspire_desktop.services.programmes.verification import verify_certificate
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.looks.theme import Tone, TypeRole
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label

WIDTH = 600
PDF = "Certificate (*.pdf)"


@dataclass(frozen=True)
class CheckOutcome:
    """What a check found: how it is to be shown, its words, and each finding."""

    tone: Tone
    message: Message
    lines: tuple[str, ...] = ()


class CheckDialog(FramedDialog):
    """Says that it is looking, then what was found."""

    def __init__(self, desk: Desk, title: str, looking: str) -> None:
        super().__init__(title, WIDTH, desk.window)
        self.said = label(looking, ink="2", wraps=True)
        self.bar: MessageBar | None = None
        self.body.addWidget(label(title, TypeRole.PANE))
        self.body.addWidget(self.said)
        close = Button("Close", Kind.PRIMARY, keys="Esc")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        self.buttons.addWidget(close)

    def show_outcome(self, outcome: CheckOutcome) -> None:
        """Say what was found."""
        self.bar = MessageBar(outcome.tone, outcome.message)
        self.body.insertWidget(1, self.bar)
        self.said.setText("\n".join(outcome.lines))
        self.said.setVisible(bool(outcome.lines))

    def refuse(self, explanation: Explanation) -> None:
        """Say why it could not be looked at."""
        self.show_outcome(CheckOutcome(Tone.BAD, Message(explanation.what, explanation.safe, explanation.do)))


def show_check(desk: Desk) -> None:
    """Check the file, its history, every kept file and every rule; the window stays usable behind it."""
    dialog = CheckDialog(desk, "Check the database", "Checking the file, its history and what is kept in it")
    desk.of(dialog).run(_checked, dialog.show_outcome, failed=dialog.refuse)
    dialog.exec()
    dialog.deleteLater()


def show_verification(desk: Desk) -> None:
    """Ask for a certificate and say whether it is one that this office issued."""
    chosen = file_dialogs.ask_open(desk.window, "Verify a certificate", PDF)
    if chosen is not None:
        verify(desk, chosen)


def verify(desk: Desk, file: Path) -> None:
    """Say whether a file is a certificate that this office issued, and whether it stands."""
    dialog = CheckDialog(desk, "Verify a certificate", f"Reading {file.name}")

    def ask(office: Office) -> CheckOutcome:
        return told_verification(office.ask(verify_certificate, _content(file), []), file.name)

    desk.of(dialog).ask(ask, dialog.show_outcome, dialog.refuse)
    dialog.exec()
    dialog.deleteLater()


def told_verification(found: Verification, name: str) -> CheckOutcome:
    """Say what the command `verify` says."""
    who = (
        f"Number: {found.number}" if found.number else "",
        f"Name: {found.name}" if found.name else "",
        f"Programme: {found.programme}" if found.programme else "",
        f"Issued: {long_date(found.issued)}" if found.issued else "",
    )
    lines = tuple(filter(None, who))
    if found.valid:
        return CheckOutcome(Tone.OK, Message(f"{name} is valid.", found.note), lines)
    note = found.note or f"This certificate is {found.status.value}."
    return CheckOutcome(Tone.BAD, Message(f"{name}: {found.status.value}.", note), lines)


def _checked(office: Office, _watch: Watch) -> CheckOutcome:
    found = found_in(office.location)
    if not found:
        return CheckOutcome(
            Tone.OK, Message("The database is sound: its file, its history and its kept files.")
        )
    message = Message("The database is not sound.", "It was not changed.", " ".join(advice(found)))
    return CheckOutcome(Tone.BAD, message, tuple(each.what for each in found))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file.name} could not be read.", do="Check that you may read it.") from error
