"""What is said around a guide: its gate, its giving way, its answers as lines, and how the list is ordered.

The guides themselves are in the pack. Everything here is short, kind to whoever reads it, and says nothing of what was
answered before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from companion.guides import NONE, SCALE, UNSURE, question
from ui.typeset import curly
from ui.widgets.repeating import number as in_words

if TYPE_CHECKING:
    from companion.content import Guide, Step
    from companion.guides import Walk

translate = QCoreApplication.translate


def gate() -> str:
    """The question before a guide that has no such step of its own."""
    return translate(
        "Guide", "Before this one: does any of these fit right now? Then something lighter may be kinder."
    )


def _gate_answers() -> dict[str, str]:
    return {
        NONE: translate("Guide", "none of these"),
        "crisis": translate("Guide", "things are very dark"),
        "afraid": translate("Guide", "someone frightens me"),
        "fresh-loss": translate("Guide", "a loss is still fresh"),
        "fresh-separation": translate("Guide", "we parted not long ago"),
        "just-argued": translate("Guide", "an argument is only just over"),
        "one-said-no": translate("Guide", "there was a no just now"),
        "overloaded": translate("Guide", "I am full or worn out"),
        "drinking": translate("Guide", "I have been drinking"),
        "bedtime": translate("Guide", "it is late"),
        UNSURE: translate("Guide", "can’t tell"),
    }


def asked(walk: Walk) -> str:
    """What the bar says: a question, something to read, or the last words."""
    if walk.stage == "asking":
        return gate()
    if walk.stage == "close":
        return curly(walk.guide.close)
    return curly(question(walk.step)) if walk.step is not None else ""


def choices(walk: Walk) -> list[str]:
    """The words of what can be picked, in their order."""
    if walk.stage == "asking":
        answers = _gate_answers()
        return [answers[code] for code in walk.choices]
    return [curly(option) for option in walk.choices]


def steps_of_scale(step: Step) -> list[str]:
    """The five steps between the two ends of a scale, in words."""
    low, high = (curly(end) for end in step.options[:2])
    nearer = translate("Guide", "nearer to “{end}”")
    middle = translate("Guide", "in the middle")
    words = [low, nearer.format(end=low), middle, nearer.format(end=high), high]
    assert len(words) == SCALE
    return words


def answer_line(walk: Walk) -> str:
    """What was picked, as a line of the page; empty for nothing."""
    step = walk.step
    if step is None or not walk.picked:
        return ""
    return _line(_pickable(walk), walk.picked)


def picked_in(walk: Walk, line: str) -> tuple[int, ...]:
    """What was picked, if this line of the page says nothing but that."""
    words = _pickable(walk)
    if walk.most == 1:
        found = [(place,) for place in range(len(words)) if _line(words, (place,)) == line]
        return found[0] if found else ()
    parts = {*line.split(", ")}
    places = tuple(place for place, one in enumerate(words) if parts & {one, _line([one], (0,))})
    return places if _line(words, places) == line else ()


def _pickable(walk: Walk) -> list[str]:
    step = walk.step
    return steps_of_scale(step) if step is not None and step.kind == "scale" else choices(walk)


def _line(words: list[str], places: tuple[int, ...]) -> str:
    line = ", ".join(words[place] for place in places)
    return line[:1].upper() + line[1:]


def gave_way(walk: Walk) -> str:
    """One kind sentence where another guide has taken over."""
    if not walk.gave_way:
        return ""
    if walk.help:
        return translate("Guide", "That one can wait. Help has people who listen, and this one asks less.")
    return translate("Guide", "That one can wait for another day. This one asks less.")


def nothing_lighter() -> str:
    return translate("Guide", "That guide can wait. The page is here as it is.")


def sitting(number: int) -> str:
    """A sitting of a series by its name."""
    names = (
        translate("Guide", "Sitting one"),
        translate("Guide", "Sitting two"),
        translate("Guide", "Sitting three"),
        translate("Guide", "Sitting four"),
        translate("Guide", "Sitting five"),
    )
    return names[number - 1]


def length(guide: Guide) -> str:
    """How long it takes, once or each time."""
    if guide.sittings == 1:
        return translate("Guide", "about {minutes} minutes").format(minutes=in_words(guide.minutes))
    times = {
        3: translate("Guide", "three sittings of about {minutes} minutes"),
        4: translate("Guide", "four sittings of about {minutes} minutes"),
        5: translate("Guide", "five sittings of about {minutes} minutes"),
    }
    return times[guide.sittings].format(minutes=in_words(guide.minutes))


def groups(role: str) -> list[tuple[str, str]]:
    """The parts of the list, each with its heading; the one that speaks in the person's own voice comes first."""
    voices = {
        "quiet": translate("Guide", "When you have gone quiet"),
        "reaching": translate("Guide", "When you reach out"),
    }
    first = "reaching" if role == "reaching" else "quiet"
    second = "quiet" if first == "reaching" else "reaching"
    either = ("either", translate("Guide", "Whoever you are in this"))
    own = [(first, voices[first]), either] if role in voices else [either, (first, voices[first])]
    return [*own, (second, voices[second]), ("series", translate("Guide", "In several sittings"))]


def resting(lighter: Guide | None) -> str:
    """Beside a guide in the list that gives way just now."""
    if lighter is None:
        return translate("Guide", "It can wait for now. A plain page is there instead.")
    return translate("Guide", "It can wait for now. “{title}” asks less and opens instead.").format(
        title=curly(lighter.title)
    )
