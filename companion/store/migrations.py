"""The database's history: numbered steps in SQL, each in a transaction of its own.

`user_version` says how many steps a file has seen. A step that shipped is never edited; what changes later is a new
step. Steps speak SQL only and import nothing of today's code, so that an old file is upgraded the same way for ever.
"""

from typing import Final

APPLICATION_ID: Final = 0x436D704E  # "CmpN"

_ENTRIES = """
CREATE TABLE batch (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    source  TEXT NOT NULL,
    started TEXT NOT NULL,
    done    TEXT
);

-- What a list shows, and nothing longer. The row number follows the date; `id` stays for ever.
CREATE TABLE entry (
    row       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    at        TEXT NOT NULL,
    title     TEXT NOT NULL DEFAULT '',
    preview   TEXT NOT NULL DEFAULT '',
    mood      INTEGER CHECK (mood BETWEEN 1 AND 5),
    closeness INTEGER CHECK (closeness BETWEEN 1 AND 5),
    tags      TEXT NOT NULL DEFAULT '',
    changed   TEXT NOT NULL,
    trashed   TEXT,
    batch     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entry_trashed ON entry (trashed);
CREATE INDEX entry_tagged ON entry (tags) WHERE tags <> '';
CREATE INDEX entry_batch ON entry (batch) WHERE batch <> 0;

CREATE TABLE body (
    row     INTEGER PRIMARY KEY REFERENCES entry (row) ON UPDATE CASCADE ON DELETE CASCADE,
    text    TEXT NOT NULL,
    sitting TEXT NOT NULL DEFAULT ''
);

CREATE TABLE history (
    number INTEGER PRIMARY KEY,
    entry  TEXT NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    title  TEXT NOT NULL,
    text   TEXT NOT NULL
);
CREATE INDEX history_entry ON history (entry, number);

-- The bytes are a file named `media`. No reference to entry: a photo may come before the first save of its page.
CREATE TABLE photo (
    id        TEXT PRIMARY KEY,
    entry     TEXT NOT NULL,
    media     TEXT NOT NULL UNIQUE,
    place     INTEGER NOT NULL,
    name      TEXT NOT NULL DEFAULT '',
    caption   TEXT NOT NULL DEFAULT '',
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('jpeg', 'png')),
    size      INTEGER NOT NULL,
    thumbnail BLOB NOT NULL,
    added     TEXT NOT NULL,
    removed   TEXT
);
CREATE INDEX photo_entry ON photo (entry, place);
CREATE INDEX photo_removed ON photo (removed) WHERE removed IS NOT NULL;
"""

