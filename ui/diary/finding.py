"""What a search does in its job: ask the index for pages that are kept, read the few that are in the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.errors import NotFound

if TYPE_CHECKING:
    from companion.diary import Diary, Hit
    from ui.work import Report

HITS = 50  # shown at once; the rest follows while these are being looked at
MORE_HITS = 1000
_TRASH_READ = 400


def find(diary: Diary, words: str, report: Report) -> tuple[list[Hit], int]:
    """The newest hits, and how many there are in all."""
    return diary.search_and_count(words, HITS, report=report)


def find_in_trash(diary: Diary, words: str, report: Report) -> tuple[list[Hit], int]:
    """The trash is small and not in the index: read it, newest first."""
    from companion.diary import Hit

    wanted = [word.strip("\"'").casefold() for word in words.split()]
    found: list[Hit] = []
    rows = diary.rows(diary.ids(trashed=True)[:_TRASH_READ])
    for done, row in enumerate(rows):
        report(done, len(rows), "")
        try:
            entry = diary.get(row.id)
        except NotFound:
            continue
        folded = " ".join((entry.title, " ".join(entry.tags), entry.text)).casefold()
        if all(word in folded for word in wanted):
            found.append(Hit(row, row.preview, ()))
    return found, len(found)
