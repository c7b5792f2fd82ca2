"""The doors for people who script: everything the window can do with a vault, without a window.

`main` takes the words after the program's name and gives the exit code: 0 done, 1 failed, 2 wrong usage, 3
wrong secret, 4 damaged, 5 made by a newer version, 6 keyring not available, 7 vault in use. Answers go to
standard output, as JSON with `--json`; a failure is one plain sentence on standard error and nothing else.
This is the only place in the core that speaks, and it speaks English.

Cards are drawn by the face, and photos are made ready by it. Whoever starts this hands both in, so that nothing here knows of
a window.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from companion import __version__
from companion.cli import bringing, calendars, commands
from companion.cli.commands import Cards, complain
from companion.cli.sentences import Misused, sentence
from companion.errors import CompanionError, UsageError

if TYPE_CHECKING:
    from companion.interchange.coming import Pictures

COMMANDS = frozenset(
    (
        "new",
        "import",
        "export",
        "search",
        "backup",
        "verify",
        "restore",
        "ics",
        "plans",
        "cards",
        "hint",
        "check",
    )
)

_INTERRUPTED = 130
_RUN = {
    "new": commands.new,
    "import": bringing.import_,
    "export": commands.export,
    "search": commands.search,
    "backup": commands.backup,
    "verify": commands.verify,
    "restore": commands.restore,
    "ics": calendars.ics,
    "plans": calendars.plans,
    "cards": commands.cards,
    "hint": commands.hint,
    "check": commands.check,
}


def main(argv: Sequence[str], *, cards: Cards | None = None, pictures: "Pictures | None" = None) -> int:
    """Run one command. Never raises for what a person or the world did; never leaves with SystemExit.

    `pictures` makes the photos of an import fit to be kept; without it they are left out, and that is said.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal may not know every letter
    try:
        words = parser().parse_args(list(argv))
        if not words.command:
            raise Misused("Say what to do; see companion --help.")
        run = _RUN[words.command]
        code = (
            bringing.import_(words, cards, pictures=pictures)
            if words.command == "import"
            else run(words, cards)
        )
        sys.stdout.flush()
        return code
    except Misused as misused:
        complain(str(misused))
        return UsageError.exit_code
    except CompanionError as error:
        complain(sentence(error))
        return error.exit_code
    except KeyboardInterrupt:
        complain("Stopped.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answer has gone. Nothing may be written any more, not even at the interpreter's
        # end.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # closed with the process
        return 0
    except SystemExit as left:  # --help and --version
        return left.code if isinstance(left.code, int) else 0
    except Exception as error:
        if os.environ.get("COMPANION_DEBUG"):
            raise
        complain(f"Something here went wrong, and it is our mistake ({type(error).__name__}).")
        return 1


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Misused(f"{message[:1].upper()}{message[1:]}; see companion --help.")


def parser() -> argparse.ArgumentParser:
    """The grammar. Common options may stand before or after the command."""
    main = _Parser(
        prog="companion",
        description="A private diary, small things to do together, and words for when you are both ready. Without a"
        " command the window opens.",
        epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 wrong secret, 4 damaged, 5 made by a newer version,"
        " 6 keyring not available, 7 vault in use.",
    )
    main.add_argument("--version", action="version", version=f"companion {__version__}")
    main.add_argument("--self-test", action="store_true", help="try the whole app once on a throw-away vault")
    main.add_argument("--keep", type=Path, metavar="DIR", help="with --self-test: leave its results there")
    _common(
        main, {"home": None, "vault": None, "passphrase_stdin": False, "recovery_stdin": False, "json": False}
    )
    found = main.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, about: str) -> argparse.ArgumentParser:
        made = found.add_parser(name, help=about, description=about)
        _common(made, {})
        return made

    one = command("new", "make a vault; prints the recovery code once (--vault names it)")
    one.add_argument("--no-keyring", action="store_true", help="ask for the passphrase each time")
    one = command("import", "bring in what this app or another diary exported, or a calendar; says what was added, skipped,"
                  " and why")  # fmt: skip
    one.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file, a zip, or a folder")
    one.add_argument("--format", metavar="NAME", help="companion, dayone, jrnl, rednotebook, journey, diarium, minidiary,"
                     " daylio, applejournal, markdown or ics; guessed when left out")  # fmt: skip
    one.add_argument("--dry-run", action="store_true", help="only say what would be done")
    one.add_argument("--source-password-stdin", action="store_true", help="the password of what is brought in is the next"
                     " line of standard input, after a passphrase of the vault")  # fmt: skip
    order = one.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", dest="day_first", action="store_true", default=None, help="03/04 is the third of April"
    )
    order.add_argument(
        "--month-first", dest="day_first", action="store_false", help="03/04 is the fourth of March"
    )
    one.add_argument("--tag-symbols", metavar="SIGNS", help="what a tag begins with in a jrnl file (@)")
    one = command(
        "export",
        "write everything or chosen entries, in the clear unless sealed; only json can be brought back whole",
    )
    one.add_argument("dest", type=Path, metavar="DEST", help="a file, or for markdown a new folder")
    one.add_argument("--format", required=True, choices=("markdown", "json", "html"))
    one.add_argument(
        "--from", dest="first", type=_day, metavar="DATE", help="only entries from this day on, as 2030-01-31"
    )
    one.add_argument("--to", dest="last", type=_day, metavar="DATE", help="only entries up to this day")
    one.add_argument("--tag", action="append", default=[], metavar="TAG", help="only entries with this tag")
    one.add_argument(
        "--encrypt-passphrase-stdin",
        action="store_true",
        help="seal it with age (json only); the passphrase for it is the next line of standard input",
    )
    one = command("search", "find entries, newest first")
    one.add_argument("words", nargs="+", metavar="WORDS")
    one.add_argument("--limit", type=_limit, default=50, metavar="N", help="at most so many (50)")
    command("backup", "make a backup and verify it").add_argument("file", type=Path, metavar="FILE")
    command("verify", "read a backup to its end").add_argument("file", type=Path, metavar="FILE")
    one = command("restore", "a backup into a new vault; nothing is overwritten. With both secrets the recovery"
                  " code comes first and opens the backup, the passphrase is for the new vault")  # fmt: skip
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--no-keyring", action="store_true", help="ask for the passphrase each time")
    one = command("ics", "plans as a calendar file with neutral titles; it is not encrypted")
    one.add_argument("file", type=Path, metavar="FILE")
    one = command("plans", "what is planned, one a line: start, end, all-day or timed, title, UID. The end of whole days"
                  " is the day after; a time without an offset is the same wherever one is")  # fmt: skip
    one.add_argument(
        "--from", dest="first", required=True, type=_day, metavar="DATE", help="the first day, as 2030-01-31"
    )
    one.add_argument("--to", dest="last", required=True, type=_day, metavar="DATE", help="the last day")
    one = command("cards", "prompt cards to print, as a PDF")
    one.add_argument("file", type=Path, metavar="FILE.pdf")
    one.add_argument("--depth", choices=("beside", "closer", "open"), help="one deck instead of all three")
    one.add_argument("--paper", choices=("A4", "Letter"), default="A4")
    one.add_argument(
        "--layout",
        choices=("cut", "fold", "a6", "large"),
        default="cut",
        help="to cut out, with backs for printing on both sides; or with backs to fold over",
    )
    command(
        "hint",
        "what in a sentence may land as blame: sentences on standard input, one a line; JSON lines out",
    )
    command("check", "a full health check of the vault")
    return main


def _common(to: argparse.ArgumentParser, defaults: dict[str, object]) -> None:
    """The options every command has. Below a command they have no default, or it would undo what stood
    before it."""

    def add(name: str, help: str, **more: object) -> None:
        default = defaults.get(name.lstrip("-").replace("-", "_"), argparse.SUPPRESS)
        to.add_argument(name, help=help, default=default, **more)  # type: ignore[arg-type]

    add("--home", "where everything lies (or the variable COMPANION_HOME)", type=Path, metavar="DIR")
    add("--vault", "which vault, by its open name", metavar="NAME")
    add("--passphrase-stdin", "the passphrase is the first line of standard input", action="store_true")
    add("--recovery-stdin", "the recovery code is the first line of standard input", action="store_true")
    add("--json", "answer in JSON", action="store_true")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misused("A day is written as 2030-01-31; see companion --help.") from None


def _limit(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise Misused("--limit takes a whole number from 1; see companion --help.")
    return int(text)
