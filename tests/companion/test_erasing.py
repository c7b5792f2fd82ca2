"""Deleting for good: afterwards what was deleted is nowhere, looked for in the raw pages and not by asking nicely.

The whole of it, over a vault that has lived: edits, versions, moves, photos with words, templates, imports, the trash,
an earlier deletion, automatic backups. The canary stands in every place words can stand in.
"""

import io
import random
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion import age
from companion.diary import OPEN_GUIDES, Entry
from companion.spelling import plain
from companion.vault import Vault
from companion.workspace import Workspace, open_new
from tests import pages
from tests.clock import NOW, Clock

PASSPHRASE = "lantern moss quiet harbour"
CANARY, EASTERN, MARKED = "zqxcanary7431", "砂糖水鯨", "qzwéißvogelَ7431"
WORDS = "the lamp was on we ate late and the quiet came back heron window rain".split()
TRACES = [
    CANARY.encode(),
    *(EASTERN[at : at + 3].encode() for at in (0, 1)),
    *(spelled[3:].encode() for spelled in (MARKED, plain(MARKED))),
]
"""The trigram index keeps three signs at a time; the word index knows one spelling, and shortens how a word begins."""


@pytest.fixture
def workspace(home: Path, clock: Clock) -> Iterator[Workspace]:
    made, _kit = open_new(home, passphrase=PASSPHRASE, clock=clock)
    yield made
    if not made.closed:
        made.close()


def words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(5, most)))


def live(workspace: Workspace, seed: int) -> list[Entry]:
    """Years of other pages, one of them already deleted for good."""
    chance, diary = random.Random(seed), workspace.diary
    made = []
    for n in range(90):
        entry = replace(
            diary.blank(NOW - timedelta(days=n)), title=f"Day {n}", text=words(chance, 1500), tags=("home",)
        )
        diary.save(entry)
        made.append(entry)
    gone = made.pop(7)
    diary.trash([gone.id])
    diary.erase([gone.id])
    return made


def tell(workspace: Workspace, others: list[Entry], seed: int) -> Entry:
    """The page that is to go: written in many sittings, moved, with photos, an import of its own before it."""
    chance, diary = random.Random(seed), workspace.diary
    entry = replace(
        diary.blank(NOW - timedelta(hours=3)),
        title=f"{CANARY} title {MARKED}",
        text=f"{CANARY} {words(chance, 40)} {EASTERN}",
        tags=(f"{CANARY}tag", EASTERN),
        feelings=(f"{CANARY}feeling",),
    )
    number = diary.start_import("Journal.json")
    diary.add_imported(number, [entry])
    diary.finish_import(number)
    for turn in range(24):
        text = f"{words(chance, 4000)} {CANARY} {words(chance, 3000)}{EASTERN} {MARKED}"
        when = entry.when - timedelta(days=turn % 7 == 0)
        entry = replace(entry, text=text, when=when, title=f"{CANARY} {turn}")
        diary.save(entry, sitting=f"sitting {turn // 2}")
        other = chance.choice(others)
        diary.save(replace(other, text=words(chance, 3000)))
        workspace.store.checkpoint()
    for kind in ("shown", "taken away"):
        photo = diary.add_photo(
            entry.id,
            CANARY.encode() * 900,
            name=f"{CANARY}.jpg",
            width=3,
            height=2,
            kind="jpeg",
            thumbnail=CANARY.encode(),
            caption=f"{CANARY} {EASTERN}",
        )
        diary.caption(photo.id, f"{CANARY} by the door")
        diary.describe(photo.id, f"{CANARY} on a chair")
        if kind == "taken away":
            diary.remove_photo(photo.id)
    diary.save(replace(diary.get(entry.id), feelings=(f"{CANARY}other",), starred=True))
    return diary.get(entry.id)


def traces(workspace: Workspace) -> dict[bytes, int]:
    """In how many pages each trace stands, in the file and in its log."""
    found: dict[bytes, int] = {}
    for page in pages.decrypted(workspace.vault.database, workspace.keys.database_key):
        for trace in TRACES:
            if trace in page:
                found[trace] = found.get(trace, 0) + 1
    return found


def tidy(workspace: Workspace) -> None:
    for _ in range(3000):
        if not workspace.tidy():
            return
    raise AssertionError("tidying does not end")


