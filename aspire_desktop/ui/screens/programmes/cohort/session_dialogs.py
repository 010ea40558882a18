"""Dialogs of a session: another day or other times for it, and one more for a module that has none."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from aspire_desktop.domain.office.values import CohortId, VersionId
from aspire_desktop.domain.programmes.cohorts import CohortRow, SessionRow
from aspire_desktop.domain.programmes.programmes import ModuleRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.cohorts import AddSession, MoveSession
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.programmes import module_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.widgets.date_field import DateField, DateOrNone
from aspire_desktop.ui.widgets.fields import TimeField

USUAL = (time(9, 30), time(16, 30))
NONE_LEFT = "Every module of the version has its session already"


class MoveSessionDialog(FormDialog):
    """Starts from the present day and times."""

    def __init__(self, desk: Desk, session: SessionRow) -> None:
        super().__init__(desk, f"Move {session.title}", "Move session")
        self.on = DateField(session.on)
        self.starts, self.ends = TimeField(session.starts), TimeField(session.ends)
        self.add("&Day", self.on, about="on")
        self.add("&Starts", self.starts, about="starts")
        self.add("&Ends", self.ends, about="ends")
        self.begin(MoveSession(session.id, session.on, session.starts, session.ends))


def modules_left(id: CohortId, version_id: VersionId, office: Office) -> Sequence[ModuleRow]:
    """Ask for the modules of a version for which a cohort has no session."""
    there = {each.position for each in office.ask(session_rows, id)}
    return [each for each in office.ask(module_rows, version_id) if each.position not in there]


class AddSessionDialog(FormDialog):
    """Offers the modules that have no session, with the times that the version gives them."""

    def __init__(self, desk: Desk, cohort: CohortRow, modules: Sequence[ModuleRow]) -> None:
        super().__init__(desk, f"Add a session to {cohort.code}", "Add session")
        self._cohort_id, self._modules = cohort.id, {each.id: each for each in modules}
        self.module = OneOf({each.id: each.title for each in modules})
        self.on = DateOrNone()
        first = next(iter(modules), None)
        self.starts = TimeField(first.starts if first else USUAL[0])
        self.ends = TimeField(first.ends if first else USUAL[1])
        self.add("&Module", self.module, need="" if modules else NONE_LEFT, about="module_id")
        self.add("&Day", self.on, need="Enter the day of the session", about="on")
        self.beside(
            self.add("&Starts", self.starts, about="starts"), self.add("&Ends", self.ends, about="ends")
        )
        self.module.currentIndexChanged.connect(self._follow_module)
        self.begin(None)

    def _follow_module(self) -> None:
        chosen = self._modules[self.module.given]
        self.starts.put(chosen.starts)
        self.ends.put(chosen.ends)

    def action(self) -> Action[Any] | None:
        """Add the session."""
        assert self.on.given is not None
        return AddSession(
            self._cohort_id, self.module.given, self.on.given, self.starts.given, self.ends.given
        )
