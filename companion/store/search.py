"""Finding entries by what somebody typed, newest first.

Words come from the `words` index. Scripts without spaces come from the `grams` index, three characters and more, and
from a scan of the same runs for one or two. Emoji and other signs are in no index: they are looked for in the text. All
answer from inside the encrypted file. What counts as found is decided
here; turning row numbers into entries is the diary's part.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from companion.store import Reader
from companion.store.tables import Words, match
from companion.store.text import MARK_END, MARK_START, fold, fold_in_place, has_no_spaces

RANKED_AT_MOST = 500
"""Above so many matches scoring each of them costs more than a key press may."""

_SNIPPET_WORDS = 24
_BEFORE, _AFTER = 30, 90
_NOTHING = '""'

# What is in the trash, and an import that is under way, are in the index and nowhere else.
_HIDDEN = """ AND {row} NOT IN (
    SELECT row FROM entry WHERE trashed IS NOT NULL
    UNION ALL SELECT row FROM entry WHERE batch <> 0 AND batch IN (SELECT id FROM batch WHERE done IS NULL))"""
_ANY_HIDDEN = """
    SELECT EXISTS (SELECT 1 FROM entry WHERE trashed IS NOT NULL) OR EXISTS (SELECT 1 FROM batch WHERE done IS NULL)"""


@dataclass(frozen=True, slots=True)
class Found:
    """A row and two texts with search marks in them."""

    row: int
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Query:
    """`words` for the word index; `runs` of three and more, `short` of one or two characters, without spaces;
    `signs` such as emoji."""

    words: str = ""
    runs: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def unspaced(self) -> bool:
        return bool(self.runs or self.short)


def parse(typed: str, *, typing: bool) -> Query:
    """What to ask for. Nothing searchable gives an empty Query."""
    signs = tuple(term for term in typed.split() if _is_sign(term))
    if signs:
        others = parse(" ".join(term for term in typed.split() if term not in signs), typing=typing)
        return replace(others, signs=signs)
    if not has_no_spaces(typed):
        words = match(typed, typing=typing)
        return Query() if words == _NOTHING else Query(words)
    terms = typed.split()
    folded = [fold(term.strip('"*()')) for term in terms if has_no_spaces(term)]
    plain = " ".join(term for term in terms if not has_no_spaces(term))
    rest = match(plain, typing=typing and not has_no_spaces(terms[-1]))
    return Query(
        "" if rest == _NOTHING else rest,
        tuple(term for term in folded if len(term) > 2),
        tuple(term for term in folded if 0 < len(term) <= 2),
    )


def _is_sign(term: str) -> bool:
    """Whether a term is emoji or another picture sign and nothing else; punctuation alone is not looked for."""
    return not any(map(str.isalnum, term)) and any(unicodedata.category(letter) == "So" for letter in term)


def find(db: Reader, typed: str, limit: int, *, typing: bool, best: bool) -> list[Found]:
    """At most `limit`, newest first; `best` first if that was asked for and few match."""
    query = parse(typed, typing=typing)
    if query.signs or query.unspaced:
        sql, values = _scanned_rows(db, query)
        rows = [
            row for (row,) in db.all(f"SELECT row FROM ({sql}) ORDER BY row DESC LIMIT ?", *values, limit)
        ]
        words = [fold(term) for term in typed.split()] if query.signs else []
        return _by_hand(db, rows, [*query.signs, *query.runs, *query.short, *words])
    if not query.words:
        return []
    if _any_unspaced(db):
        return _mixed(db, query.words, typed, limit)
    ranked = best and _few(db, query.words)
    return _from_words(db, query.words, "rank" if ranked else "rowid DESC", limit)


def count(db: Reader, typed: str, *, typing: bool) -> int:
    """How many entries `find` would give without a limit."""
    query = parse(typed, typing=typing)
    if query.signs or query.unspaced:
        sql, values = _scanned_rows(db, query)
        return int(db.value(f"SELECT count(*) FROM ({sql})", *values))
    if not query.words:
        return 0
    hidden = _hidden(db, "rowid")
    if _any_unspaced(db):
        union, values = _union(db, query.words, typed)
        return int(db.value(f"SELECT count(*) FROM ({union})", *values))
    return int(db.value(f"SELECT count(*) FROM words WHERE words MATCH ?{hidden}", query.words))


# -- words -------------------------------------------------------------------------------------------------


def _from_words(db: Reader, words: str, order: str, limit: int) -> list[Found]:
    sql = f"""
        SELECT rowid, highlight(words, 0, ?, ?), snippet(words, 1, ?, ?, '…', {_SNIPPET_WORDS})
        FROM words WHERE words MATCH ?{_hidden(db, "rowid")} ORDER BY {order} LIMIT ?"""
    marks = (MARK_START, MARK_END)
    return [Found(*row) for row in db.all(sql, *marks, *marks, words, limit)]


def _few(db: Reader, words: str) -> bool:
    some = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return int(db.value(some, words, RANKED_AT_MOST + 1)) <= RANKED_AT_MOST


def _hidden(db: Reader, row: str) -> str:
    return _HIDDEN.format(row=row) if db.value(_ANY_HIDDEN) else ""


# -- scripts without spaces --------------------------------------------------------------------------------


def _any_unspaced(db: Reader) -> bool:
    return db.value("SELECT 1 FROM unspaced LIMIT 1") is not None


def _gram_query(runs: Sequence[str]) -> str:
    return str(Words.web_query(" ".join('"' + run.replace('"', " ") + '"' for run in runs)))


def _unspaced_rows(db: Reader, query: Query) -> tuple[str, list[object]]:
    """Rows that hold every run and every word of a query, as SQL without an order."""
    sql = (
        "SELECT unspaced.row FROM unspaced JOIN entry ON entry.row = unspaced.row WHERE entry.trashed IS NULL"
    )
    values: list[object] = []
    if query.runs:
        sql += " AND unspaced.row IN (SELECT rowid FROM grams WHERE grams MATCH ?)"
        values.append(_gram_query(query.runs))
    if query.words:
        sql += " AND unspaced.row IN (SELECT rowid FROM words WHERE words MATCH ?)"
        values.append(query.words)
    for short in query.short:
        sql += " AND instr(unspaced.text, ?) > 0"
        values.append(short)
    return sql + _hidden(db, "unspaced.row"), values


def _scanned_rows(db: Reader, query: Query) -> tuple[str, list[object]]:
    """As `_unspaced_rows`, for queries with signs in them too."""
    if not query.signs:
        return _unspaced_rows(db, query)
    sql = "SELECT row FROM written WHERE 1"
    values: list[object] = []
    if query.unspaced:
        inside, values = _unspaced_rows(db, replace(query, words=""))
        sql += f" AND row IN ({inside})"
    if query.words:
        sql += " AND row IN (SELECT rowid FROM words WHERE words MATCH ?)"
        values.append(query.words)
    for sign in query.signs:
        sql += " AND (instr(body, ?) > 0 OR instr(title, ?) > 0)"
        values += [sign, sign]
    return sql + _hidden(db, "row"), values


def _union(db: Reader, words: str, typed: str) -> tuple[str, list[object]]:
    """Rows with the words, and rows where they stand inside a run without spaces."""
    sql = f"SELECT rowid AS row FROM words WHERE words MATCH ?{_hidden(db, 'rowid')}"
    terms = _plain_terms(typed)
    if not terms:
        return sql, [words]
    inside, values = _unspaced_rows(db, Query("", tuple(terms)))
    return f"{sql} UNION {inside}", [words, *values]


def _plain_terms(typed: str) -> list[str]:
    """The terms of a plain list of words, or none: exclusions and brackets mean something only to the word index."""
    terms = typed.split()
    plain = all(term.isalnum() and len(term) > 2 and term not in ("AND", "OR", "NOT") for term in terms)
    return [fold(term) for term in terms] if plain else []


def _mixed(db: Reader, words: str, typed: str, limit: int) -> list[Found]:
    union, values = _union(db, words, typed)
    rows = [row for (row,) in db.all(f"SELECT row FROM ({union}) ORDER BY row DESC LIMIT ?", *values, limit)]
    if not rows:
        return []
    some = ", ".join("?" * len(rows))
    marks = (MARK_START, MARK_END)
    sql = f"""
        SELECT rowid, highlight(words, 0, ?, ?), snippet(words, 1, ?, ?, '…', {_SNIPPET_WORDS})
        FROM words WHERE words MATCH ? AND rowid IN ({some})"""
    found = {row[0]: Found(*row) for row in db.all(sql, *marks, *marks, words, *rows)}
    rest = _by_hand(db, [row for row in rows if row not in found], [fold(term) for term in typed.split()])
    found.update({hit.row: hit for hit in rest})
    return [found[row] for row in rows if row in found]


def _by_hand(db: Reader, rows: Sequence[int], terms: Sequence[str]) -> list[Found]:
    """Snippets for rows the word index did not find: around the first place where a term stands."""
    found = []
    for row in rows:
        title, text = db.one("SELECT title, body FROM written WHERE row = ?", row) or ("", "")
        found.append(Found(row, _marked(title, terms), _marked(_around(text, terms), terms)))
    return found


def _around(text: str, terms: Sequence[str]) -> str:
    lowered = fold_in_place(text)
    places = [at for term in terms if (at := lowered.find(term)) >= 0]
    start = max(0, min(places, default=0) - _BEFORE)
    end = start + _BEFORE + _AFTER
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _marked(text: str, terms: Sequence[str]) -> str:
    lowered = fold_in_place(text)
    pieces, at = [], 0
    while at < len(text):
        here = next((term for term in terms if lowered.startswith(term, at)), "")
        if here:
            pieces += [MARK_START, text[at : at + len(here)], MARK_END]
        else:
            pieces.append(text[at])
        at += len(here) or 1
    return "".join(pieces)
