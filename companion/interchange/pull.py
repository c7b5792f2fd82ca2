"""Reading a long JSON object piece by piece, so that a diary with its photos never lies in memory as a
whole."""

import json
import re
from collections.abc import Iterator
from typing import TextIO

from companion.errors import ImportFailed

_FIRST_READ = 1 << 16
_SPACE = " \t\n\r"
_VALUE = re.compile(r'\[|"|-?[0-9]|(true|false|null)\b')


def members(file: TextIO, *, largest: int | None = None) -> Iterator[tuple[str, int, object]]:
    """Each member of the object in the file as name, place and value; of a list, each item with its place.

    A value that is no list has place -1. ImportFailed(why="not_json") where the file is no JSON or breaks off,
    ImportFailed(why="other_format") where it begins like JSON that is no object, ImportFailed(why="too_large") where a
    single value has more than `largest` characters.
    """
    text = _Text(file, largest)
    if not text.next_is("{"):
        raise ImportFailed(why="other_format" if text.begins_a_value() else "not_json")
    if text.next_is("}"):
        return
    while True:
        name = text.value()
        if not isinstance(name, str):
            raise ImportFailed(why="not_json")
        text.take(":")
        if text.next_is("["):
            yield from _items(text, name)
        else:
            yield name, -1, text.value()
        if text.next_is("}"):
            return
        text.take(",")


def elements(file: TextIO, *, largest: int | None = None) -> Iterator[tuple[int, object]]:
    """Each item of the list in the file with its place. Raises what `members` raises."""
    text = _Text(file, largest)
    if not text.next_is("["):
        raise ImportFailed(why="other_format" if text.begins_a_value() else "not_json")
    for _name, place, value in _items(text, ""):
        yield place, value


def _items(text: "_Text", name: str) -> Iterator[tuple[str, int, object]]:
    if text.next_is("]"):
        return
    place = 0
    while True:
        yield name, place, text.value()
        place += 1
        if text.next_is("]"):
            return
        text.take(",")


class _Text:
    """What has been read and not yet used up."""

    def __init__(self, file: TextIO, largest: int | None) -> None:
        self._file = file
        self._largest = largest
        self._held = ""
        self._at = 0
        self._over = False
        self._decoder = json.JSONDecoder()

    def next_is(self, sign: str) -> bool:
        """Whether this sign comes next; it is used up then."""
        self._skip_space()
        if self._held[self._at : self._at + 1] != sign:
            return False
        self._at += 1
        return True

    def take(self, sign: str) -> None:
        if not self.next_is(sign):
            raise ImportFailed(why="not_json")

    def begins_a_value(self) -> bool:
        """Whether what comes next is the beginning of a list, a text, a number or a word of JSON."""
        self._skip_space()
        return bool(_VALUE.match(self._held, self._at))

    def value(self) -> object:
        """One whole value. What is held is tried again with twice as much until it is one."""
        self._skip_space()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._held, self._at)
            except (ValueError, RecursionError):
                if self._largest is not None and len(self._held) - self._at > self._largest:
                    raise ImportFailed(why="too_large") from None
                if not self._more():
                    raise ImportFailed(why="not_json") from None
                continue
            # A number that ends where the held text ends may go on.
            if end == len(self._held) and self._more():
                continue
            self._at = end
            return found

    def _skip_space(self) -> None:
        while True:
            while self._at < len(self._held) and self._held[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._held) or not self._more():
                return

    def _more(self) -> bool:
        """Read as much again as is held, and let go of what is used up. False at the end of the file."""
        if self._over:
            return False
        rest = self._held[self._at :]
        try:
            read = self._file.read(max(_FIRST_READ, len(rest)))
        except UnicodeDecodeError:
            raise ImportFailed(why="not_text") from None
        self._held, self._at, self._over = rest + read, 0, not read
        return bool(read)
