"""What a register panel asks for: everything it shows, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.values import CohortId, SessionId
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.domain.programmes.registers import CohortRegister, RegisterChange, RegisterColumn
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.history import next_steps
from aspire_desktop.storage.lookups.programmes.attendance import (
    cohort_of_session,
    cohort_register,
    register_changes,
    register_rules,
)
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row
from aspire_desktop.ui.desk.signals import Steps


@dataclass(frozen=True)
class Loaded:
    """A register with what stands round it."""

    register: CohortRegister
    rules: Rules
    cohort: CohortRow
    changes: Sequence[RegisterChange]
    steps: Steps
    today: date


def load_register(cohort_id: CohortId | None, session_id: SessionId | None, office: Office) -> Loaded:
    """Ask for the register of a cohort, or of the cohort that a session belongs to."""
    if cohort_id is None:
        if session_id is None:
            raise NotFound("No register was named.", do="Choose one in the list.")
        cohort_id = office.ask(cohort_of_session, session_id)
    today = office.clock.today()
    register = office.ask(cohort_register, cohort_id, today)
    cohort = office.ask(cohort_row, cohort_id, today)
    if cohort is None:
        raise NotFound.gone("cohort")
    changes = office.ask(register_changes, register.code)
    steps = Steps.of(office.ask(next_steps, office.actor))
    return Loaded(register, office.ask(register_rules, cohort_id), cohort, changes, steps, today)


def session_to_open(columns: Sequence[RegisterColumn], today: date) -> SessionId | None:
    """Choose today's session, or the latest one that is open, or the latest held, or the first."""
    held = [each.session for each in columns if each.session.on <= today]
    todays = [day for day in held if day.on == today]
    still_open = [day for day in held if not day.finished]
    for days in ([day for day in todays if not day.finished][:1], todays, still_open, held):
        if days:
            return days[-1].id
    return columns[0].session.id if columns else None
