"""The states of a diary page around its text, for the gallery: what is noted, feelings, the moment, templates, links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt

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


def templates(studio: Studio) -> None:
    from companion.diary import Template

    page = _newest(studio)
    diary = studio.session.workspace.diary
    for title in ("Sunday evening", "Three small things", "When it was loud"):
        if title not in [one.title for one in diary.templates()]:
            diary.save_template(Template(title, "## {weekday}\n\nWhat was light:\n"))
    if not diary.templates(trashed=True):
        diary.trash_template(diary.templates()[-1].id)
    page.own_templates.choose()


def template(studio: Studio) -> None:
    page = _newest(studio)
    page.own_templates.write(studio.session.workspace.diary.templates()[0])


def blank(studio: Studio) -> None:
    studio.go("diary", {"new": True})


def link(studio: Studio) -> None:
    _newest(studio).linking.ask()
    studio.settle(12)


def dark(studio: Studio) -> None:
    page = _newest(studio)
    page.dark._show()
    studio.after.append(page.dark.show_page)


def more(studio: Studio) -> None:
    page = _newest(studio)
    menu = page.more.menu(studio.shell)
    menu.ensurePolished()
    size = menu.sizeHint()
    menu.setParent(studio.shell, menu.windowFlags() & ~Qt.WindowType.WindowType_Mask)
    corner = page.sheet.bar.more_button.mapTo(studio.shell, QPoint(0, 36))
    left = min(max(0, corner.x()), studio.shell.width() - size.width())
    menu.setGeometry(QRect(QPoint(left, corner.y()), size))
    menu.show()
    studio.after.append(menu.deleteLater)


SCENES: list[tuple[str, Callable[[Any], object]]] = [
    ("05e-diary-noted", noted),
    ("05f-diary-feelings", feelings),
    ("05g-diary-when", moment),
    ("05h-diary-templates", templates),
    ("05i-diary-template", template),
    ("05j-diary-blank", blank),
    ("05k-diary-link", link),
    ("05l-diary-dark", dark),
    ("05m-diary-more", more),
]