# Whatever is stored is in the index, in the trash or not, so moving something there and back costs nothing.
# Deleting from an index over foreign content needs the old values, so every trigger says them.
_SEARCH = """
CREATE VIEW written AS
    SELECT entry.row AS row, entry.title AS title, body.text AS body, entry.tags AS tags
    FROM entry JOIN body ON body.row = entry.row;

CREATE VIRTUAL TABLE words USING fts5 (
    title, body, tags,
    content='written', content_rowid='row',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', detail=full
);

-- An import (batch <> 0) indexes a slice of entries after storing it: every statement with a trigger like this one
-- makes FTS5 write out what it has gathered, and that entry by entry takes twice as long.
CREATE TRIGGER body_new AFTER INSERT ON body
WHEN (SELECT batch = 0 FROM entry WHERE row = new.row) BEGIN
    INSERT INTO words (rowid, title, body, tags)
        SELECT row, title, new.text, tags FROM entry WHERE row = new.row;
END;
CREATE TRIGGER body_text AFTER UPDATE OF text ON body WHEN old.text IS NOT new.text BEGIN
    INSERT INTO words (words, rowid, title, body, tags)
        SELECT 'delete', row, title, old.text, tags FROM entry WHERE row = old.row;
    INSERT INTO words (rowid, title, body, tags)
        SELECT row, title, new.text, tags FROM entry WHERE row = new.row;
END;
CREATE TRIGGER entry_words AFTER UPDATE OF title, tags ON entry
WHEN old.row = new.row AND (old.title IS NOT new.title OR old.tags IS NOT new.tags) BEGIN
    INSERT INTO words (words, rowid, title, body, tags)
        SELECT 'delete', row, old.title, text, old.tags FROM body WHERE row = old.row;
    INSERT INTO words (rowid, title, body, tags)
        SELECT row, new.title, text, new.tags FROM body WHERE row = new.row;
END;
CREATE TRIGGER entry_leaves_row BEFORE UPDATE OF row ON entry WHEN old.row <> new.row BEGIN
    INSERT INTO words (words, rowid, title, body, tags)
        SELECT 'delete', row, old.title, text, old.tags FROM body WHERE row = old.row;
END;
-- Whether the body has followed by now is SQLite's affair; only one of the two numbers can be its.
CREATE TRIGGER entry_enters_row AFTER UPDATE OF row ON entry WHEN old.row <> new.row BEGIN
    INSERT INTO words (rowid, title, body, tags)
        SELECT new.row, new.title, text, new.tags FROM body WHERE row IN (old.row, new.row);
END;
CREATE TRIGGER entry_gone BEFORE DELETE ON entry BEGIN
    INSERT INTO words (words, rowid, title, body, tags)
        SELECT 'delete', row, old.title, text, old.tags FROM body WHERE row = old.row;
END;

-- Runs in scripts without spaces, for entries that have any; empty in most diaries.
CREATE TABLE unspaced (
    row  INTEGER PRIMARY KEY REFERENCES entry (row) ON UPDATE CASCADE ON DELETE CASCADE,
    text TEXT NOT NULL
);
CREATE VIRTUAL TABLE grams USING fts5 (
    text, content='unspaced', content_rowid='row', tokenize='trigram', detail=full
);
CREATE TRIGGER unspaced_new AFTER INSERT ON unspaced BEGIN
    INSERT INTO grams (rowid, text) VALUES (new.row, new.text);
END;
CREATE TRIGGER unspaced_changed AFTER UPDATE ON unspaced
WHEN old.row <> new.row OR old.text IS NOT new.text BEGIN
    INSERT INTO grams (grams, rowid, text) VALUES ('delete', old.row, old.text);
    INSERT INTO grams (rowid, text) VALUES (new.row, new.text);
END;
CREATE TRIGGER unspaced_gone AFTER DELETE ON unspaced BEGIN
    INSERT INTO grams (grams, rowid, text) VALUES ('delete', old.row, old.text);
END;
"""

_REST = """
CREATE TABLE check_in (
    day       TEXT PRIMARY KEY,
    at        TEXT NOT NULL,
    closeness INTEGER CHECK (closeness BETWEEN 1 AND 5),
    energy    INTEGER CHECK (energy BETWEEN 1 AND 3),
    mood      INTEGER CHECK (mood BETWEEN 1 AND 5),
    cleared   TEXT
) WITHOUT ROWID;

CREATE TABLE plan (
    id        TEXT PRIMARY KEY,
    title     TEXT NOT NULL,
    idea      TEXT,
    day       TEXT NOT NULL,
    at        TEXT,
    part      TEXT CHECK (part IN ('morning', 'afternoon', 'evening', 'day')),
    minutes   INTEGER,
    place     TEXT NOT NULL DEFAULT '',
    pressure  INTEGER NOT NULL CHECK (pressure BETWEEN 1 AND 5),
    apart     INTEGER NOT NULL DEFAULT 0,
    invite    TEXT NOT NULL DEFAULT '',
    state     TEXT NOT NULL CHECK (state IN ('planned', 'let_go', 'done', 'didnt')),
    line      TEXT NOT NULL DEFAULT '',
    closeness INTEGER CHECK (closeness BETWEEN 1 AND 3),
    created   TEXT NOT NULL,
    changed   TEXT NOT NULL
);
CREATE INDEX plan_day ON plan (day);

CREATE TABLE own_idea (
    id      TEXT PRIMARY KEY,
    title   TEXT NOT NULL,
    fields  TEXT NOT NULL,
    created TEXT NOT NULL,
    trashed TEXT
);

-- An empty idea hides the whole suggestion for that day.
CREATE TABLE declined (
    day  TEXT NOT NULL,
    idea TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (day, idea)
) WITHOUT ROWID;

CREATE TABLE kept_card (
    id        TEXT PRIMARY KEY,
    prompt    TEXT NOT NULL,
    text      TEXT NOT NULL,
    note      TEXT NOT NULL DEFAULT '',
    at        TEXT NOT NULL,
    forgotten TEXT
);

CREATE TABLE pref (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Housekeeping that was begun and is done a little at a time.
CREATE TABLE upkeep (
    task  TEXT PRIMARY KEY,
    state INTEGER NOT NULL
) WITHOUT ROWID;
"""

