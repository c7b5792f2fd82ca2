"""Hands for tests of backups: a vault somebody lived in, what of it has to come back, and work that is stopped."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from companion import content
from companion.decks import OwnCard
from companion.errors import (
    Cancelled,
)
from companion.planner import Repeat
from companion.vault import Vault
from companion.workspace import Workspace

SECRET = "two br\u00f6tchen and a walk"
NOW = datetime(2030, 1, 31, 21, 5)
CANARY = "Zwetschgenkuchen"


def fill(workspace: Workspace) -> None:
    """Something of everything a person can keep."""
    diary = workspace.diary
    first = diary.blank(NOW - timedelta(days=40))
    diary.save(
        replace(first, title=f"A day of {CANARY}", text="one\n\ntwo & <three>\n", tags=("river", "bread"))
    )
    diary.save(replace(first, title="Another title", text="first words\n"), sitting="later")
    second = diary.blank(NOW - timedelta(days=2))
    diary.save(
        replace(
            second,
            title="\u7a93\u8fba\u306e\u5348\u5f8c",
            text="\u96e8\u304c\u964d\u3063\u3066\u3044\u308b",
            mood=4,
            closeness=2,
        )
    )
    for name, size in (("river.jpg", 4_000), (f"{CANARY}.png", (1 << 20) + 17), ("whole.jpg", 1 << 20)):
        diary.add_photo(
            second.id,
            os.urandom(size),
            name=name,
            width=4,
            height=3,
            kind="png" if "png" in name else "jpeg",
            thumbnail=b"small",
            caption=f"caption of {name}",
        )
    shown = diary.get(second.id).photos[0]
    diary.save(replace(diary.get(second.id), text=f"before\n![by the river](photo:{shown.id})\nafter"))
    gone = diary.blank(NOW - timedelta(days=1))
    diary.save(replace(gone, title="thrown away", text="x"))
    diary.trash([gone.id])
    imported = diary.start_import("test")
    diary.add_imported(
        imported, [replace(diary.blank(datetime(2019, 5, 4, 3, 2)), text="from another program")]
    )
    diary.finish_import(imported)
    diary.set_check_in(NOW.date(), at=NOW, closeness=3, mood=4)
    plan = workspace.planner.blank(NOW.date() + timedelta(days=3))
    workspace.planner.save(replace(plan, title=f"Bake {CANARY}", at=time(18, 30), part=None))
    weekly = replace(workspace.planner.blank(NOW.date()), title="Soup", repeat=Repeat("FREQ=WEEKLY;COUNT=9"))
    workspace.planner.save(weekly)
    second = f"{weekly.id}@{NOW.date() + timedelta(days=7)}"
    workspace.planner.move(second, NOW.date() + timedelta(days=8), time(18), None)
    workspace.planner.save_idea(workspace.planner.own_idea("Count the boats", pressure=2))
    workspace.talk.keep(content.prompts()[0], note="ask again")
    own = OwnCard("Slow evenings", "What was the best minute?", "Point at it.", "Nod.", 3)
    workspace.decks.save(own)
    workspace.decks.trash(workspace.decks.add([replace(own, text="Thrown away?")]).ids)
    workspace.prefs.set("my_name", "Jo \u00c5")


def substance(workspace: Workspace) -> dict[str, object]:
    """Every row of every table, and the bytes of every photo; only the names of files are left out."""
    found: dict[str, object] = {}
    with workspace.store.reading() as db:
        for table in (
            "batch",
            "entry",
            "body",
            "history",
            "photo",
            "unspaced",
            "check_in",
            "plan",
            "occurrence",
            "own_idea",
            "declined",
            "kept_card",
            "own_card",
            "pref",
        ):
            columns = [
                name
                for (name,) in db.all(f"SELECT name FROM pragma_table_info('{table}')")
                if name != "media"
            ]
            found[table] = sorted(map(repr, db.all(f"SELECT {', '.join(columns)} FROM {table}")))
        media = db.all("SELECT id, media FROM photo")
    found["photos"] = {id: hashlib.sha256(workspace.media.read(name)).hexdigest() for id, name in media}
    return found


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def reopened(home: Path, vault: Vault, keys) -> Workspace:
    return Workspace.open(home, vault, keys, clock=lambda: NOW)


def stop_at(number: int) -> Callable[[int, int, str], None]:
    calls = 0

    def report(_done: int, _total: int, _step: str) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            raise Cancelled()

    return report


def count_reports(work: Callable[[Callable[[int, int, str], None]], object]) -> int:
    calls = 0

    def report(_done: int, _total: int, _step: str) -> None:
        nonlocal calls
        calls += 1

    work(report)
    return calls
