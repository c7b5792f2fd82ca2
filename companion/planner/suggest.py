"""One suggestion for today, why this one, and how it asks less after something was let go."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from companion import zones
from companion.changes import Change
from companion.content import Activity
from companion.errors import UsageError
from companion.planner import rows
from companion.planner.occurrences import days_on
from companion.planner.part import Part
from companion.planner.values import Helped, Noted, Plan, Suggestion
from companion.store.tables import stamp

REASONS = (
    "after_let_go",  # something was let go, so this asks less
    "low_energy",
    "low_mood",
    "low_closeness",
    "apart",  # it works from two places
    "season",
    "closer",  # there was energy and closeness, so it may ask a little more
    "few_words",  # for the one who is quiet
    "works_alone",  # for the one who reaches out: a no costs nothing
    "",
)
ENOUGH = 3
MOST = 5
LATELY = 14
"""Days in which what was let go is not suggested again."""
_CEILING, _FINE = "most_pressure", "more_is_fine"


class Suggesting(Part):
    """The suggestion, its ladder, and what seemed to help."""

    def suggestion(
        self,
        activities: Iterable[Activity],
        check_in: Noted,
        day: date | None = None,
        *,
        declined: Collection[str] | None = None,
        side: str = "",
        apart: bool = False,
    ) -> Suggestion | None:
        """One idea for this day, the same one each time it is asked, until it is declined; or None.

        Little energy, or a low mood, leaves only what asks for nothing: pressure 1 and energy 1. Otherwise up to
        pressure 2, and 3 on a day with energy and closeness; never more than the ceiling, and after something was let
        go less than that. What is planned already, or was let go lately, is not suggested.

        `declined` replaces what was declined that day. `side` is the person's role: for the quiet one it needs few
        words, for the reaching one it works alone too, where there is such an idea. `apart` is for two places.
        """
        day = day or check_in.day
        told = self.declined(day) if declined is None else frozenset(declined)
        return choose(
            activities,
            check_in,
            day,
            declined=told | self._known(day),
            ceiling=self.ceiling(),
            step=self.step(),
            side=side,
            apart=apart,
            season=season(day, self.zone()),
        )

    def _known(self, day: date) -> frozenset[str]:
        """Ideas that are in the plan ahead, or were let go lately."""
        with self._store.reading() as db:
            found = db.all(
                "SELECT DISTINCT idea FROM plan WHERE idea IS NOT NULL"
                " AND (state = 'planned' AND (day >= ?1 OR rule IS NOT NULL) OR state = 'let_go' AND day >= ?2)",
                *(day.isoformat(), days_on(day, -LATELY).isoformat()),
            )
        return frozenset(idea for (idea,) in found)

    # -- the ceiling and the ladder ------------------------------------------------------------------------

    def ceiling(self) -> int:
        """The most pressure an idea may ask for, as the person set it; MOST if they set nothing."""
        return int(self._pref(_CEILING) or MOST)

    def set_ceiling(self, most: int) -> Change:
        """Never suggest more than this, 1 to 5. Undo sets it back. UsageError for any other number."""
        if not 1 <= most <= MOST:
            raise UsageError(reason="a ceiling is 1 to 5")
        old = self.ceiling()
        self._set_pref(_CEILING, most if most < MOST else None)
        return Change("planner", undo=lambda: self.set_ceiling(old))

    def step(self) -> int:
        """The most pressure after what was let go: one less than the gentlest of it. It rises by `more_is_fine` only."""
        since = self._pref(_FINE) or ""
        with self._store.reading() as db:
            found = db.value(
                "SELECT min(pressure) FROM (SELECT pressure FROM plan WHERE state = 'let_go' AND uid = '' AND changed > ?1"
                " UNION ALL SELECT coalesce(json_extract(occurrence.fields, '$.pressure'), plan.pressure) FROM occurrence"
                " JOIN plan ON plan.id = occurrence.plan"
                " WHERE occurrence.state = 'let_go' AND plan.uid = '' AND occurrence.changed > ?1)",
                since,
            )
        return MOST if found is None else max(1, int(found) - 1)

    def more_is_fine(self) -> Change:
        """The person says that it may ask more again. Undo takes that back."""
        old = self._pref(_FINE)
        self._set_pref(_FINE, stamp(self._now()))
        return Change("planner", undo=lambda: self._fine(old))

    def _fine(self, when: str | None) -> Change:
        old = self._pref(_FINE)
        self._set_pref(_FINE, when)
        return Change("planner", undo=lambda: self._fine(old))

    def _pref(self, name: str) -> Any:
        with self._store.reading() as db:
            value = db.value("SELECT value FROM pref WHERE name = ?", name)
        return None if value is None else json.loads(value)

    def _set_pref(self, name: str, value: Any) -> None:
        with self._store.transaction() as db:
            if value is None:
                db.run("DELETE FROM pref WHERE name = ?", name)
            else:
                db.run("INSERT OR REPLACE INTO pref (name, value) VALUES (?, ?)", name, json.dumps(value))

    # -- not today ----------------------------------------------------------------------------------------

    def declined(self, day: date) -> frozenset[str]:
        """Ideas that were declined on this day."""
        with self._store.reading() as db:
            rows = db.all("SELECT idea FROM declined WHERE day = ? AND idea <> ''", day.isoformat())
        return frozenset(idea for (idea,) in rows)

    def decline_today(self, idea_id: str, day: date) -> Change:
        """Not this one today."""
        return self._decline(day, idea_id)

    def hide_suggestion(self, day: date) -> Change:
        """No suggestion until tomorrow; undo shows it again."""
        return self._decline(day, "")

    def suggestion_hidden(self, day: date) -> bool:
        with self._store.reading() as db:
            return db.value("SELECT 1 FROM declined WHERE day = ? AND idea = ''", day.isoformat()) is not None

    def _decline(self, day: date, idea: str) -> Change:
        with self._store.transaction() as db:
            db.run("INSERT OR IGNORE INTO declined (day, idea) VALUES (?, ?)", day.isoformat(), idea)
        return Change("planner", undo=lambda: self._allow(day, idea))

    def _allow(self, day: date, idea: str) -> Change:
        with self._store.transaction() as db:
            db.run("DELETE FROM declined WHERE day = ? AND idea = ?", day.isoformat(), idea)
        return Change("planner", undo=lambda: self._decline(day, idea))

    # -- what seemed to help -------------------------------------------------------------------------------

    def helped(self) -> list[Helped]:
        """What was done at least three times with its closeness noted, and felt near more often than not.

        It is about the idea; how often, and how near, stays here.
        """
        noted: dict[tuple[str | None, str], list[Plan]] = defaultdict(list)
        for plan in self._noted():
            noted[plan.idea, "" if plan.idea else plan.title.casefold()].append(plan)
        found = [
            Helped(plans[0].idea, plans[0].title)
            for plans in noted.values()
            if len(plans) >= ENOUGH and 2 * sum(plan.closeness == 3 for plan in plans) > len(plans)
        ]
        return sorted(found, key=lambda one: (one.title.casefold(), one.idea or ""))

    def _noted(self) -> list[Plan]:
        with self._store.reading() as db:
            found = rows.plans(db, "WHERE state = 'done' AND closeness IS NOT NULL ORDER BY day DESC, id")
        return found + [plan for plan in self._occurrences.done() if plan.closeness is not None]


# -- choosing ----------------------------------------------------------------------------------------------


def choose(
    activities: Iterable[Activity],
    noted: Noted,
    day: date,
    *,
    declined: Collection[str] = (),
    ceiling: int = MOST,
    step: int = MOST,
    side: str = "",
    apart: bool = False,
    season: frozenset[str] = frozenset(),
) -> Suggestion | None:
    """The rules of the suggestion alone: the same answer to the same question, in whatever order the ideas come."""
    pressure, energy = _room(noted)
    most = min(pressure, ceiling, step)
    fitting = [
        idea
        for idea in activities
        if idea.id not in declined
        and idea.pressure <= most
        and idea.energy <= energy
        and not (most == 1 and "overloaded" in idea.not_when)
        and (not apart or idea.apart)
        and ("any" in idea.season or season & set(idea.season))
    ]
    suited = [idea for idea in fitting if _suits(idea, side)]
    idea = min(suited or fitting, key=lambda idea: _lot(day, idea.id), default=None)
    if idea is None:
        return None
    reasons = {
        "after_let_go": step < min(pressure, ceiling),
        "low_energy": noted.energy == 1,
        "low_mood": noted.mood == 1,
        "low_closeness": noted.closeness == 1,
        "apart": apart,
        "season": bool(season & set(idea.season)),
        "closer": pressure == 3,
        "few_words": side == "quiet" and bool(suited),
        "works_alone": side == "reaching" and bool(suited),
    }
    return Suggestion(idea, next((reason for reason in REASONS if reasons.get(reason)), ""))


def _suits(idea: Activity, side: str) -> bool:
    if side == "quiet":
        return idea.talk <= 1
    # Somebody's own idea says nothing about being done alone, and they know it best.
    return side != "reaching" or bool(idea.solo) or idea.own


def _room(noted: Noted) -> tuple[int, int]:
    """The most pressure and energy an idea may ask for."""
    if noted.energy == 1 or noted.mood == 1:
        return 1, 1
    if noted.energy == 3 and (noted.closeness or 0) >= 4:
        return 3, 3
    pressure = 1 if noted.closeness is not None and noted.closeness <= 1 else 2
    return pressure, noted.energy or 2


def season(day: date, zone: str = "") -> frozenset[str]:
    """What the packs call this time of year, from the date and whether the zone is in the south; no weather is known.

    October to March is "cold" with "dark-evenings" in the north, April to September "warm"; the other way round in the
    south, as far as the zone's clocks tell. "wet" is never said: nobody knows.
    """
    winter = day.month in (10, 11, 12, 1, 2, 3)
    if zones.southern(zone, day.year):
        winter = not winter
    return frozenset({"cold", "dark-evenings"}) if winter else frozenset({"warm"})


def _lot(day: date, id: str) -> bytes:
    """An order that differs from day to day and never within one."""
    return hashlib.sha256(f"{day.isoformat()} {id}".encode()).digest()
