"""Texts of one's own to begin a page with, and their trash.

A template keeps its text as it was typed. What stands in it for the day or the hour is filled in by whoever begins a
page with it.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from companion.changes import Change
from companion.diary.part import Part
from companion.errors import NotFound, UsageError
from companion.store.tables import days_before, stamp
from companion.store.text import clean, clean_line

LONGEST_TITLE = 80
_KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Template:
    """A text to begin with, under a name. Without an `id` it is not stored yet."""

    title: str
    text: str
    id: str = ""


class Templates(Part):
    """The templates of one vault."""

    def templates(self, *, trashed: bool = False) -> list[Template]:
        """By name."""
        state = "IS NOT NULL" if trashed else "IS NULL"
        with self._store.reading() as db:
            rows = db.all(f"SELECT title, text, id FROM template WHERE trashed {state}")
        return sorted((Template(*row) for row in rows), key=lambda one: (one.title.casefold(), one.id))

    def save_template(self, template: Template) -> Change:
        """Store a template, new or known. It needs a name and something in it (UsageError). Undo of a change puts back
        what was there; undo of a new one takes it away."""
        title = " ".join(clean_line(template.title).split())[:LONGEST_TITLE]
        text = clean(template.text)
        if not title or not text.strip():
            raise UsageError(reason="a template needs a name and a text")
        stored = replace(template, title=title, text=text, id=template.id or str(uuid.uuid4()))
        before = self._template(stored.id)
        self._put_template(stored)
        if before is None:
            return Change("templates", frozenset({stored.id}), undo=lambda: self.trash_template(stored.id))
        return Change("templates", frozenset({stored.id}), undo=lambda: self.save_template(before))

    def trash_template(self, id: str) -> Change:
        """Out of the list, for 30 days; undo puts it back."""
        return self._set_template_trashed(id, stamp(self._now()))

    def put_back_template(self, id: str) -> Change:
        return self._set_template_trashed(id, None)

    def take_over_template(self, template: Template, created: str, changed: str, trashed: str | None) -> None:
        """Store one as a file has it, with its moments (UTC, ISO)."""
        self._put_template(template, created, changed)
        with self._store.transaction() as db:
            db.run("UPDATE template SET trashed = ? WHERE id = ?", trashed, template.id)

    def purge_templates(self, now: datetime) -> None:
        """Remove what has been out of the list for 30 days."""
        limit = days_before(now, _KEPT_DAYS)
        with self._store.reading() as db:
            old = db.value("SELECT 1 FROM template WHERE trashed < ?", limit)
        if old:
            with self._store.transaction() as db:
                db.run("DELETE FROM template WHERE trashed < ?", limit)

    def _template(self, id: str) -> Template | None:
        with self._store.reading() as db:
            row = db.one("SELECT title, text, id FROM template WHERE id = ?", id)
        return Template(*row) if row else None

    def _put_template(self, template: Template, created: str = "", changed: str = "") -> None:
        now = stamp(self._now())
        with self._store.transaction() as db:
            db.run(
                "INSERT INTO template (id, title, text, created, changed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET title = excluded.title, text = excluded.text, changed = excluded.changed",
                *(template.id, template.title, template.text, created or now, changed or now),
            )

    def _set_template_trashed(self, id: str, when: str | None) -> Change:
        with self._store.transaction() as db:
            if not db.run(
                "UPDATE template SET trashed = ?, changed = ? WHERE id = ?", when, stamp(self._now()), id
            ):
                raise NotFound(what="template")
        back = self.put_back_template if when else self.trash_template
        return Change("templates", frozenset({id}), "trashed" if when else "put_back", lambda: back(id))
