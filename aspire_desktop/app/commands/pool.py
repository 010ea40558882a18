"""The command that says where every place of an agreement stands."""

from argparse import Namespace

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import agreement_called
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.domain.claims import ChangeSince
from aspire_desktop.domain.funding import Pool
from aspire_desktop.domain.values import pounds


def declare(commands: Commands) -> None:
    """Add the command."""
    add = commands.add("pool", run_pool, "say where every place of an agreement stands")
    add.add_argument("agreement", metavar="AGREEMENT", help="the agreement's reference")


def run_pool(request: Request, given: Namespace) -> Answer:
    """Give the five figures, which add up to the cap, and what changed since submitted returns."""
    from aspire_desktop.services.funding import pool_rows
    from aspire_desktop.services.returns import changes_since

    reference: str = given.agreement
    with request.office() as office:
        row, today = agreement_called(office, reference), office.clock.today()
        [pool] = [each for each in office.ask(pool_rows, today) if each.agreement_id == row.id]
        changes = office.ask(changes_since, today, row.id)
    facts = {
        "reference": pool.reference,
        "cap": pool.cap,
        "free": pool.free,
        "committed": pool.committed,
        "claimable": pool.claimable,
        "in_return": pool.in_return,
        "claimed": pool.claimed,
        "amounts": {
            "cap": pool.cap_amount,
            "free": pool.free_amount,
            "committed": pool.committed_amount,
            "claimable": pool.claimable_amount,
            "in_return": pool.in_return_amount,
            "claimed": pool.claimed_amount,
        },
        "since_returns": [
            {"place": each.place, "reference": each.reference, "change": each.change, "amount": each.amount}
            for each in changes
        ],
    }
    return Answer((*_figures(pool), *map(_change, changes)), facts)


def _figures(pool: Pool) -> tuple[str, ...]:
    told = (
        ("claimed in submitted returns", pool.claimed, pool.claimed_amount),
        ("in the open return, net", pool.in_return, pool.in_return_amount),
        ("claimable in a later return", pool.claimable, pool.claimable_amount),
        ("committed", pool.committed, pool.committed_amount),
        ("free", pool.free, pool.free_amount),
    )
    head = f"Pool of {pool.reference}: {pool.cap} places, {pounds(pool.cap_amount)}."
    return (head, *(f"{places:>6} {words}, {pounds(amount)}" for words, places, amount in told))


def _change(each: ChangeSince) -> str:
    sign = {1: "+1", -1: "−1"}.get(each.change, "±0")
    return f"Since {each.reference}: place {each.place} {sign}, {pounds(each.amount)}."
