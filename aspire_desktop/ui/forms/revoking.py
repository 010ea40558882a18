"""What the window says of certificates that lost their ground, with the offer to revoke them at once."""

from typing import Any

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.programmes.certificate_awards import lost_words
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.programmes.certificates import RevokeCertificates
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import GroundLost
from aspire_desktop.ui.forms.form import GIVE_REASON
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.widgets.label import label

SHOWN = 8
"""Certificates named before the rest is counted."""


class RevokingDialog(FormDialog):
    """The change is saved whatever is chosen here; Esc leaves the certificates as they are."""

    def __init__(self, desk: Desk, lost: GroundLost) -> None:
        count = len(lost.certificates)
        one = count == 1
        title = "A certificate has lost its ground" if one else f"{count} certificates have lost their ground"
        intro = (
            "The change is saved. Whoever checks a revoked certificate is told that it was revoked. "
            "Revoking cannot be taken back."
        )
        super().__init__(desk, title, f"Revoke {'it' if one else 'all of them'}", intro)
        self._lost = lost
        self.named = label("\n".join(_named(lost)), wraps=True)
        self.body.insertWidget(self.body.indexOf(self.message), self.named)
        self.cancel_button.setText(f"Leave {'it' if one else 'them'}")
        self.reason = TextField()
        self.reason_row = self.add("&Reason", self.reason, "Kept in the history", need=GIVE_REASON)

    def action(self) -> Action[Any]:
        """Revoke them all, or none where one is refused."""
        ids = tuple(each.id for each in self._lost.certificates)
        return RevokeCertificates(ids, self.reason.given)


def told_to_others(lost: GroundLost) -> Explanation:
    """Say it to somebody who may not revoke."""
    return Explanation(
        " ".join(_named(lost)),
        "The change is saved, and the certificates stand.",
        "Ask an administrator to revoke them, or put the register right.",
    )


def _named(lost: GroundLost) -> list[str]:
    words = lost_words(lost.certificates)
    more = len(words) - SHOWN
    return [*words[:SHOWN], f"And {more} more."] if more > 0 else list(words)
