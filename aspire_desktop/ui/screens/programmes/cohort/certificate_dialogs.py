"""Dialogs of certificates: what issuing cannot take back, a new one for an old, and revoking."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.office.people import CERTIFICATE_NAME
from aspire_desktop.domain.office.values import a_few
from aspire_desktop.domain.office.written import name_of
from aspire_desktop.domain.programmes.certificate_awards import CertificateRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.office.people import SetCertificateName
from aspire_desktop.services.programmes.certificates import ReissueCertificate, RevokeCertificate
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form import GIVE_REASON
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog


def certificates_words(count: int) -> str:
    """Count certificates."""
    return "1 certificate" if count == 1 else f"{count} certificates"


def issue_question(names: Sequence[str], parent: QWidget) -> ConfirmDialog:
    """Ask before certificates are issued to these people."""
    count = len(names)
    them = "It" if count == 1 else "Each"
    return ConfirmDialog(
        f"Issue {certificates_words(count)}?",
        (
            f"To {a_few(names)}.",
            f"{them} gets the next number, is signed and kept with today’s date.",
            "A number is never given twice, and an issued certificate cannot be taken back: "
            "it can be reissued with another name, or revoked for a reason.",
        ),
        f"Issue {certificates_words(count)}",
        parent=parent,
    )


class NameDialog(FormDialog):
    """The name that was typed beside the list, where somebody else has set another meanwhile."""

    def __init__(self, desk: Desk, typed: SetCertificateName, read: SetCertificateName) -> None:
        intro = "Only certificates to come take it. Leave it empty to use the person’s names."
        super().__init__(desk, "Name on the certificate", "Save name", intro)
        self.name = TextField(rule=CERTIFICATE_NAME.rule)
        self.add("&Name on the certificate", self.name, about="name")
        self.begin(read)
        self.name.setText(typed.name)


class ReissueDialog(FormDialog):
    """The new one has a new number; the old one is marked replaced."""

    def __init__(self, desk: Desk, old: CertificateRow) -> None:
        intro = f"{old.number} is marked replaced, and a new number is given. This cannot be taken back."
        super().__init__(desk, f"Reissue {old.number}", "Reissue certificate", intro)
        self._old = old
        self.name, self.reason = TextField(old.name, name_of), TextField()
        need = "Enter the name as it should be printed"
        self.name_row = self.add("&Name on the certificate", self.name, need=need, about="name")
        hint = "Kept in the history, not printed"
        self.reason_row = self.add("&Reason", self.reason, hint, need=GIVE_REASON)

    def action(self) -> Action[Any]:
        """Reissue it."""
        return ReissueCertificate(self._old.id, self.name.given, self.reason.given)


class RevokeDialog(FormDialog):
    """The certificate no longer stands; checking it says so."""

    def __init__(self, desk: Desk, old: CertificateRow) -> None:
        intro = f"Whoever checks {old.number} is told that it was revoked. This cannot be taken back."
        super().__init__(desk, f"Revoke {old.number} of {old.name}", "Revoke certificate", intro)
        self._old = old
        self.reason = TextField()
        self.reason_row = self.add("&Reason", self.reason, "Kept in the history", need=GIVE_REASON)

    def action(self) -> Action[Any]:
        """Revoke it."""
        return RevokeCertificate(self._old.id, self.reason.given)
