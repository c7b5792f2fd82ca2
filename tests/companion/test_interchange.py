"""Leaving and coming back: what goes out comes back word for word, twice adds nothing, and a stop leaves nothing."""

import io
import json
import random
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion import content, interchange
from companion.decks import OwnCard
from companion.diary import Entry, Template
from companion.errors import (
    Cancelled,
    DiskFull,
    ImportFailed,
    NewerVersion,
    NotFound,
    UsageError,
    WrongPassphrase,
)
from companion.interchange import contents, importing
from companion.interchange.json_format import FORMAT, VERSION
from companion.interchange.pull import members
from companion.planner import Plan, Repeat
from companion.workspace import Workspace, create

NOW = datetime(2030, 1, 14, 21, 5)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40
TEXT = "We sat on the step.\n\nNot a *bad* quiet. <b>&amp;</b> العربية 日本語 🌙\n---\n\ttab  and  spaces  \n"


def vault(home: Path) -> Workspace:
    workspace, _kit = create(home, passphrase="harbour lantern moss", keyring=False, clock=lambda: NOW)
    return workspace


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Workspace]:
    """A vault with something of everything."""
    workspace = vault(tmp_path / "full")
    fill(workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    workspace = vault(tmp_path / "empty")
    yield workspace
    workspace.close()


def fill(workspace: Workspace) -> None:
    diary = workspace.diary
    one = replace(
        diary.blank(NOW), title='The "back" step', mood=3, closeness=2, tags=("evening", "two words")
    )
    diary.save(replace(one, text="An earlier text."), sitting="a")
    photo = diary.add_photo(
        one.id, PNG, name="step.png", width=9, height=7, kind="png", thumbnail=b"tiny", caption="Two cups"
    )
    diary.save(replace(one, text=f"{TEXT}\n![Two cups](photo:{photo.id})\n"), sitting="b")
    two = diary.blank(datetime(2030, 1, 14, 21, 5, 3))
    diary.save(replace(two, text="The same minute."))
    diary.add_photo(two.id, JPEG, name="b.jpg", width=3, height=4, kind="jpeg", thumbnail=b"small")
    gone = replace(diary.blank(datetime(2029, 12, 30, 7, 0)), text="Thrown away.")
    diary.save(gone)
    diary.trash([gone.id])
    diary.set_check_in(NOW.date(), at=NOW, closeness=2, energy=1, mood=3)
    plan = Plan("p1", "A walk", "a-walk-no-topic", date(2030, 1, 16), at=time(19), minutes=30, place="home")
    workspace.planner.save(replace(plan, created=NOW, invite="Come if you like."))
    workspace.planner.save(Plan("p2", "Soup", None, date(2030, 1, 10), state="done", created=NOW))
    workspace.planner.keep_line("p2", "It was warm.", 3)
    weekly = Plan(
        *("p3", "Swim", None, date(2030, 1, 1), time(19), None),
        repeat=Repeat("FREQ=WEEKLY;UNTIL=20300301T235959", ("2030-01-05T10:00",), ("2030-01-22T19:00",)),
        zone="Europe/Berlin",
        zone_there="America/Santiago",
        remind=90,
        uid="u-3@example.org",
        sequence=4,
        alias="Out",
        created=NOW,
    )
    workspace.planner.save(weekly)
    workspace.planner.move("p3@2030-01-08T19:00", date(2030, 1, 9), None, "evening")
    workspace.planner.let_go("p3@2030-01-15T19:00")
    workspace.planner.keep_line("p3@2030-01-01T19:00", "Cold, and good.", 3)
    week = Plan("p4", "A call", None, date(2030, 1, 7), part="week", created=NOW)
    workspace.planner.save(week)
    workspace.planner.save(Plan("p5", "Away", None, date(2030, 2, 1), end_day=date(2030, 2, 4), created=NOW))
    idea = workspace.planner.own_idea(
        "Feed the ducks", what="Bread stays home.", minutes=(5, 15), tags=("x",)
    )
    workspace.planner.save_idea(idea)
    workspace.talk.keep(content.prompts()[0], "Ten minutes was enough.")
    own = OwnCard("Slow evenings", "What was the best minute?", "Point at it.", "Nod.", 3)
    workspace.decks.save(own)
    workspace.decks.trash(workspace.decks.add([replace(own, text="Thrown away?")]).ids)
    diary.save_template(Template("Evening", "# {weekday}\n\nWhat was light:\n"))
    diary.trash_template(next(iter(diary.save_template(Template("Old", "Words.")).ids)))
    workspace.prefs.set("their_name", "Robin")


def substance(workspace: Workspace) -> dict[str, Any]:
    """What a person would miss, without when it was last changed."""
    with workspace.store.reading() as db:
        entries = list(contents.entries(db))
        found: dict[str, Any] = {
            "check_ins": contents.check_ins(db),
            "plans": [{k: v for k, v in plan.items() if k != "changed"} for plan in contents.plans(db)],
            "ideas": contents.ideas(db),
            "cards": contents.cards(db),
            "own_cards": [
                card | {"changed": None, "trashed": bool(card["trashed"])} for card in contents.own_cards(db)
            ],
            "templates": [
                one | {"changed": None, "trashed": bool(one["trashed"])} for one in contents.templates(db)
            ],
            "preferences": contents.preferences(db),
        }
    for entry in entries:
        entry["trashed"] = bool(entry["trashed"])
        for photo in entry["photos"]:
            photo["data"] = workspace.media.read(photo.pop("media"))
    found["entries"] = entries
    found["history"] = [
        [(version.title, version.text) for version in workspace.diary.versions(entry["id"])]
        for entry in entries
    ]
    return found


def exported(workspace: Workspace, folder: Path, name: str = "out.json") -> Path:
    file = folder / name
    interchange.export(workspace, "json", file)
    return file


def edited(file: Path, change: Callable[[Any], object]) -> Path:
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data, indent=3), encoding="utf-8")
    return file


