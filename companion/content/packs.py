"""Reading content packs: TOML files of one kind each, `<root>/<kind>/<language>.toml`.

English is complete: structure and words together. Any other file holds ids and translated fields only and
falls back to English field by field. What does not fit is left out and kept as a `PackError`; one bad item
never takes the others with it, and no pack can stop the app.

It knows how a pack is built, not what is in it: the dataclasses of `content` say which fields there are,
of which type, and in `TRANSLATED` which of them another language may change.
"""

import re
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from companion.errors import PackError

Table = dict[str, object]
T = TypeVar("T")


class Library:
    """The packs of one folder, each read when asked for and then kept."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[tuple[str, str], Table] = {}
        self._kept: dict[tuple[str, str, str], tuple[Any, ...]] = {}
        self._problems: dict[tuple[object, ...], PackError] = {}

    def items(self, kind: str, table: str, make: type[T], locale: str) -> tuple[T, ...]:
        """Everything of one kind in the best language there is. Never raises; see `problems`."""
        key = (kind, table, locale)
        if key not in self._kept:
            self._kept[key] = tuple(self._build(kind, table, make, locale))
        return self._kept[key]

    def header(self, kind: str, name: str, locale: str) -> str:
        """One line of text from a pack's header, or empty."""
        found = ""
        for language in ("en", *_chain(locale)):
            pack = self._read(kind, language).get("pack", {})
            word = pack.get(name, "") if isinstance(pack, dict) else ""
            found = word if isinstance(word, str) and word else found
        return found

    def problems(self) -> tuple[PackError, ...]:
        """What could not be used so far. Facts: pack, why, and where known item and field."""
        return tuple(self._problems.values())

    def _build(self, kind: str, table: str, make: type[T], locale: str) -> list[T]:
        base = self._tables(kind, "en", table)
        for language in _chain(locale):
            words = {item.get("id"): item for item in self._tables(kind, language, table)}
            base = [self._overlay(kind, make, item, words.pop(item.get("id"), {})) for item in base]
            for stray in words:
                self._problem(f"{kind}/{language}", "unknown_id", item=stray)
        built: dict[object, T] = {}
        for raw in base:
            if raw.get("id") in built:
                self._problem(f"{kind}/en", "repeated_id", item=raw.get("id"))
                continue
            try:
                built[raw.get("id")] = _make(make, raw)
            except _Unfit as unfit:
                self._problem(f"{kind}/en", "unfit", item=raw.get("id"), field=unfit.field)
        return list(built.values())

    def _overlay(self, kind: str, make: type, base: Table, words: Table) -> Table:
        """The item with every translated field that can be used in place of the English one."""
        merged = dict(base)
        for field in fields(make):
            key = field.name.rstrip("_")
            if key not in words or field.name not in make.TRANSLATED:  # type: ignore[attr-defined]
                continue
            try:
                inner = _inner(field.type)
                if inner is None:
                    _value(field.type, words[key], key)
                    merged[key] = words[key]
                else:
                    merged[key] = self._overlay_list(kind, inner, key, base.get(key), words[key])
            except _Unfit as unfit:
                self._problem(kind, "unfit", item=base.get("id"), field=unfit.field)
        return merged

    def _overlay_list(self, kind: str, make: type, key: str, base: object, words: object) -> object:
        """Steps and numbers have no ids: a translation repeats the list, one table for one."""
        if not (isinstance(base, list) and isinstance(words, list) and len(base) == len(words)):
            raise _Unfit(key)
        if not all(isinstance(item, dict) for item in (*base, *words)):
            raise _Unfit(key)
        return [self._overlay(kind, make, one, other) for one, other in zip(base, words, strict=True)]

    def _tables(self, kind: str, language: str, table: str) -> list[Table]:
        found = self._read(kind, language).get(table, [])
        if isinstance(found, list) and all(isinstance(item, dict) for item in found):
            return found
        self._problem(f"{kind}/{language}", "not_a_list", field=table)
        return []

    def _read(self, kind: str, language: str) -> Table:
        key = (kind, language)
        if key not in self._files:
            self._files[key] = self._load(kind, language)
        return self._files[key]

    def _load(self, kind: str, language: str) -> Table:
        import tomllib  # only pages that show content pay for it; the lock screen does not

        file = self._root / kind / f"{language}.toml"
        if language != "en" and not file.is_file():
            return {}
        try:
            data = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            self._problem(f"{kind}/{language}", "unreadable")
            return {}
        header = data.get("pack")
        if not isinstance(header, dict) or header.get("schema") != 1 or header.get("kind") != kind:
            self._problem(f"{kind}/{language}", "header")
            return {}
        return data

    def _problem(self, pack: str, why: str, **facts: object) -> None:
        self._problems[(pack, why, *facts.values())] = PackError(pack=pack, why=why, **facts)


class _Unfit(Exception):
    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def _make(make: type[T], raw: object) -> T:
    if not isinstance(raw, dict):
        raise _Unfit(make.__name__.lower())
    values: dict[str, object] = {}
    for field in fields(make):  # type: ignore[arg-type]  # every `make` is one of the dataclasses above
        key = field.name.rstrip("_")
        if key in raw:
            values[field.name] = _value(field.type, raw[key], key)
        elif field.default is MISSING:
            raise _Unfit(key)
    return make(**values)


def _value(kind: object, raw: object, field: str) -> object:
    """The value as the dataclass wants it. A number where words belong is `_Unfit`, not a surprise on
    screen."""
    if get_origin(kind) is not tuple:
        if type(raw) is not kind:
            raise _Unfit(field)
        return raw
    inner = get_args(kind)
    if not isinstance(raw, list) or (inner[-1] is not Ellipsis and len(raw) != len(inner)):
        raise _Unfit(field)
    if _inner(kind) is not None:
        return tuple(_make(inner[0], item) for item in raw)
    if any(type(item) is not inner[0] for item in raw):
        raise _Unfit(field)
    return tuple(raw)


def _inner(kind: object) -> type | None:
    """The dataclass a field holds a tuple of, if it does."""
    inner = get_args(kind)[0] if get_origin(kind) is tuple else None
    return inner if isinstance(inner, type) and is_dataclass(inner) else None


def _chain(locale: str) -> list[str]:
    """From "de_AT.UTF-8" to ["de", "de-AT"]: later ones win. English is the base and needs no other file."""
    parts = re.split(r"[-_]", locale.split(".")[0].split("@")[0])
    if not all(re.fullmatch(r"[A-Za-z0-9]{1,8}", part) for part in parts):
        return []  # a locale becomes part of a file name
    names = ["-".join(parts[: length + 1]) for length in range(len(parts))]
    return [name for name in names if name != "en"]
