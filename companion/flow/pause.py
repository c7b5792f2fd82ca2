"""The one thing of a talk that outlives a lock: that it was paused, and until when.

A pause keeps the prompt's id, the level, whose turn it is, the time to come back and the extensions used. The level is also
what makes the return lighter: a card deeper than it is shown in its smaller version. No words anybody said.

It is erased at the close of the talk, and in any case a day after it was made. Only where the return lies in the next evening
it lasts until twelve hours after that. Erased means overwritten in the file; no backup and no export takes it along
(`store.tables.PASSING`).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from companion.changes import Change

if TYPE_CHECKING:
    from companion.store import Store

LASTS = timedelta(hours=24)
LASTS_AFTER_RETURN = timedelta(hours=12)
CHOICES = (20, 30, 60)
PRESET = 30

_NAME = "pause"


@dataclass(frozen=True, slots=True)
class Pause:
    """Times are the wall clock's. `prompt` is empty where no card was on the table. `turn` is "me", "them", "nobody" where
    two only sat together, and empty where the pause came before the talk."""

    back: datetime
    prompt: str = ""
    level: int = 1
    turn: str = ""
    extensions: int = 0


class Pauses:
    """The pause of one open vault, if there is one. Reading works in every thread, writing in the one that opened it."""

    def __init__(self, store: "Store", now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._now = now

    def keep(self, pause: Pause) -> Change:
        """Keep a pause; it takes the place of an older one."""
        now = self._clock()
        ends = max(now + LASTS, pause.back + LASTS_AFTER_RETURN)
        value = {
            "back": pause.back.isoformat(),
            "prompt": pause.prompt,
            "level": pause.level,
            "turn": pause.turn,
            "extensions": pause.extensions,
            "ends": ends.isoformat(),
        }
        with self._store.transaction() as db:
            db.run("DELETE FROM pref WHERE name = ?", _NAME)
            db.run("INSERT INTO pref (name, value) VALUES (?, ?)", _NAME, json.dumps(value))
        return Change(_NAME)

    def current(self) -> Pause | None:
        """The pause that holds now, or None. One whose day is over is not given any more."""
        written = self._written()
        if written is None:
            return None
        try:
            value = json.loads(written)
            if datetime.fromisoformat(value["ends"]) <= self._clock():
                return None
            return Pause(
                datetime.fromisoformat(value["back"]),
                str(value["prompt"]),
                min(5, max(1, int(value["level"]))),
                str(value["turn"]),
                int(value["extensions"]),
            )
        except (KeyError, TypeError, ValueError):  # a vault put together by hand
            return None

    def erase(self) -> Change:
        """The talk is closed, or the person wants nothing kept."""
        with self._store.transaction() as db:
            db.run("DELETE FROM pref WHERE name = ?", _NAME)
        return Change(_NAME)

    def purge(self) -> None:
        """Erase a pause whose day is over."""
        if self._written() is not None and self.current() is None:
            self.erase()

    def _written(self) -> str | None:
        with self._store.reading() as db:
            found: str | None = db.value("SELECT value FROM pref WHERE name = ?", _NAME)
        return found

    def _clock(self) -> datetime:
        return self._now().replace(microsecond=0, tzinfo=None)


def in_minutes(now: datetime, minutes: int) -> datetime:
    return now.replace(second=0, microsecond=0, tzinfo=None) + timedelta(minutes=minutes)


def tonight_at(now: datetime, at: time) -> datetime | None:
    """That time today, or None if it is over."""
    found = datetime.combine(now.date(), at)
    return found if found > now.replace(tzinfo=None) else None


def tomorrow_at(now: datetime, at: time) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), at)
