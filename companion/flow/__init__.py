"""One talk, from "is there room?" to its end: where it stands, and what each step changes. In memory only.

`table.py` says where every event leads from every state; this file holds what is known on the way. `Flow` stands on a
`Sitting` (SAFE?, role, the four checks, what may be shown) and forgets everything at the end. It has slots and no others, so
there is no place where a count, an answer of one of two people, or a sentence somebody said could be kept.

Only a pause outlives it, through `keep` and `erase` (`pause.py`).
"""

import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from companion.content import DECKS, Prompt
from companion.flow.events import EVENTS, RESUME, STAYS, State
from companion.flow.pause import PRESET, Pause, in_minutes
from companion.flow.table import STATES, TABLE
from companion.talk import Sitting, Walk, one_of

__all__ = ["AIMS", "EVENTS", "MINUTES", "PRESENCES", "SHAPES", "STATES", "TABLE", "Flow", "Pause"]

COMPANIES = ("me", "both")
AIMS = ("understood", "understand", "near", "practical", "mend")
SHAPES = ("talk", "side", "write", "text", "be")
PRESENCES = ("alone", "together", "apart")
MINUTES = (10, 20, 30)
SPEAKERS = ("me", "them")
NOBODY = "nobody"
LONGEST_PAUSE = timedelta(days=2)

_HOLDING = ("pause", "paused", "return", "another_day")
_MODES = {
    "understood": ("share",),
    "understand": ("ask",),
    "near": ("side", "thanks"),
    "mend": ("repair",),
    "practical": (),
}


