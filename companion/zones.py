"""Wall clocks and moments: where a time on the clock lies in the world, and what the clock says elsewhere.

RFC 5545, 3.3.5: a time that does not exist because the clocks go forward is reckoned with the offset from before the
gap, so it comes out later by the length of the gap; a time that comes twice is the first of the two. An empty or
unknown name is the machine's own zone, asked anew each time: a person may travel with the app open.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo


@lru_cache(512)
def zone(name: str) -> ZoneInfo | None:
    """A zone by its IANA name; None for one nobody knows."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def moment(wall: datetime, name: str = "") -> datetime:
    """The moment, in UTC, at which the clocks of a zone show this for the first time."""
    found = zone(name)
    wall = wall.replace(tzinfo=found, fold=0)
    try:
        if found is None:
            _look_again()
        return wall.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return wall.replace(tzinfo=UTC)


def wall_clock(when: datetime, name: str = "") -> datetime:
    """What the clocks of a zone show at a moment. A moment without a zone is in UTC."""
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    found = zone(name)
    try:
        if found is None:
            _look_again()
        return when.astimezone(found).replace(tzinfo=None, fold=0)
    except (OverflowError, ValueError, OSError):
        return when.replace(tzinfo=None)


_looked: tuple[float, tuple[object, ...]] = (-1.0, ())


def _look_again() -> None:
    # The C library reads the machine's zone once and keeps it. Reading it costs as much as all the reckoning, and nobody
    # travels faster than once a second; what others have read in between counts.
    global _looked
    if not hasattr(time, "tzset"):
        return
    now, known = time.monotonic(), (os.environ.get("TZ"), time.tzname, time.timezone)
    if now - _looked[0] >= 1 or known != _looked[1]:
        time.tzset()
        _looked = now, (known[0], time.tzname, time.timezone)


def local_name() -> str:
    """The machine's zone by its IANA name, or empty where the system does not tell."""
    told = os.environ.get("TZ", "").lstrip(":")
    if not told:
        try:
            told = os.readlink("/etc/localtime")
        except OSError:
            try:
                told = Path("/etc/timezone").read_text(encoding="utf-8").strip()
            except (OSError, ValueError):
                return ""
    name = told.rpartition("zoneinfo/")[2]
    return name if zone(name) is not None else ""


def southern(name: str, year: int) -> bool:
    """Whether it is summer there in January, as far as the clocks tell: those of Lima or Nairobi never do."""
    found = zone(name)
    if found is None:
        return False
    january, july = (datetime(year, month, 1, tzinfo=found).utcoffset() for month in (1, 7))
    return (january or timedelta()) > (july or timedelta())
