"""The command line: reads the words typed, runs the command, tells its answer, gives the exit code."""

from argparse import Namespace
from collections.abc import Sequence

from aspire_desktop.app import desktop
from aspire_desktop.app.answers import Answer
from aspire_desktop.app.bootstrap import note_trouble
from aspire_desktop.app.commands.home import history, search, soundness
from aspire_desktop.app.commands.intake import imports
from aspire_desktop.app.commands.money import allotments, charges, evidence, pool, returns, year_end
from aspire_desktop.app.commands.office import databases, keys, roles
from aspire_desktop.app.commands.programmes import attendance, certificates, revoking
from aspire_desktop.app.parser import Commands, Run, WrongUse, wants_json
from aspire_desktop.app.request import Request
from aspire_desktop.app.voice import complain, say
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.troubles import told_plainly

GROUPS = (
    desktop,
    databases,
    soundness,
    keys,
    imports,
    attendance,
    certificates,
    revoking,
    returns,
    pool,
    allotments,
    charges,
    evidence,
    year_end,
    search,
    history,
    roles,
)


def main(words: Sequence[str], clock: Clock) -> int:
    """Carry out one command by this clock; 0 done, 1 refused or failed, 2 wrong usage."""
    as_json = wants_json(words)
    try:
        answer, code = _answered(words, clock)
    except WrongUse as wrong:
        answer, code = Answer((), problem=str(wrong)), 2
    _tell(answer, as_json=as_json)
    return answer.after() if answer.after else code


def commands() -> Commands:
    """Give the grammar of all commands."""
    known = Commands(
        "aspire-desktop", "Run development programmes: registers, certificates, subsidy returns."
    )
    for group in GROUPS:
        group.declare(known)
    return known


def _answered(words: Sequence[str], clock: Clock) -> tuple[Answer, int]:
    try:
        given = commands().parser.parse_args(words)
        run: Run = given.run
        answer = _carried_out(run, Request(clock, given.database, given.person), given)
    except Refused as refused:
        answer = Answer((), problem=str(refused))
    except KeyboardInterrupt:
        answer = Answer((), problem="Stopped. What was finished is kept, the rest was not done.")
    except WrongUse:
        raise
    except Exception as error:
        answer = Answer((), problem=note_trouble(error))
    return answer, answer.code


def _carried_out(run: Run, request: Request, given: Namespace) -> Answer:
    try:
        with told_plainly():
            return run(request, given)
    except Refused as refused:
        raise request.truthful(refused) from refused.__cause__


def _tell(answer: Answer, *, as_json: bool) -> None:
    """Say lines or JSON, complain of warnings and problems."""
    told = [answer.as_json()] if as_json else list(answer.lines)
    complain("".join(f"{line}\n" for line in (*answer.warnings, answer.problem) if line))
    say("".join(f"{line}\n" for line in told))
