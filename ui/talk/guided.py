"""Which guide of the diary fits where a talk stands. The diary walks through it, and asks its gate first."""

from __future__ import annotations

_AFTER = {
    "their_no": "g-they-said-not-now",
    "their_rough_no": "g-they-said-not-now",
    "silence": "g-waiting-without-shrinking",
    "not_back": "g-needs-limits",
    "keeps_happening": "g-needs-limits",
    "often_not_now": "g-when-i-go-quiet",
    "help": "g-own-heart",
}
HOT = "g-hot-version-first"


def after(state: str, role: str) -> str:
    """Which guide fits where a talk stands, or none."""
    if state == "not_now" and role == "reaching":
        return "g-before-i-reach"
    return _AFTER.get(state, "")


def page(guide: str) -> dict[str, object]:
    """What to ask the diary for: a new page, with the guide where there is one."""
    return {"new": True, "guide": guide} if guide else {"new": True}
