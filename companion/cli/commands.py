"""The commands themselves. Each takes the parsed words, prints its answer and returns an exit code;
failures are raised.

Secrets come on standard input, one a line, and are never an argument, where a process list would show them.
"""

import dataclasses
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from companion import disk
from companion.cli.sentences import PROBLEMS, Misused
from companion.errors import Damaged, DiskFull, NotWritable, NoVault, UsageError

if TYPE_CHECKING:
    from array import array

    from companion.backup import BackupInfo
    from companion.recovery import Kit
    from companion.vault import Keys, Vault
    from companion.workspace import Workspace

Cards = Callable[[Path, str, str, str], int]
"""file, depth ("" for all three decks), paper, layout; gives the number of sheets."""


def new(words: Namespace, _cards: Cards | None) -> int:
    """Make a vault and print its recovery code, which exists nowhere else."""
    from companion import workspace
    from companion.vault import Vault

    home = disk.data_home(words.home)
    if words.recovery_stdin:
        raise UsageError()
    passphrase = secret() if words.passphrase_stdin else None
    if words.no_keyring and passphrase is None:
        raise UsageError(reason="a vault needs a passphrase or the keyring")
    label = words.vault or "Notes"
    if any(vault.label == label for vault in Vault.all(home)):
        raise UsageError(reason="name is taken")
    made, kit = workspace.create(home, label=label, passphrase=passphrase, keyring=not words.no_keyring)
    vault_id = made.vault.id
    made.close()
    _say_kit(words, kit, {"vault": vault_id, "label": label}, f"Made the vault {plain(label)}.")
    return 0


def export(words: Namespace, _cards: Cards | None) -> int:
    """Write everything or chosen entries, for other programs or for coming back; sealed if asked."""
    from companion import interchange, settings

    sealed = words.encrypt_passphrase_stdin
    if sealed and words.format != "json":
        raise Misused("Only json can be encrypted; see companion --help.")
    if words.format != "markdown":  # a folder may be there, if nothing is in it
        new_place(words.dest)
    title = settings.load(disk.data_home(words.home)).discreet_name
    with opened(words) as workspace:
        told = interchange.export(
            workspace,
            words.format,
            words.dest,
            wording=interchange.Wording(title),
            rows=_chosen_rows(workspace, words),
            seal=interchange.Seal(passphrase=secret()) if sealed else None,
        )
    if words.json:
        put(json.dumps(dataclasses.asdict(told)))
    else:
        state = "encrypted" if sealed else "not encrypted"
        put(f"Exported {told.entries} entries and {told.photos} photos. What was written is {state}.")
    if told.damaged:
        complain(f"{told.damaged} photos could not be read whole and are missing in the export.")
        return Damaged.exit_code
    return 0


def _chosen_rows(workspace: "Workspace", words: Namespace) -> "array[int] | None":
    """The entries between the days and with the tags that were named; None for everything."""
    from datetime import timedelta

    from companion.diary.asking import Asked, Label

    if not (words.first or words.last or words.tag):
        return None
    before = words.last + timedelta(days=1) if words.last else None
    asked = Asked(tags=tuple(map(Label, words.tag)), after=words.first, before=before)
    return workspace.diary.chosen_rows(asked)


def search(words: Namespace, _cards: Cards | None) -> int:
    """Find entries, newest first. Filters as in the window: `tag:kitchen after:2024-05`."""
    from companion.diary.asking import parse

    asked = parse(" ".join(words.words), typing=True)
    with opened(words) as workspace:
        for hit in workspace.diary.search(asked, words.limit):
            row = hit.row
            if words.json:
                found = {
                    "id": row.id,
                    "when": row.when.isoformat(),
                    "title": row.title,
                    "snippet": hit.snippet,
                }
                put(json.dumps(found | {"tags": list(row.tags)}, ensure_ascii=False))
            else:
                parts = [row.when.isoformat(" ", "minutes"), plain(row.title), plain(hit.snippet)]
                put("  ".join(part for part in parts if part))
    return 0