class Flow:
    """Where a talk stands. `send(event)` moves it; the methods with values say what was chosen on the way."""

    __slots__ = (
        "_erase",
        "_keep",
        "_level",
        "_now",
        "_state",
        "aim",
        "asked_for_cards",
        "back_at",
        "came_from",
        "company",
        "extensions",
        "minutes",
        "presence",
        "prompt",
        "shape",
        "sitting",
        "speaker",
        "stop_at",
    )

    def __init__(
        self,
        sitting: Sitting,
        *,
        now: Callable[[], datetime] = datetime.now,
        keep: Callable[[Pause], object] = lambda pause: None,
        erase: Callable[[], object] = lambda: None,
    ) -> None:
        self.sitting = sitting
        self._now = now
        self._keep = keep
        self._erase = erase
        self._state = "start"
        self.company = "me"
        self._forget()

    def _forget(self) -> None:
        self.aim = ""
        self.shape = ""
        self.presence = "alone"
        self.minutes = 20
        self._level = 0
        self.prompt: Prompt | None = None
        self.asked_for_cards = False
        self.speaker = ""
        self.stop_at: datetime | None = None
        self.came_from = ""
        self.back_at: datetime | None = None
        self.extensions = 0

    # --- where it stands ---

    @property
    def state(self) -> str:
        """A named fear, from wherever it came, is the end of the flow."""
        return "help" if self.sitting.feared else self._state

    @property
    def here(self) -> State:
        return TABLE[self.state]

    @property
    def buttons(self) -> frozenset[str]:
        """What must be in reach now: "quick_exit", and "pause", "smaller" and "stop" wherever something is asked."""
        return self.here.buttons

    @property
    def interrupted(self) -> bool:
        """Whether the pause came out of a talk."""
        return self.came_from != "" and TABLE[self.came_from].room

    @property
    def between_two(self) -> bool:
        """Whether the pause lies between two people, and not in the questions somebody answers before a talk."""
        return self.interrupted or self.came_from == "upset"

    @property
    def over(self) -> bool:
        """Whether the time that was agreed on has come. It changes nothing by itself."""
        return self.here.room and self.stop_at is not None and self._now() >= self.stop_at

    @property
    def level(self) -> int:
        """How deep it may go now, 1 to 5: what was chosen, and never more than the sitting has room for."""
        return min(self._level or self._proposed(), self.sitting.ceiling())

    def _proposed(self) -> int:
        return 1 if self.sitting.result() == "small" else 2

    @property
    def idle_minutes(self) -> int:
        """How long the room may rest before it locks: the time chosen and half an hour."""
        return self.minutes + 30

    # --- moving ---

    def send(self, event: str) -> str:
        """Something happened; gives the state it leads to. An event that has no place here changes nothing."""
        one_of(event, EVENTS)
        before = self.state
        self._arriving(event, before)
        cell = TABLE[before].moves.get(event, STAYS)
        if not isinstance(cell, str):
            cell = next(target for guard, target in cell if guard is None or guard(self))
        after = {STAYS: before, RESUME: self.came_from or "start"}.get(cell, cell)
        if event in TABLE[before].moves:
            self._leaving(event, before, after)
        self._state = after
        self._settle(event, before, after)
        return self.state

    def _arriving(self, event: str, state: str) -> None:
        """What an event means, before the table is asked where it leads."""
        if event not in TABLE[state].moves:
            return
        if event in ("just_me", "both_of_us"):
            self._sit(event == "both_of_us")
        elif event in ("afraid", "one_fits") and self.company == "me":
            self.sitting.answer_safe("afraid")
        elif event == "low" and self.company == "me":
            self.sitting.answer_safe("low")
        elif event in ("afraid", "low") and self.company == "":
            self.sitting.put_away()  # said to nobody in particular, and heard all the same
        elif event in ("safe", "unsure"):
            self.sitting.answer_safe(event)
        elif event == "none_fits":
            self.sitting.answer_lines(one_fits=False)
        elif event == "go_on" and state == "ready" and self.company == "both" and self.sitting.handed_over:
            self.sitting.join()

    def _leaving(self, event: str, before: str, after: str) -> None:
        """What a step changes besides the state."""
        sitting = self.sitting
        if after == "hand_over":
            sitting.hand_over()
        elif event == "look_again":
            sitting.settled()
        elif event in ("no_kindly", "no_harshly"):
            sitting.say("one-said-no")
            if event == "no_harshly":
                sitting.put_away()
        elif event == "upset":
            sitting.say("just-argued")
        elif event in ("yes", "yes_smaller"):
            if self.presence == "alone":
                self.presence = "together"
            if event == "yes_smaller":
                self.minutes = MINUTES[0]
        elif event == "swap":
            self.speaker = "me" if self.speaker == "them" else "them"
        if self._lightens(event, before, after):
            self.lighten()
        self._pausing(event, before, after)

    @staticmethod
    def _lightens(event: str, before: str, after: str) -> bool:
        if event == "smaller":
            return TABLE[before].room and before not in ("pause", "paused")
        return event in ("slower", "yes_smaller") or (event == "ready" and TABLE[after].room)

    def _pausing(self, event: str, before: str, after: str) -> None:
        if after == "pause" and before not in _HOLDING:
            self.came_from = before
        if after != "paused" or before in ("paused", "return"):
            return
        if before not in _HOLDING:
            self.came_from = before
        if self.back_at is None or self.back_at <= self._now():
            self._hold(in_minutes(self._now(), PRESET))

    def _hold(self, back: datetime) -> None:
        if self.back_at is not None:
            self.extensions += 1
        self.back_at = back

    def _settle(self, event: str, before: str, after: str) -> None:
        """Keep, erase, and forget, as the new state says."""
        if after == "paused" and before != "paused":
            self._keep(self._snapshot())
        elif before in _HOLDING and after not in _HOLDING:
            self._erase()
            self.back_at, self.extensions = None, 0
        if after == "turns":
            self.speaker = self.speaker or "me"
        if TABLE[after].room and after not in _HOLDING and (self.stop_at is None or before == "return"):
            self.stop_at = in_minutes(self._now(), self.minutes)
        if after in ("start", "end", "help") and before != after:
            self._forget()
        if after in ("start", "safe") and event in ("begin_again", "lock", "quick_exit"):
            self.sitting.begin_again()
            self._forget()
            self.company = "me"

    def _sit(self, two: bool) -> None:
        """One or two people: whatever was answered before is not theirs."""
        self.company = "both" if two else "me"
        self.presence = "together" if two else "alone"
        self.sitting.answer_afresh()

    # --- the pause ---

    def pause_until(self, back: datetime) -> str:
        """Come back at that time. ValueError if it is over, or further away than tomorrow."""
        back = back.replace(tzinfo=None)
        now = self._now().replace(tzinfo=None)
        if not now < back <= now + LONGEST_PAUSE:
            raise ValueError("back")
        if self.state == "pause":
            self._hold(back)
        return self.send("until")

    def tick(self) -> bool:
        """Whether the time to come back has just come."""
        due = self.state == "paused" and self.back_at is not None and self._now() >= self.back_at
        if due:
            self.send("time_came")
        return due

    def resume(self, pause: Pause, prompts: Iterable[Prompt]) -> str:
        """Take up a pause that was kept, after a lock or a restart. Whether one or two people come back to it, nobody
        knows: it is not kept, and could have changed. A card deeper than a fresh sitting allows even in its smaller
        version is left out."""
        self._forget()
        self._state = "paused"
        self.company = ""
        self.back_at = pause.back
        self.extensions = pause.extensions
        self._level = pause.level
        self.speaker = pause.turn if pause.turn in SPEAKERS else ""
        self.came_from = "turns" if self.speaker else ""
        if pause.turn == NOBODY:
            self.came_from, self.shape = "beside", "be"
        self.presence = "together" if self.came_from else "alone"
        if self.speaker:
            ceiling = self.sitting.ceiling()
            self.prompt = next((p for p in prompts if p.id == pause.prompt and p.depth - 1 <= ceiling), None)
        self.tick()
        return self.state

    def _snapshot(self) -> Pause:
        assert self.back_at is not None
        prompt = self.prompt.id if self.prompt is not None and self.between_two else ""
        return Pause(self.back_at, prompt, self.level, self._turn(), self.extensions)

    def _turn(self) -> str:
        """Whose turn a pause keeps: nobody's where two only sit together, and none before a talk."""
        if self.came_from == "beside":
            return NOBODY
        return (self.speaker or "me") if self.between_two else ""

    # --- what is chosen on the way ---

    def choose_aim(self, aim: str) -> None:
        """One only: another one takes its place."""
        one_of(aim, AIMS)
        self.aim = aim

    def choose_shape(self, shape: str) -> None:
        one_of(shape, SHAPES)
        self.shape = shape

    def propose_shape(self) -> str:
        """The shape that asks least, for what there is room for."""
        if self.aim == "practical":
            return "talk"
        return "be" if self.sitting.result() == "small" else "side"

    def choose_presence(self, presence: str) -> None:
        one_of(presence, PRESENCES)
        self.presence = presence

    def choose_minutes(self, minutes: int) -> None:
        if minutes not in MINUTES:
            raise ValueError(minutes)
        self.minutes = minutes

    def choose_depth(self, *decks: str) -> None:
        """The depth one person wishes, or each of two: the lighter one holds, and nobody remembers whose it was."""
        for deck in decks:
            one_of(deck, DECKS)
        self._level = min(max(DECKS[deck]) for deck in decks)

    def lighten(self) -> None:
        """One level less than what is on the table, which is shown in its smaller version from now on."""
        on_table = self.prompt.depth if self.prompt is not None and self.prompt.smaller else self.level
        self._level = max(1, min(self.level, on_table) - 1)

    def ask_for_cards(self) -> None:
        """Something practical, and a card after all."""
        self.asked_for_cards = True

    def draw(self, prompt: Prompt | None) -> None:
        """Put a card on the table; None takes it away. Only where prompts may be shown."""
        if prompt is None or (
            self.here.prompts and prompt.depth <= self.level and self.sitting.allows(prompt)
        ):
            self.prompt = prompt

    def begin_with(self, speaker: str) -> None:
        """Who goes first; the quieter one picks."""
        one_of(speaker, SPEAKERS)
        self.speaker = speaker

    # --- cards ---

    @property
    def text(self) -> str:
        """The card on the table as it is shown now: smaller where it is deeper than the talk. Empty without a card, and
        after a named fear."""
        if self.prompt is None or not self.sitting.shows_prompts or not self.here.prompts:
            return ""
        return (
            self.prompt.smaller
            if self.prompt.depth > self.level and self.prompt.smaller
            else self.prompt.text
        )

    def openers(self, prompts: Iterable[Prompt], seed: int) -> Walk:
        """Cards to begin with, the lightest first; then those that fit the aim, the shape and the voice. None for a
        practical thing unless they were asked for, and none where no prompt may be shown."""
        wanted = self.here.prompts and (self.aim != "practical" or self.asked_for_cards)
        cards = [p for p in prompts if self._fits(p)] if wanted else []
        random.Random(seed).shuffle(cards)
        cards.sort(key=lambda card: (card.depth, *self._strangeness(card)))
        return Walk(cards)

    def _fits(self, prompt: Prompt) -> bool:
        if prompt.depth > self.level or not self.sitting.allows(prompt):
            return False
        if self.presence == "apart" or self.shape == "text":
            return bool({"text", "call"} & set(prompt.channel)) and "text-only" not in prompt.not_when
        return True

    def _strangeness(self, prompt: Prompt) -> tuple[bool, bool, bool]:
        shaped = {"side": prompt.mode == "side", "write": prompt.mode == "write" or "note" in prompt.channel}
        return (
            prompt.mode not in _MODES.get(self.aim, ()),
            not shaped.get(self.shape, True),
            not self.sitting.voiced(prompt),
        )
