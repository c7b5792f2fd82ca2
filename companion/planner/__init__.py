"""Things to do together: plans with a day, what became of them, ideas of one's own, and one suggestion.

Nothing here counts or judges. A plan is let go without a reason, one that did not happen is never asked about again,
and the suggestion never asks for more than the day's check-in leaves room for. Times are the wall clock's at the place
where something was planned; a moment in the world is worked out when one is needed (`zones.py`).

`values.py` has what is spoken of, `rrule.py` and `rules.py` RFC 5545, `repeat.py` what a form offers of it,
`occurrences.py` the times of everything that repeats, `plans.py`, `scope.py`, `reminders.py`, `ideas.py` and `suggest.py`
what a person does with it.
"""

from datetime import datetime

from companion.changes import Change
from companion.planner.ideas import Ideas
from companion.planner.reminders import Reminders
from companion.planner.repeat import Choice
from companion.planner.scope import Scope, Scopes
from companion.planner.suggest import Suggesting
from companion.planner.values import (
    DEFAULT_MINUTES,
    PARTS,
    Due,
    Helped,
    Noted,
    Part,
    Plan,
    Repeat,
    State,
    Suggestion,
)
from companion.store.tables import days_before

__all__ = [
    "DEFAULT_MINUTES",
    "PARTS",
    "Choice",
    "Due",
    "Helped",
    "Noted",
    "Part",
    "Plan",
    "Planner",
    "Repeat",
    "Scope",
    "State",
    "Suggestion",
]

TRASH_DAYS = 30


class Planner(Scopes, Reminders, Ideas, Suggesting):
    """All plans and own ideas of one open vault. Reading works in every thread."""

    def purge(self, now: datetime) -> Change:
        """Remove ideas that were in the trash for 30 days, and what was declined on days long gone."""
        with self._store.transaction() as db:
            db.run("DELETE FROM own_idea WHERE trashed < ?", days_before(now, TRASH_DAYS))
            db.run("DELETE FROM declined WHERE day < ?", days_before(now, TRASH_DAYS)[:10])
        return Change("planner")
