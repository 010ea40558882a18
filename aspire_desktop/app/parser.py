"""The command line's grammar: options that every command has may stand before or after its name."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.request import Request
from aspire_desktop.app.voice import say
from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.written import count_of, date_of

if TYPE_CHECKING:
    Group: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001  (the only name it has)

T = TypeVar("T")
Run: TypeAlias = Callable[[Request, argparse.Namespace], Answer]


class WrongUse(Exception):
    """The words typed are not a command: exit code 2."""


class Parser(argparse.ArgumentParser):
    """A parser that raises WrongUse instead of ending the program, and takes no shortened options."""

    def __init__(
        self, prog: str, description: str, parents: Sequence["Parser"] = (), *, add_help: bool = True
    ) -> None:
        super().__init__(
            prog, description=description, parents=parents, allow_abbrev=False, add_help=add_help
        )
        self._taken_for_options: list[str] = []

    def parse_known_args(  # type: ignore[override]  # the library's overloads tell a namespace of one's own
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read the words, and note those that look like options and are none, for the refusal."""
        options = {*self._option_string_actions}
        before_text = args[: args.index("--")] if args and "--" in args else args or ()
        self._taken_for_options = [
            word for word in before_text if word.startswith("-") and word.partition("=")[0] not in options
        ]
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Raise WrongUse with the message and the usage."""
        told = f"{message[:1].upper()}{message[1:].removesuffix('.')}."
        if "arguments are required" in message and self._taken_for_options:
            word = self._taken_for_options[0]
            told = (
                f"“{word}” begins with a hyphen, so it is taken for an option, and there is no such option. "
                f"If it is a text, put two hyphens before it: {self.prog} -- {word}"
            )
        raise WrongUse(f"{told}\n{self.format_usage().rstrip()}")

    def _print_message(self, message: str, file: object = None) -> None:
        """Say help as everything else is said: to whoever is there to read it."""
        say(message)


class Commands:
    """The commands, each with the options that all of them have."""

    def __init__(self, program: str, description: str) -> None:
        self.parser = Parser(program, description, [_shared()])
        self.parser.set_defaults(database=None, person=None, json=False)
        self._program = program
        self._group: Group = self.parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(self, name: str, run: Run, told: str) -> Parser:
        """Add a command and give its parser, for options of its own."""
        parser = self._group.add_parser(
            name, prog=f"{self._program} {name}", description=told, help=told, parents=[_shared()]
        )
        parser.set_defaults(run=run)
        return parser

    def names(self) -> list[str]:
        """Give the names of all commands."""
        return list(self._group.choices)


def a_date(text: str) -> date:
    """Read a DATE of the command line as a form reads it."""
    return _read(date_of, text)


def a_count(text: str) -> int:
    """Read a whole number of one or more as a form reads it."""
    return _read(count_of, text)


def _read(rule: Callable[[str], T | None], text: str) -> T:
    try:
        read = rule(text)
    except NotUnderstood as refused:
        raise argparse.ArgumentTypeError(refused.explanation.what) from refused
    if read is None:
        raise argparse.ArgumentTypeError("nothing was given")
    return read


def wants_json(words: Sequence[str]) -> bool:
    """Tell whether --json was typed, even where the rest cannot be understood."""
    options = words[: words.index("--")] if "--" in words else words
    return "--json" in options


def _shared() -> Parser:
    """Make the options of every command.

    They have no defaults here: a command's parser would set those over what stood before its name.
    """
    shared, none = Parser("", "", add_help=False), argparse.SUPPRESS
    shared.add_argument(
        "--database",
        metavar="FILE|URL",
        default=none,
        help="the database; without it, the one in your data folder",
    )
    shared.add_argument("--json", action="store_true", default=none, help="answer with one JSON object")
    shared.add_argument(
        "--as", dest="person", metavar="NAME", default=none, help="act as another known person"
    )
    return shared
