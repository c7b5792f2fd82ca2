"""The words that ship with the app: prompts, activities, guides, learn cards, help pages, contacts, phrases.

Each class is one kind of item as a pack writes it; `TRANSLATED` names the fields another language may
change. A kind is read on first use (`packs.py`) and kept. Nothing here raises because of a pack: what could
not be used is left out and listed in `problems()`.

Left out on purpose: judging words (`tests/resources/linter.py` does that before a release), choosing
(`talk.py`), and anything a person wrote, which lives in the vault.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import resources
from companion.content.packs import Library
from companion.errors import PackError

Words = tuple[str, ...]

DECKS: dict[str, tuple[int, ...]] = {"beside": (1,), "closer": (2, 3), "open": (4, 5)}
SHELVES: dict[str, tuple[int, ...]] = {"quiet": (1,), "light": (2, 3), "open": (4, 5)}

FEELING_GROUPS = (
    "can't tell",
    "low and heavy",
    "tense and stirred",
    "hurt and tender",
    "calm and near",
    "light and lively",
)
CONTACT_GROUPS = ("emergency", "distress", "partner_abuse", "sexual_violence", "own_behaviour")
BANKS = ("here", "not_now", "pause", "return", "repair", "observation", "ask")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A card to talk, point, write or sit over. `smaller` is empty at depth 1 only."""

    TRANSLATED: ClassVar = frozenset({"text", "smaller", "plain", "followups", "listener", "after", "note"})

    id: str
    text: str
    depth: int
    theme: str
    role: str
    mode: str
    channel: Words
    minutes: int
    followups: Words
    listener: Words
    smaller: str = ""
    plain: str = ""
    after: str = ""
    note: str = ""
    not_when: Words = ()
    tags: Words = ()
    ideas: Words = ()
    sources: Words = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """Something small to do together, with a kind way to ask and a way to leave. `minutes` is least, most.

    A person's own idea has the same shape with `own` set; it may leave empty whatever a pack must fill.
    """

    TRANSLATED: ClassVar = frozenset({"title", "what", "apart", "solo", "access", "invite", "leave", "after"})

    id: str
    title: str
    what: str
    pressure: int
    talk: int
    minutes: tuple[int, int]
    cost: int
    place: Words
    energy: int
    touch: str
    access: str
    season: Words
    invite: Words
    leave: str
    family: str
    apart: str = ""
    solo: str = ""
    after: str = ""
    not_when: Words = ()
    tags: Words = ()
    ideas: Words = ()
    sources: Words = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a guide. `minutes` is 0 where none is meant.

    `sitting` says to which sitting of a series it belongs, 0 to each of them. `most` is how many options may be
    picked, 0 any number. With `asks` it asks whether that condition holds, as the option number `yes` says; such an
    answer is never kept.
    """

    TRANSLATED: ClassVar = frozenset({"say", "options", "hint"})

    kind: str
    say: str
    options: Words = ()
    hint: str = ""
    minutes: int = 0
    sitting: int = 0
    most: int = 1
    asks: str = ""
    yes: int = 0


@dataclass(frozen=True, slots=True)
class Guide:
    """A way to write when nothing comes by itself. `lighter` is the id of a guide that may not ship yet."""

    TRANSLATED: ClassVar = frozenset({"title", "purpose", "steps", "stop", "close"})

    id: str
    title: str
    purpose: str
    role: str
    minutes: int
    sittings: int
    steps: tuple[Step, ...]
    stop: str
    close: str
    share: str
    evidence: str
    gate: Words = ()
    lighter: str = ""
    sources: Words = ()
    ideas: Words = ()


@dataclass(frozen=True, slots=True)
class Learn:
    """A card to read. `try_` is one small thing, `unless` says when the card does not fit, `related` may name
    cards that do not ship yet."""

    TRANSLATED: ClassVar = frozenset({"title", "body", "try_", "unless"})

    id: str
    title: str
    body: str
    try_: str
    unless: str
    role: str
    evidence: str
    sources: Words = ()
    ideas: Words = ()
    related: Words = ()


@dataclass(frozen=True, slots=True)
class Help:
    """A page that is reachable from everywhere. `contacts` are groups of numbers in the order to show
    them."""

    TRANSLATED: ClassVar = frozenset({"title", "body", "do"})

    id: str
    title: str
    body: str
    do: Words
    contacts: Words
    always_reachable: bool
    print: bool
    ideas: Words = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number exactly as dialled inside its country. `say` is the word to text. An empty `checked` means
    that no person has checked it: show it with `unchecked_line()`."""

    TRANSLATED: ClassVar = frozenset({"note"})

    number: str
    how: Words
    say: str = ""
    note: str = ""
    checked: str = ""
    checked_where: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The help lines of one country (ISO 3166 code), or of everywhere else (empty code, last in the list)."""

    TRANSLATED: ClassVar = frozenset({"name", "directory", "notes", *CONTACT_GROUPS})

    id: str
    country: str
    name: str
    emergency: tuple[Number, ...]
    distress: tuple[Number, ...] = ()
    partner_abuse: tuple[Number, ...] = ()
    sexual_violence: tuple[Number, ...] = ()
    own_behaviour: tuple[Number, ...] = ()
    directory: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a message bank."""

    TRANSLATED: ClassVar = frozenset({"text", "plain", "note"})

    id: str
    text: str
    role: str
    channel: Words
    tone: str
    plain: str = ""
    note: str = ""
    tags: Words = ()


