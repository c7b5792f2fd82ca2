"""The small check-in of a day: a few steps, each only if somebody chose to note it."""

from datetime import date, datetime
from types import EllipsisType

from companion.changes import Change
from companion.diary.part import Part
from companion.diary.values import CheckIn
from companion.store.tables import clock, moment, stamp


class CheckIns(Part):
    """What was noted of which day."""

    def check_in(self, day: date) -> CheckIn:
        """What was noted for this day; an empty one if nothing was."""
        found = self.check_ins(day, day)
        return found[0] if found else CheckIn(day)

    def check_ins(self, start: date, end: date) -> list[CheckIn]:
        """The days from start to end, both included, that have something noted, oldest first."""
        with self._store.reading() as db:
            rows = db.all(
                "SELECT day, closeness, energy, mood, at FROM check_in"
                " WHERE day BETWEEN ? AND ? AND cleared IS NULL ORDER BY day",
                start.isoformat(),
                end.isoformat(),
            )
        found = [
            CheckIn(date.fromisoformat(day), closeness, energy, mood, moment(at))
            for day, closeness, energy, mood, at in rows
        ]
        return [check_in for check_in in found if not check_in.empty]

    def set_check_in(
        self,
        day: date,
        *,
        at: datetime,
        closeness: int | EllipsisType | None = ...,
        energy: int | EllipsisType | None = ...,
        mood: int | EllipsisType | None = ...,
    ) -> Change:
        """Note something for a day. What is left out stays; None takes it away."""
        given = {"closeness": closeness, "energy": energy, "mood": mood}
        now = self.check_in(day)
        values = {
            name: getattr(now, name) if isinstance(value, EllipsisType) else value
            for name, value in given.items()
        }
        with self._store.transaction() as db:
            db.run(
                "INSERT INTO check_in (day, at, closeness, energy, mood) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (day) DO UPDATE SET at = excluded.at, closeness = excluded.closeness,"
                " energy = excluded.energy, mood = excluded.mood, cleared = NULL",
                *(day.isoformat(), clock(at), values["closeness"], values["energy"], values["mood"]),
            )
        return Change("check_in", frozenset({day.isoformat()}))

    def clear_check_in(self, day: date) -> Change:
        return self._set_cleared(day, stamp(self._now()))

    def _set_cleared(self, day: date, when: str | None) -> Change:
        with self._store.transaction() as db:
            db.run("UPDATE check_in SET cleared = ? WHERE day = ?", when, day.isoformat())
        undo = (lambda: self._set_cleared(day, None)) if when else (lambda: self.clear_check_in(day))
        return Change("check_in", frozenset({day.isoformat()}), "cleared" if when else "", undo)
