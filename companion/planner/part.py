"""What every part of the planner works with."""

from collections.abc import Callable
from datetime import datetime

from companion import zones
from companion.planner.occurrences import Occurrences
from companion.store import Store


class Part:
    """A part of the planner: the open store, a clock, and the times of what repeats."""

    def __init__(self, store: Store, now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._now = now
        self._occurrences = Occurrences(store)
        self.zone: Callable[[], str] = zones.local_name
        """The name of the machine's zone; a window knows it on systems that do not tell."""
