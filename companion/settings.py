"""What can be read before anything is unlocked: how the window looks, when it locks, where copies go.

One JSON file in the home, in the clear, so nothing private may ever be put here; names and preferences about people are
`workspace.prefs`, inside the vault. One line a setting: type, default, bounds. A value that does not fit falls back by
itself and leaves the others alone; keys this version does not know are kept and written back.

It loads with the first paint, so it imports nothing heavy.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from companion.disk import write_beside

FILE: Final = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of this home. Change one with `dataclasses.replace` and give it to `save`."""

    language: str = ""  # "" follows the system
    theme: str = "system"
    text_scale: float = 1.0  # of the interface
    reading_size: int = 17  # px of the diary's text at scale 1
    stronger_lines: bool = False
    motion: str = "system"
    idle_minutes: int = 5  # 0 never locks by itself
    hidden_minutes: int = 1
    lock_on_sleep: bool = True
    discreet_name: str = "Notes"
    cover_when_inactive: bool = True
    clipboard_seconds: int = 45  # 0 leaves the clipboard alone
    quick_exit_keys: str = "shift3"
    evening_ends: int = 4  # the hour until which it is still yesterday evening
    backup_folder: str = ""
    backup_reminder: str = "monthly"
    country: str = ""
    last_vault: str = ""
    kind_hints: bool = True  # remarks on words that may sting, in Say it kindly
    typographic_quotes: bool = False  # while typing in the diary; off, every letter stays as it was typed
    spelling: str = "system"  # "off", "system" for the app's language, or the tag of a dictionary
    others: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": ("system", "light", "dark", "contrast"),
    "motion": ("system", "full", "reduced"),
    "quick_exit_keys": ("shift3", "ctrl_shift_q_only"),
    "backup_reminder": ("monthly", "off"),
}
BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    "text_scale": (0.8, 2.0),
    "reading_size": (15, 22),
    "idle_minutes": (0, 240),
    "hidden_minutes": (0, 240),
    "clipboard_seconds": (0, 600),
    "evening_ends": (0, 11),
}
LENGTHS: Final[Mapping[str, int]] = {"discreet_name": 40}
_LONGEST = 4096


def load(home: Path) -> Settings:
    """The settings of this home. Never raises: a missing or damaged file gives the defaults."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    values: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for name, value in found.items():
        if name not in _DEFAULTS:
            others[name] = value
        elif fits(name, value):
            values[name] = type(_DEFAULTS[name])(value)
    return Settings(**values, others=others)


def save(home: Path, settings: Settings) -> None:
    """Replace the file. Values out of bounds are not written, so what is on the disk always loads. StorageError's kinds."""
    values = dict(settings.others)
    for name in _DEFAULTS:
        value = getattr(settings, name)
        values[name] = value if fits(name, value) else _DEFAULTS[name]
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
    write_beside(home / FILE, text.encode("utf-8", "replace") + b"\n")


def fits(name: str, value: object) -> bool:
    """Whether a setting may have this value."""
    default = _DEFAULTS[name]
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, str):
        if not isinstance(value, str) or len(value) > LENGTHS.get(name, _LONGEST):
            return False
        return value in CHOICES[name] if name in CHOICES else bool(value.strip() or not default)
    whole = isinstance(default, int)
    if not isinstance(value, int) and (whole or not isinstance(value, float)):
        return False
    low, high = BOUNDS[name]
    return low <= value <= high


_DEFAULTS: Final[Mapping[str, Any]] = {
    entry.name: entry.default for entry in fields(Settings) if entry.name != "others"
}
