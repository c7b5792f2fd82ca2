"""What a calendar file says, as values: drafts of plans, the occurrences somebody edited, and remarks about the rest."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from companion.planner import Repeat

KEPT = frozenset({"zone", "encoding", "line", "length", "edit"})
"""Remarks about what came in all the same, only not quite as it stands in the file."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file: the line it is about (0 is the whole file), of which event, and a code.

    Left out: "date", "rule", "often", "several_rules", "this_and_future", "cancelled", "task", "broken", "long", "again".
    Taken in all the same: see `KEPT`. `title` and `detail` (a zone's name) are words from the file.
    """

    line: int
    why: str
    title: str = ""
    detail: str = ""

    @property
    def left_out(self) -> bool:
        return self.why not in KEPT


@dataclass(frozen=True, slots=True)
class Edit:
    """One occurrence of a series that differs, named by the start its rule gave it."""

    was: str
    start: datetime
    whole_day: bool = False
    minutes: int | None = None
    end_day: date | None = None
    title: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one UID says, made fit for the planner. Times are the wall clock's in `zone`, which may float."""

    uid: str
    line: int
    title: str
    place: str
    start: datetime
    whole_day: bool
    zone: str = ""
    minutes: int | None = None
    end_day: date | None = None
    repeat: Repeat | None = None
    edits: tuple[Edit, ...] = ()
    cancelled: bool = False
    sequence: int = 0
    changed: str = ""

    @property
    def mark(self) -> str:
        """Two drafts with the same mark say the same; when it was changed, and where it stood, does not count."""
        said = replace(self, line=0, sequence=0, changed="")
        return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:32]


_ALONE = re.compile(r"(.+)/(\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)", re.DOTALL)


def split_uid(uid: str) -> tuple[str, str]:
    """The UID in a file for what a plan goes by, and the start of the occurrence it is alone, which is mostly empty."""
    found = _ALONE.fullmatch(uid)
    return (found[1], found[2]) if found else (uid, "")
