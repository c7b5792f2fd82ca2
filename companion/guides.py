"""Guides: where each press leads, and which gentler guide takes over where one does not fit now.

    asking   a gate: does one of these conditions hold?         none -> step · one holds -> another guide
    step     one screen of the guide                             go on -> step … -> close
    close    the last words                                      go on -> away
    away     put away, from anywhere and at any time

A gate is asked by the guide itself, where it has a step for that, and by this module where it has none. What was said
in the sitting needs no asking: the guide gives way at once. The one that takes over is asked the same way, so chains
end at a guide that fits, or at none.

What a person picks is held here, and nothing they type. An answer about fear is only heard: `named` says what holds,
`kept` says that it is written nowhere. Words belong to the packs and the window; what is stored of a walk are ids and
numbers, which whoever shows it keeps (`place`, `following`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from companion.content import Guide, Step

CONDITIONS = (
    "crisis",
    "afraid",
    "fresh-loss",
    "fresh-separation",
    "just-argued",
    "one-said-no",
    "overloaded",
    "drinking",
    "bedtime",
)
"""What a gate may ask about, in the order in which it is asked."""
NONE, UNSURE = "none", "unsure"
HELP = {"afraid": "s-afraid", "crisis": "s-low"}
"""The help page for what was named."""
NEXT = "guides_next"
"""In `Prefs`: for each series that was begun, the sitting that comes next."""
WRITTEN = frozenset({"choose", "line", "write", "scale"})
SCALE = 5

_GO_ON, _LIGHTER, _NOT_SURE = range(3)  # the options of a gate step
# No gate keeps anyone from anger, but it is no refuge for who is afraid: it asks them to write it out.
_NO_REFUGE = {"g-hot-version-first": frozenset({"afraid"})}
# What may be offered to anybody on any day: begins with a question, has no gate and needs no occasion.
_OPENERS = ("g-no-words", "g-empty-day", "g-thank-you-unsent", "g-own-heart")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk stands, in ids and numbers. `step` counts from 0; -1 is the gate before the first one."""

    guide: str
    sitting: int = 1
    step: int = -1


def rests(guide: Guide, said: Iterable[str]) -> bool:
    """Whether a guide gives way to something lighter, after what was said."""
    return not set(said).isdisjoint(guide.gate)


def lighter(guide: Guide, guides: Mapping[str, Guide], said: Iterable[str]) -> Guide | None:
    """What takes the place of a guide: the first along its chain that fits what was said, or nothing."""
    holds, seen, following = set(said), {guide.id}, guide.lighter
    while following in guides and following not in seen:
        seen.add(following)
        found = guides[following]
        if not rests(found, holds) and holds.isdisjoint(_NO_REFUGE.get(following, ())):
            return found
        following = found.lighter
    return None


def steps_of(guide: Guide, sitting: int) -> tuple[Step, ...]:
    """The steps of one sitting: its own, and those that belong to each."""
    return tuple(step for step in guide.steps if step.sitting in (0, sitting) or guide.sittings == 1)


def question(step: Step) -> str:
    """What a step says, without the name of its sitting."""
    if not step.sitting or ": " not in step.say:
        return step.say
    said = step.say.partition(": ")[2]
    return said[:1].upper() + said[1:]


def kept(step: Step) -> bool:
    """Whether what is answered to a step belongs on the page."""
    return step.kind in WRITTEN and not step.asks


def questions(guide: Guide) -> tuple[str, ...]:
    """Everything a guide may ask that is answered on the page, in all its sittings."""
    return tuple(question(step) for step in guide.steps if kept(step))


def following(sitting: int, guide: Guide) -> int:
    """The sitting that comes after this one; after the last, the first."""
    return sitting % guide.sittings + 1


def coming(kept: object, guide: str) -> int:
    """The sitting to begin with, of what is kept as `NEXT`."""
    found = kept.get(guide, 1) if isinstance(kept, dict) else 1
    return found if isinstance(found, int) else 1


