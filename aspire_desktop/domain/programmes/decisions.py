"""The decision whether a tentative cohort runs: by when, and with how many people."""

from datetime import date

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.limits import check_count
from aspire_desktop.domain.office.values import short_day
from aspire_desktop.domain.programmes.cohorts import CohortRow, Stage


def decided_by(cohort: CohortRow) -> date | None:
    """Give the day by which it is decided whether a tentative cohort runs; None where nothing is open."""
    return cohort.decide_on if cohort.stage is Stage.TENTATIVE else None


def people_words(cohort: CohortRow) -> str:
    """Say whether a cohort has the people it needs: "5 of the 8 people it needs"."""
    if cohort.held >= cohort.minimum:
        return f"{cohort.held} people, enough to run"
    return f"{cohort.held} of the {cohort.minimum} people it needs"


def decision_words(cohort: CohortRow) -> str:
    """Say by when it is decided whether a tentative cohort runs, and how many people it has for it."""
    by = decided_by(cohort)
    return f"Go or no-go {short_day(by)}: {people_words(cohort)}" if by else ""


def check_minimum(minimum: int, capacity: int) -> None:
    """Raise RuleBroken for a minimum that a cohort can never reach."""
    check_count("People needed to run", minimum)
    if minimum > capacity:
        raise RuleBroken(f"A cohort of {capacity} places cannot need {minimum} people.", about="minimum")
