"""The command that says where every place of an agreement stands."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import agreement_called
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.app.targets import target
from aspire_desktop.domain.money.claims import ChangeSince
from aspire_desktop.domain.money.funding import PeriodTally, Pool, PoolFigure
from aspire_desktop.domain.office.values import AgreementId, pounds

if TYPE_CHECKING:
    from aspire_desktop.services.door.office import Office

_WORDS = {
    PoolFigure.CLAIMED: "claimed in submitted returns",
    PoolFigure.IN_RETURN: "in the open return, net",
    PoolFigure.CLAIMABLE: "claimable in another return",
    PoolFigure.COMMITTED: "committed",
    PoolFigure.FREE: "free",
}


def declare(commands: Commands) -> None:
    """Add the command."""
    add = commands.add("pool", run_pool, "say where every place of an agreement stands")
    add.add_argument("agreement", metavar="AGREEMENT", help="the agreement's reference")
    add.add_argument("--statement", type=Path, metavar="FILE.pdf", help="write its statement")


def run_pool(request: Request, given: Namespace) -> Answer:
    """Give the five figures, which add up to the cap, and what changed since submitted returns."""
    from aspire_desktop.storage.lookups.money.funding import pool_rows
    from aspire_desktop.storage.lookups.money.returns import changes_since

    reference: str = given.agreement
    paper = target(given.statement, request, ".pdf") if given.statement else None
    with request.office() as office:
        row, today = agreement_called(office, reference), office.clock.today()
        [pool] = [each for each in office.ask(pool_rows, today) if each.agreement_id == row.id]
        changes = office.ask(changes_since, today, row.id)
        written = _statement(office, row.id, paper) if paper else None
    facts = {
        "reference": pool.reference,
        "cap": pool.cap,
        **{figure.value: pool.tally(figure).places for figure in PoolFigure},
        "amounts": {
            "cap": pool.cap_amount,
            **{figure.value: pool.tally(figure).amount for figure in PoolFigure},
        },
        "since_returns": [
            {"place": each.place, "reference": each.reference, "change": each.change, "amount": each.amount}
            for each in changes
        ],
        "waiting": [
            {
                "from": each.period.begins,
                "to": each.period.ends,
                "places": each.tally.places,
                "amount": each.tally.amount,
            }
            for each in pool.waiting
        ],
        "statement": written,
    }
    wrote = (f"Wrote {written}.",) if written else ()
    return Answer((*_figures(pool), *map(_waiting, pool.waiting), *map(_change, changes), *wrote), facts)


def _statement(office: "Office", id: AgreementId, paper: Path) -> Path:
    from aspire_desktop.services.money.statements import WriteStatement

    return office.export(WriteStatement(id), paper)


def _figures(pool: Pool) -> tuple[str, ...]:
    told = ((words, pool.tally(figure)) for figure, words in _WORDS.items())
    head = f"Pool of {pool.reference}: {pool.cap} places, {pounds(pool.cap_amount)}."
    return (head, *(f"{tally.places:>6} {words}, {pounds(tally.amount)}" for words, tally in told))


def _waiting(each: PeriodTally) -> str:
    several = each.tally.places != 1
    places = f"{each.tally.places} claimable place{'s' * several}, {pounds(each.tally.amount)},"
    return f"{places} wait{'s' * (not several)} for the return for {each.period}, which is not submitted."


def _change(each: ChangeSince) -> str:
    sign = {1: "+1", -1: "−1"}.get(each.change, "±0")
    return f"Since {each.reference}: place {each.place} {sign}, {pounds(each.amount)}."
