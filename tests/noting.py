"""The states of a diary page around its text, for the gallery: what is noted, feelings, the moment, templates, links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from ui.diary.feelings import FeelingsDialog
from ui.widgets.dialog import open_dialogs

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
    studio.after.append(lambda: page.sheet.foot.set_feelings(()))
    studio.after.append(page.flush)


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


def steps(studio: Studio) -> None:
    """Mood, closeness and energy, asked over the chips."""
    from tests.gallery import lay_over
    from ui.widgets.popover import Popover

    foot = _newest(studio).sheet.foot
    foot.ask_steps()
    lay_over(studio, foot.findChildren(Popover)[-1], foot.mood, above=True)


def tag(studio: Studio) -> None:
    """A tag being typed, and the known ones that fit."""
    foot = _newest(studio).sheet.foot
    studio.settle(12)
    studio.shell.activateWindow()
    foot.begin_tag()
    studio.settle(8)
    QTest.keyClicks(foot.field, "n")
    studio.after.append(foot._end_tag)
    studio.after.append(foot.field.clear)


def day(studio: Studio) -> None:
    """The month of a page's date."""
    from tests.gallery import lay_over
    from ui.widgets.calendar import DatePicker
    from ui.widgets.popover import Popover

    moment(studio)
    studio.settle(8)
    picker = open_dialogs(studio.shell)[0].findChild(DatePicker)
    assert picker is not None
    picker.open()
    lay_over(studio, picker.findChildren(Popover)[-1], picker)


def moved(studio: Studio) -> None:
    """What is said after a page went to the trash. It comes back afterwards."""
    page = _newest(studio)
    id = page.desk.entry.id
    page.bin.throw_away(id)
    studio.after.append(lambda: studio.session.perform(lambda: page.diary().put_back([id]), quiet=True))
    studio.after.append(studio.shell.toast.hide)


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
    ("05e-diary-steps", steps),
    ("05e-diary-tag", tag),
    ("05g-diary-when-day", day),
    ("05d-diary-moved", moved),
]
