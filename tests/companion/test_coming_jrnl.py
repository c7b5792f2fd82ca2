"""jrnl comes in: every form its owner may have chosen, held against what jrnl itself shows of the same file."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from companion.errors import ImportFailed, WrongPassphrase
from companion.interchange.coming import Needs, Source, guess
from companion.interchange.coming.dates import spelled
from tests.companion.coming_hands import OTHERS, OWN, drafts, read, real, remarks, there_and_back, vault

SAMPLES = OWN / "jrnl"
PASSWORD = "lantern on the sill"


def shown(file: Path) -> list[tuple[Any, ...]]:
    """Entries as `jrnl --format json` printed them."""
    entries = json.loads(file.read_text(encoding="utf-8"))["entries"]
    return sorted(
        (
            *(f"{entry['date']} {entry['time']}", entry["title"], entry["body"]),
            *(entry["starred"], tuple(sorted(tag[1:] for tag in entry["tags"]))),
        )
        for entry in entries
    )


def came(path: Path, **answers: object) -> list[tuple[Any, ...]]:
    return sorted(
        (f"{one.when:%Y-%m-%d %H:%M}", one.title, one.text, one.starred, tuple(sorted(one.tags)))
        for one in drafts(path, **answers)
    )


def journal(tmp_path: Path, text: str, name: str = "journal.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.txt")), ids=lambda file: file.stem)
def test_every_way_to_write_a_date_is_read_as_jrnl_reads_it(file: Path) -> None:
    """Each text was written by jrnl 4.6 with its own `timeformat`, and the JSON beside it by jrnl from that text."""
    answers = {"day_first": True} if file.stem == "short-year" else {}
    assert came(file, **answers) == shown(file.with_suffix(".json"))


def test_which_number_is_the_day_is_told_by_the_file_or_asked(tmp_path: Path) -> None:
    tells = journal(tmp_path, "[09/06/2013 10:00] One\n\n[10/25/2013 10:00] Two\n")
    assert [one.when.month for one in drafts(tells)] == [9, 10]
    by_order = journal(
        tmp_path, "[01/02/2013 10:00] One\n\n[02/01/2013 10:00] Two\n\n[01/03/2013 10:00] Three\n"
    )
    with pytest.raises(Needs) as asked:
        read(by_order)
    assert asked.value.what == "day_first"
    kept_sorted = journal(
        tmp_path, "[05/01/2013 10:00] One\n\n[07/01/2013 10:00] Two\n\n[01/02/2013 10:00] Three\n"
    )
    assert [one.when for one in drafts(kept_sorted)][2] == datetime(2013, 2, 1, 10)
    silent = journal(tmp_path, "[09.06.2013 15:39] One\n\n[10.07.2013 15:40] Two\n")
    with pytest.raises(Needs):
        read(silent)
    assert [one.when.month for one in drafts(silent, day_first=True)] == [6, 7]
    assert [one.when.month for one in drafts(silent, day_first=False)] == [9, 10]


@pytest.mark.parametrize(
    "words", ["1", "x", "12/05", "ashasd7zdskhz7asdkjasd", "2013-13-40 10:00", "2013-06-09 25:00", "9" * 70]
)
def test_what_is_no_date_begins_no_entry(tmp_path: Path, words: str) -> None:
    file = journal(tmp_path, f"[2013-06-09 15:39] Title\nbefore\n[{words}] in the middle\nafter\n")
    (one,) = drafts(file)
    assert one.text == f"before\n[{words}] in the middle\nafter"


def test_a_star_is_the_last_sign_of_the_first_line(tmp_path: Path) -> None:
    file = journal(tmp_path, "[2013-06-09 15:39] Title *\n* a list\n\n[2013-06-09 15:40] 2 * 3\nbody *\n")
    first, second = drafts(file)
    assert (first.title, first.starred, first.text) == ("Title", True, "* a list")
    assert (second.title, second.starred) == ("2 * 3", False)


def test_the_signs_of_tags_can_be_others(tmp_path: Path) -> None:
    assert came(SAMPLES / "iso.txt", tag_symbols="@#") == shown(SAMPLES / "signs.json")
    assert all(not one.tags for one in drafts(SAMPLES / "iso.txt", tag_symbols=""))


def test_equal_entries_stay_two_and_forms_share_their_ids(tmp_path: Path) -> None:
    file = journal(tmp_path, "[2013-06-09 15:39] Same\n\n[2013-06-09 15:39] Same\n")
    assert len({one.id for one in drafts(file)}) == 2
    ids = {one.id for one in drafts(SAMPLES / "iso.txt")}
    assert {one.id for one in drafts(SAMPLES / "iso.json")} == ids
    assert {one.id for one in drafts(SAMPLES / "locked-3.journal", password=PASSWORD)} == ids


def test_a_folder_of_days_says_the_day_and_strays_stay_out(tmp_path: Path) -> None:
    for name, text in {
        "2031/01/03.txt": "[2031-01-03 21:10] Third\n\n[21:30 2020-05-05] Later\n",
        "2031/01/04.txt": "[04.02.2031 08:00] The folder counts\n",
        "2031/01/notes.txt": "[2031-01-09 21:10] A stray\n",
        "2031/13/01.txt": "[2031-01-09 21:10] No such month\n",
        "2031/02/30.txt": "[2031-01-09 21:10] No such day\n",
        "todo.txt": "[2031-01-09 21:10] A stray\n",
    }.items():
        (tmp_path / "journal" / name).parent.mkdir(parents=True, exist_ok=True)
        journal(tmp_path / "journal", text, name)
    found = drafts(tmp_path / "journal")
    assert [(one.when, one.title) for one in found] == [
        (datetime(2031, 1, 3, 21, 10), "Third"),
        (datetime(2031, 1, 3, 21, 30), "Later"),
        (datetime(2031, 1, 4, 8, 0), "The folder counts"),
    ]


def test_words_before_the_first_entry_are_told(tmp_path: Path) -> None:
    file = journal(tmp_path, "To whom it may concern\n\n[2013-06-09 15:39] Title\n")
    assert remarks(file) == {"no_date": 1}
    assert len(drafts(file)) == 1
    with pytest.raises(ImportFailed) as caught:
        read(journal(tmp_path, "Dear diary\n"), "jrnl")
    assert caught.value.facts == {"why": "no_dates"}


def test_an_older_export_without_tags_in_its_entries(tmp_path: Path) -> None:
    data = {
        "tags": {"@idea": 1},
        "entries": [
            {"title": "T", "body": "an @Idea\n", "date": "2014-01-02", "time": "03:04", "starred": True},
            {"title": "T", "body": 5, "date": "2014-01-02", "time": "03:04"},
            {"title": "T", "body": "", "date": "2014-02-30", "time": "03:04"},
            "not an entry",
        ],
    }
    file = journal(tmp_path, json.dumps(data), "export.json")
    (one,) = drafts(file)
    assert (one.tags, one.starred, one.text) == (("idea",), True, "an @Idea")
    assert remarks(file) == {"value": 2, "no_date": 1}


# -- encrypted ---------------------------------------------------------------------------------------------


def first_form(text: bytes, password: str, spaces: bool = False) -> bytes:
    """As jrnl 1 wrote it; the oldest filled up with spaces."""
    count = 16 - len(text) % 16
    padded = text + (b" " if spaces else bytes([count])) * count
    iv = os.urandom(16)
    cipher = Cipher(algorithms.AES(hashlib.sha256(password.encode()).digest()), modes.CBC(iv)).encryptor()
    return iv + cipher.update(padded) + cipher.finalize()


def third_form(text: bytes, password: str, raw: bool) -> bytes:
    salt = os.urandom(16)
    key = urlsafe_b64encode(hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 100_000))
    header = json.dumps({"salt": urlsafe_b64encode(salt).decode(), "later": 1}).encode()
    header = header if raw else urlsafe_b64encode(header)
    return b"JRNLv3" + len(header).to_bytes(2, "big") + header + Fernet(key).encrypt(text)


TEXT = (SAMPLES / "iso.txt").read_bytes()
LOCKED = {
    "1": first_form(TEXT, PASSWORD),
    "1, spaces": first_form(TEXT, PASSWORD, spaces=True),
    "2, by jrnl 4.2": (SAMPLES / "locked-2.journal").read_bytes(),
    "3, by jrnl 4.6": (SAMPLES / "locked-3.journal").read_bytes(),
    "3, raw header": third_form(TEXT, PASSWORD, raw=True),
}


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED)
def test_an_encrypted_journal_asks_opens_and_knows_a_wrong_password(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "diary.journal"
    file.write_bytes(data)
    with pytest.raises(Needs) as asked:
        read(file)
    assert asked.value.what == "password"
    for wrong in ("", "lantern on the sil", "\udcff"):
        with pytest.raises(WrongPassphrase):
            read(file, password=wrong)
    assert came(file, password=PASSWORD) == shown(SAMPLES / "iso.json")


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED)
def test_a_damaged_one_is_called_damaged(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "diary.journal"
    for cut in (data[: len(data) // 2 - 3], data[:-1]):
        file.write_bytes(cut)
        with pytest.raises(ImportFailed) as caught:
            read(file, "jrnl", password=PASSWORD)
        assert caught.value.facts["why"] in ("damaged", "not_text")
    if data.startswith(b"JRNLv3"):
        file.write_bytes(data.replace(b"JRNLv3", b"JRNLv3\xff", 1))
        with pytest.raises(ImportFailed) as caught:
            read(file, password=PASSWORD)
        assert caught.value.facts == {"why": "damaged"}
    elif not data.startswith(b"gAAAAA"):
        middle = 16 * (len(data) // 32)
        file.write_bytes(data[:middle] + os.urandom(16) + data[middle + 16 :])
        with pytest.raises(ImportFailed) as caught:
            read(file, password=PASSWORD)
        assert caught.value.facts == {"why": "damaged"}


def test_ordinary_files_are_not_taken_for_encrypted_ones(tmp_path: Path) -> None:
    for text in ("[2013-06-09 15:39] Grüße\n" * 16, "Ж" * 4096, "今日" * 48):
        file = journal(tmp_path, text.ljust(len(text) + 64 - len(text.encode()) % 16))
        if text.startswith("["):
            assert len(drafts(file)) == 16
            continue
        with pytest.raises(ImportFailed) as caught:
            read(file, "jrnl")
        assert caught.value.facts == {"why": "no_dates"}
    picture = tmp_path / "noise.bin"
    picture.write_bytes(os.urandom(4096))
    with Source(picture) as source:
        assert guess(source) is None


# -- brought in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["iso.txt", "iso.json", "locked-2.journal"])
def test_there_and_back(tmp_path: Path, name: str) -> None:
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, SAMPLES / name, password=PASSWORD)
    expected = shown(SAMPLES / "iso.json")
    assert sorted(
        (f"{e.when:%Y-%m-%d %H:%M}", e.title, e.text, e.starred, tuple(sorted(e.tags))) for e in found
    ) == (expected)


@real
@pytest.mark.parametrize(
    ("name", "password", "day_first"),
    [
        ("basic_onefile.journal", None, None),
        ("basic_folder", None, None),
        ("brackets.journal", None, None),
        ("deletion_filters.journal", None, None),
        ("little_endian_dates.journal", None, True),
        ("markdown-headings-335.journal", None, None),
        ("mostlyreadabledates.journal", None, None),
        ("multiline-tags.journal", None, None),
        ("simple_jrnl-1-9-5.journal", None, None),
        ("simple_jrnl-1-9-5_little_endian_dates.journal", None, True),
        ("tags-216.journal", None, None),
        ("tags-237.journal", None, None),
        ("encrypted_jrnl-1-9-5.journal", "bad doggie no biscuit", None),
        ("encrypted.journal", "bad doggie no biscuit", None),
        ("basic_encrypted.journal", "test", None),
        ("encrypted_v3.journal", "good doggie extra biscuit", None),
        ("encrypted_v3_legacy_header.journal", "good doggie extra biscuit", None),
    ],
)
def test_the_journals_of_jrnls_own_tests(
    tmp_path: Path, name: str, password: str | None, day_first: bool | None
) -> None:
    """jrnl-org/jrnl at 90de4948d79a, tests/data/journals (GPL-3.0, so not in here). What jrnl 4.6, and its main branch of
    that commit for the locked ones, print for each with `--format json` lies beside them in `shown/`."""
    expected = shown(OTHERS / "jrnl" / "shown" / f"{name}.json")
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, OTHERS / "jrnl" / name, password=password, day_first=day_first)
    # jrnl sets a blank before a bracket that would begin an entry when it rewrites the form of jrnl 1.
    came = [(f"{e.when:%Y-%m-%d %H:%M}", e.title, e.text, e.starred, tuple(sorted(e.tags))) for e in found]
    assert sorted(came) == [
        (when, title, body.replace("\n [", "\n["), *rest) for when, title, body, *rest in expected
    ]


@real
@pytest.mark.parametrize(
    "name", ["jimmy.json", "minidiary.json", "mini-diarium.json", "mini-diarium-realistic.json"]
)
def test_json_exports_of_other_projects(tmp_path: Path, name: str) -> None:
    """marph91/jimmy-test-data at 53415f23451f (test_data/jrnl), samuelmeuli/mini-diary at dcf37b4a4570
    (test/import-export/files/jsonJrnl.json, MIT), fjrevoredo/mini-diarium at 2938ad5a2872 (src-tauri/test-fixtures, MIT)."""
    file = OTHERS / "jrnl" / "json" / name
    entries = json.loads(file.read_text(encoding="utf-8"))["entries"]
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, file)
    assert sorted((e.when.date(), e.title, e.text, e.starred) for e in found) == sorted(
        (date.fromisoformat(e["date"]), e["title"].strip(), e["body"].strip(), e["starred"]) for e in entries
    )


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("Sunday, 9 June 2013 15:39", datetime(2013, 6, 9, 15, 39)),
        ("Jun 9, 2013 3pm", datetime(2013, 6, 9, 15)),
        ("2013-06-09T15:39", datetime(2013, 6, 9, 15, 39)),
        ("20130609T153901", datetime(2013, 6, 9, 15, 39, 1)),
        ("2013-06-09 12:05 AM", datetime(2013, 6, 9, 0, 5)),
        ("2013-06-09 12:05 PM", datetime(2013, 6, 9, 12, 5)),
        ("2013/06/09, 15h39", datetime(2013, 6, 9, 15, 39)),
        ("15:39 9 Jun 2013", datetime(2013, 6, 9, 15, 39)),
        ("Freitag, 5. Januar 2024", datetime(2024, 1, 5)),
        ("vendredi 2 août 2024", datetime(2024, 8, 2)),
        ("5 de diciembre de 2023", datetime(2023, 12, 5)),
        ("5 dez. 2023 21:10", datetime(2023, 12, 5, 21, 10)),
        ("2019-07 14:23", datetime(2019, 7, 1, 14, 23)),
    ],
)
def test_a_date_is_a_date(words: str, when: datetime) -> None:
    found = spelled(words)
    assert found is not None
    assert found.when(True) == when