# --- JSON ---


def test_everything_comes_back_word_for_word(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    file = exported(full, tmp_path)
    told = interchange.preview(empty, file)
    assert (told.added, told.updated, told.skipped, told.problems) == (15, 0, 0, [])
    assert substance(empty)["entries"] == []
    change = interchange.import_file(empty, file)
    assert change.label == "imported"
    assert substance(empty) == substance(full)
    assert [hit.row.title for hit in empty.diary.search("back")] == ['The "back" step']
    assert empty.diary.search("thrown") == []
    assert empty.health().problems == ()


def test_the_export_is_json_that_anyone_can_read(full: Workspace, tmp_path: Path) -> None:
    data = json.loads(exported(full, tmp_path).read_text(encoding="utf-8"))
    assert (data["format"], data["version"]) == ("companion", 1)
    entry = next(e for e in data["entries"] if e["title"])
    assert entry["text"].startswith(TEXT)
    assert entry["tags"] == ["evening", "two words"]
    assert b64decode(entry["photos"][0]["data"]) == PNG
    assert "media" not in entry["photos"][0]
    assert [version["text"] for version in entry["history"]] == ["An earlier text."]
    assert [e["text"] for e in data["entries"] if e["trashed"]] == ["Thrown away."]


def test_an_empty_vault_goes_out_and_comes_back(empty: Workspace, tmp_path: Path) -> None:
    file = exported(empty, tmp_path)
    assert json.loads(file.read_text())["entries"] == []
    interchange.import_file(empty, file)
    assert substance(empty)["entries"] == []


def test_the_same_file_twice_adds_nothing(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    file = exported(full, tmp_path)
    interchange.import_file(empty, file)
    before = substance(empty)
    told = interchange.preview(empty, file)
    assert (told.added, told.updated, told.skipped) == (0, 0, 15)
    interchange.import_file(empty, file)
    assert substance(empty) == before
    told = interchange.preview(full, file)
    assert (told.added, told.updated) == (0, 0)


def test_what_was_changed_later_updates_and_keeps_the_words_before(full: Workspace, tmp_path: Path) -> None:
    def newer(data: Any) -> None:
        for entry in data["entries"]:
            if entry["title"]:
                entry["text"], entry["changed"], entry["tags"] = "New words.", "2031-01-01T00:00:00Z", ["new"]
        (soup,) = (plan for plan in data["plans"] if plan["id"] == "p2")
        soup["title"], soup["changed"] = "Soup and bread", "2031-01-01T00:00:00+00:00"

    before = substance(full)
    file = edited(exported(full, tmp_path), newer)
    assert interchange.preview(full, file).updated == 2
    change = interchange.import_file(full, file)
    row = full.diary.search("new words")[0].row
    assert row.tags == ("new",)
    assert full.diary.versions(row.id)[0].text.startswith(TEXT)
    assert full.planner.get("p2").title == "Soup and bread"
    assert change.undo is not None
    change.undo()
    after = substance(full)
    for plan in (*before["plans"], *after["plans"]):
        plan.pop("revision")  # a calendar that has seen the change must see that it was taken back
    before.pop("history")
    after.pop("history")
    assert after == before


def test_what_is_newer_here_stays(full: Workspace, tmp_path: Path) -> None:
    def older(data: Any) -> None:
        data["entries"][1]["text"], data["entries"][1]["changed"] = "Old words.", "2019-01-01T00:00:00Z"

    file = edited(exported(full, tmp_path), older)
    before = substance(full)
    assert interchange.preview(full, file).updated == 0
    interchange.import_file(full, file)
    assert substance(full) == before


def test_undo_takes_everything_back(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    empty.diary.save(replace(empty.diary.blank(NOW), text="Mine, from before."))
    empty.diary.set_check_in(NOW.date(), at=datetime(2029, 1, 1), closeness=5)
    empty.prefs.set("their_name", "Sam")
    before = substance(empty)
    change = interchange.import_file(empty, exported(full, tmp_path))
    assert empty.prefs.get("their_name") == "Sam"
    assert empty.diary.check_in(NOW.date()).mood == 3
    assert change.undo is not None
    change.undo()
    while empty.tidy():
        pass
    after = substance(empty)
    assert after["entries"] == before["entries"]
    assert after["check_ins"] == before["check_ins"]
    assert (after["plans"], after["ideas"], after["cards"], after["own_cards"]) == ([], [], [], [])
    assert after["templates"] == []
    assert after["preferences"] == {"their_name": "Sam"}
    with pytest.raises(NotFound):
        change.undo()


def test_undo_leaves_alone_what_was_deleted_for_good_since(
    full: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    """A page the import had changed, and a photo it had brought: they stay away, and the rest is taken back."""
    interchange.import_file(empty, exported(full, tmp_path))
    entry = next(iter(full.diary.rows(full.diary.ids())))
    file = edited(exported(full, tmp_path, "later.json"), lambda data: _reworded(data, entry.id))
    kept = replace(empty.diary.blank(NOW), text="Mine.")
    empty.diary.save(kept)
    change = interchange.import_file(empty, file)
    assert empty.diary.get(entry.id).text == "Other words."
    empty.diary.trash([entry.id])
    empty.diary.erase([entry.id])
    assert change.undo is not None
    change.undo()
    while empty.tidy():
        pass
    with pytest.raises(NotFound):
        empty.diary.get(entry.id)
    assert empty.diary.get(kept.id).text == "Mine."


def test_undo_leaves_as_it_is_what_was_changed_by_hand_since(
    full: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    """What came and was written over since is a person's own; what nobody touched goes."""
    workspace = empty
    mine = replace(workspace.diary.blank(NOW), text="Mine.")
    workspace.diary.save(mine)

    def with_mine(data: Any) -> None:
        same = dict(data["entries"][0], id=mine.id, text="From the file.", photos=[], history=[])
        data["entries"].append(same | {"changed": "2031-01-01T00:00:00+00:00"})

    change = interchange.import_file(workspace, edited(exported(full, tmp_path), with_mine))
    assert workspace.diary.get(mine.id).text == "From the file."
    workspace.diary.save(replace(workspace.diary.get(mine.id), text="From the file, and mine again."))
    workspace.planner.save(replace(workspace.planner.get("p1"), title="A walk, the two of us"))
    card = workspace.decks.cards()[0]
    workspace.decks.save(replace(card, text="Other words on it"))
    workspace.prefs.set("their_name", "Noor")
    assert len(substance(workspace)["plans"]) > 1
    assert change.undo is not None
    change.undo()
    assert workspace.diary.get(mine.id).text == "From the file, and mine again."
    assert [plan["title"] for plan in substance(workspace)["plans"]] == ["A walk, the two of us"]
    assert [card["text"] for card in substance(workspace)["own_cards"]] == ["Other words on it"]
    assert workspace.prefs.get("their_name") == "Noor"
    assert substance(workspace)["ideas"] == []


def test_undo_leaves_what_was_only_noted_or_said_of_a_photo(
    full: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    """A tag or a mood, what is on a picture, a reminder at the very hour: less than words, and as much one's own."""
    change = interchange.import_file(empty, exported(full, tmp_path))
    pictured, *others = [empty.diary.get(row.id) for row in empty.diary.rows(empty.diary.ids())]
    if not pictured.photos:
        pictured, others = others[-1], [pictured, *others[:-1]]
    empty.diary.describe(pictured.photos[0].id, "Two cups, one of them mine.")
    noted = others[0]
    empty.diary.save(replace(noted, tags=("mine",), mood=2))
    empty.planner.save(replace(empty.planner.get("p1"), remind=0))
    assert change.undo is not None
    change.undo()
    while empty.tidy():
        pass
    assert {row.id for row in empty.diary.rows(empty.diary.ids())} == {pictured.id, noted.id}
    assert empty.diary.get(pictured.id).photos[0].alt == "Two cups, one of them mine."
    assert [plan["id"] for plan in substance(empty)["plans"]] == ["p1"]
    assert empty.store.damage() == {}


def test_undo_leaves_a_photo_that_came_to_a_known_page_and_was_described(
    full: Workspace, tmp_path: Path
) -> None:
    mine = replace(full.diary.blank(NOW), text="Mine.")
    full.diary.save(mine)

    def with_photo(data: Any) -> None:
        _reworded(data, mine.id)
        photo = next(entry["photos"][0] for entry in data["entries"] if entry["photos"])
        page = next(entry for entry in data["entries"] if entry["id"] == mine.id)
        page["photos"] = [photo | {"id": "brought"}]

    change = interchange.import_file(full, edited(exported(full, tmp_path), with_photo))
    full.diary.describe("brought", "The harbour, early.")
    assert change.undo is not None
    change.undo()
    assert [photo.alt for photo in full.diary.get(mine.id).photos] == ["The harbour, early."]


@pytest.mark.parametrize("known", [True, False])
def test_undo_of_a_file_that_has_a_page_twice(
    full: Workspace, empty: Workspace, tmp_path: Path, known: bool
) -> None:
    """As two exports put together by hand have: the later one counts, and both are taken back."""

    def twice(data: Any) -> None:
        page = data["entries"][0]
        first = page | {"text": "First words.", "changed": "2031-01-01T00:00:00+00:00"}
        data["entries"] = [first, page | {"text": "Second words.", "changed": "2031-01-02T00:00:00+00:00"}]

    workspace = full if known else empty
    before = substance(workspace)["entries"]
    change = interchange.import_file(workspace, edited(exported(full, tmp_path), twice))
    assert "Second words." in [page["text"] for page in substance(workspace)["entries"]]
    assert change.undo is not None
    change.undo()
    while workspace.tidy():
        pass
    after = substance(workspace)["entries"]
    assert [page | {"changed": ""} for page in after] == [page | {"changed": ""} for page in before]


def test_a_file_with_nothing_in_it_comes_in_as_often_as_one_likes(empty: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "nothing.json"
    file.write_text(json.dumps({"format": FORMAT, "version": VERSION}))
    before = substance(empty)
    changes = [interchange.import_file(empty, file) for _ in range(2)]
    for change in changes:
        assert change.undo is not None
        change.undo()
    assert substance(empty) == before


def test_a_reminder_at_the_very_hour_is_news(full: Workspace, tmp_path: Path) -> None:
    def reminded(data: Any) -> None:
        plan = next(plan for plan in data["plans"] if plan["id"] == "p1")
        plan |= {"remind": 0, "changed": "2031-01-01T00:00:00+00:00"}

    interchange.import_file(full, edited(exported(full, tmp_path), reminded))
    assert full.planner.get("p1").remind == 0


def _reworded(data: Any, id: str) -> None:
    entry = next(each for each in data["entries"] if each["id"] == id)
    entry["text"], entry["changed"] = "Other words.", "2031-01-01T00:00:00+00:00"


def test_nothing_is_shown_before_the_last_step(full: Workspace, empty: Workspace, tmp_path: Path) -> None:
    coming = interchange.Import(empty, exported(full, tmp_path))
    looked = []
    more = True
    while more:
        more = coming.step(0)
        looked.append(coming.looked)
        assert list(empty.diary.ids()) == []
        assert empty.diary.search("step") == []
        assert empty.planner.done() == []
    assert looked == [*range(1, 16), 15, 15]
    coming.finish()
    assert len(empty.diary.ids()) == 2


@pytest.mark.parametrize("after", [1, 3, 7])
def test_a_stop_leaves_nothing(
    full: Workspace, empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(importing.Import.step, "__defaults__", (0,))
    file = exported(full, tmp_path)
    before = substance(empty)

    def stop(done: int, _total: int, _step: str) -> None:
        if done >= after:
            raise Cancelled()

    with pytest.raises(Cancelled):
        interchange.import_file(empty, file, stop)
    assert substance(empty) == before
    with empty.store.reading() as db:
        assert db.value("SELECT count(*) FROM entry") == 0
        assert db.value("SELECT count(*) FROM photo") == 0
    assert empty.media.ids() == []


def test_a_crash_leaves_nothing_after_the_next_unlock(full: Workspace, tmp_path: Path) -> None:
    file = exported(full, tmp_path)
    other = vault(tmp_path / "other")
    coming = interchange.Import(other, file)
    assert coming.step(0)
    assert coming.step(0)
    home, found = other.home, other.vault
    other.close()
    again = Workspace.open(
        home, found, found.unlock_with_passphrase("harbour lantern moss"), clock=lambda: NOW
    )
    assert list(again.diary.ids()) == []
    told, fresh = interchange.preview(again, file), interchange.preview(full, file)
    assert (told.added, told.skipped) == (fresh.added + fresh.skipped, 0)
    while again.tidy():
        pass
    with again.store.reading() as db:
        assert db.value("SELECT count(*) FROM entry") == 0
    again.close()


WRONG: list[tuple[str, Callable[[Any], object], str, str]] = [
    ("an id that is none", lambda d: d["entries"][0].update(id="../x"), "entries[0]", "id"),
    ("no day", lambda d: d["entries"][0].update(when="yesterday"), "entries[0]", "date"),
    ("a mood of nine", lambda d: d["entries"][0].update(mood=9), "entries[0]", "value"),
    ("a mood that is true", lambda d: d["entries"][0].update(mood=True), "entries[0]", "value"),
    ("text that is a number", lambda d: d["entries"][0].update(text=5), "entries[0]", "value"),
    ("an item that is a list", lambda d: d["entries"].insert(0, []), "entries[0]", "value"),
    (
        "a photo of nothing",
        lambda d: d["entries"][1]["photos"][0].update(data="%"),
        "entries[1].photos[0]",
        "photo",
    ),
    (
        "a photo that is a script",
        lambda d: d["entries"][1]["photos"][0].update(data=b64encode(b"<svg/>").decode()),
        "entries[1].photos[0]",
        "photo",
    ),
    ("a plan without a title", lambda d: d["plans"][0].update(title=" "), "plans[0]", "value"),
    (
        "a rule nobody can read",
        lambda d: d["plans"][0].update(repeat={"rule": "FREQ=NEVER"}),
        "plans[0]",
        "rule",
    ),
    (
        "a time of a series that is none",
        lambda d: d["plans"][0]["occurrences"][0].update(was="x"),
        "plans[0]",
        "date",
    ),
    ("a plan of another state", lambda d: d["plans"][0].update(state="failed"), "plans[0]", "value"),
    ("an idea with a wrong field", lambda d: d["ideas"][0].update(pressure="high"), "ideas[0]", "value"),
    ("an idea that asks too much", lambda d: d["ideas"][0].update(pressure=9), "ideas[0]", "value"),
    ("a check-in on no day", lambda d: d["check_ins"][0].update(day="2030-02-31"), "check_ins[0]", "date"),
    ("a card without words", lambda d: d["cards"][0].update(text=""), "cards[0]", "value"),
    ("an own card without words", lambda d: d["own_cards"][0].update(text=" "), "own_cards[0]", "value"),
    ("an own card in no deck", lambda d: d["own_cards"][0].update(deck=""), "own_cards[0]", "value"),
    ("an own card too long", lambda d: d["own_cards"][0].update(text="a" * 241), "own_cards[0]", "value"),
    ("an own card too deep", lambda d: d["own_cards"][0].update(depth=6), "own_cards[0]", "value"),
    ("a template without a name", lambda d: d["templates"][0].update(title=" "), "templates[0]", "value"),
    ("a template of nothing", lambda d: d["templates"][0].update(text="\n"), "templates[0]", "value"),
]


@pytest.mark.parametrize(
    ("change", "where", "why"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_what_does_not_fit_is_left_out_and_named(
    full: Workspace, empty: Workspace, tmp_path: Path, change: Callable[[Any], object], where: str, why: str
) -> None:
    file = edited(exported(full, tmp_path), change)
    told = interchange.preview(empty, file)
    assert [(problem.where, problem.why) for problem in told.problems] == [(where, why)]
    coming = interchange.Import(empty, file)
    coming.run()
    assert coming.told == told
    listed = json.loads(file.read_text())["entries"]
    assert len(substance(empty)["entries"]) == len(listed) - (where == "entries[0]")
    assert empty.health().problems == ()


@pytest.mark.parametrize(
    ("data", "error", "why"),
    [
        (b"", ImportFailed, "not_json"),
        (b"Dear diary", ImportFailed, "not_json"),
        (b"[1, 2]", ImportFailed, "other_format"),
        (b" []\n", ImportFailed, "other_format"),
        (b'"words"', ImportFailed, "other_format"),
        (b"nullified", ImportFailed, "not_json"),
        (b'{"entries": []}', ImportFailed, "other_format"),
        (b'{"format": "dayone", "entries": []}', ImportFailed, "other_format"),
        (b'{"format": "companion", "version": 1, "entries": [', ImportFailed, "not_json"),
        (b'{"format": "companion", "version": 2, "entries": []}', NewerVersion, None),
        (b'{"format": "companion", "entries": ["\xff"]}', ImportFailed, "not_text"),
        (b'{"format": "companion", "entries": ' + b"[" * 100_000, ImportFailed, "not_json"),
    ],
)
def test_another_file_is_refused_and_changes_nothing(
    empty: Workspace, tmp_path: Path, data: bytes, error: type[Exception], why: str | None
) -> None:
    file = tmp_path / "in.json"
    file.write_bytes(data)
    before = substance(empty)
    for call in (interchange.preview, interchange.import_file):
        with pytest.raises(error) as caught:
            call(empty, file)
        if why:
            assert caught.value.facts == {"why": why}
    assert substance(empty) == before
    with pytest.raises(ImportFailed):
        interchange.preview(empty, tmp_path / "not there.json")


def test_a_file_cut_off_in_the_middle_leaves_nothing(
    full: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    file = exported(full, tmp_path)
    data = file.read_bytes()
    chance = random.Random(7)
    for _round in range(12):
        file.write_bytes(data[: chance.randrange(len(data) - 3)])
        with pytest.raises(ImportFailed):
            interchange.import_file(empty, file)
        assert substance(empty)["entries"] == []


def test_a_damaged_photo_is_counted_and_does_not_hold_the_rest_back(full: Workspace, tmp_path: Path) -> None:
    with full.store.reading() as db:
        (name,) = db.one("SELECT media FROM photo WHERE kind = 'png'") or ("",)
    full.media.path(name).write_bytes(b"something else")
    told = interchange.export(full, "json", tmp_path / "out.json")
    assert (told.entries, told.photos, told.damaged) == (3, 1, 1)
    assert len(json.loads((tmp_path / "out.json").read_text())["entries"]) == 3


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(words, words, st.lists(words, max_size=3), st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))
def test_any_words_survive_the_way_out_and_back(
    full: Workspace, empty: Workspace, tmp_path: Path, title: str, text: str, tags: list[str], when: datetime
) -> None:
    entry: Entry = replace(full.diary.blank(when), title=title, text=text + ".", tags=tuple(tags))
    full.diary.save(entry)
    interchange.import_file(empty, exported(full, tmp_path))
    there, here = full.diary.get(entry.id), empty.diary.get(entry.id)
    assert (here.title, here.text, here.tags, here.when) == (there.title, there.text, there.tags, there.when)


def test_pieces_of_any_size_are_put_together_again() -> None:
    class Slow(io.StringIO):
        def read(self, _size: int | None = -1) -> str:
            return super().read(1)

    text = '{"a": [1, 22, "x\\"]"], "b": 345, "c": {"d": [true]}, "e": []}'
    found = [("a", 0, 1), ("a", 1, 22), ("a", 2, 'x"]'), ("b", -1, 345), ("c", -1, {"d": [True]})]
    assert list(members(Slow(text))) == found
    assert list(members(io.StringIO(text))) == found


# --- Markdown and HTML ---


def test_markdown_is_a_file_an_entry_with_its_photos_beside(full: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "Notes"
    told = interchange.export(full, "markdown", folder)
    assert (told.entries, told.photos) == (2, 2)
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert names == [
        "2030/2030-01-14-2105-2-photo1.jpg",
        "2030/2030-01-14-2105-2.md",
        "2030/2030-01-14-2105-photo1.png",
        "2030/2030-01-14-2105.md",
    ]
    text = (folder / "2030" / "2030-01-14-2105.md").read_bytes().decode()
    head, body = text.split("---\n\n", 1)
    assert 'title: "The \\"back\\" step"' in head
    assert 'tags: ["evening", "two words"]' in head
    assert body == f"{TEXT}\n![Two cups](2030-01-14-2105-photo1.png)\n"
    assert (folder / "2030" / "2030-01-14-2105-photo1.png").read_bytes() == PNG
    assert "Thrown away" not in "".join(p.read_text() for p in folder.rglob("*.md"))


def test_markdown_never_writes_into_a_folder_that_holds_something(full: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    interchange.export(full, "markdown", folder)
    with pytest.raises(UsageError):
        interchange.export(full, "markdown", folder)
    file = tmp_path / "a file"
    file.write_text("mine")
    with pytest.raises(UsageError):
        interchange.export(full, "markdown", file)
    assert file.read_text() == "mine"


def test_html_is_one_escaped_file_with_its_photos_inside(full: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    evil = replace(full.diary.blank(NOW), title="<script>alert(1)</script>", text='"><img src=x onerror=1>')
    full.diary.save(evil)
    interchange.export(full, "html", file, wording=interchange.Wording("Notes & co"))
    page = file.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    assert "<title>Notes &amp; co</title>" in page
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; العربية 日本語 🌙" in page
    assert f'<img alt="Two cups" src="data:image/png;base64,{b64encode(PNG).decode()}">' in page
    assert page.count("<img ") == 2
    assert "http://" not in page
    assert "https://" not in page
    assert "Thrown away" not in page
    assert page.index("The same minute") < page.rindex("</article>")


@pytest.mark.parametrize("kind", interchange.KINDS)
@pytest.mark.parametrize("after", [0, 1])
def test_a_stopped_export_leaves_nothing_behind(
    full: Workspace, tmp_path: Path, kind: str, after: int
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    steps: list[tuple[int, int]] = []

    def stop(done: int, total: int, _step: str) -> None:
        steps.append((done, total))
        if done >= after:
            raise Cancelled()

    with pytest.raises(Cancelled):
        interchange.export(full, kind, folder / "out", stop)
    assert list(folder.iterdir()) == []
    assert steps[-1][1] in (2, 3)


def test_an_export_that_fails_leaves_the_file_that_was_there(full: Workspace, tmp_path: Path) -> None:
    file = exported(full, tmp_path)
    before = file.read_bytes()

    def stop(*_step: object) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        interchange.export(full, "json", file, stop)
    assert file.read_bytes() == before


def test_an_export_in_another_thread_sees_one_state(full: Workspace, tmp_path: Path) -> None:
    import threading

    failed: list[BaseException] = []

    def work() -> None:
        try:
            interchange.export(full, "json", tmp_path / "out.json")
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    for number in range(20):
        full.diary.save(replace(full.diary.blank(NOW), text=f"Written meanwhile {number}."))
    thread.join()
    assert failed == []
    data = json.loads((tmp_path / "out.json").read_text())
    assert 3 <= len(data["entries"]) <= 23


@pytest.mark.parametrize("kind", interchange.KINDS)
def test_a_full_disk_is_known_before_anything_is_written(
    full: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    room = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: room._replace(free=10))
    with pytest.raises(DiskFull):
        interchange.export(full, kind, folder / "out")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("kind", interchange.KINDS)
def test_a_place_inside_the_vault_is_refused(full: Workspace, kind: str) -> None:
    before = sorted(full.vault.folder.rglob("*"))
    with pytest.raises(UsageError):
        interchange.export(full, kind, full.vault.folder / "out")
    assert sorted(full.vault.folder.rglob("*")) == before


@pytest.mark.parametrize("kind", interchange.KINDS)
def test_chosen_entries_leave_alone(full: Workspace, tmp_path: Path, kind: str) -> None:
    rows = [row for row in full.diary.ids() if full.diary.rows([row])[0].title]
    told = interchange.export(full, kind, tmp_path / "out", rows=rows)
    assert told.entries == 1
    files = [path for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")] if path.is_file()]
    words = "".join(path.read_text(errors="replace") for path in files)
    assert "We sat on the step." in words
    for other in ("The same minute.", "Thrown away.", "A walk", "their_name"):
        assert other not in words


def test_a_sealed_export_opens_with_its_secret_and_no_other(
    full: Workspace, empty: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "out.age"
    interchange.export(full, "json", file, seal=interchange.Seal(passphrase="moss"))
    with pytest.raises(ImportFailed) as caught:
        interchange.preview(empty, file)
    assert caught.value.facts == {"why": "sealed"}
    with pytest.raises(WrongPassphrase):
        interchange.preview(empty, interchange.Given(file, "tin"))
    given = interchange.Given(file, "moss")
    assert interchange.preview(empty, given).added == interchange.preview(empty, given).added > 5
    data = bytearray(file.read_bytes())
    data[-300] ^= 1
    file.write_bytes(data)
    with pytest.raises(ImportFailed) as caught:
        interchange.import_file(empty, interchange.Given(file, "moss"))
    assert caught.value.facts == {"why": "damaged"}
    assert substance(empty)["entries"] == []


def test_the_recovery_code_of_a_kit_opens_what_was_sealed_for_its_notes(
    tmp_path: Path, empty: Workspace
) -> None:
    made, kit = create(tmp_path / "one", passphrase="x", keyring=False, clock=lambda: NOW)
    made.diary.save(replace(made.diary.blank(NOW), text="Words."))
    file = tmp_path / "out.age"
    interchange.export(made, "json", file, seal=interchange.Seal(recipients=made.vault.backup_recipients))
    made.close()
    for secret in (kit.code, kit.identity):
        assert interchange.preview(empty, interchange.Given(file, secret)).added == 1


def test_an_unknown_kind_is_refused(full: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        interchange.export(full, "pdf", tmp_path / "x")
