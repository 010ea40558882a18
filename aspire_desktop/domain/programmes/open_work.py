"""What is still open in a cohort, so that nothing calls it complete beside work to do."""

from dataclasses import dataclass

from aspire_desktop.domain.programmes.cohorts import CohortRow, Stage

NOBODY = "Its days are over, and nobody holds a place."


@dataclass(frozen=True)
class OpenWork:
    """What is to be done in a cohort before it is complete, as counts; all at 0 where nothing is open."""

    to_come: int = 0
    """Sessions after today."""
    unmarked: int = 0
    """Marks that are missing on registers up to today: leavers count up to their day."""
    registers: int = 0
    """Registers up to today that are not finished; those that nobody stands on are none."""
    outcomes: int = 0
    """People without a project outcome where the version asks one."""
    certificates: int = 0
    """People who completed and were given no certificate."""
    unsettled: int = 0
    """People nominated, approved or offered a place, which nobody confirmed or ended."""
    waiting: int = 0
    """People on the waiting list."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say what is open, in the order in which it is done; nothing where nothing is."""
        found = (
            (self.to_come, "session is", "sessions are", "still to come."),
            (
                self.unsettled,
                "person was nominated or offered a place and is",
                "people were nominated or offered a place and are",
                "not confirmed.",
            ),
            (self.unmarked, "mark is", "marks are", "missing on the registers."),
            (self.registers, "register is", "registers are", "not finished."),
            (self.outcomes, "person has", "people have", "no project outcome yet."),
            (self.certificates, "person has", "people have", "completed and no certificate was issued."),
            (self.waiting, "person is", "people are", "still on the waiting list."),
        )
        return tuple(
            f"{count} {one if count == 1 else several} {rest}" for count, one, several, rest in found if count
        )


def still_open(cohort: CohortRow, open: OpenWork) -> tuple[str, ...]:
    """Say what keeps a cohort whose days are over from being complete: work, or that nobody is on it."""
    if cohort.stage is not Stage.COMPLETED:
        return ()
    return open.sentences or (() if cohort.held else (NOBODY,))


def is_complete(cohort: CohortRow, open: OpenWork) -> bool:
    """Tell whether a cohort's days are over, somebody holds a place and nothing is open."""
    return cohort.stage is Stage.COMPLETED and not still_open(cohort, open)
