"""Starting with the login: written, found again, renamed and removed, each way in a home of its own."""

import json
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from companion.errors import StorageError
from ui import autostart
from ui.autostart import DesktopFile, LaunchAgent, RunValue
from ui.main import parse

AWKWARD = 'a "b" $c `d` \\e %f é;g'


@pytest.fixture(params=["linux", "windows", "macos"])
def place(request: pytest.FixtureRequest, tmp_path: Path):
    """Makes the entry of one system for a command."""
    if request.param == "linux":
        return lambda start: DesktopFile(tmp_path / "config" / "autostart", start)
    if request.param == "macos":
        return lambda start: LaunchAgent(tmp_path / "Library" / "LaunchAgents", start)
    file = str(tmp_path / "run.ini")
    return lambda start: RunValue(QSettings(file, QSettings.Format.IniFormat), start)


def start(home: str = "/home/her/notes", program: str = "/opt/bin/companion") -> list[str]:
    return [program, "--home", home, "--hidden"]


def test_it_is_off_until_it_is_written_and_off_again_when_removed(place) -> None:
    assert not place(start()).on()
    place(start()).remove()
    place(start()).write("Notes")
    assert place(start()).on()
    assert place(start()).fresh("Notes")
    place(start()).remove()
    assert not place(start()).on()


def test_another_home_is_somebody_elses(place) -> None:
    place(start()).write("Notes")
    assert not place(start("/media/stick")).on()
    place(start("/media/stick")).remove()
    assert place(start()).on()


def test_awkward_places_and_names_come_through(place) -> None:
    entry = place(start(f"/home/{AWKWARD}"))
    entry.write(f"Notes {AWKWARD}")
    assert entry.on()
    assert entry.fresh(f"Notes {AWKWARD}")


def test_a_program_that_moved_is_found_where_it_is_now(place) -> None:
    place(start(program="/old/companion")).write("Notes")
    moved = place(start(program="/new/companion"))
    assert moved.on()
    assert not moved.fresh("Notes")
    autostart.refresh(moved, "Notes")
    assert moved.fresh("Notes")


def test_a_refresh_never_turns_it_on(place) -> None:
    autostart.refresh(place(start()), "Notes")
    assert not place(start()).on()
    autostart.refresh(None, "Notes")


def test_where_it_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for made in (
        DesktopFile(tmp_path / "file" / "autostart", start()),
        LaunchAgent(tmp_path / "file", start()),
    ):
        with pytest.raises(StorageError):
            made.write("Notes")
        assert not made.on()
    with pytest.raises(StorageError):
        RunValue(QSettings("/proc/no/run.ini", QSettings.Format.IniFormat), start()).write("Notes")


# --- what each system reads


def test_on_linux_it_stands_there_under_the_discreet_name(tmp_path: Path) -> None:
    entry = DesktopFile(tmp_path, start())
    entry.write("Lists")
    text = entry.path.read_text(encoding="utf-8")
    assert "\nName=Lists\n" in text
    assert "ompanion" not in text.replace("/opt/bin/companion", "")
    assert "ompanion" not in entry.path.name
    autostart.refresh(entry, "Papers")
    assert "\nName=Papers\n" in entry.path.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == [entry.path.name]


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_a_desktop_that_switched_it_off_is_believed(tmp_path: Path, line: str) -> None:
    entry = DesktopFile(tmp_path, start())
    entry.write("Notes")
    entry.path.write_text(entry.path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert not entry.on()
    autostart.refresh(entry, "Papers")
    assert not entry.on()
    entry.remove()
    assert not entry.path.exists()


@pytest.mark.desktop
def test_a_desktop_starts_exactly_what_was_meant(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    code = "import json, os, sys; json.dump(sys.argv[2:], open(sys.argv[1] + '.part', 'w')); "
    code += "os.rename(sys.argv[1] + '.part', sys.argv[1])"
    entry = DesktopFile(
        tmp_path, [sys.executable, "-c", code, str(told), AWKWARD, "", "--home", "x", "--hidden"]
    )
    entry.write(AWKWARD)
    done = subprocess.run(["gio", "launch", str(entry.path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(told.read_text()) == [AWKWARD, "", "--home", "x", "--hidden"]


def test_on_windows_it_is_one_value_and_a_new_name_leaves_no_old_one(tmp_path: Path) -> None:
    run = QSettings(str(tmp_path / "run.ini"), QSettings.Format.IniFormat)
    run.setValue("Other", "other.exe")
    entry = RunValue(run, start("C:\\Users\\A Person\\notes", "C:\\Program Files\\x\\companion.exe"))
    entry.write("Notes")
    entry.write("My/Lists")
    assert sorted(run.allKeys()) == ["My Lists", "Other"]
    wanted = '"C:\\Program Files\\x\\companion.exe" --home "C:\\Users\\A Person\\notes" --hidden'
    assert run.value("My Lists") == wanted
    entry.remove()
    assert run.allKeys() == ["Other"]


def test_on_macos_it_is_an_agent_of_the_person(tmp_path: Path) -> None:
    entry = LaunchAgent(tmp_path, start())
    entry.write("Notes")
    held = plistlib.loads(entry.path.read_bytes())
    assert held["ProgramArguments"] == start()
    assert held["RunAtLoad"] is True
    assert held["Label"] == entry.path.stem
    assert "ompanion" not in entry.path.name
    entry.path.write_bytes(b"not a list")
    assert not entry.on()


# --- what is started


def test_what_is_started_is_this_home_without_a_window(home: Path) -> None:
    words = autostart.command(home)
    options = parse(words[-3:])
    assert options is not None
    assert options.home == home.resolve()
    assert options.hidden
    assert Path(words[0]).is_file()


def test_a_sealed_package_offers_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert autostart.here(home) is not None
    monkeypatch.setenv("FLATPAK_ID", "org.example")
    assert autostart.here(home) is None