def backup(words: Namespace, _cards: Cards | None) -> int:
    """Make a backup, read back and verified before it counts."""
    new_place(words.file)
    with opened(words) as workspace:
        info = workspace.backups.create(words.file)
    _say_info(words, info, "The backup is made and verified.")
    return 0


def verify(words: Namespace, _cards: Cards | None) -> int:
    """Read a backup to its end, without changing anything."""
    from companion import backup as backups

    passphrase, code = _secrets(words)
    keys = None if passphrase or code else _chosen(words).unlock_with_keyring()
    try:
        info = backups.verify(words.file, keys=keys, passphrase=passphrase, code=code)
    finally:
        if keys is not None:
            keys.close()
    _say_info(words, info, "The backup is whole.")
    return 0


def restore(words: Namespace, _cards: Cards | None) -> int:
    """A backup into a new vault beside the others."""
    from companion import backup as backups

    home = disk.data_home(words.home)
    code = secret() if words.recovery_stdin else None
    passphrase = secret() if words.passphrase_stdin else None
    if words.no_keyring and passphrase is None:
        raise UsageError(reason="a vault needs a passphrase or the keyring")
    if code or passphrase:
        # With both, the code opens the backup and the passphrase is for the new vault.
        keys, opens, label = None, {"code": code} if code else {"passphrase": passphrase}, words.vault
    else:
        keys, opens, label = _chosen(words).unlock_with_keyring(), {}, None
    vault, restored, kit = backups.restore(
        words.file,
        home,
        keys=keys,
        keyring=not words.no_keyring,
        new_passphrase=passphrase,
        label=label,
        **opens,
    )
    for used in (keys, restored):
        if used is not None:
            used.close()
    told = f"Restored into the new vault {plain(vault.label)}, id {vault.id}."
    _say_kit(words, kit, {"vault": vault.id, "label": vault.label}, told)
    return 0


def cards(words: Namespace, write: Cards | None) -> int:
    """Cards to print, as a PDF. Needs no vault."""
    if write is None:
        raise UsageError()
    new_place(words.file)
    try:
        sheets = write(words.file, words.depth or "", words.paper, words.layout)
    except ValueError:
        raise UsageError(reason="no cards") from None
    put(json.dumps({"sheets": sheets}) if words.json else f"Sheets: {sheets}.")
    return 0


def hint(_words: Namespace, _cards: Cards | None) -> int:
    """One line of JSON for each line of standard input. Nothing is stored, and no vault is opened."""
    from companion.kindly import hints

    for line in sys.stdin.buffer:
        told = hints(line.decode("utf-8", "replace").rstrip("\r\n"))
        put(json.dumps(dataclasses.asdict(told), ensure_ascii=False))
        sys.stdout.flush()  # whoever asks line by line gets each answer at once
    return 0


def check(words: Namespace, _cards: Cards | None) -> int:
    """Read everything in the vault and say what does not hold."""
    with opened(words) as workspace:
        header = workspace.vault.header_problems
        health = workspace.health()
    if words.json:
        found = {"problems": list(health.problems), "counts": dict(health.counts), "header": list(header)}
        put(json.dumps(found))
    else:
        counts = {name: number for name, number in health.counts.items() if name not in PROBLEMS}
        put(", ".join(f"{name}: {number}" for name, number in counts.items()) or "Nothing could be counted.")
        if header:
            put("A copy of the vault's header stood in for a damaged or missing one.")
        for problem in health.problems:
            put(f"{PROBLEMS.get(problem, problem)}: {health.counts.get(problem, 1)}")
        put(
            "All is well."
            if not health.problems
            else "A backup made before can be restored beside this vault."
        )
    return Damaged.exit_code if health.problems else 0


# -- what they share ---------------------------------------------------------------------------------------


@contextmanager
def opened(words: Namespace, *, to_write: bool = False) -> "Iterator[Workspace]":
    """The vault that was meant, open, and closed again whatever happens.

    `to_write` is for what makes no sense in a copy; the others read one where the vault cannot be written to.
    """
    from companion.workspace import Workspace

    vault, keys = _unlocked(words)
    home = disk.data_home(words.home)
    try:
        try:
            if not to_write and disk.has_no_room(vault.folder):
                raise DiskFull()  # it may open beside a log that was left, and fail later
            workspace = Workspace.open(home, vault, keys)
        except (NotWritable, DiskFull):
            if to_write:
                raise
            workspace = Workspace.open_copy(home, vault, keys)
    except BaseException:
        keys.close()
        raise
    try:
        yield workspace
    finally:
        workspace.close()


