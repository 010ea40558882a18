"""The commands that hand places to a partner by a signed file, and take them back by one."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import agreement_called, organisation_called
from aspire_desktop.app.parser import Commands, a_count
from aspire_desktop.app.request import Request
from aspire_desktop.app.sources import content_of
from aspire_desktop.app.targets import target
from aspire_desktop.domain.money.allotments import AllotmentRow
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.values import AllotmentId

if TYPE_CHECKING:
    from aspire_desktop.services.door.office import Office


def declare(commands: Commands) -> None:
    """Add the commands."""
    allot = commands.add("allot", run_allot, "hand places of an agreement to a partner by a signed file")
    allot.add_argument("agreement", metavar="AGREEMENT", help="the agreement's reference")
    allot.add_argument("--to", dest="partner", required=True, metavar="PARTNER", help="who gets them")
    allot.add_argument("--places", type=a_count, required=True, metavar="N", help="how many")
    allot.add_argument("--partner-key", required=True, metavar="HEX", help="the partner's public key")
    allot.add_argument("--out", type=Path, required=True, metavar="FILE.json", help="the file to write")
    recall = commands.add("recall", run_recall, "take in a release of allotted places that a partner signed")
    recall.add_argument("file", type=Path, metavar="FILE", help="the file as the partner sent it")


def run_allot(request: Request, given: Namespace) -> Answer:
    """Allot the places, and write the file that says so."""
    from aspire_desktop.services.money.allotments import AllotPlaces, WriteAllotment

    reference: str = given.agreement
    named: str = given.partner
    places: int = given.places
    key: str = given.partner_key
    out = target(given.out, request, ".json")
    with request.office() as office:
        agreement, partner = agreement_called(office, reference), organisation_called(office, named)
        id = office.do(AllotPlaces(agreement.id, partner, places, key)).value
        row = _row(office, id)
        free = _free(office, row)
        try:
            written = office.export(WriteAllotment(id), out)
        except Refused as refused:
            raise Refused(
                refused.explanation.what,
                safe=f"The places are allotted as {row.reference}, and the file is stored.",
                do="Save it from Settings, Agreements.",
            ) from refused
    return Answer(
        (
            f"Allotted {row.places} of {row.agreement} to {row.partner} as {row.reference}.",
            f"{free} places are free.",
            f"Wrote {written}.",
        ),
        {**_facts(row), "places": row.places, "free": free, "file": written},
    )


def run_recall(request: Request, given: Namespace) -> Answer:
    """Take in the release: its places are free again."""
    from aspire_desktop.services.money.allotments import RecallPlaces

    content = content_of(given.file, request)
    with request.office() as office:
        recalled = office.do(RecallPlaces(content)).value
        row = _row(office, recalled.allotment_id)
        free = _free(office, row)
    return Answer(
        (
            f"Took in release {recalled.number} of {row.reference}: {recalled.places} given back, "
            f"{row.outstanding} still with {row.partner}.",
            f"{free} places are free.",
        ),
        {**_facts(row), "release": recalled.number, "places": recalled.places, "free": free},
    )


def _facts(row: AllotmentRow) -> dict[str, object]:
    return {
        "allotment": row.reference,
        "agreement": row.agreement,
        "partner": row.partner,
        "outstanding": row.outstanding,
    }


def _row(office: "Office", id: AllotmentId) -> AllotmentRow:
    from aspire_desktop.storage.lookups.money.allotments import allotment_rows

    return next(row for row in office.ask(allotment_rows, office.clock.today()) if row.id == id)


def _free(office: "Office", row: AllotmentRow) -> int:
    from aspire_desktop.storage.lookups.money.funding import pool_rows

    pools = office.ask(pool_rows, office.clock.today())
    return next(pool.free for pool in pools if pool.agreement_id == row.agreement_id)
