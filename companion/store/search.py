"""Finding entries by what somebody typed, newest first.

Words come from the `words` index. Scripts without spaces come from the `grams` index, three characters and more, and
from a scan of the same runs for one or two. Emoji and other signs are in no index: they are looked for in the text. All
answer from inside the encrypted file. What counts as found is decided
here; turning row numbers into entries is the diary's part.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from companion.spelling import places, plain
from companion.store import Reader
from companion.store.tables import Words, match
from companion.store.text import MARK_END, MARK_START, fold, fold_in_place, has_no_spaces

RANKED_AT_MOST = 500
"""Above so many matches scoring each of them costs more than a key press may."""

_SNIPPET_WORDS = 24
_BEFORE, _AFTER = 30, 90
_NOTHING = '""'

ENDLESS: Final = 2**62

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
class Within:
    """What else a match must be: its row number from `low` to below `high`, and a condition on `{row}`, with values.
    A condition also leaves out what is hidden. With `one_by_one` it leaves so few that the index is asked for each.
    `sieve` is a condition beside it, for terms that the word index cannot look for."""

    low: int = -ENDLESS
    high: int = ENDLESS
    condition: str = ""
    values: tuple[object, ...] = ()
    one_by_one: bool = False
    sieve: str = ""
    sieve_values: tuple[object, ...] = ()

    def sql(self, db: Reader, row: str) -> tuple[str, list[object]]:
        """As a piece of a WHERE."""
        text, values = self._span(db, row)
        return text + self.sieve.format(row=f"+{row}"), [*values, *self.sieve_values]

    def _span(self, db: Reader, row: str) -> tuple[str, list[object]]:
        text, values = "", list[object]()
        # The span is the index's own: it jumps there. The plus keeps it from looking up one number after the other.
        if self.low > -ENDLESS:
            text, values = f" AND {row} >= ?", [self.low]
        if self.high < ENDLESS:
            text, values = f"{text} AND {row} < ?", [*values, self.high]
        if self.condition:
            looked_up = row if self.one_by_one else f"+{row}"
            return f"{text} AND {self.condition.format(row=looked_up)}", [*values, *self.values]
        return text + (_HIDDEN.format(row=row) if db.value(_ANY_HIDDEN) else ""), values


EVERYWHERE: Final = Within()


@dataclass(frozen=True, slots=True)
class Query:
    """`words` for the word index; `runs` of three and more, `short` of one or two characters, without spaces;
    `signs` such as emoji; `placed` the terms of these kinds that may not stand somewhere, or only in one place."""

    words: str = ""
    runs: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    placed: tuple["_Term", ...] = ()

    @property
    def unspaced(self) -> bool:
        return bool(self.runs or self.short)


@dataclass(frozen=True, slots=True)
class _Term:
    """A term that the word index cannot look for: as typed, and as it stands among the runs."""

    text: str
    sign: bool
    no: bool
    column: str

    @property
    def run(self) -> str:
        return fold(self.text)


def parse(typed: str, *, typing: bool) -> Query:
    """What to ask for. Nothing searchable gives an empty Query."""
    if typed.isascii():  # most of what is typed
        words = match(typed, typing=typing)
        return Query() if words == _NOTHING else Query(words)
    every = [(term, _term(term)) for term in typed.split()]
    terms = [term for _, term in every if term is not None]
    plain = typed if not terms else " ".join(word for word, term in every if term is None)
    rest = match(plain, typing=typing and bool(every) and every[-1][1] is None)
    words = "" if rest == _NOTHING else rest
    wanted = [term for term in terms if term.text and not term.no]
    if not words and not wanted:
        return Query()
    runs = [term.run for term in wanted if not term.sign]
    return Query(
        words,
        tuple(run for run in runs if len(run) > 2),
        tuple(run for run in runs if len(run) <= 2),
        tuple(term.text for term in wanted if term.sign),
        tuple(term for term in terms if term.text and (term.no or term.column)),
    )


_PLACED = re.compile(r"(?P<no>-?)(?:(?P<column>title|body|tags):)?(?P<text>.*)", re.DOTALL)


def _term(typed: str) -> _Term | None:
    """A term with signs or without spaces; None if the word index looks for it."""
    found = _PLACED.fullmatch(typed)
    assert found is not None
    text = found["text"].strip('"*()')
    sign = _is_sign(text)
    if not sign and not has_no_spaces(text):
        return None
    return _Term(text, sign, bool(found["no"]), found["column"] or "")


def _is_sign(term: str) -> bool:
    """Whether a term is emoji or another picture sign and nothing else; punctuation alone is not looked for."""
    return not any(map(str.isalnum, term)) and any(unicodedata.category(letter) == "So" for letter in term)


def find(
    db: Reader, typed: str, limit: int, *, typing: bool, best: bool = False, within: Within = EVERYWHERE
) -> list[Found]:
    """At most `limit`, newest first; `best` first if that was asked for and few match."""
    query = parse(typed, typing=typing)
    within = _sifted(query, within)
    if query.signs or query.unspaced:
        words = _folded(typed) if query.signs else []
        return _by_hand(
            db,
            _rows(db, _sources(db, query, typed, within), limit),
            [*query.signs, *query.runs, *query.short, *words],
        )
    if not query.words:
        return []
    ranked = best and few(db, typed, typing=typing, within=within)
    found = _from_words(db, query.words, "rank" if ranked else "rowid DESC", limit, within)
    if inside := _sources(db, query, typed, within)[1:]:
        # Words inside a run, of which the word index knows nothing; older ones than the last hit are not wanted yet.
        known, oldest = {hit.row for hit in found}, found[-1].row if len(found) == limit else 0
        rows = [row for row in _rows(db, inside, limit) if row not in known and (ranked or row > oldest)]
        found += _by_hand(db, rows, _folded(typed))
        if not ranked:
            found = sorted(found, key=lambda hit: -hit.row)
    return found[:limit]


def rows(db: Reader, typed: str, *, typing: bool, within: Within = EVERYWHERE) -> "array[int]":
    """The row number of every match, newest first."""
    query = parse(typed, typing=typing)
    found = array("q")
    if query != Query():
        found.extend(_rows(db, _sources(db, query, typed, _sifted(query, within)), -1))
    return found


def count(db: Reader, typed: str, *, typing: bool, within: Within = EVERYWHERE, most: int = -1) -> int:
    """How many entries `find` would give without a limit; with `most` no further than that is counted."""
    query = parse(typed, typing=typing)
    if query == Query():
        return 0
    sources = _sources(db, query, typed, _sifted(query, within))
    sql = " UNION ".join(source for source, _ in sources)
    values = [value for _, values in sources for value in values]
    return int(db.value(f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT ?)", *values, most))


def few(db: Reader, typed: str, *, typing: bool, within: Within = EVERYWHERE) -> bool:
    """Whether so few match that they can be put in order by how well they fit."""
    return count(db, typed, typing=typing, within=within, most=RANKED_AT_MOST + 1) <= RANKED_AT_MOST


def _sifted(query: Query, within: Within) -> Within:
    """Without what a minus before a sign or a run leaves out, and what has one in another place than it is asked for."""
    sieve, values = "", list[object]()
    for term in query.placed:
        texts = [term.column] if term.column else ["title", "body", "tags"]
        if term.column or term.sign:
            spellings = dict.fromkeys((term.text, term.run))
            stands = " OR ".join(f"instr(there.{text}, ?) > 0" for text in texts for _ in spellings)
            there = f"SELECT 1 FROM written AS there WHERE there.row = {{row}} AND ({stands})"
            sieve += f" AND {'NOT ' if term.no else ''}EXISTS ({there})"
            values += [spelling for _ in texts for spelling in spellings]
        elif len(term.run) > 2:
            sieve += " AND {row} NOT IN (SELECT rowid FROM grams WHERE grams MATCH ?)"
            values.append(_gram_query([term.run]))
        else:
            sieve += " AND {row} NOT IN (SELECT row FROM unspaced WHERE instr(text, ?) > 0)"
            values.append(term.run)
    return replace(within, sieve=sieve, sieve_values=tuple(values))


_Source = tuple[str, list[object]]


def _sources(db: Reader, query: Query, typed: str, within: Within) -> list[_Source]:
    """Where matches come from, each a SELECT of `row` that runs from new to old of itself."""
    if query.signs:
        return [_signed(db, query, within)]
    if query.unspaced:
        return [_inside_runs(db, query, within)]
    more, values = within.sql(db, "words.rowid")
    sources: list[_Source] = [
        (f"SELECT rowid AS row FROM words WHERE words MATCH ?{more}", [query.words, *values])
    ]
    terms = _plain_terms(typed)
    if terms and db.value("SELECT 1 FROM unspaced LIMIT 1"):  # the words may stand inside a run, too
        sources.append(_inside_runs(db, Query(runs=tuple(terms)), within))
    return sources


def _rows(db: Reader, sources: Sequence[_Source], limit: int) -> list[int]:
    """The newest of all sources, without gathering more of each than that."""
    newest = [f"SELECT row FROM ({sql} ORDER BY row DESC LIMIT ?)" for sql, _ in sources]
    values = [value for _, values in sources for value in (*values, limit)]
    sql = " UNION ".join(newest) + " ORDER BY row DESC LIMIT ?"
    return [row for (row,) in db.all(sql, *values, limit)]


# -- words -------------------------------------------------------------------------------------------------


def _from_words(db: Reader, words: str, order: str, limit: int, within: Within) -> list[Found]:
    more, values = within.sql(db, "words.rowid")
    sql = f"""
        SELECT rowid, highlight(words, 0, ?, ?), snippet(words, 1, ?, ?, '…', {_SNIPPET_WORDS})
        FROM words WHERE words MATCH ?{more} ORDER BY {order} LIMIT ?"""
    marks = (MARK_START, MARK_END)
    return [Found(*row) for row in db.all(sql, *marks, *marks, words, *values, limit)]


# -- scripts without spaces --------------------------------------------------------------------------------


def _gram_query(runs: Sequence[str]) -> str:
    return str(Words.web_query(" ".join('"' + run.replace('"', " ") + '"' for run in runs)))


def _inside_runs(db: Reader, query: Query, within: Within) -> _Source:
    """Rows that hold every run and every word of a query."""
    if query.runs:
        sql, row = "SELECT rowid AS row FROM grams WHERE grams MATCH ?", "grams.rowid"
        values: list[object] = [_gram_query(query.runs)]
        text = "(SELECT text FROM unspaced WHERE unspaced.row = grams.rowid)"
    else:
        sql, row, values, text = "SELECT row FROM unspaced WHERE 1", "unspaced.row", [], "text"
    if query.words:
        sql += f" AND +{row} IN (SELECT rowid FROM words WHERE words MATCH ?)"
        values.append(query.words)
    for short in query.short:
        sql += f" AND instr({text}, ?) > 0"
        values.append(short)
    more, others = within.sql(db, row)
    return sql + more, [*values, *others]


def _signed(db: Reader, query: Query, within: Within) -> _Source:
    """As `_inside_runs`, for queries with signs in them too."""
    sql = "SELECT row FROM written WHERE 1"
    values: list[object] = []
    if query.unspaced:
        inside, values = _inside_runs(db, replace(query, words="", signs=()), EVERYWHERE)
        sql += f" AND row IN ({inside})"
    if query.words:
        sql += " AND row IN (SELECT rowid FROM words WHERE words MATCH ?)"
        values.append(query.words)
    for sign in query.signs:
        sql += " AND (instr(body, ?) > 0 OR instr(title, ?) > 0 OR instr(tags, ?) > 0)"
        values += [sign, sign, sign]
    more, others = within.sql(db, "written.row")
    return sql + more, [*values, *others]


def _folded(typed: str) -> list[str]:
    return [fold(term) for term in typed.split()]


def _plain_terms(typed: str) -> list[str]:
    """The terms of a plain list of words, or none: exclusions and brackets mean something only to the word index."""
    terms = typed.split()
    plain = all(term.isalnum() and len(term) > 2 and term not in ("AND", "OR", "NOT") for term in terms)
    return [fold(term) for term in terms] if plain else []


def _by_hand(db: Reader, rows: Sequence[int], terms: Sequence[str]) -> list[Found]:
    """Snippets for rows the word index did not find: around the first place where a term stands."""
    found = []
    for row in rows:
        title, text = db.one("SELECT title, body FROM written WHERE row = ?", row) or ("", "")
        found.append(Found(row, _marked(title, terms), _marked(_around(text, terms), terms)))
    return found


def _around(text: str, terms: Sequence[str]) -> str:
    lowered = fold_in_place(text)
    found = [at for term in terms if (at := lowered.find(term)) >= 0]
    start = max(0, min(found, default=0) - _BEFORE)
    end = start + _BEFORE + _AFTER
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _marked(text: str, terms: Sequence[str]) -> str:
    pieces, at = [], 0
    for start, end in sorted(span for term in terms for span in places(text, plain(term))):
        if start >= at:
            pieces += [text[at:start], MARK_START, text[start:end], MARK_END]
            at = end
    return "".join([*pieces, text[at:]])