# A deck is there while a card of it is, so it has no table of its own.
_OWN_CARDS = """
CREATE TABLE own_card (
    id       TEXT PRIMARY KEY,
    deck     TEXT NOT NULL,
    text     TEXT NOT NULL,
    smaller  TEXT NOT NULL DEFAULT '',
    listener TEXT NOT NULL DEFAULT '',
    depth    INTEGER NOT NULL CHECK (depth BETWEEN 1 AND 5),
    created  TEXT NOT NULL,
    changed  TEXT NOT NULL,
    trashed  TEXT
);
"""

# A plan may repeat, and have a zone, a reminder, and a past in somebody else's calendar. A check cannot be widened, so
# the table is made anew. `occurrence` is what happened to single times of a series: `was` is the start its rule gave it
# on the wall clock; with a day it has a time of its own; `fields` is whatever else differs from the series.
_PLANS_THAT_REPEAT = """
ALTER TABLE plan RENAME TO plan_before;
CREATE TABLE plan (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    idea       TEXT,
    day        TEXT NOT NULL,
    at         TEXT,
    part       TEXT CHECK (part IN ('morning', 'afternoon', 'evening', 'day', 'week')),
    end_day    TEXT,
    minutes    INTEGER,
    place      TEXT NOT NULL DEFAULT '',
    pressure   INTEGER NOT NULL CHECK (pressure BETWEEN 1 AND 5),
    apart      INTEGER NOT NULL DEFAULT 0,
    invite     TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL CHECK (state IN ('planned', 'let_go', 'done', 'didnt')),
    line       TEXT NOT NULL DEFAULT '',
    closeness  INTEGER CHECK (closeness BETWEEN 1 AND 3),
    zone       TEXT NOT NULL DEFAULT '',
    zone_there TEXT NOT NULL DEFAULT '',
    rule       TEXT,
    extra      TEXT NOT NULL DEFAULT '',
    gone       TEXT NOT NULL DEFAULT '',
    remind     INTEGER,
    uid        TEXT NOT NULL DEFAULT '',
    sequence   INTEGER NOT NULL DEFAULT 0,
    alias      TEXT NOT NULL DEFAULT '',
    batch      INTEGER NOT NULL DEFAULT 0,
    created    TEXT NOT NULL,
    changed    TEXT NOT NULL
);
INSERT INTO plan (id, title, idea, day, at, part, minutes, place, pressure, apart, invite, state, line, closeness,
        created, changed)
    SELECT id, title, idea, day, at, part, minutes, place, pressure, apart, invite, state, line, closeness,
        created, changed
    FROM plan_before;
DROP TABLE plan_before;
CREATE INDEX plan_day ON plan (day);
CREATE INDEX plan_long ON plan (day) WHERE end_day IS NOT NULL OR part = 'week';
CREATE INDEX plan_repeats ON plan (id) WHERE rule IS NOT NULL;
CREATE INDEX plan_uid ON plan (uid) WHERE uid <> '';
CREATE INDEX plan_batch ON plan (batch) WHERE batch <> 0;

CREATE TABLE occurrence (
    plan      TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    was       TEXT NOT NULL,
    day       TEXT,
    at        TEXT,
    part      TEXT CHECK (part IN ('morning', 'afternoon', 'evening', 'day', 'week')),
    state     TEXT NOT NULL CHECK (state IN ('planned', 'let_go', 'done', 'didnt')),
    line      TEXT NOT NULL DEFAULT '',
    closeness INTEGER CHECK (closeness BETWEEN 1 AND 3),
    fields    TEXT NOT NULL DEFAULT '{}',
    changed   TEXT NOT NULL,
    PRIMARY KEY (plan, was)
) WITHOUT ROWID;
CREATE INDEX occurrence_was ON occurrence (was);
CREATE INDEX occurrence_day ON occurrence (day) WHERE day IS NOT NULL;
"""

