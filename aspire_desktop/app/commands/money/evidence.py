"""The command that writes an auditor's evidence pack."""

from argparse import Namespace
from pathlib import Path

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import return_called
from aspire_desktop.app.parser import Commands, a_count
from aspire_desktop.app.request import Request
from aspire_desktop.app.targets import target_folder
from aspire_desktop.domain.money.evidence import EvidencePack


def declare(commands: Commands) -> None:
    """Add the command."""
    add = commands.add("evidence", run_evidence, "write the evidence for a sample of a return's places")
    add.add_argument("reference", metavar="RETURN", help="a submitted return, such as LGA/1-R2 rev 2")
    add.add_argument("--sample", type=a_count, required=True, metavar="N", help="how many places")
    add.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder")


def run_evidence(request: Request, given: Namespace) -> Answer:
    """Write the pack and say what is in it."""
    from aspire_desktop.services.money.evidence import WriteEvidence

    folder = target_folder(given.out)
    reference: str = given.reference
    sample: int = given.sample
    with request.office() as office:
        pack = office.export(WriteEvidence(return_called(office, reference).id, sample), folder)
    return Answer(
        (
            *(
                f"{each.place}  {each.cohort}  {len(each.files)} files  {each.certificate}"
                for each in pack.places
            ),
            f"Return {pack.drawn_from.name}: {len(pack.places)} of {pack.of} places.",
            f"Wrote {pack.folder}.",
        ),
        _facts(pack),
    )


def _facts(pack: EvidencePack) -> dict[str, object]:
    return {
        "return": pack.drawn_from.reference,
        "revision": pack.drawn_from.revision,
        "sample": len(pack.places),
        "of": pack.of,
        "places": [
            {
                "place": each.place,
                "cohort": each.cohort,
                "folder": pack.folder / each.folder,
                "files": [pack.folder / each.folder / file.name for file in each.files],
            }
            for each in pack.places
        ],
        "folder": pack.folder,
    }
