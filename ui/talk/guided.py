"""A page of the diary that begins with the first question of a guide, where Talk offers to write.

The small version of a guide: its first question as a heading, and an empty page below it. What was said in this sitting
holds here too: a guide that asks something first, or that rests now, gives way to its lighter one, or to an empty page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion import content
from ui.printing.typeset import curly

if TYPE_CHECKING:
    from companion.content import Guide
    from companion.talk import Sitting

_AFTER = {
    "their_no": "g-they-said-not-now",
    "their_rough_no": "g-they-said-not-now",
    "silence": "g-waiting-without-shrinking",
    "not_back": "g-needs-limits",
    "keeps_happening": "g-needs-limits",
    "often_not_now": "g-when-i-go-quiet",
    "help": "g-own-heart",
}
_ASKS = ("choose", "line", "write")
HOT = "g-hot-version-first"


def after(state: str, role: str) -> str:
    """Which guide fits where a talk stands, or none."""
    if state == "not_now" and role == "reaching":
        return "g-before-i-reach"
    return _AFTER.get(state, "")


def page(sitting: Sitting | None, guide: str) -> dict[str, object]:
    """What to ask the diary for: a new page, with the guide's first question where there is one."""
    question = _question(_fitting(sitting, guide))
    return {"new": True, "text": f"## {question}\n\n"} if question else {"new": True}


def _fitting(sitting: Sitting | None, wanted: str) -> Guide | None:
    guides = {guide.id: guide for guide in content.guides()}
    said = sitting.conditions if sitting is not None else frozenset()
    for id in (wanted, guides[wanted].lighter if wanted in guides else ""):
        guide = guides.get(id)
        if guide is not None and not said & set(guide.gate) and (sitting is None or sitting.allows(guide)):
            return guide
    return None


def _question(guide: Guide | None) -> str:
    if guide is None:
        return ""
    said = next((step.say for step in guide.steps if step.kind in _ASKS), "")
    if guide.sittings > 1 and ": " in said:
        said = said.partition(": ")[2]  # "One: ..." counts sittings, and this is one page
    return curly(said[:1].upper() + said[1:])