# What came from calendar files, by UID, as the file said it: to know the same file again, and an older one. And the
# SEQUENCE (RFC 5545, 3.8.7.4) is `sequence`, what somebody else's calendar said, and `revision`, which grows whenever a
# plan is another one for a calendar, by whatever way it was changed.
_CALENDARS = """
CREATE TABLE calendar_item (
    uid      TEXT PRIMARY KEY,
    plan     TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    revised  TEXT NOT NULL,
    mark     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX calendar_item_plan ON calendar_item (plan);

ALTER TABLE plan ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER plan_is_another AFTER UPDATE OF
    title, day, at, part, end_day, minutes, place, zone, rule, extra, gone, remind, alias, state ON plan
WHEN old.title <> new.title OR old.day <> new.day OR old.at IS NOT new.at OR old.part IS NOT new.part
    OR old.end_day IS NOT new.end_day OR old.minutes IS NOT new.minutes OR old.place <> new.place
    OR old.zone <> new.zone OR old.rule IS NOT new.rule OR old.extra <> new.extra OR old.gone <> new.gone
    OR old.remind IS NOT new.remind OR old.alias <> new.alias
    OR (old.state IN ('let_go', 'didnt')) <> (new.state IN ('let_go', 'didnt'))
BEGIN
    UPDATE plan SET revision = revision + 1 WHERE id = new.id;
END;
CREATE TRIGGER occurrence_is_new AFTER INSERT ON occurrence BEGIN
    UPDATE plan SET revision = revision + 1 WHERE id = new.plan;
END;
CREATE TRIGGER occurrence_is_another AFTER UPDATE ON occurrence BEGIN
    UPDATE plan SET revision = revision + 1 WHERE id = new.plan;
END;
CREATE TRIGGER occurrence_is_gone AFTER DELETE ON occurrence BEGIN
    UPDATE plan SET revision = revision + 1 WHERE id = old.plan;
END;
"""

