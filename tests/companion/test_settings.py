"""Settings: what was chosen comes back, what does not fit falls back alone, and nothing heavy is needed to read them."""

import json
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from companion import settings
from companion.settings import BOUNDS, CHOICES, Settings


def written(home: Path) -> dict[str, object]:
    found = json.loads((home / settings.FILE).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_what_was_chosen_comes_back(tmp_path: Path) -> None:
    chosen = Settings(
        theme="dark", text_scale=1.5, reading_size=20, evening_ends=3, discreet_name="Päiväkirja"
    )
    settings.save(tmp_path, chosen)
    assert settings.load(tmp_path) == chosen


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings()
    assert Settings().discreet_name == "Notes"
    assert Settings().idle_minutes == 5
    assert Settings().hidden_minutes == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"a": 1', b"12"]
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / settings.FILE).write_bytes(content)
    assert settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("theme", 3),
        ("text_scale", 9),
        ("text_scale", "1"),
        ("text_scale", float("nan")),
        ("reading_size", 17.5),
        ("reading_size", True),
        ("stronger_lines", 1),
        ("idle_minutes", -1),
        ("discreet_name", ""),
        ("discreet_name", "n" * 41),
        ("evening_ends", None),
        ("backup_folder", ["a"]),
    ],
)
def test_a_bad_value_falls_back_alone(tmp_path: Path, name: str, value: object) -> None:
    (tmp_path / settings.FILE).write_text(json.dumps({name: value, "motion": "reduced", "country": "DE"}))
    found = settings.load(tmp_path)
    assert getattr(found, name) == getattr(Settings(), name)
    assert (found.motion, found.country) == ("reduced", "DE")


def test_keys_of_a_later_version_are_kept(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text('{"theme": "light", "later": {"deep": [1, 2]}}')
    settings.save(tmp_path, replace(settings.load(tmp_path), theme="dark"))
    assert written(tmp_path)["later"] == {"deep": [1, 2]}
    assert settings.load(tmp_path).theme == "dark"


def test_what_is_written_always_loads(tmp_path: Path) -> None:
    settings.save(tmp_path, replace(Settings(), text_scale=50.0, theme="dark"))
    assert settings.load(tmp_path) == Settings(theme="dark")


def test_every_setting_has_what_it_needs() -> None:
    for entry in fields(Settings):
        if entry.name == "others":
            continue
        assert settings.fits(entry.name, entry.default), entry.name
        if isinstance(entry.default, (int, float)) and not isinstance(entry.default, bool):
            assert entry.name in BOUNDS
    assert all(getattr(Settings(), name) in values for name, values in CHOICES.items())


def test_reading_them_loads_no_database_and_no_cryptography() -> None:
    heavy = ("peewee", "cryptography", "keyring", "sqlcipher3", "tomllib")
    script = f"import sys, companion.settings; print([n for n in {heavy} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