@dataclass(frozen=True, slots=True)
class Feeling:
    TRANSLATED: ClassVar = frozenset({"word", "body", "plain", "near"})

    id: str
    word: str
    group: str
    body: str
    plain: str
    near: Words = ()


@dataclass(frozen=True, slots=True)
class Need:
    TRANSLATED: ClassVar = frozenset({"word", "plain", "asks"})

    id: str
    word: str
    plain: str
    asks: Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word that sounds like a feeling and judges the other. With `care` it is never hinted at. `when`
    narrows a word that is also an honest feeling."""

    TRANSLATED: ClassVar = frozenset({"word", "maybe", "when"})

    id: str
    word: str
    maybe: Words = ()
    care: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Blame:
    TRANSLATED: ClassVar = frozenset({"what", "examples", "hint", "instead"})

    id: str
    cue: str
    what: str
    examples: Words
    hint: str
    instead: Words
    strength: int


@dataclass(frozen=True, slots=True)
class Curiosity:
    """A stuck thought, the open question inside it, and an offer that could be said aloud."""

    TRANSLATED: ClassVar = frozenset({"thought", "inside", "offer"})

    id: str
    thought: str
    inside: str
    offer: str
    role: str


@dataclass(frozen=True, slots=True)
class Wondering:
    """Open questions that fit any sentence with this cue; an empty cue fits every sentence."""

    TRANSLATED: ClassVar = frozenset({"questions"})

    id: str
    cue: str
    questions: Words


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim stands on. Sources are named the same in every language."""

    TRANSLATED: ClassVar = frozenset[str]()

    id: str
    text: str


def deck_of(depth: int) -> str:
    """The deck that shows a prompt of this depth: "beside", "closer" or "open"."""
    return _group_of(depth, DECKS)


def shelf_of(pressure: int) -> str:
    """The shelf that shows an activity of this pressure: "quiet", "light" or "open"."""
    return _group_of(pressure, SHELVES)


def _group_of(level: int, groups: dict[str, tuple[int, ...]]) -> str:
    for name, levels in groups.items():
        if level in levels:
            return name
    raise ValueError(f"levels are 1 to 5, not {level}")


@cache
def _shipped() -> Library:
    return Library(resources.path("packs"))


def prompts(locale: str = "en") -> tuple[Prompt, ...]:
    return _shipped().items("prompts", "prompt", Prompt, locale)


def activities(locale: str = "en") -> tuple[Activity, ...]:
    return _shipped().items("activities", "activity", Activity, locale)


def guides(locale: str = "en") -> tuple[Guide, ...]:
    return _shipped().items("guides", "guide", Guide, locale)


def learn(locale: str = "en") -> tuple[Learn, ...]:
    return _shipped().items("learn", "learn", Learn, locale)


def help_pages(locale: str = "en") -> tuple[Help, ...]:
    return _shipped().items("help", "help", Help, locale)


def contacts(locale: str = "en") -> tuple[Contact, ...]:
    """One for each country, then the one for everywhere else (its `country` is empty)."""
    return _shipped().items("contacts", "contact", Contact, locale)


def unchecked_line(locale: str = "en") -> str:
    """The line to show beside every number that no person has checked."""
    return _shipped().header("contacts", "unchecked", locale)


def phrases(bank: str, locale: str = "en") -> tuple[Phrase, ...]:
    """One of the message `BANKS`."""
    if bank not in BANKS:
        raise ValueError(bank)
    return _shipped().items("phrases", bank, Phrase, locale)


def feelings(locale: str = "en") -> tuple[Feeling, ...]:
    return _shipped().items("phrases", "feeling", Feeling, locale)


def needs(locale: str = "en") -> tuple[Need, ...]:
    return _shipped().items("phrases", "need", Need, locale)


def verdicts(locale: str = "en") -> tuple[Verdict, ...]:
    return _shipped().items("phrases", "verdict", Verdict, locale)


def blames(locale: str = "en") -> tuple[Blame, ...]:
    return _shipped().items("phrases", "blame", Blame, locale)


def erasings(locale: str = "en") -> tuple[Blame, ...]:
    """Lines in which somebody makes themselves small (cue S1), in the shape of the blame patterns."""
    return _shipped().items("phrases", "erasing", Blame, locale)


def wonderings(locale: str = "en") -> tuple[Wondering, ...]:
    return _shipped().items("phrases", "wondering", Wondering, locale)


def curiosities(locale: str = "en") -> tuple[Curiosity, ...]:
    return _shipped().items("phrases", "curiosity", Curiosity, locale)


def sources(locale: str = "en") -> tuple[Source, ...]:
    return _shipped().items("sources", "source", Source, locale)


def problems() -> tuple[PackError, ...]:
    """What was left out of the shipped packs read so far."""
    return _shipped().problems()
