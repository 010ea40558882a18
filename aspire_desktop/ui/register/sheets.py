"""Sign-in sheets: the name they are offered under."""

from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.programmes.registers import CohortRegister
from aspire_desktop.ui.widgets.file_dialogs import SaveAs

SHEET = SaveAs("Save sign-in sheet", "PDF (*.pdf)")


def offered_name(register: CohortRegister, title: str) -> str:
    """Offer a name for the file: Sign-in ASP26-WM02 Module 2.pdf."""
    return file_name("Sign-in", register.code, title, ending=".pdf")
