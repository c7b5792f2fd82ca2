"""What a reader makes of somebody else's diary: drafts and remarks, plain values with no database behind them.

A reader is a generator over a `Source`. It gives a `Draft` for every entry it understands and a `Remark` for everything it
had to leave out or guess, so that nothing goes missing in silence. It believes nothing: what a file says is a claim.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from companion.errors import ImportFailed

if TYPE_CHECKING:
    from companion.interchange.coming.source import Source

FORMATS = (
    *(
        "companion",
        "dayone",
        "jrnl",
        "rednotebook",
        "journey",
        "diarium",
        "minidiary",
        "daylio",
        "applejournal",
    ),
    "markdown",
)
"""Every format by the name the command line knows it by."""

_SPACE = uuid.UUID("6f0b6f5e-2d0b-4f6c-9a56-1d4a3f3c8e21")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an entry. In the text it stands as `![caption](file:KEY)`; one that no text names comes at the end.

    `open` gives the bytes as they lie in the source, and may raise ImportFailed.
    """

    key: str
    name: str
    open: Callable[[], bytes]
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry as the file has it.

    `id` follows from the format and the file's own name for the entry, never from the date alone. `when` is the clock on the
    wall where it was written, `changed` a moment in UTC. `where` is its place in the source, for remarks. What stands
    after the pictures only our own exports have.
    """

    id: str
    when: datetime
    where: str
    title: str = ""
    text: str = ""
    zone: str = ""
    day_only: bool = False
    tags: tuple[str, ...] = ()
    starred: bool = False
    mood: int | None = None
    feelings: tuple[str, ...] = ()
    changed: datetime | None = None
    pictures: tuple[Picture, ...] = ()
    closeness: int | None = None
    energy: int | None = None
    kept_away: bool = False
    guide: str = ""
    verbatim: bool = False
    """The text is ours already: nothing in it changes but the names of its pictures."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was left out or taken differently: where it stands ("Journal.json, entries[3]") and why, as a code.

    `KEPT` has the codes of what came in all the same.
    """

    where: str
    why: str


KEPT = frozenset(
    (
        "file_time",
        "zone",
        "no_zone",
        "encoding",
        "mood",
        "title_cut",
        "text_cut",
        "date_only",
        "link",
        "markup",
    )
)
"""Codes of remarks about an entry that is there, only not quite as in the file."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person had to be asked because no file says it. None is "not asked yet"."""

    password: str | None = None
    day_first: bool | None = None
    tag_symbols: str | None = None
    time_format: str | None = None


class Needs(ImportFailed):
    """A reader can't go on without an answer; `what` is the name of the field of `Answers`."""

    def __init__(self, what: str) -> None:
        super().__init__(why=f"needs_{what}")
        self.what = what


class Reader(Protocol):
    """One format. Stateless: everything it knows of a source it finds in the source."""

    name: str

    def fits(self, source: "Source") -> bool:
        """Whether this looks like its format, by names and first bytes only. Never raises for what is in there."""
        ...

    def read(self, source: "Source", answers: Answers) -> Iterator[Draft | Remark]:
        """Every entry, in the order of the file. Needs, or ImportFailed for a source that is not what it seemed."""
        ...


def picture_key(name: str) -> str:
    """A key for a picture by its place in the source, whatever signs its name has."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def id_of(format: str, *parts: str) -> str:
    """The lasting id of an entry: the same for the same format and the file's own name for it."""
    # A lone surrogate in a name is no reason to fail, and has no UTF-8.
    name = "\x1f".join((format, *parts)).encode("utf-8", "backslashreplace").decode("utf-8")
    return str(uuid.uuid5(_SPACE, name))