def held(backup: Path, workspace: Workspace) -> bool:
    """Whether a backup holds the canary anywhere, its database page by page."""
    with zipfile.ZipFile(backup) as outer:
        payload = outer.read("payload.age")
    inner = zipfile.ZipFile(io.BytesIO(age.open_bytes(io.BytesIO(payload), workspace.keys.backup_identity)))
    for name in inner.namelist():
        data = inner.read(name)
        if any(trace in data or trace in name.encode() for trace in TRACES):
            return True
    return _in_snapshot(inner)


def _in_snapshot(inner: zipfile.ZipFile) -> bool:
    import json
    import tempfile

    manifest = json.loads(inner.read("manifest.json"))
    key = bytes.fromhex(manifest["snapshot_key"])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "snapshot.db"
        file.write_bytes(inner.read("snapshot.db"))
        found = list(pages.decrypted(file, key))
    assert any(b"CREATE TABLE" in page for page in found), "the key fits"
    return any(trace in page for page in found for trace in TRACES)


@pytest.mark.parametrize("seed", range(3))
def test_what_was_deleted_for_good_is_nowhere(
    workspace: Workspace, clock: Clock, tmp_path: Path, seed: int
) -> None:
    others = live(workspace, seed)
    entry = tell(workspace, others, seed + 100)
    workspace.store.checkpoint(whole=True)
    assert set(traces(workspace)) == set(TRACES), "or nothing below would mean anything"
    workspace.backups.automatic(clock.now)
    before = workspace.backups.folder / "Notes-2030-11-14.zip"
    assert held(before, workspace)
    media = set(workspace.media.ids())
    assert len(media) == 2

    workspace.diary.trash([entry.id])
    clock.now += timedelta(days=1)
    workspace.diary.erase([entry.id])
    tidy(workspace)
    assert traces(workspace) == {}
    with workspace.store.reading() as db:
        assert db.value("PRAGMA freelist_count") > 0, "free pages were looked through too"
        assert db.value("SELECT count(*) FROM upkeep") == 0
    assert workspace.health().problems == ()

    after = tmp_path / "mine.zip"
    workspace.backups.create(after)
    assert not held(after, workspace)
    workspace.backups.automatic(clock.now)
    assert not held(workspace.backups.folder / "Notes-2030-11-15.zip", workspace)

    # The copy of the day before still has it, with its photo, until somebody says that it may go.
    assert workspace.copies() == [date(2030, 11, 15), date(2030, 11, 14)]
    assert held(before, workspace)
    assert set(workspace.media.ids()) & media
    assert workspace.remove_copies() == 2
    assert workspace.copies() == []
    assert not set(workspace.media.ids()) & media
    assert after.exists(), "what a person made is theirs"


@pytest.mark.parametrize("seed", range(3))
def test_a_backup_made_in_the_same_minute_holds_none_of_it(
    workspace: Workspace, clock: Clock, tmp_path: Path, seed: int
) -> None:
    """Rewriting the search index takes its time in the vault; nobody who makes a backup meanwhile has to know."""
    entry = tell(workspace, live(workspace, seed), seed + 50)
    workspace.diary.trash([entry.id])
    workspace.diary.erase([entry.id])
    assert traces(workspace), "or the rest would mean nothing"
    workspace.backups.create(tmp_path / "mine.zip")
    assert not held(tmp_path / "mine.zip", workspace)
    workspace.backups.automatic(clock.now)
    assert not held(workspace.backups.folder / "Notes-2030-11-14.zip", workspace)
    assert workspace.health().problems == ()
    tidy(workspace)
    assert traces(workspace) == {}


def test_an_import_that_was_taken_back_is_nowhere_either(workspace: Workspace, clock: Clock) -> None:
    diary = workspace.diary
    live(workspace, 5)
    number = diary.start_import("Journal.json")
    imported = [replace(diary.blank(NOW), text=f"{CANARY} {EASTERN} {MARKED} {n}") for n in range(12)]
    diary.add_imported(number, imported)
    change = diary.finish_import(number)
    for n in range(30):
        diary.save(replace(diary.blank(NOW), text=f"written since {n}"))
    tidy(workspace)
    assert set(traces(workspace)) == set(TRACES)
    assert change.undo is not None
    change.undo()
    tidy(workspace)
    assert traces(workspace) == {}


