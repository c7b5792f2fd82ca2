"""The states of a diary page around its text, for the gallery: what is noted, feelings, the moment, templates, links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ui.diary.feelings import FeelingsDialog
from ui.diary.foot import Noted

if TYPE_CHECKING:
    from tests.gallery import Studio

MANY = ("evening", "kitchen", "a long word for a short thing", "together", "soup", "rain", "night", "bridge")


def _newest(studio: Studio) -> Any:
    row = studio.session.workspace.diary.newest()
    return studio.go("diary", {"open": row.id})


def noted(studio: Studio) -> None:
    """Much of everything, and a star. What was there comes back afterwards."""
    page = _newest(studio)
    before = page.desk.draft()
    diary = studio.session.workspace.diary
    much = replace(
        before,
        energy=1,
        feelings=("feel-too-much-at-once", "feel-lonely", "like a paper boat", "feel-at-ease"),
        tags=MANY,
        starred=True,
        kept_away=True,
        zone="America/Argentina/Buenos_Aires",
    )
    studio.session.perform(lambda: diary.save(much), quiet=True)
    studio.after.append(lambda: studio.session.perform(lambda: diary.save(before), quiet=True))


def feelings(studio: Studio) -> None:
    page = _newest(studio)
    page.about.ask_feelings()
    dialog = studio.shell.findChildren(FeelingsDialog)[-1]
    for feeling in ("feel-blank", "feel-stuck"):
        dialog.press(feeling)
    studio.after.append(lambda: page.sheet.foot.show_values(Noted.of(page.desk.entry)))


def moment(studio: Studio) -> None:
    _newest(studio).sheet.head.ask_moment()


SCENES: list[tuple[str, Callable[[Any], object]]] = [
    ("05e-diary-noted", noted),
    ("05f-diary-feelings", feelings),
    ("05g-diary-when", moment),
]
