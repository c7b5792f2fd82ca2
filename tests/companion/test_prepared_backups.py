"""Backups that somebody prepared: nothing false or hostile gets through, and nothing of it costs much."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from companion import age, recovery
from companion.backup import container, manifest, opening, restore, verify
from companion.errors import (
    BackupDamaged,
    CompanionError,
    NewerVersion,
    WrongRecoveryCode,
)
from companion.recovery import Kit
from companion.store import migrations
from companion.vault import Vault
from companion.vault import header as headers
from companion.workspace import Workspace
from tests.companion.backup_hands import SECRET, files, reopened
from tests.conftest import ROOT
from tests.tools.mutate import flip

# -- files somebody prepared -------------------------------------------------------------------------------


class Forger:
    """Makes backups that are sealed as they should be and hold whatever a test wants."""

    def __init__(self, workspace: Workspace, kit: Kit, tmp_path: Path) -> None:
        self.kit = kit
        self.tmp_path = tmp_path
        self.target = tmp_path / "forged.zip"
        self.header = workspace.vault.public_slots()
        good = tmp_path / "good.zip"
        workspace.backups.create(good)
        with good.open("rb") as file, opening.opened(file, code=kit.code) as backup:
            self.readme = backup.outer.readme
            self.members = {info.filename: backup.inner.read(info) for info in backup.inner.infolist()}
        self.said = json.loads(self.members.pop("manifest.json"))

    def seal(self, payload: bytes) -> Path:
        with self.target.open("wb") as file:
            outer = container.Writer(file, self.readme, self.header)
            with age.Encryptor(outer, recipients=[self.kit.recipient]) as encryptor:
                encryptor.write(payload)
            outer.close()
        return self.target

    def payload(self, members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", compression) as inner:
            for name, data in members:
                inner.writestr(name, data)
        return made.getvalue()

    def make(
        self, members: dict[str, bytes], said: dict | None = None, compression=zipfile.ZIP_STORED
    ) -> Path:
        """A backup whose manifest fits its members, apart from what `said` overrides."""
        sums = {
            name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in members.items()
        }
        document = {**self.said, "members": sums, **(said or {})}
        listed = [*members.items(), ("manifest.json", json.dumps(document).encode())]
        return self.seal(self.payload(listed, compression))

    def refused(self, path: Path, *expected: type[CompanionError]) -> CompanionError:
        """Both doors refuse it, and nothing is left; gives the error."""
        kinds = expected or (BackupDamaged,)
        new = self.tmp_path / "new"
        with pytest.raises(kinds) as caught:
            restore(path, new, code=self.kit.code, new_passphrase="y")
        assert files(new) == set()
        assert Vault.all(new) == []
        return caught.value


@pytest.fixture
def forger(lived_in, tmp_path: Path) -> Forger:
    return Forger(*lived_in, tmp_path)


def test_the_forged_backups_of_these_tests_are_good_when_nothing_is_wrong(forger: Forger):
    path = forger.make(forger.members)
    assert verify(path, code=forger.kit.code).entries == 4
    restore(path, forger.tmp_path / "new", code=forger.kit.code, new_passphrase="y")


@pytest.mark.parametrize(
    "name",
    ["../evil", "/tmp/evil", "text/../../evil.md", "photos/..\\evil.jpg", "C:\\evil", "photos/x.jpg", "evil.exe",
     "text/2030.md/x", "more/../x.jsonl", "snapshot.db/", "vault.json"],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(forger: Forger, name: str):
    evil = forger.tmp_path / "evil"
    forger.refused(forger.make({**forger.members, name: b"x"}))
    assert not evil.exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zip_tricks_are_refused(forger: Forger):
    members = list(forger.members.items())
    document = json.dumps(forger.said).encode()
    listed = [*members, ("manifest.json", document)]
    forger.refused(forger.seal(forger.payload([*listed, members[0]])))  # a name twice
    forger.refused(forger.seal(forger.payload([*listed, ("manifest.json", document)])))
    forger.refused(forger.seal(forger.payload(members)))  # no manifest
    forger.refused(forger.seal(forger.payload(listed[1:])))  # something missing
    forger.refused(forger.seal(forger.payload([*listed, ("text/1999.md", b"more")])))  # something more
    forger.refused(forger.seal(b""))
    forger.refused(forger.seal(b"no zip at all" * 1000))
    good = forger.payload(listed)
    forger.refused(forger.seal(good[: len(good) // 2]))
    forger.refused(forger.seal(good + b"and more"))
    forger.refused(forger.seal(b"junk before" + good[:-22] + good[-22:-2] + b"\x04\x00more"))
    forger.refused(forger.make(forger.members, compression=zipfile.ZIP_DEFLATED))  # a database that expands
    forger.refused(forger.make(forger.members, compression=zipfile.ZIP_LZMA))


def test_sums_and_sizes_have_to_be_right(forger: Forger):
    for name, data in forger.members.items():
        sums = {
            other: {"size": len(d), "sha256": hashlib.sha256(d).hexdigest()}
            for other, d in forger.members.items()
        }
        changed = {**forger.members, name: flip(data, 5) if data else b"x"}
        forger.refused(forger.make(changed, {"members": sums}))
        sums[name] = {**sums[name], "size": len(data) + 1}
        forger.refused(forger.make(forger.members, {"members": sums}))
    forger.refused(forger.make(forger.members, {"outer": {**forger.said["outer"], "README.txt": "0" * 64}}))


def test_odd_manifests_are_damage_and_newer_ones_are_newer(forger: Forger):
    for name in forger.said:
        for value in (None, -1, 1.5, "x", [], {"a": 1}, 10**30, [[[]]]):
            if name == "members" or (name in ("app", "label")) or value == forger.said[name]:
                continue
            if (name, value) in (("missing", []),):
                continue
            error = forger.refused(forger.make(forger.members, {name: value}), BackupDamaged, NewerVersion)
            assert isinstance(error, BackupDamaged) or name == "format", (name, value)
    assert forger.refused(forger.make(forger.members, {"format": 2}), NewerVersion).facts["needs"] == 2
    deep = forger.payload([*forger.members.items(), ("manifest.json", b"[" * 200_000)])
    forger.refused(forger.seal(deep))


def test_a_header_of_a_later_version_is_named(forger: Forger):
    forger.header = headers.sealed_text({"format": 2, "new": "things"})
    path = forger.make(forger.members)
    with pytest.raises(NewerVersion):
        verify(path, passphrase=SECRET)


def test_bombs_stay_small(forger: Forger):
    """Run apart, so that its memory can be measured: text of half a gigabyte, and 400,000 members."""
    text = b"\x00" * (512 << 20)
    sums = {"size": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as inner:
        for name, data in forger.members.items():
            if name != "entries.jsonl":
                inner.writestr(name, data)
        inner.writestr("entries.jsonl", text, zipfile.ZIP_DEFLATED, 9)
        del text
        members = {**forger.said["members"], "entries.jsonl": {**sums, "sha256": "0" * 64}}
        inner.writestr("manifest.json", json.dumps({**forger.said, "members": members}))
    bomb = forger.seal(made.getvalue())
    assert bomb.stat().st_size < 8 << 20
    assert_refused_in_little_memory(forger, bomb)
    many = bytearray()
    for number in range(400_000):
        name = b"photos/%032x.jpg" % number
        many += b"PK\x01\x02" + bytes(24) + len(name).to_bytes(2, "little") + bytes(16) + name
    size, count = len(many), 400_000
    end = b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(12)
    end += count.to_bytes(8, "little") * 2 + size.to_bytes(8, "little") + bytes(8)
    end += b"PK\x06\x07" + bytes(4) + size.to_bytes(8, "little") + (1).to_bytes(4, "little")
    end += b"PK\x05\x06" + bytes(4) + b"\xff" * 12 + bytes(2)
    assert_refused_in_little_memory(forger, forger.seal(bytes(many) + end))


MEASURE = """
import resource, sys, time
from pathlib import Path
from companion.backup import verify
from companion.errors import BackupDamaged
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
try:
    verify(Path(sys.argv[1]), code=sys.argv[2])
