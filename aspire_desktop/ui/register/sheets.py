"""Sign-in sheets: made away from the interface, written whole, and opened for printing."""

from pathlib import Path

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import CohortId, SessionId
from aspire_desktop.domain.programmes.registers import CohortRegister
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.attendance import sign_in_sheets
from aspire_desktop.ui.desk.watch import Watch


def offered_name(register: CohortRegister, title: str) -> str:
    """Offer a name for the file: Sign-in ASP26-WM02 Module 2.pdf."""
    return file_name("Sign-in", register.code, title, ending=".pdf")


def write_sheet(cohort_id: CohortId, session_id: SessionId, file: Path, office: Office, watch: Watch) -> Path:
    """Write a session's sign-in sheet to a file; refuse where the folder or the file does not take it."""
    content = office.ask(sign_in_sheets, cohort_id, office.clock.today(), session_id)
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refused(
            f"The sign-in sheet could not be saved as {file.name}.",
            safe="The register is as it was.",
            do="Close the file if it is open, or choose another folder.",
        ) from error
    return file
