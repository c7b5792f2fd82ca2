"""Links from one page to another: `[words](entry:ID)` in the text."""

import re

from companion.diary.part import Part
from companion.diary.rows import ROW, SHOWN, entry_row
from companion.diary.values import EntryRow

SCHEME = "entry:"
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(entry:([A-Za-z0-9_-]{1,64})\)")


def link_to(id: str, words: str) -> str:
    """The link as it stands in a text. Brackets in the words would end it, so they become round ones."""
    words = " ".join(words.split()).replace("[", "(").replace("]", ")")
    return f"[{words}]({SCHEME}{id})"


def links_in(text: str) -> list[str]:
    """The ids a text points to, in order, each once."""
    return list(dict.fromkeys(_LINK.findall(text)))


class Links(Part):
    """Which pages point to one."""

    def pointing_to(self, id: str) -> list[EntryRow]:
        """The pages with a link to this one, newest first; none from the trash, and not the page itself."""
        # The word index knows an id as the run of words between its dashes; the text has the last word.
        parts = re.findall(r"[A-Za-z0-9]+", id)
        if not parts:
            return []
        phrase = f'body : "entry {" ".join(parts)}"'
        columns = ", ".join(f"entry.{name}" for name in ROW.split(", "))
        with self._store.reading() as db:
            rows = db.all(
                f"SELECT {columns}, text FROM entry JOIN body ON body.row = entry.row"
                " WHERE entry.row IN (SELECT rowid FROM words WHERE words MATCH ?)"
                f" AND trashed IS NULL AND {SHOWN} AND entry.id <> ? ORDER BY entry.row DESC",
                *(phrase, id),
            )
        return [entry_row(row[:-1]) for row in rows if id in links_in(row[-1])]
