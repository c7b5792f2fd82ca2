"""Out as JSON and back into an empty vault: every row of every table is there again, whatever the vault held."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion import content, interchange
from companion.decks import OwnCard
from companion.diary import Template
from companion.interchange import ics_taking
from companion.planner import Plan, Repeat
from companion.workspace import Workspace, create
from tests.companion.calendar_hands import event
from tests.companion.calendar_hands import text as calendar_text

NOW = datetime(2030, 1, 14, 21, 5)
MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff\xe0"}

# Not lone surrogates: JSON in UTF-8 has none, and the diary drops them.
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
some_words = words.filter(lambda text: bool("".join(text.split()).strip("\x00\ufffc\ufdd0\ufdd1")))
step = st.none() | st.integers(1, 5)
three = st.none() | st.integers(1, 3)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))
days = st.dates(date(2029, 12, 1), date(2030, 3, 1))
zones = st.sampled_from(["", "Europe/Berlin", "America/Santiago", "Asia/Kathmandu"])


class Clock:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Filling:
    """A vault being filled by drawn choices."""

    workspace: Workspace
    draw: Callable[[st.SearchStrategy[Any]], Any]

    def all(self) -> None:
        for fill, most in (
            (self.entry, 4),
            (self.check_in, 2),
            (self.plan, 3),
            (self.idea, 2),
            (self.card, 2),
            (self.own_card, 2),
            (self.template, 2),
            (self.rest, 1),
        ):
            for _ in range(self.draw(st.integers(0, most))):
                fill()

    def entry(self) -> None:
        diary, draw = self.workspace.diary, self.draw
        entry = replace(
            diary.blank(draw(moments)),
            title=draw(words),
            text=draw(words) + ".",
            tags=tuple(draw(st.lists(words, max_size=2))),
            feelings=tuple(draw(st.lists(words | st.sampled_from(["feel-sad", "feel-warm"]), max_size=2))),
            **{name: draw(step) for name in ("mood", "closeness")},
            energy=draw(three),
            **{name: draw(st.booleans()) for name in ("starred", "kept_away", "day_only")},
            zone=draw(zones),
            guide=draw(st.sampled_from(["", "g-unsaid"])),
        )
        for sitting in draw(st.lists(st.sampled_from(["", "a", "b"]), max_size=3)):
            diary.save(replace(entry, text=draw(words) + "…"), sitting=sitting)
        diary.save(entry, sitting=draw(st.sampled_from(["", "c"])))
        if draw(st.booleans()):
            when = draw(moments)
            diary.save(replace(entry, when=when))
        for _ in range(draw(st.integers(0, 3))):
            self.photo(entry.id)
        if draw(st.booleans()):
            diary.trash([entry.id])

    def photo(self, entry_id: str) -> None:
        diary, draw = self.workspace.diary, self.draw
        kind = draw(st.sampled_from(["png", "jpeg"]))
        photo = diary.add_photo(
            entry_id,
            MAGIC[kind] + draw(st.binary(max_size=40)),
            name=draw(words),
            width=draw(st.integers(1, 9000)),
            height=draw(st.integers(1, 9000)),
            kind=kind,
            thumbnail=draw(st.binary(max_size=20)),
            caption=draw(words),
            alt=draw(words),
        )
        if draw(st.booleans()):
            diary.remove_photo(photo.id)

    def check_in(self) -> None:
        day = self.draw(days)
        noted = {"closeness": self.draw(step), "energy": self.draw(three), "mood": self.draw(step)}
        self.workspace.diary.set_check_in(day, at=self.draw(moments), **noted)
        if self.draw(st.booleans()):
            self.workspace.diary.clear_check_in(day)

    def plan(self) -> None:
        draw, planner = self.draw, self.workspace.planner
        at = draw(st.none() | st.times().map(lambda when: when.replace(microsecond=0)))
        day = draw(days)
        repeats = draw(st.booleans())
        plan = Plan(
            planner.blank(day).id,
            draw(some_words),
            draw(st.sampled_from([None, "a-walk-no-topic"])),
            day,
            at,
            None if at else draw(st.sampled_from(["morning", "evening", "day"])),
            place=draw(words),
            pressure=draw(st.integers(1, 5)),
            minutes=draw(st.none() | st.integers(1, 600)),
            apart=draw(st.booleans()),
            invite=draw(words),
            alias=draw(words),
            zone=draw(zones) if at else "",
            zone_there=draw(zones) if at else "",
            remind=draw(st.none() | st.integers(0, 90)),
            uid=draw(st.sampled_from(["", f"{draw(st.integers(0, 9))}@example.org"])),
            sequence=draw(st.integers(0, 3)),
            repeat=Repeat("FREQ=WEEKLY;COUNT=6") if repeats else None,
            end_day=day + timedelta(days=2) if not at and not repeats and draw(st.booleans()) else None,
            created=NOW,
        )
        planner.save(plan)
        key = plan.id
        if repeats:
            key += f"@{datetime.combine(day, at).isoformat() if at else day.isoformat()}"
            key = key.removesuffix(":00") if at and at.second == 0 and len(key.split("T")[-1]) == 8 else key
        for deed in draw(st.lists(st.sampled_from(["move", "let_go", "line", "rename"]), max_size=3)):
            if deed == "move":
                planner.move(key, draw(days), time(7, 30))
            elif deed == "let_go":
                planner.let_go(key)
            elif deed == "line":
                planner.keep_line(key, draw(words), draw(three))
            else:
                planner.save(replace(planner.get(key), title=draw(some_words)))

    def idea(self) -> None:
        planner, draw = self.workspace.planner, self.draw
        idea = planner.own_idea(draw(some_words), what=draw(words), minutes=(5, 15), tags=(draw(words),))
        planner.save_idea(idea)
        if draw(st.booleans()):
            planner.trash_idea(idea.id)
        if draw(st.booleans()):
            planner.decline_today(idea.id, draw(days))
        if draw(st.booleans()):
            planner.hide_suggestion(draw(days))

    def card(self) -> None:
        talk, draw = self.workspace.talk, self.draw
        change = talk.keep(draw(st.sampled_from(content.prompts()[:9])), draw(words))
        if draw(st.booleans()):
            talk.forget(next(iter(change.ids)))

    def own_card(self) -> None:
        decks, draw = self.workspace.decks, self.draw
        line = words.map(lambda text: text[:20])
        card = OwnCard(draw(some_words), draw(some_words), draw(line), draw(line), draw(st.integers(1, 5)))
        change = decks.save(card)
        if draw(st.booleans()):
            decks.trash(change.ids)

    def template(self) -> None:
        diary = self.workspace.diary
        change = diary.save_template(Template(self.draw(some_words), self.draw(some_words)))
        if self.draw(st.booleans()):
            diary.trash_template(next(iter(change.ids)))

    def rest(self) -> None:
        self.workspace.prefs.set("their_name", self.draw(words))
        self.workspace.prefs.set("lines", self.draw(st.lists(words, max_size=2)))
        with TemporaryDirectory() as folder:
            file = Path(folder) / "plan.ics"
            file.write_bytes(calendar_text(event("RRULE:FREQ=DAILY;COUNT=5"), event(uid="two")))
            ics_taking.take_in(self.workspace, ics_taking.look_through(self.workspace, file))


NEW = {"entry": {"row", "batch"}, "photo": {"media"}, "plan": {"batch"}, "history": {"number"}}
DERIVED = {"batch", "upkeep", "unspaced"}


def rows(workspace: Workspace) -> dict[str, Any]:
    """Every row of every table, but for what `test_any_vault_...` names."""
    found: dict[str, Any] = {}
    with workspace.store.reading() as db:
        tables = db.all(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        shadows = ("sqlite_", "words_", "grams_")
        names = [name for (name,) in tables if name not in DERIVED and not name.startswith(shadows)]
        for name in names:
            columns = [column for (column,) in db.all(f"SELECT name FROM pragma_table_info('{name}')")]
            order = "entry, number" if name == "history" else "1"
            listed = [
                dict(zip(columns, row, strict=True))
                for row in db.all(f"SELECT * FROM {name} ORDER BY {order}")
            ]
            if name == "body":
                ids = dict(db.all("SELECT row, id FROM entry"))
                listed = [row | {"row": ids[row["row"]]} for row in listed]
            if name == "photo":
                for row in listed:
                    row["data"] = workspace.media.read(row["media"])
            kept = [{key: row[key] for key in row if key not in NEW.get(name, ())} for row in listed]
            found[name] = sorted(kept, key=str) if name != "history" else kept
    return found


@pytest.mark.parametrize("sealed", [False, True])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_vault_is_equal_in_every_row_after_it_went_out_and_came_back(
    tmp_path_factory: pytest.TempPathFactory, sealed: bool, data: st.DataObject
) -> None:
    """Compared are all rows of all tables, with the bytes of each photo. Not equal by nature are:

    - `entry.row`, and with it `body.row` and `unspaced`: they follow the date, and where several entries lie in one place
      of the day, the order in which they came. A body is compared with its entry's id instead.
    - `entry.batch`, `plan.batch` and the table `batch`: by which import something came. These came by this one.
    - `photo.media`: the name of the encrypted file, which is random. Its bytes are compared.
    - `history.number`: a running number; the order of the versions is compared.
    - `upkeep` and the tables behind the search index: made from the rest. `health` holds the index against the words.
    - `pause` and `calendar_file` among the preferences, which hold for a day or for one computer only.
    """
    folder = tmp_path_factory.mktemp("whole")
    full, _kit = create(folder / "full", passphrase="x", keyring=False, clock=Clock())
    empty, _kit = create(folder / "empty", passphrase="x", keyring=False, clock=Clock())
    try:
        Filling(full, data.draw).all()
        full.prefs.set("pause", {"until": "later"})
        file = folder / "out"
        seal = interchange.Seal(passphrase="moss") if sealed else None
        interchange.export_json(full, file, seal=seal)
        assert file.read_bytes().startswith(b"age-encryption.org/v1" if sealed else b'{"format"')
        source = interchange.Given(file, "moss") if sealed else file
        told = interchange.preview(empty, source)
        assert (told.updated, told.skipped, told.problems) == (0, 0, [])
        interchange.import_file(empty, source)
        full.prefs.set("pause", None)
        assert rows(empty) == rows(full)
        assert empty.health().problems == ()
        told = interchange.preview(empty, source)
        assert (told.added, told.updated) == (0, 0)
    finally:
        full.close()
        empty.close()


def blank(home: Path) -> Workspace:
    made, _kit = create(home, passphrase="x", keyring=False, clock=Clock())
    return made


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    one, other = blank(tmp_path / "one"), blank(tmp_path / "other")
    yield one, other
    one.close()
    other.close()
