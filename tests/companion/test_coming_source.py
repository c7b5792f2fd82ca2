"""A source gives what is in it and nothing from outside, however it is built, and never more than it may."""

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from companion.errors import ImportFailed
from companion.interchange.coming import source as bounds
from companion.interchange.coming.source import Source


def zipped(folder: Path, files: dict[str, bytes], **how: int) -> Path:
    file = folder / "brought.zip"
    with zipfile.ZipFile(file, "w", how.get("packing", zipfile.ZIP_DEFLATED)) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return file


def why(path: Path, name: str | None = None, limit: int = bounds.LARGEST_WHOLE) -> str:
    with pytest.raises(ImportFailed) as failed, Source(path) as source:
        source.read(name or source.names()[0], limit)
    return str(failed.value.facts["why"])


def test_a_file_a_folder_and_a_zip_are_read_alike(tmp_path: Path) -> None:
    folder = tmp_path / "brought"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.txt").write_bytes(b"words")
    for path, name in ((folder, "inner/a.txt"), (zipped(tmp_path, {"inner/a.txt": b"words"}), "inner/a.txt")):
        with Source(path) as source:
            assert source.names() == [name]
            assert (source.read(name), source.size(name), source.head(name, 2)) == (b"words", 5, b"wo")
    with Source(folder / "inner" / "a.txt") as source:
        assert (source.kind, source.names(), source.read("a.txt")) == ("file", ["a.txt"], b"words")


def test_names_that_lead_out_are_not_there(tmp_path: Path) -> None:
    bad = dict.fromkeys(("/etc/passwd", "../up.txt", "a/../../up.txt", "C:/x.txt", "..\\up.txt"), b"x")
    with Source(zipped(tmp_path, bad | {"good\\inside.txt": b"y", "./here.txt": b"z"})) as source:
        assert source.names() == ["good/inside.txt", "here.txt"]
        assert len(source.refused) == len(bad)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.txt").write_text("secret")
    folder = tmp_path / "brought"
    folder.mkdir()
    (folder / "file.txt").symlink_to(tmp_path / "secret" / "key.txt")
    (folder / "folder").symlink_to(tmp_path / "secret")
    (folder / "good.txt").write_text("good")
    with Source(folder) as source:
        assert source.names() == ["good.txt"]
        assert sorted(source.refused) == ["file.txt", "folder"]
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = tmp_path / "links.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(link, "/etc/passwd")
    with Source(file) as source:
        assert (source.names(), source.refused) == ([], ["link.txt"])


def test_a_file_that_became_a_link_after_it_was_listed_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "brought"
    folder.mkdir()
    (folder / "a.txt").write_text("mine")
    (tmp_path / "secret.txt").write_text("secret")
    with Source(folder) as source:
        assert source.names() == ["a.txt"]
        (folder / "a.txt").unlink()
        (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
        with pytest.raises(ImportFailed):
            source.read("a.txt")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    assert why(zipped(tmp_path, {"a.txt": bytes(bounds.LARGEST_WHOLE + 1)})) == "too_large"
    assert why(zipped(tmp_path, {"a.txt": bytes(4 * 2**20)})) == "too_dense"


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_said(tmp_path: Path) -> None:
    file = zipped(tmp_path, {"a.txt": os.urandom(1000) * 50})
    data = bytearray(file.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    file.write_bytes(data)
    assert why(file) == "broken"  # ten bytes are read, and their checksum is not that of the file


def test_all_that_is_read_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_BYTES", 1500)
    file = zipped(tmp_path, {"a.txt": os.urandom(1000)})
    with Source(file) as source:
        assert len(source.read("a.txt")) == 1000
        with pytest.raises(ImportFailed):
            source.read("a.txt")


def test_many_files_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_FILES", 3)
    assert why(zipped(tmp_path, {f"{number}.txt": b"" for number in range(4)})) == "too_many"
    folder = tmp_path / "brought"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").touch()
    assert why(folder) == "too_many"


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    file = zipped(tmp_path, {"a.txt": b"x"})
    data = bytearray(file.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 2**31)
    file.write_bytes(data)
    assert why(file) == "too_many"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_common_ways_of_packing_are_unpacked(tmp_path: Path, packing: int) -> None:
    assert why(zipped(tmp_path, {"a.txt": b"words"}, packing=packing)) == "broken"


def test_a_locked_zip_and_a_cut_one_say_so(tmp_path: Path) -> None:
    file = zipped(tmp_path, {"a.txt": b"words" * 100})
    data = bytearray(file.read_bytes())
    file.write_bytes(data[: len(data) // 2])
    assert why(file, "a.txt") == "broken"
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    file.write_bytes(data)
    assert why(file, "a.txt") == "encrypted"
    assert why(tmp_path / "gone.zip", "a.txt") == "unreadable"


def test_of_two_members_with_one_name_the_last_counts_and_case_is_kept_apart(tmp_path: Path) -> None:
    file = tmp_path / "twice.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("a.txt", "last")
        made.writestr("A.TXT", "large")
    with Source(file) as source:
        assert (source.read("a.txt"), source.read("A.TXT")) == (b"last", b"large")
        assert source.find("a.TXT") in ("a.txt", "A.TXT")


def test_a_file_is_found_in_another_case_and_spelling(tmp_path: Path) -> None:
    with Source(zipped(tmp_path, {"Bilder/Mu\u0308hle.JPG": b"x"})) as source:
        assert source.find("bilder/M\u00fchle.jpg") == "Bilder/Mu\u0308hle.JPG"
        assert source.find("bilder/other.jpg") is None