def new_place(place: Path) -> None:
    """UsageError if something lies there: a command has nobody to ask whether it may go."""
    if os.path.lexists(place):
        raise UsageError(reason="not empty")
    disk.keep_out(place)


def _unlocked(words: Namespace) -> "tuple[Vault, Keys]":
    vault = _chosen(words)
    passphrase, code = _secrets(words)
    if passphrase is not None:
        return vault, vault.unlock_with_passphrase(passphrase)
    if code is not None:
        return vault, vault.unlock_with_code(code)
    return vault, vault.unlock_with_keyring()


def _chosen(words: Namespace) -> "Vault":
    """The named vault, or the only one."""
    from companion.vault import Vault

    vaults = Vault.all(disk.data_home(words.home))
    if not vaults:
        raise NoVault()
    if words.vault:
        # The name of a damaged one cannot be read; it may be the one that was meant.
        named = [vault for vault in vaults if words.vault in (vault.label, vault.id)]
        vaults = named or [vault for vault in vaults if vault.damaged is not None]
        if not vaults:
            raise UsageError(reason="no such vault")
    whole = [vault for vault in vaults if vault.damaged is None]
    if len(whole) > 1:
        raise Misused(which(whole))
    chosen = (whole or vaults)[0]
    if chosen.damaged is not None:
        raise chosen.damaged
    return chosen


def which(vaults: "list[Vault]") -> str:
    """What to choose from. Names are open: anybody at this login can read them."""
    named = ", ".join(f"{plain(vault.label)} ({vault.id})" for vault in vaults)
    return f"There is more than one vault here; choose one with --vault and its name or id: {named}."


def _secrets(words: Namespace) -> tuple[str | None, str | None]:
    """Passphrase and code, as far as they were announced. At most one of them."""
    if words.passphrase_stdin and words.recovery_stdin:
        raise UsageError(reason="one secret")
    if words.passphrase_stdin:
        return secret(), None
    return None, secret() if words.recovery_stdin else None


def secret() -> str:
    """The next line of standard input without its end."""
    try:
        line = sys.stdin.buffer.readline().decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(reason="not text") from None
    line = line.removesuffix("\n").removesuffix("\r")
    if not line:
        raise UsageError(reason="no secret")
    return line


def _say_kit(words: Namespace, kit: "Kit", facts: dict[str, str], told: str) -> None:
    if words.json:
        put(
            json.dumps(
                facts | {"recovery_code": kit.code, "identity": kit.identity, "fingerprint": kit.fingerprint}
            )
        )
        return
    put(told)
    put(
        f"Recovery code, kit {kit.number}, fingerprint {kit.fingerprint}. It is shown this once and kept nowhere:"
    )
    put(kit.code)
    put("Write it on paper. Whoever has it can open this vault and its backups.")


def _say_info(words: Namespace, info: "BackupInfo", told: str) -> None:
    counts = {"entries": info.entries, "photos": info.photos, "plans": info.plans, "missing": info.missing}
    if words.json:
        facts = {
            "made": info.made.isoformat(),
            "automatic": info.automatic,
            "size": info.size,
            "app": info.app,
        }
        put(json.dumps(counts | facts))
        return
    put(told)
    put(", ".join(f"{name}: {number}" for name, number in counts.items() if number or name != "missing"))
    if info.missing:
        put("Photos counted as missing were lost or damaged before the backup was made.")


def plain(text: str) -> str:
    """Text for a terminal: on one line, and nothing in it that a terminal would obey.

    The two signs that join letters and keep them apart stay: without them emoji and Persian words fall into pieces.
    """
    return "".join(
        letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in text
    ).strip()


def put(text: str) -> None:
    print(text)


def complain(text: str) -> None:
    print(text, file=sys.stderr)
