"""When to say that something was planned: the moments, and nothing of what it is."""

from datetime import UTC, datetime, timedelta

from companion import zones
from companion.planner import rows
from companion.planner.occurrences import keyed
from companion.planner.part import Part
from companion.planner.values import AROUND, Due, Plan

LONGEST = 28 * 1440
"""Minutes a reminder may lie before or after the beginning."""
_DAY = 1440


class Reminders(Part):
    """What is due."""

    def due(self, after: datetime, until: datetime) -> list[Due]:
        """The reminders of what is still planned, later than `after` and not later than `until`, in order.

        Both need a zone. Where the machine is counts now: what goes with the machine is reckoned by its present clock.
        """
        reach = timedelta(minutes=LONGEST) + timedelta(days=2)
        start, end = (after - reach).date(), (until + reach).date()
        with self._store.reading() as db:
            alone = rows.plans(
                db,
                "WHERE rule IS NULL AND state = 'planned' AND remind IS NOT NULL AND day BETWEEN ? AND ?",
                *(start.isoformat(), end.isoformat()),
            )
        found = [keyed(plan) for plan in alone] + self._occurrences.within(start, end)
        low, high = (when.astimezone(UTC).replace(tzinfo=None) for when in (after - AROUND, until + AROUND))
        due = [
            Due(moment_of(plan), plan.key)
            for begins, _, _, plan in found
            if plan.remind is not None
            and plan.state == "planned"
            and low <= begins - timedelta(minutes=plan.remind) <= high  # roughly: zones cost more
        ]
        return sorted((one for one in due if after < one.when <= until), key=lambda one: (one.when, one.key))


def moment_of(plan: Plan) -> datetime:
    """The moment of a plan's reminder. Days are the wall clock's, so that "the day before" is at the same time; hours
    and minutes before a time are as long as they say, also in the night the clocks change."""
    before = plan.remind or 0
    if plan.at is None:
        return zones.moment(plan.begins - timedelta(minutes=before))
    days, minutes = divmod(before, _DAY) if before > 0 else (0, before)
    return zones.moment(plan.begins - timedelta(days=days), plan.zone) - timedelta(minutes=minutes)
