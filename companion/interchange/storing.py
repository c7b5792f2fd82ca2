"""One item of a JSON export into the vault, new or known, through the subject it belongs to.

What no subject lets anybody set, since it is the moment at which a person did something, is set beside it: when something
was put in the trash, cleared or forgotten. Everything here runs inside somebody's transaction.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from companion.interchange import contents
from companion.interchange.contents import Item

if TYPE_CHECKING:
    from companion.store import Writer
    from companion.workspace import Workspace


def entry_of(base: Any, item: Item) -> Any:
    return replace(
        base,
        id=item["id"],
        when=datetime.fromisoformat(item["when"]),
        title=item["title"],
        text=item["text"],
        mood=item["mood"],
        closeness=item["closeness"],
        energy=item["energy"],
        tags=tuple(item["tags"]),
        feelings=tuple(item["feelings"]),
        starred=item["starred"],
        kept_away=item["kept_away"],
        zone=item["zone"],
        day_only=item["day_only"],
        guide=item["guide"],
        changed=datetime.fromisoformat(item["changed"]).astimezone(UTC),
    )


def set_trashed(db: "Writer", item: Item) -> None:
    db.run("UPDATE entry SET trashed = ? WHERE id = ?", item["trashed"], item["id"])


def write(workspace: "Workspace", db: "Writer", name: str, item: Item) -> None:
    """Store an item, new or known, through the subject it belongs to; then the moments that no subject lets one set."""
    _WRITE[name](workspace, db, item)


def _write_entry(workspace: "Workspace", db: "Writer", item: Item) -> None:
    workspace.diary.save(entry_of(workspace.diary.get(item["id"]), item))
    set_trashed(db, item)


def _write_check_in(workspace: "Workspace", db: "Writer", item: Item) -> None:
    day, at = date.fromisoformat(item["day"]), datetime.fromisoformat(item["at"])
    noted = {key: item[key] for key in ("closeness", "energy", "mood")}
    workspace.diary.set_check_in(day, at=at, **noted)
    db.run("UPDATE check_in SET cleared = ? WHERE day = ?", item["cleared"], item["day"])


def _write_idea(workspace: "Workspace", db: "Writer", item: Item) -> None:
    apart = ("id", "title", "created", "trashed")
    fields = {key: value for key, value in item.items() if key not in apart}
    idea = workspace.planner.own_idea(item["title"], **fields)
    workspace.planner.save_idea(replace(idea, id=item["id"]))
    db.run(
        "UPDATE own_idea SET created = coalesce(?, created), trashed = ? WHERE id = ?",
        *(item["created"], item["trashed"], item["id"]),
    )


def _write_declined(_workspace: "Workspace", db: "Writer", item: Item) -> None:
    db.run("INSERT OR IGNORE INTO declined (day, idea) VALUES (?, ?)", item["day"], item["idea"])


def _write_card(workspace: "Workspace", db: "Writer", item: Item) -> None:
    from companion.talk import KeptCard

    when = datetime.fromisoformat(item["when"])
    workspace.talk.take_over(KeptCard(item["id"], item["prompt"], item["text"], item["note"], when))
    db.run("UPDATE kept_card SET forgotten = ? WHERE id = ?", item["forgotten"], item["id"])


def _write_own_card(workspace: "Workspace", _db: "Writer", item: Item) -> None:
    from companion.decks import OwnCard

    moments = {key: item[key] for key in ("created", "changed", "trashed")}
    words = {key: value for key, value in item.items() if key not in moments}
    workspace.decks.take_over(OwnCard(**words), **moments)


def _write_template(workspace: "Workspace", _db: "Writer", item: Item) -> None:
    from companion.diary import Template

    kept = Template(item["title"], item["text"], item["id"])
    workspace.diary.take_over_template(kept, item["created"], item["changed"], item["trashed"])


def _write_plan(workspace: "Workspace", db: "Writer", item: Item) -> None:
    from companion.planner import Plan, Repeat

    repeat = item["repeat"]
    end_day = item["end_day"]
    same = (
        *("id", "title", "idea", "part", "minutes", "place", "pressure", "apart", "invite", "state", "line"),
        *("closeness", "zone", "zone_there", "remind", "uid", "sequence", "alias"),
    )
    made = Plan(
        **{name: item[name] for name in same},
        day=date.fromisoformat(item["day"]),
        at=time.fromisoformat(item["at"]) if item["at"] else None,
        end_day=date.fromisoformat(end_day) if end_day else None,
        created=datetime.fromisoformat(item["created"]),
        repeat=Repeat(repeat["rule"], tuple(repeat["extra"]), tuple(repeat["gone"])) if repeat else None,
    )
    workspace.planner.take_over(made, item["occurrences"], item["changed"], item["revision"])
    names = ", ".join(contents.CALENDAR)
    for said in item["calendar"]:
        db.run(
            f"INSERT OR IGNORE INTO calendar_item (plan, {names}) VALUES (?, ?, ?, ?, ?)",
            *(item["id"], *(said[name] for name in contents.CALENDAR)),
        )


_WRITE: dict[str, Callable[["Workspace", "Writer", Item], None]] = {
    "entries": _write_entry,
    "check_ins": _write_check_in,
    "plans": _write_plan,
    "ideas": _write_idea,
    "declined": _write_declined,
    "cards": _write_card,
    "own_cards": _write_own_card,
    "templates": _write_template,
}
