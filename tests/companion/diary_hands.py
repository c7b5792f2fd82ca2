"""Hands for tests of the diary in its store: writing a page, what a search finds, whether the store is sound."""

from dataclasses import replace
from datetime import datetime

from companion.diary import Diary, Entry
from tests.clock import NOW


def write(diary: Diary, text: str, when: datetime = NOW, **fields: object) -> Entry:
    entry = replace(diary.blank(when), text=text, **fields)
    diary.save(entry)
    return diary.get(entry.id)


def found(diary: Diary, words: str, **how: object) -> list[str]:
    return [hit.row.id for hit in diary.search(words, **how)]


def sound(diary: Diary) -> bool:
    return diary._store.damage() == {}
