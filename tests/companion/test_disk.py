"""Files are replaced whole or not at all, folders are private, and one process holds a vault."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from companion import disk
from companion.errors import Cancelled, DiskFull, FileBusy, NotWritable, StorageError, VaultInUse

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX")


def test_home_is_given_then_environment_then_system(home: Path, tmp_path: Path, monkeypatch):
    assert disk.data_home(tmp_path / "stick") == tmp_path / "stick"
    assert disk.data_home() == home
    monkeypatch.delenv("COMPANION_HOME")
    system = disk.data_home()
    assert system.is_dir()
    assert tmp_path in system.parents
    assert disk.profiles(system) == system / "profiles"


@posix_only
def test_folders_and_files_are_for_their_owner_only(tmp_path: Path):
    old = os.umask(0)
    try:
        folder = disk.private_folder(tmp_path / "a" / "b")
        disk.write_beside(folder / "x", b"1", copies=2)
    finally:
        os.umask(old)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir()} == {0o600}


def test_writing_replaces_the_file_and_its_copies(tmp_path: Path):
    path = tmp_path / "vault.json"
    disk.write_beside(path, b"one", copies=2)
    disk.write_beside(path, b"two", copies=2)
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {
        "vault.json": b"two",
        "vault.json.bak": b"two",
        "vault.json.bak2": b"two",
    }


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, NotWritable),
        (errno.EBUSY, FileBusy),
        (errno.EIO, StorageError),
    ],
)
def test_a_failed_write_keeps_the_old_file_and_names_the_cause(tmp_path: Path, monkeypatch, number, expected):
    path = tmp_path / "settings.json"
    disk.write_beside(path, b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError) as caught:
        disk.write_beside(path, b"new")
    assert type(caught.value) is expected
    assert path.read_bytes() == b"old"
    assert [f.name for f in tmp_path.iterdir()] == ["settings.json"]


def test_stopping_in_the_middle_leaves_nothing_behind(tmp_path: Path):
    def stopped() -> None:
        with disk.replacing(tmp_path / "big") as file:
            file.write(b"half")
            raise Cancelled()

    with pytest.raises(Cancelled):
        stopped()
    assert list(tmp_path.iterdir()) == []


def test_a_part_left_by_a_crash_is_no_obstacle(tmp_path: Path):
    (tmp_path / "x.part").write_bytes(b"rest of an earlier life")
    disk.write_beside(tmp_path / "x", b"new")
    assert [f.read_bytes() for f in tmp_path.iterdir()] == [b"new"]


@posix_only
def test_a_part_that_is_a_link_does_not_lead_elsewhere(tmp_path: Path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / "x.part").symlink_to(victim)
    disk.write_beside(tmp_path / "x", b"new")
    assert victim.read_bytes() == b"mine"


def test_a_vanished_folder_is_not_writable(tmp_path: Path):
    with pytest.raises(NotWritable):
        disk.write_beside(tmp_path / "gone" / "x", b"1")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotWritable):
        disk.private_folder(tmp_path / "file")


def test_the_second_to_lock_is_refused_in_this_process_and_in_another(tmp_path: Path):
    path = tmp_path / "lock"
    other = (
        "import sys; from pathlib import Path; from companion.disk import ProcessLock\n"
        "ProcessLock(Path(sys.argv[1])).acquire()"
    )
    first = disk.ProcessLock(path)
    first.acquire()
    first.acquire()
    with pytest.raises(VaultInUse):
        disk.ProcessLock(path).acquire()
    assert (
        "VaultInUse"
        in subprocess.run([sys.executable, "-c", other, path], capture_output=True, text=True).stderr
    )
    first.release()
    assert not first.held
    subprocess.run([sys.executable, "-c", other, path], check=True)
    with disk.ProcessLock(path) as again:
        assert again.held


def test_a_killed_process_frees_the_lock(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path; from companion.disk import ProcessLock\n"
        "lock = ProcessLock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    )
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(VaultInUse):
        disk.ProcessLock(path).acquire()
    holder.kill()
    holder.communicate()
    disk.ProcessLock(path).acquire()


def test_what_a_person_keeps_beside_their_file_stays(tmp_path: Path):
    (tmp_path / "x.part").write_bytes(b"somebody's")
    with disk.handing_out(tmp_path / "x") as file:
        file.write(b"new")
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {"x": b"new", "x.part": b"somebody's"}


def test_a_name_that_was_completed_takes_nobodys_place(tmp_path: Path):
    chosen = str(tmp_path / "Notes")
    assert disk.ending_in(chosen, ".zip") == tmp_path / "Notes.zip"
    (tmp_path / "Notes.zip").write_bytes(b"")
    assert disk.ending_in(chosen, ".zip") == tmp_path / "Notes-2.zip"
    assert disk.ending_in(f"{chosen}.ZIP", ".zip") == tmp_path / "Notes.ZIP"  # asked about by the dialog
