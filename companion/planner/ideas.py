"""Ideas of one's own, in the shape of the ones that ship, with a trash."""

import json
import uuid
from dataclasses import asdict, fields
from typing import Any

from companion.changes import Change
from companion.content import Activity
from companion.errors import NotFound, UsageError
from companion.planner.part import Part
from companion.store.tables import stamp
from companion.store.text import clean, clean_line


class Ideas(Part):
    """What somebody put on the shelf themselves."""

    def own_ideas(self, *, trashed: bool = False) -> list[Activity]:
        """Ideas somebody wrote themselves, the latest first, in the shape of the ones that ship."""
        state = "IS NOT NULL" if trashed else "IS NULL"
        with self._store.reading() as db:
            rows = db.all(
                f"SELECT id, title, fields FROM own_idea WHERE trashed {state} ORDER BY created DESC, id"
            )
        return [_idea(id, title, json.loads(written)) for id, title, written in rows]

    def own_idea(self, title: str, **chosen: Any) -> Activity:
        """A new idea with a title and whatever fields of an Activity are given. Not stored until it is saved."""
        return _idea(str(uuid.uuid4()), title, chosen)

    def save_idea(self, idea: Activity) -> Change:
        """Store an own idea, new or known."""
        if not idea.title.strip():
            raise UsageError(reason="an idea needs a title")
        written = {name: _cleaned(value) for name, value in asdict(idea).items() if name not in _APART}
        with self._store.transaction() as db:
            db.run(
                "INSERT INTO own_idea (id, title, fields, created) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET title = excluded.title, fields = excluded.fields",
                *(idea.id, clean_line(idea.title), json.dumps(written, ensure_ascii=False)),
                stamp(self._now()),
            )
        return Change("planner", frozenset({idea.id}))

    def trash_idea(self, id: str) -> Change:
        """Off the shelf, for 30 days; undo puts it back."""
        return self._set_trashed(id, stamp(self._now()))

    def put_back_idea(self, id: str) -> Change:
        return self._set_trashed(id, None)

    def _set_trashed(self, id: str, when: str | None) -> Change:
        with self._store.transaction() as db:
            if not db.run("UPDATE own_idea SET trashed = ? WHERE id = ?", when, id):
                raise NotFound(what="idea")
        back = self.put_back_idea if when else self.trash_idea
        return Change("planner", frozenset({id}), "trashed" if when else "put_back", lambda: back(id))


_APART = ("id", "title", "own")
_DEFAULTS: dict[str, Any] = {
    "what": "",
    "pressure": 1,
    "talk": 0,
    "minutes": (10, 30),
    "cost": 0,
    "place": ("anywhere",),
    "energy": 1,
    "touch": "none",
    "access": "",
    "season": ("any",),
    "invite": (),
    "leave": "",
    "family": "",
}
_FIELDS = frozenset(entry.name for entry in fields(Activity)) - set(_APART)


def _idea(id: str, title: str, written: dict[str, Any]) -> Activity:
    known = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in written.items()
        if name in _FIELDS
    }
    return Activity(id=id, title=title, own=True, **(_DEFAULTS | known))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (tuple, list)):
        return [_cleaned(part) for part in value]
    return value