def opener(guides: Iterable[Guide], day: int, said: Iterable[str] = ()) -> Guide | None:
    """A guide to begin a page with, another each day."""
    held = tuple(said)
    fitting = [guide for guide in guides if guide.id in _OPENERS and not rests(guide, held)]
    return fitting[day % len(fitting)] if fitting else None


class Walk:
    """One walk through a guide. `said` are the conditions known to hold; `place` is where an earlier walk stood.

    `gave_way` is the guide that something lighter took the place of, or empty. `named` is what the person said to hold
    on the way; it is to be told to the sitting, and stored nowhere.
    """

    def __init__(self, guides: Iterable[Guide], place: Place, said: Iterable[str] = ()) -> None:
        self._guides = {guide.id: guide for guide in guides}
        self._said = set(said)
        self._denied: set[str] = set()
        self._doubted: set[str] = set()
        self._left: set[str] = set()
        self._picks: dict[tuple[str, int, int], tuple[int, ...]] = {}
        self.named: frozenset[str] = frozenset()
        self.gave_way = ""
        self.stage = "away"
        self.guide = self._guides[place.guide]
        self.sitting, self._at = 1, 0
        if rests(self.guide, self._said):
            self._give_way()
        else:
            self._begin(place)

    # --- what stands here -------------------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps_of(self.guide, self.sitting)

    @property
    def step(self) -> Step | None:
        """The step that is shown, if one is."""
        return self.steps[self._at] if self.stage == "step" else None

    @property
    def number(self) -> int:
        """Which step of the sitting it is, from 1."""
        return self._at + 1

    @property
    def key(self) -> tuple[str, int, int]:
        """Names the step among all a walk can come to."""
        return (self.guide.id, self.sitting, self._at if self.stage == "step" else -1)

    @property
    def place(self) -> Place:
        at = {"asking": -1, "step": self._at}.get(self.stage, len(self.steps))
        return Place(self.guide.id, self.sitting, at)

    @property
    def asked(self) -> tuple[str, ...]:
        """The conditions that are asked about now, where nothing is known of them."""
        if self.stage != "asking":
            return ()
        return tuple(one for one in CONDITIONS if one in self.guide.gate and one not in self._denied)

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be picked: codes of the gate, or the options of a step. A scale has steps, and words at its ends."""
        if self.stage == "asking":
            return (NONE, *self.asked, UNSURE)
        step = self.step
        return step.options if step is not None and step.kind in ("choose", "gate") else ()

    @property
    def picked(self) -> tuple[int, ...]:
        """The places of what was picked, in the order in which it stands there. On a scale, its step from 0."""
        return self._picks.get(self.key, ())

    @property
    def most(self) -> int:
        """How many may be picked; 0 for any number."""
        return self.step.most if self.step is not None else 1

    @property
    def kept(self) -> bool:
        """Whether what is answered here belongs on the page."""
        return self.step is not None and kept(self.step)

    @property
    def help(self) -> str:
        """The help page for what was named or known, or empty. Fear comes first."""
        known = self.named | (self._said if self.gave_way else set())
        return next((HELP[one] for one in ("afraid", "crisis") if one in known), "")

    @property
    def unsure(self) -> bool:
        """Whether a gate was answered with "not sure": both ways are open then."""
        if self.stage == "asking":
            return self.picked == (len(self.choices) - 1,)
        return self._at_gate and self.picked == (_NOT_SURE,)

    @property
    def offers_lighter(self) -> bool:
        return self.unsure and self._lighter() is not None

    @property
    def can_go_on(self) -> bool:
        """False at a gate nobody has answered, and at the end."""
        if self.stage == "asking" or self._at_gate:
            return self.unsure
        return self.stage == "step"

    @property
    def can_go_back(self) -> bool:
        return self.stage in ("step", "close") and self._at > 0

    @property
    def _at_gate(self) -> bool:
        return self.step is not None and self.step.kind == "gate"

    # --- what can be done -------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next step; every one can be passed, but for a gate nobody has answered."""
        if self.can_go_on:
            self._go_on()

    def _go_on(self) -> None:
        if self.stage == "asking":
            self.stage, self._at = "step", 0
            return
        self._forget_unkept()
        if self._at + 1 < len(self.steps):
            self._at += 1
        else:
            self.stage = "close"

    def go_back(self) -> None:
        """The step before, with what was picked there."""
        if self.can_go_back:
            self._forget_unkept()
            if self.stage == "close":
                self.stage = "step"
            else:
                self._at -= 1

    def pick(self, place: int) -> None:
        """Pick a choice, or take it back by picking it again. What a gate hears leads on at once."""
        if self.stage == "asking":
            self._hear(place)
        elif self._at_gate:
            self._pass(place)
        elif self.step is not None and 0 <= place < self._room():
            self._choose(place)

    def take_lighter(self) -> None:
        """Something lighter, where that is offered."""
        if self.offers_lighter:
            self._give_way()

    def go_to_sitting(self, sitting: int) -> None:
        """Another sitting of a series, from its beginning. None comes before another."""
        if 1 <= sitting <= self.guide.sittings and self.stage in ("step", "close"):
            self._forget_unkept()
            self.sitting, self._at, self.stage = sitting, 0, "step"

    def put_away(self) -> None:
        self._forget_unkept()
        self.stage = "away"

    # --- gates ------------------------------------------------------------------------------------------------

    def _hear(self, place: int) -> None:
        choices = self.choices
        if not 0 <= place < len(choices):
            return
        answer = choices[place]
        if answer == NONE:
            self._denied |= set(self.guide.gate)
            self._go_on()
        elif answer == UNSURE:
            self._picks[self.key] = () if self.unsure else (place,)
        else:
            self._name(answer)
            self._give_way()

    def _pass(self, answer: int) -> None:
        """The answer of a gate step. It does not say which of its conditions holds, so any may."""
        if answer == _GO_ON:
            self._go_on()
        elif answer == _LIGHTER:
            self._doubted |= set(self.guide.gate)
            self._give_way()
        elif answer == _NOT_SURE:
            self._picks[self.key] = () if self.unsure else (answer,)

    def _name(self, condition: str) -> None:
        self.named |= {condition}
        self._said.add(condition)

    def _lighter(self) -> Guide | None:
        left = {id: guide for id, guide in self._guides.items() if id not in self._left}
        return lighter(self.guide, left, self._said | self._doubted)

    def _give_way(self) -> None:
        """Another guide takes over from its beginning, or none does."""
        self._forget_unkept()
        found = self._lighter()
        self.gave_way = self.guide.id
        self._left.add(self.guide.id)
        if found is None:
            self.stage = "away"
            return
        self.guide = found
        self._begin(Place(found.id))

    def _begin(self, place: Place) -> None:
        """Stand where an earlier walk stood, or at the beginning. What does not fit any more is the beginning."""
        self.sitting = place.sitting if 1 <= place.sitting <= self.guide.sittings else 1
        last = len(self.steps)
        if 0 <= place.step < last:
            self.stage, self._at = "step", place.step
        elif place.step == last:
            self.stage, self._at = "close", last - 1
        else:
            own = any(step.kind == "gate" for step in self.steps)
            open_questions = set(self.guide.gate) - self._denied
            self.stage, self._at = "asking" if open_questions and not own else "step", 0

    # --- picks ------------------------------------------------------------------------------------------------

    def _room(self) -> int:
        step = self.step
        assert step is not None
        if step.kind == "scale":
            return SCALE
        return len(step.options) if step.kind == "choose" else 0

    def _choose(self, place: int) -> None:
        picked = set(self.picked)
        if place in picked:
            picked.discard(place)
        elif self.most == 1:
            picked = {place}
        elif not self.most or len(picked) < self.most:
            picked.add(place)
        self._picks[self.key] = tuple(sorted(picked))
        step = self.step
        if step is not None and step.asks and place == step.yes - 1 and place in picked:
            self._name(step.asks)

    def take_back(self) -> None:
        """Nothing is picked here any more: its line was taken off the page."""
        self._picks.pop(self.key, None)

    def _forget_unkept(self) -> None:
        """What may not be kept is gone as soon as the step is left."""
        if not self.kept:
            self._picks.pop(self.key, None)
