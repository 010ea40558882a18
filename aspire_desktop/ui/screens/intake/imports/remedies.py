"""What a draft becomes by the way out that somebody chose for a problem."""

from aspire_desktop.domain.intake.import_drafts import Decision, Draft
from aspire_desktop.ui.screens.intake.imports.problems import Remedy, WayOut


def remedied(draft: Draft, remedy: Remedy) -> Draft:
    """Give the draft with the problem dealt with; unchanged where there is no cell to write in."""
    problem = remedy.finding.problem
    if remedy.way is WayOut.ADD:
        return draft.adding(remedy.text)
    if remedy.way is WayOut.LEAVE_OUT:
        return draft.leaving_out([problem.row])
    if remedy.way is WayOut.MEAN:
        return draft.meaning(remedy.finding.offer.new, remedy.text)
    if remedy.way is WayOut.APART:
        return draft.deciding(Decision(problem.row, None))
    return draft if problem.position is None else draft.fixing(problem.row, problem.position, remedy.text)