@pytest.mark.parametrize("way", ["erased", "thirty days", "import"])
def test_the_guide_a_page_was_written_with_is_not_remembered(workspace: Workspace, way: str) -> None:
    diary = workspace.diary
    entry, other = replace(diary.blank(NOW), text="a"), replace(diary.blank(NOW), text="b")
    number = diary.start_import("Journal.json")
    diary.add_imported(number, [entry])
    taken_back = diary.finish_import(number)
    diary.save(other)
    workspace.prefs.set(OPEN_GUIDES, {entry.id: ["g-it-hurts", 1, 2], other.id: ["g-no-words", 1, 0]})
    diary.trash([entry.id])
    if way == "erased":
        diary.erase([entry.id])
    elif way == "thirty days":
        diary.purge(NOW + timedelta(days=31))
    elif taken_back.undo is not None:
        taken_back.undo()
    assert workspace.prefs.get(OPEN_GUIDES) == {other.id: ["g-no-words", 1, 0]}
    diary.erase([other.id])
    assert workspace.prefs.get(OPEN_GUIDES) is None


def test_it_stays_away_after_a_lock_and_for_who_opens_again(workspace: Workspace, clock: Clock) -> None:
    entry = tell(workspace, live(workspace, 9), 9)
    workspace.diary.trash([entry.id])
    workspace.diary.erase([entry.id])
    workspace.close()
    vault = Vault.load(workspace.vault.folder)
    again = Workspace.open(workspace.home, vault, vault.unlock_with_passphrase(PASSPHRASE), clock=clock)
    tidy(again)
    assert traces(again) == {}
    again.close()


def test_what_thirty_days_in_the_trash_remove_is_gone_as_well(workspace: Workspace, clock: Clock) -> None:
    entry = tell(workspace, live(workspace, 4), 4)
    workspace.diary.trash([entry.id])
    workspace.diary.purge(NOW + timedelta(days=31))
    tidy(workspace)
    assert traces(workspace) == {}
    assert workspace.media.ids() == []


def test_copies_from_before_an_upgrade_are_named_and_go_too(workspace: Workspace) -> None:
    copy = workspace.vault.folder / "diary-1.v4-2030-10-02.db"
    copy.write_bytes(b"as it was")
    other = workspace.vault.folder / "diary-1.note.db"
    other.write_bytes(b"not ours to say")
    workspace.backups.automatic(NOW)
    assert workspace.copies() == [date(2030, 11, 14), date(2030, 10, 2)]
    assert workspace.remove_copies() == 2
    assert not copy.exists()
    assert other.exists()


def test_photos_of_pages_that_stay_are_not_touched(workspace: Workspace) -> None:
    diary = workspace.diary
    entry = replace(diary.blank(NOW), text="stays")
    diary.save(entry)
    photo = diary.add_photo(entry.id, b"picture", name="a", width=1, height=1, kind="png", thumbnail=b"t")
    workspace.backups.automatic(NOW)
    workspace.remove_copies()
    assert diary.photo_data(photo.id) == b"picture"
    assert workspace.backups.automatic(NOW) is not None


@pytest.mark.parametrize("way", ["erase", "purge", "close"])
def test_nobody_who_reads_is_waited_for(workspace: Workspace, way: str) -> None:
    """It is the window that would wait, and an export reads for minutes."""
    entry = replace(workspace.diary.blank(NOW), text="words")
    workspace.diary.save(entry)
    workspace.diary.trash([entry.id])
    workspace.store._owned().execute_sql("PRAGMA busy_timeout = 600000")
    started, enough = threading.Event(), threading.Event()
    left_in_peace: list[bool] = []

    def read() -> None:
        with workspace.store.reading(steady=True):
            started.set()
            left_in_peace.append(enough.wait(20))

    reader = threading.Thread(target=read)
    reader.start()
    assert started.wait(20)
    if way == "erase":
        workspace.diary.erase([entry.id])
    elif way == "purge":
        workspace.diary.purge(NOW + timedelta(days=31))
    else:
        workspace.store.close()
    enough.set()
    reader.join(30)
    assert left_in_peace == [True]


def test_somebody_who_reads_only_puts_the_end_off(workspace: Workspace) -> None:
    """The log cannot be emptied under a reader; nobody waits for it, and the next quiet moment does it."""
    entry = tell(workspace, live(workspace, 2), 2)
    started, enough = threading.Event(), threading.Event()

    def read() -> None:
        with workspace.store.reading(steady=True):
            started.set()
            enough.wait(30)

    reader = threading.Thread(target=read)
    reader.start()
    started.wait(30)
    workspace.diary.trash([entry.id])
    workspace.diary.erase([entry.id])
    for _ in range(200):
        assert workspace.store.merge_some(), "not yet"
    assert traces(workspace)
    enough.set()
    reader.join(30)
    tidy(workspace)
    assert traces(workspace) == {}
