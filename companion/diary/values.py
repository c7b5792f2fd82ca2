"""What the diary gives and takes: plain values, no database behind them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal

NEVER: Final = datetime.min.replace(tzinfo=UTC)
OPEN_GUIDES: Final = "guides_open"
"""In `pref`, by the id of each page with an open guide: the guide, the sitting and the step. It goes with the page."""

MOST_COUNTED: Final = 10_000
"""Pages of an import that are counted: with many more it would take a frame."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of an entry. Its bytes come from `photo_data`; in the text it is a line `![caption](photo:ID)`. `alt`
    says what is on it, for somebody who cannot see it."""

    id: str
    name: str
    caption: str
    width: int
    height: int
    kind: Literal["jpeg", "png"]
    thumbnail: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What a list shows of an entry."""

    row: int
    id: str
    when: datetime
    title: str
    preview: str
    mood: int | None
    closeness: int | None
    tags: tuple[str, ...]
    trashed: datetime | None = None
    starred: bool = False
    feelings: tuple[str, ...] = ()
    day_only: bool = False
    pictured: bool = False
    energy: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole entry. `row` 0 means it was never saved; `changed` is UTC.

    `when` is the clock on the wall, `zone` the IANA name of where it hung, or "" if nobody knows; with `day_only` the
    hour means nothing. `feelings` are ids of the feelings pack and words of one's own. `kept_away` keeps it out of
    looking back. `guide` is the id of the guide it was written with.
    """

    id: str
    when: datetime
    title: str = ""
    text: str = ""
    mood: int | None = None
    closeness: int | None = None
    tags: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    changed: datetime = NEVER
    row: int = 0
    energy: int | None = None
    feelings: tuple[str, ...] = ()
    starred: bool = False
    kept_away: bool = False
    zone: str = ""
    day_only: bool = False
    guide: str = ""

    @property
    def empty(self) -> bool:
        """Nothing to keep. A photo alone is something, and so is a feeling."""
        noted = self.mood or self.closeness or self.energy or self.feelings or self.starred
        return not (self.text.strip() or self.title.strip() or self.tags or self.photos or noted)


@dataclass(frozen=True, slots=True)
class Hit:
    """One found entry. Marks are (start, end) of what was found, in the snippet and in the title."""

    row: EntryRow
    snippet: str
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text of an entry. `at` (UTC) is when it was last changed."""

    number: int
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What is left of an import: the format it came from, when that was (UTC), and how many of its pages nobody has
    written in since; `MOST_COUNTED` stands for that many and more."""

    number: int
    source: str
    when: datetime
    pages: int


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What somebody noted of a day: closeness and mood 1 to 5, energy 1 to 3, each only if they chose to."""

    day: date
    closeness: int | None = None
    energy: int | None = None
    mood: int | None = None
    at: datetime | None = None

    @property
    def empty(self) -> bool:
        return self.closeness is None and self.energy is None and self.mood is None