# What a person notes of an entry beside its words, and where and whether by the hour. And texts to begin a page with.
_NOTED = """
ALTER TABLE entry ADD COLUMN energy INTEGER CHECK (energy BETWEEN 1 AND 3);
ALTER TABLE entry ADD COLUMN feelings TEXT NOT NULL DEFAULT '';
ALTER TABLE entry ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN kept_away INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE entry ADD COLUMN day_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN guide TEXT NOT NULL DEFAULT '';
-- Whether it shows a photo: kept here by triggers, for a photo may come before the first save of its page.
ALTER TABLE entry ADD COLUMN pictured INTEGER NOT NULL DEFAULT 0;
UPDATE entry SET pictured = 1 WHERE id IN (SELECT entry FROM photo WHERE removed IS NULL);
CREATE TRIGGER photo_new AFTER INSERT ON photo BEGIN
    UPDATE entry SET pictured = 1 WHERE id = new.entry AND new.removed IS NULL;
END;
CREATE TRIGGER photo_removed AFTER UPDATE OF removed ON photo BEGIN
    UPDATE entry SET pictured = EXISTS (SELECT 1 FROM photo WHERE entry = new.entry AND removed IS NULL)
    WHERE id = new.entry;
END;
CREATE TRIGGER photo_gone AFTER DELETE ON photo BEGIN
    UPDATE entry SET pictured = EXISTS (SELECT 1 FROM photo WHERE entry = old.entry AND removed IS NULL)
    WHERE id = old.entry;
END;
CREATE TRIGGER entry_pictured AFTER INSERT ON entry
WHEN EXISTS (SELECT 1 FROM photo WHERE entry = new.id AND removed IS NULL) BEGIN
    UPDATE entry SET pictured = 1 WHERE row = new.row;
END;

-- What can be filtered by, each in an index that answers without reading a row, newest first by the row number at its end.
DROP INDEX entry_tagged;
CREATE INDEX entry_tagged ON entry (tags) WHERE tags <> '' AND trashed IS NULL;
CREATE INDEX entry_felt ON entry (feelings) WHERE feelings <> '' AND trashed IS NULL;
CREATE INDEX entry_mood ON entry (mood) WHERE mood IS NOT NULL AND trashed IS NULL;
CREATE INDEX entry_closeness ON entry (closeness) WHERE closeness IS NOT NULL AND trashed IS NULL;
CREATE INDEX entry_energy ON entry (energy) WHERE energy IS NOT NULL AND trashed IS NULL;
CREATE INDEX entry_starred ON entry (starred) WHERE starred <> 0 AND trashed IS NULL;
CREATE INDEX entry_pictured ON entry (pictured) WHERE pictured <> 0 AND trashed IS NULL;
CREATE INDEX entry_untitled ON entry (title) WHERE title = '' AND trashed IS NULL;

ALTER TABLE photo ADD COLUMN alt TEXT NOT NULL DEFAULT '';

CREATE TABLE template (
    id      TEXT PRIMARY KEY,
    title   TEXT NOT NULL,
    text    TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    trashed TEXT
);
"""

HOW_WORDS_PART: Final = (
    """tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc' separators '\ufe0e\ufe0f'\""""
)
"""Vowel signs and other marks belong to their word; those that say how an emoji looks do not."""

# The word index speaks one spelling (`companion.spelling`), which SQL has no words for: entries are put in and taken out
# by `companion.store.words`, and those that are there go in before the file is used. Its parts are not merged by FTS5 itself,
# which does it at every 64th page that is written, as much then as was put off: 60 ms of a save, while somebody types.
_ONE_SPELLING = f"""
DROP TRIGGER body_new;
DROP TRIGGER body_text;
DROP TRIGGER entry_words;
DROP TRIGGER entry_leaves_row;
DROP TRIGGER entry_enters_row;
DROP TRIGGER entry_gone;
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, tags,
    content='written', content_rowid='row', {HOW_WORDS_PART}, prefix='1 2 3', detail=full
);
INSERT INTO words (words, rank) VALUES ('automerge', 0);
INSERT OR REPLACE INTO upkeep (task, state) SELECT 'index words', 0 WHERE EXISTS (SELECT 1 FROM entry);
"""

STEPS: Final[tuple[str, ...]] = (
    f"PRAGMA application_id = {APPLICATION_ID};" + _ENTRIES + _SEARCH + _REST,
    _OWN_CARDS,
    _PLANS_THAT_REPEAT,
    _CALENDARS,
    _NOTED,
    _ONE_SPELLING,
)

LATEST: Final = len(STEPS)


def statements(script: str) -> list[str]:
    """A script cut into statements. A trigger's body has semicolons of its own, so SQLite itself says where one ends."""
    from sqlcipher3 import dbapi2

    found: list[str] = []
    pending = ""
    for piece in script.split(";")[:-1]:
        pending += piece + ";"
        if dbapi2.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip() or script.split(";")[-1].strip():
        raise ValueError("a migration ends in the middle of a statement")
    return found