except BackupDamaged:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) // 1024, time.process_time() - began)
"""


def assert_refused_in_little_memory(forger: Forger, path: Path) -> None:
    command = [sys.executable, "-c", MEASURE, str(path), forger.kit.code]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    mebibytes, seconds = run.stdout.split()
    assert int(mebibytes) < 300
    assert float(seconds) < 10


# -- databases somebody prepared ---------------------------------------------------------------------------


@pytest.fixture
def tampered(forger: Forger) -> Callable[..., Path]:
    """A backup whose database was changed by a statement, everything around it fitting."""

    def make(*statements: str, **said: object) -> Path:
        path = forger.tmp_path / "changed.db"
        path.write_bytes(forger.members["snapshot.db"])
        connection = dbapi2.connect(str(path), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{forger.said['snapshot_key']}'\"")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return forger.make({**forger.members, "snapshot.db": path.read_bytes()}, said)

    return make


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON plan BEGIN DELETE FROM entry; END",
        "CREATE VIEW evil AS SELECT 1",
        "CREATE TABLE evil (x)",
        "CREATE INDEX evil ON plan (title)",
        "DROP TRIGGER unspaced_new",
        "ALTER TABLE plan ADD COLUMN evil",
        "PRAGMA user_version = 0",
        "UPDATE entry SET at = 'never'",
        "UPDATE entry SET title = x'00ff'",
        "UPDATE entry SET title = 5.5 || x'ff'",
        "UPDATE entry SET mood = 99",
        "UPDATE entry SET mood = 'high'",
        "UPDATE plan SET day = '2030-02-31'",
        "UPDATE plan SET state = 'evil'",
        "UPDATE plan SET end_day = 'later'",
        "UPDATE occurrence SET day = 'soon'",
        "UPDATE occurrence SET fields = '[]'",
        "UPDATE pref SET value = '{'",
        "UPDATE own_idea SET fields = 'nothing'",
        "UPDATE photo SET media = '../../../etc/passwd' WHERE name = 'river.jpg'",
        "UPDATE body SET text = CAST(zeroblob(70000000) AS TEXT) WHERE row = (SELECT min(row) FROM body)",
    ],
)
def test_a_database_that_is_not_as_we_make_them_is_refused(forger: Forger, tampered, statement: str):
    forger.refused(tampered(statement))


def test_a_poisoned_search_index_is_left_behind(forger: Forger, tampered):
    path = tampered(
        "INSERT INTO words (rowid, title, body, tags) VALUES (4711, 'poison', 'poison', '')",
        "UPDATE words_data SET block = x'00' WHERE id > 10",
    )
    vault, keys, _ = restore(path, forger.tmp_path / "new", code=forger.kit.code, new_passphrase="y")
    again = reopened(forger.tmp_path / "new", vault, keys)
    assert again.diary.search("poison") == []
    assert len(again.diary.search("first words")) == 1
    assert again.health().problems == ()
    again.close()


def test_a_newer_database_a_wrong_key_and_a_torn_one_are_told_apart(forger: Forger, tampered):
    error = forger.refused(tampered(f"PRAGMA user_version = {migrations.LATEST + 1}"), NewerVersion)
    assert error.facts["needs"] == migrations.LATEST + 1
    forger.refused(tampered(snapshot_key="00" * 32))
    data = forger.members["snapshot.db"]
    for torn in (b"", data[:100], data[: len(data) // 2], data[:-4096], os.urandom(len(data))):
        forger.refused(forger.make({**forger.members, "snapshot.db": torn}))


def test_recovery_codes_of_other_kits_do_not_open(forger: Forger):
    path = forger.make(forger.members)
    with pytest.raises(WrongRecoveryCode):
        verify(path, code=recovery.code(recovery.new_secret()))
    assert manifest.FORMAT == 1
