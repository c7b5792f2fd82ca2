"""What any format relies on: nothing is shown before all is there, nothing is left after a stop, an error or an undo, and
what is here already, in the trash too, does not come twice."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from companion.diary import Diary
from companion.diary.imports import _LEFT
from companion.disk import Report
from companion.errors import Cancelled, ImportFailed
from companion.interchange.coming import (
    Answers,
    Coming,
    Draft,
    Picture,
    PictureUnfit,
    Remark,
    Source,
    id_of,
    take_back,
)
from companion.interchange.coming.taking import preview
from companion.workspace import Workspace, create

NOW = datetime(2030, 1, 14, 21, 5)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@dataclass
class Kept:
    data: bytes
    kind: str = "png"
    width: int = 9
    height: int = 7
    thumbnail: bytes = b"tiny"


def as_it_is(data: bytes, _name: str) -> Kept:
    if not data.startswith(PNG[:8]):
        raise PictureUnfit("kind")
    return Kept(data)


class Told:
    """A reader that tells what it was given; a real one reads the source."""

    name = "markdown"

    def __init__(self, items: Callable[[], Iterator[Draft | Remark]]) -> None:
        self.items = items

    def fits(self, _source: Source) -> bool:
        return True

    def read(self, _source: Source, _answers: Answers) -> Iterator[Draft | Remark]:
        return self.items()


def draft(number: int, **more: object) -> Draft:
    fields = {"title": f"Page {number}", "text": f"Rain on the roof, {number}", "tags": ("evening",)} | more
    when = datetime(2019, 1, 1 + number % 28, 8, 30)
    return Draft(id_of("markdown", str(number)), when, f"pages[{number}]", **fields)  # type: ignore[arg-type]


def pages(number: int) -> Told:
    return Told(lambda: (draft(one) for one in range(number)))


def picture(key: str, data: bytes = PNG) -> Picture:
    return Picture(key, f"{key}.png", lambda: data, caption="Two cups")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _kit = create(
        tmp_path / "home", passphrase="harbour lantern moss", keyring=False, clock=lambda: NOW
    )
    mine = replace(made.diary.blank(NOW), title="Mine", text="It was here before.", tags=("own",))
    made.diary.save(mine)
    yield made
    made.close()


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "brought").write_text("words")
    return Source(tmp_path / "brought")


def rows(workspace: Workspace) -> str:
    """Everything in the vault but the counters of numbers already used and what is left to tidy, and the names of the
    files of its photos."""
    found = hashlib.sha256()
    with workspace.store.reading() as db:
        tables = [
            name for (name,) in db.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        ]
        for table in tables:
            # The parts of a search index depend on the order of writing; what can be found in it does not.
            if table in {"sqlite_sequence", "upkeep"} or table.startswith(("words_", "grams_")):
                continue
            found.update(repr((table, sorted(map(repr, db.all(f"SELECT * FROM {table}"))))).encode())
    for path in sorted(workspace.diary._media.folder.rglob("*")):
        if path.is_file():
            found.update(path.name.encode())
    return found.hexdigest()


def test_a_preview_writes_nothing_and_tells_what_would_come(workspace: Workspace, source: Source) -> None:
    before = rows(workspace)
    told = preview(workspace, source, pages(5), Answers())
    assert (told.added, told.skipped, told.first.day, told.last.day) == (5, 0, 1, 5)
    assert rows(workspace) == before


def test_everything_comes_in_and_undo_leaves_the_vault_as_it_was(
    workspace: Workspace, source: Source
) -> None:
    before = rows(workspace)
    told = Told(
        lambda: iter(
            [
                draft(1, text="One\n![a cup](file:k1) and more", pictures=(picture("k1"), picture("k2"))),
                Remark("pages[1]", "weather"),
                draft(
                    2, zone="Europe/Dublin", starred=True, mood=4, changed=datetime(2020, 1, 1, tzinfo=UTC)
                ),
            ]
        )
    )
    coming = Coming(workspace, source, told, pictures=as_it_is)
    change = coming.run()
    assert (coming.told.added, coming.told.photos, coming.told.kinds) == (2, 2, {"weather": 1})
    first = workspace.diary.get(draft(1).id)
    one, two = first.photos
    assert first.text == f"One\n![a cup](photo:{one.id})\n and more\n\n![Two cups](photo:{two.id})"
    assert workspace.diary.photo_data(one.id) == PNG
    second = workspace.diary.get(draft(2).id)
    assert (second.zone, second.starred, second.mood, second.tags) == ("Europe/Dublin", True, 4, ("evening",))
    assert second.changed == datetime(2020, 1, 1, tzinfo=UTC)
    assert [hit.row.id for hit in workspace.diary.search("roof")] == [second.id]
    assert change.undo is not None
    change.undo()
    assert rows(workspace) == before
    assert workspace.diary.search("roof") == []


def test_a_second_run_adds_nothing_not_even_what_is_in_the_trash(
    workspace: Workspace, source: Source
) -> None:
    Coming(workspace, source, pages(5)).run()
    workspace.diary.trash([draft(3).id])
    before = rows(workspace)
    assert preview(workspace, source, pages(5), Answers()).skipped == 5
    again = Coming(workspace, source, pages(5))
    change = again.run()
    assert (again.told.added, again.told.skipped, change.undo) == (0, 5, None)
    assert rows(workspace) == before


def test_one_name_twice_in_a_file_comes_once(workspace: Workspace, source: Source) -> None:
    coming = Coming(workspace, source, Told(lambda: iter([draft(1), draft(1, text="Other")])))
    coming.run()
    assert (coming.told.added, coming.told.skipped) == (1, 1)
    assert workspace.diary.get(draft(1).id).text == draft(1).text


def test_nothing_shows_before_the_end(workspace: Workspace, source: Source) -> None:
    coming = Coming(workspace, source, pages(40))
    while coming.step(0.001):
        assert len(workspace.diary.ids()) == 1
    assert len(workspace.diary.ids()) == 1
    coming.finish()
    assert len(workspace.diary.ids()) == 41


def test_a_stop_and_an_error_leave_nothing(workspace: Workspace, source: Source) -> None:
    before = rows(workspace)

    def stopping(done: int, _total: int, _step: str) -> None:
        if done > 3:
            raise Cancelled()

    def breaking() -> Iterator[Draft]:
        for number in range(30):
            yield draft(number, pictures=(picture(f"k{number}"),))
        raise ImportFailed(why="broken")

    with pytest.raises(ImportFailed):
        Coming(workspace, source, Told(breaking), pictures=as_it_is).run()
    assert rows(workspace) == before
    many = Told(lambda: (draft(number, pictures=(picture("k"),)) for number in range(10_000)))
    report: Report = stopping
    with pytest.raises(Cancelled):
        Coming(workspace, source, many, pictures=as_it_is).run(report)
    assert rows(workspace) == before
    coming = Coming(workspace, source, many, pictures=as_it_is)
    while coming.looked < 20:
        coming.step()
    coming.drop()
    assert rows(workspace) == before


def test_a_stop_is_heard_while_a_reader_has_nothing_to_give(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(b"x" * 2**20)
    reading = threading.Event()

    def for_ever() -> Iterator[Draft]:
        while True:
            source.read("long")
            reading.set()
        yield draft(1)

    source = Source(tmp_path / "long")
    coming = Coming(workspace, source, Told(for_ever))
    coming.step()
    assert reading.wait(10)
    coming.halt()
    with pytest.raises(Cancelled):
        preview(workspace, source, Told(for_ever), Answers(), _stop_at_once)


def _stop_at_once(_done: int, _total: int, _step: str) -> None:
    raise Cancelled()


def test_what_a_crash_left_is_never_shown_and_goes(workspace: Workspace, source: Source) -> None:
    before = rows(workspace)
    coming = Coming(workspace, source, pages(300))
    while coming.step():
        pass
    after_a_crash = Diary(workspace.store, workspace.media)
    assert len(after_a_crash.ids()) == 1
    while after_a_crash.tidy_imports():
        pass
    assert rows(workspace) == before


def test_housekeeping_leaves_an_import_alone_that_is_under_way(workspace: Workspace, source: Source) -> None:
    coming = Coming(workspace, source, pages(50))
    while coming.step(0.001):
        workspace.tidy()  # somebody rests while it lasts
    coming.finish()
    while workspace.tidy():
        pass
    assert len(workspace.diary.ids()) == 51


def test_what_was_taken_back_can_come_in_again_at_once(workspace: Workspace, source: Source) -> None:
    change = Coming(workspace, source, pages(300)).run()
    assert change.undo is not None
    change.undo()
    assert preview(workspace, source, pages(300), Answers()).added == 300
    again = Coming(workspace, source, pages(300))
    again.run()
    while workspace.tidy():
        pass
    assert again.told.added == 300
    assert len(workspace.diary.ids()) == 301


def test_a_page_that_was_written_in_since_stays_when_its_import_is_taken_back(
    workspace: Workspace, source: Source
) -> None:
    change = Coming(workspace, source, pages(30)).run()
    before = len(workspace.diary.ids())
    mine = workspace.diary.get(draft(7).id)
    workspace.diary.save(replace(mine, text=f"{mine.text}\nAnd what I think of it today."))
    starred = workspace.diary.get(draft(8).id)
    workspace.diary.save(replace(starred, starred=True))
    assert change.undo is not None
    change.undo()
    while workspace.tidy():
        pass
    assert len(workspace.diary.ids()) == before - 28  # the star, too, is somebody's own
    assert workspace.diary.get(draft(8).id).starred
    kept = workspace.diary.get(draft(7).id)
    assert kept.text == f"{mine.text}\nAnd what I think of it today."
    assert workspace.health().problems == ()


def test_a_picture_that_cannot_be_kept_leaves_its_entry_whole(workspace: Workspace, source: Source) -> None:
    def gone() -> bytes:
        raise ImportFailed(why="missing")

    pictures = (picture("k1", b"no picture"), Picture("k2", "k2.png", gone), picture("k3"))
    told = Told(
        lambda: iter([draft(1, text="A\n![](file:k1)\n![](file:k2)\n![](file:k3)\nB", pictures=pictures)])
    )
    coming = Coming(workspace, source, told, pictures=as_it_is)
    coming.run()
    entry = workspace.diary.get(draft(1).id)
    assert coming.told.kinds == {"photo_kind": 1, "photo_unread": 1}
    assert entry.text == f"A\n\n\n![](photo:{entry.photos[0].id})\nB"


def test_undo_after_a_restart_of_the_page(workspace: Workspace, source: Source) -> None:
    before = rows(workspace)
    Coming(workspace, source, pages(250)).run()
    with workspace.store.reading() as db:
        number = db.value("SELECT max(id) FROM batch")
    take_back(workspace, number)
    while workspace.diary.tidy_imports():
        pass
    assert rows(workspace) == before


def restarted(workspace: Workspace) -> Workspace:
    """The same vault after a lock."""
    home, vault = workspace.home, workspace.vault
    workspace.close()
    keys = vault.unlock_with_passphrase("harbour lantern moss")
    return Workspace.open(home, vault, keys, clock=lambda: NOW)


def test_an_import_is_taken_back_after_a_restart(workspace: Workspace, source: Source) -> None:
    before = rows(workspace)
    told = Told(lambda: (draft(number, pictures=(picture(f"k{number}"),)) for number in range(250)))
    coming = Coming(workspace, source, told, pictures=as_it_is)
    coming.run()
    workspace = restarted(workspace)
    try:
        (kept,) = workspace.diary.imports(3)
        assert (kept.number, kept.source, kept.pages) == (coming.number, "markdown", 250)
        assert kept.when.astimezone().replace(tzinfo=None) == NOW
        workspace.diary.drop_import(kept.number)
        assert len(workspace.diary.ids()) == 1
        assert workspace.diary.imports(3) == ()
        while workspace.tidy():
            pass
        assert rows(workspace) == before
        assert workspace.health().problems == ()
    finally:
        workspace.close()


def test_what_was_written_in_since_stays_and_is_not_counted(workspace: Workspace, source: Source) -> None:
    Coming(workspace, source, pages(5)).run()
    workspace = restarted(workspace)
    diary = workspace.diary
    try:
        written, noted, captioned = (draft(number).id for number in (1, 2, 3))
        diary.save(replace(diary.get(written), text="Rain on the roof, and then none."))
        diary.save(replace(diary.get(noted), starred=True))
        diary.add_photo(captioned, PNG, name="cup.png", width=9, height=7, kind="png", thumbnail=b"tiny")
        diary.save(diary.get(draft(4).id))  # looked at, and left as it was
        (kept,) = diary.imports(3)
        assert kept.pages == 2
        diary.drop_import(kept.number)
        while workspace.tidy():
            pass
        found = {row.id for row in diary.rows(diary.ids())}
        assert found >= {written, noted, captioned}
        assert len(found) == 4  # and the one of before
        assert diary.imports(3) == ()
    finally:
        workspace.close()


def test_the_newest_imports_come_first_and_only_those_that_still_bring_something(
    workspace: Workspace, source: Source
) -> None:
    numbers = []
    for first in range(0, 50, 10):
        told = Told(lambda first=first: (draft(number) for number in range(first, first + 3)))  # type: ignore[misc]
        coming = Coming(workspace, source, told)
        coming.run()
        numbers.append(coming.number)
    under_way = Coming(workspace, source, Told(lambda: iter([draft(90)])))
    while under_way.step():
        pass
    diary = workspace.diary
    assert under_way.number not in {kept.number for kept in diary.imports(9)}
    under_way.drop()
    for number in range(40, 43):
        diary.save(replace(diary.get(draft(number).id), text="Mine now."))
    assert [kept.number for kept in diary.imports(3)] == numbers[3:0:-1]
    assert diary.imports(3, without="markdown") == ()


def test_imports_are_counted_by_their_index_alone(workspace: Workspace) -> None:
    with workspace.store.reading() as db:
        plan = [step for *_numbers, step in db.all(f"EXPLAIN QUERY PLAN {_LEFT}", "", 3)]
    assert [step for step in plan if "entry" in step]
    assert all("USING COVERING INDEX entry_batch" in step for step in plan if "entry" in step)
