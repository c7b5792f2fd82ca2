"""Every page and state as pictures, from a fixed, invented but lifelike vault at a fixed date.

    python -m tests.gallery DIR [--only NAME] [--variant NAME ...]

The files are named like the design's pictures (05-diary-light.png), so the two can be laid side by side. Each scene is shown
in light, dark, right-to-left, at 800 × 560, and with text at 150 and 200 % at both sizes; once more at display scale 2. What
a machine can see is checked on each: clipped text, things nobody can scroll to, sideways scrolling, controls without a name,
words under Quick exit, parts that flash up as windows of their own.
It ends with 1 if there is any, and prints where.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("COMPANION_CHEAP_KDF", "1")
os.environ["TZ"] = "Europe/London"  # where the invented people live

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from companion.backup import BackupInfo
from companion.errors import Damaged, DiskFull, KeyringItemMissing
from companion.recovery import Kit
from tests import keeping, lifelike, looks, noting, talking
from ui import theme
from ui.diary.monthpick import MonthPopover
from ui.planner.filters import Filters
from ui.planner.invite_field import InviteField
from ui.planner.schedule import ScheduleDialog
from ui.session import Session
from ui.shell import Shell
from ui.ways.choice import ALONE, SHARED
from ui.widgets.dialog import open_dialogs
from ui.widgets.menu import Menu

PASSPHRASE = "lantern moss quiet harbour tin"
KIT = Kit(2, "", ("00000",) * 7, "", "", "4711", date(2030, 11, 14))
"""Opens nothing. Its groups are not on the picture."""


@dataclass(frozen=True)
class Variant:
    name: str
    mode: str = "light"
    rtl: bool = False
    text: float = 1.0
    size: tuple[int, int] = (1100, 720)
    scale: float = 1.0


SMALL = (800, 560)
VARIANTS = (
    Variant("light"),
    Variant("dark", mode="dark"),
    Variant("rtl", rtl=True),
    Variant("800x560", size=SMALL),
    Variant("150", text=1.5),
    Variant("200", text=2.0),
    Variant("150-800x560", text=1.5, size=SMALL),
    Variant("200-800x560", text=2.0, size=SMALL),
    Variant("rtl-200", rtl=True, text=2.0),
    Variant("contrast", mode="contrast"),
    Variant("scale2", scale=2.0),
)


class Strays(QObject):
    """Widgets that were shown before they had a place: on a screen each is a small window of its own that flashes up."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            plain = watched.windowType() == Qt.WindowType.Window
            if plain and not isinstance(watched, Shell):
                said = getattr(watched, "text", str)
                self.seen.append(f"{type(watched).__name__} {said() if callable(said) else ''!r}")
        return False

    def told(self) -> list[str]:
        """What was seen since it was last asked."""
        found, self.seen = self.seen, []
        return [f"{each}: flashes up as a window of its own" for each in found]


class Studio:
    """One window on one filled vault, in one variant."""

    def __init__(self, app: QApplication, home: Path, variant: Variant) -> None:
        self.app, self.home, self.variant = app, home, variant
        self.after: list[Callable[[], object]] = []
        """What brings the window back from a state that Esc does not end."""
        self.strays = Strays()
        app.installEventFilter(self.strays)
        right = Qt.LayoutDirection.RightToLeft if variant.rtl else Qt.LayoutDirection.LeftToRight
        app.setLayoutDirection(right)
        self.session = Session(home, clock=lambda: lifelike.NOW)
        self.session.prefer(
            theme=variant.mode, text_scale=variant.text, motion="reduced", cover_when_inactive=False
        )
        theme.apply(app, mode=variant.mode, text_scale=variant.text, reduced_motion=True)
        self.shell = Shell(self.session)
        self.shell.resize(*variant.size)
        self.shell.show()
        self.settle()

    def settle(self, rounds: int = 40) -> None:
        """Jobs come home, layouts settle. Nothing here depends on the clock of the wall."""
        self.session.watch.alive()  # or it locks by itself after five minutes, which a busy machine takes
        for _ in range(rounds):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for job in tuple(self.session._jobs):
            if not job.property("serves"):  # a search thread waits for more words, not we for it
                job.wait(20)
        for _ in range(8):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def unlock(self) -> None:
        vault = self.session.vaults()[0]
        self.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
        self.settle()

    def go(self, key: str, argument: object = None) -> Any:
        self.shell.go(key, argument)
        self.settle(12)
        return self.shell.page()

    def button(self, *names: str) -> QWidget:
        """The visible button or control with one of these names."""
        for widget in self.shell.findChildren(QWidget):
            shown = getattr(widget, "text", str)
            if (
                widget.isVisible()
                and callable(shown)
                and (widget.accessibleName() in names or shown() in names)
            ):
                return widget
        raise LookupError(names)

    def click(self, *names: str) -> None:
        target = self.button(*names)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.rect().center())
        self.settle(12)

    @property
    def page(self) -> Any:
        return self.shell.page()

    @property
    def room(self) -> Any:
        """The lock, the first run or the workspace, whichever is seen."""
        return self.shell.room

    def search(self, words: str) -> None:
        page = self.go("diary", {"search": True})
        page.list.search_for(words)
        while page.list.waiting:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.settle(8)

    def answer_login(self, answer: str) -> None:
        self.room.current().login.cards[answer].clicked.emit()

    def close_dialogs(self) -> None:
        while self.after:
            self.after.pop()()
        self.settle(2)
        for _ in range(3):
            if looks.front(self.shell) is self.shell:
                return
            QTest.keyClick(looks.front(self.shell), Qt.Key.Key_Escape)
            self.settle(6)

    def picture(self, folder: Path, name: str) -> list[str]:
        """Save the window as it is, and say what is wrong with it."""
        self.settle(6)
        suffix = self.variant.name
        # PNG loses nothing at any quality; this one is packed in a tenth of the time.
        self.shell.grab().save(str(folder / f"{name}-{suffix}.png"), quality=80)
        found = [*looks.problems(self.shell), *self.strays.told()]
        return [f"{name}-{suffix}: {problem}" for problem in found]

    def close(self) -> None:
        if self.session.workspace is not None:
            self.session.lock()
        self.shell.close()
        self.shell.deleteLater()
        self.settle(4)
        self.app.removeEventFilter(self.strays)


Scene = tuple[str, Callable[[Studio], object]]


def scenes() -> list[Scene]:
    """Name and way to each state of the unlocked app, in an order that leaves each as the next expects it."""
    return [
        ("01-today", lambda s: s.go("today")),
        ("01c-today-why", lambda s: s.go("today").small_thing.why_button.click()),
        ("01d-today-asks-less", ask_less),
        ("05-diary", lambda s: s.go("diary", {"open": newest(s)})),
        ("05b-diary-search", lambda s: s.search("the")),
        ("05e-diary-chips", lambda s: s.search("tag:kitchen after:2024-05 lamp ")),
        ("05f-diary-filters-nothing", lambda s: s.search("tag:kitchen mood:low after:soon lamp ")),
        ("05g-diary-best-match", best_match),
        ("05h-diary-offers", offers),
        ("05i-diary-filter-menu", filter_menu),
        ("05j-diary-month", month_popover),
        ("05k-diary-earlier-years", earlier_years),
        ("26c-diary-nothing-found", lambda s: s.search("lighthouse")),
        ("05c-diary-history", history),
        ("05e-diary-marks", marks),
        ("05f-diary-find", find_on_page),
        ("06-diary-focus", focus),
        ("06b-diary-focus-find", focus_find),
        *noting.SCENES,
        ("05g-guide-gate", lambda s: guide(s, "g-when-i-go-quiet", gate=True)),
        ("05g-guide-lighter", lambda s: guide(s, "g-outside-view", gate=True).chips[1].click()),
        ("05g-guide-body", lambda s: guide(s, "g-when-i-go-quiet")),
        ("05g-guide-choose", guide_picks),
        ("05g-guide-line", guide_line),
        (
            "05g-guide-scale",
            lambda s: guide_at(s, "g-hot-version-first", "how strong").scale.cells[3].click(),
        ),
        ("05g-guide-own-gate", lambda s: guide(s, "g-unsaid", gate=True).chips[2].click()),
        ("05g-guide-series", lambda s: guide_at(s, "g-own-heart", "Two")),
        ("05g-guide-close", lambda s: guide_at(s, "g-empty-day", "")),
        ("05g-guide-on-a-page", guide_on_a_page),
        ("05g-guide-more", guide_more),
        ("05h-guides", lambda s: (guide(s, "g-empty-day"), s.page.guide.choose())),
        ("06c-diary-focus-guide", guide_in_focus),
        ("05n-diary-at-once", at_once),
        ("06d-diary-focus-at-once", lambda s: at_once(s, in_focus=True)),
        ("05d-diary-trash", trash),
        *keeping.SCENES,
        ("08-together-plan", lambda s: s.go("together", {"tab": "plan"})),
        ("09-together-ideas", lambda s: s.go("together", {"tab": "ideas"})),
        ("09b-idea", lambda s: s.go("together", {"tab": "ideas"}).open_idea("a-one-pot")),
        ("09c-own-idea", lambda s: s.click("Add your own")),
        ("09d-own-idea-more", own_idea_more),
        ("09e-ideas-few", few_ideas),
        ("09f-ideas-quiet", lambda s: s.go("together", {"tab": "ideas", "shelf": "quiet"})),
        ("09g-idea-trash", idea_trash),
        ("27d-print-week", lambda s: s.go("together", {"tab": "plan"}).print_week()),
        ("27e-print-door", lambda s: s.go("together", {"tab": "ideas"}).print_sign("door")),
        ("27f-print-tent", lambda s: s.go("together", {"tab": "ideas"}).print_sign("tent")),
        ("27g-print-invitation", print_invitation),
        ("10-together-schedule", lambda s: s.go("together", {"plan": "a-walk-no-topic"})),
        ("10b-together-own-plan", lambda s: s.go("together", {"plan": ""})),
        ("10c-schedule-repeat", repeat_weekly),
        ("10d-schedule-monthly", repeat_monthly),
        ("10e-schedule-faults", schedule_faults),
        ("10f-schedule-change", lambda s: change_plan(s, "Walk to the bridge and back")),
        ("10g-schedule-apart", lambda s: change_plan(s, "The same soup in two kitchens")),
        ("10h-schedule-presses", invitation_that_presses),
        ("10i-move", lambda s: s.go("together")._asked("move", key_of(s, "Walk to the bridge and back"))),
        ("08c-plan-menu", plan_menu),
        ("08d-plan-from-a-day", lambda s: s.go("together", {"tab": "plan"}).plan.show_from(date(2031, 1, 5))),
        ("08e-plan-a-day-without", plan_day),
        ("08b-together-back", lambda s: s.go("together", {"tab": "back"})),
        ("08f-back-line", lambda s: s.page.back.rows[0].change.click()),
        ("10j-calendar-file", lambda s: s.go("together", {"tab": "plan"}).open_calendars()),
        ("10k-calendar-followed", followed_calendar),
        ("10l-calendar-preview", calendar_preview),
        *talking.READY,
        *talking.ROOM,
        ("12-talk-card", lambda s: s.go("talk", {"tab": "cards"})),
        ("12b-talk-kept", lambda s: s.go("talk", {"tab": "cards"}).cards.show_kept()),
        ("12c-talk-smaller", lambda s: card_with(s, "smaller")),
        ("12d-talk-one-more", lambda s: card_with(s, "more")),
        ("12e-talk-search", lambda s: search_cards(s, "you")),
        ("26g-talk-search-nothing", lambda s: search_cards(s, "zeppelin")),
        ("12f-own-decks", lambda s: s.go("talk", {"tab": "cards"}).cards.show_own()),
        ("12g-own-deck", lambda s: s.page.cards.own.show_deck("Slow evenings")),
        ("12h-own-card", lambda s: s.page.cards.own.write()),
        ("12i-own-card-change", change_own_card),
        ("12j-own-deck-name", lambda s: s.page.cards.own.rename()),
        ("12k-own-deck-broken-file", broken_deck),
        ("12l-own-trash", lambda s: s.page.cards.own.show_trash()),
        ("12m-own-deck-card", lambda s: s.page.cards.own.look_asked.emit("Slow evenings")),
        ("27-print-cards", lambda s: s.go("talk", {"tab": "cards"}).open_print()),
        ("13-talk-say-it-kindly", say_kindly),
        ("13a-talk-say-empty", lambda s: s.shell.page().say.clear()),
        ("13b-talk-say-care", say_care),
        ("13c-talk-say-feelings", say_feelings),
        ("13d-talk-say-questions", say_questions),
        ("13e-talk-here", say_here),
        ("13f-talk-here-line", lambda s: s.shell.page().say.here.choose_line()),
        ("27a-print-backs", print_backs),
        ("27b-print-pick", pick_cards),
        ("27c-print-note", print_note),
        ("16-understand-learn", lambda s: s.go("understand", {"tab": "learn"})),
        ("16b-understand-reading", lambda s: s.go("understand", {"card": "l-protective"})),
        ("20-understand-help", lambda s: s.go("understand", {"tab": "help"})),
        ("20b-help-afraid", lambda s: s.go("understand", {"page": "s-afraid"})),
        ("23-settings-privacy", lambda s: s.go("settings", {"section": "privacy"})),
        ("23e-new-kit", kit_dialog),
        ("23f-change-key", lambda s: s.go("settings", {"section": "privacy"}).current().new_key()),
        ("23g-changing-key", changing),
        ("23h-key-changed", changed),
        ("24a-settings-backup", lambda s: s.go("settings", {"section": "backup"})),
        ("24c-copies-of-before", copies_of_before),
        ("24-backup-progress", backup_progress),
        ("24b-restore", restore),
        ("23g-settings-writing", lambda s: s.go("settings", {"section": "writing"})),
        ("23b-settings-appearance", lambda s: s.go("settings", {"section": "appearance"})),
        ("23i-settings-names", lambda s: s.go("settings", {"section": "names"})),
        ("23k-settings-reminders", lambda s: reminding(s, served=True)),
        ("23l-reminders-no-notices", lambda s: reminding(s, served=False)),
        ("01c-reminder", reminder),
        ("23c-settings-data", lambda s: s.go("settings", {"section": "data"})),
        ("30-print-pages", lambda s: print_pages(s)),
        ("30a-export", lambda s: export_dialog(s, "html")),
        ("30b-export-sealed", lambda s: export_dialog(s, "sealed")),
        ("29-import-preview", lambda s: import_preview(s)),
        ("29a-import-asks", lambda s: import_asks(s)),
        ("29b-import-progress", lambda s: import_progress(s)),
        ("29c-import-done", lambda s: import_done(s)),
        ("29d-import-trouble", lambda s: import_trouble(s)),
        ("29e-import-undone", lambda s: import_undone(s)),
        ("29f-import-nothing-new", lambda s: import_nothing_new(s)),
        ("29g-import-earlier", lambda s: import_earlier(s)),
        ("29h-import-take-back", lambda s: import_earlier(s).back.click()),
        ("23i-rename", lambda s: s.go("settings", {"section": "data"}).current().rename()),
        ("23j-remove-these", lambda s: s.go("settings", {"section": "data"}).current().remove_these()),
        ("23d-settings-about", lambda s: s.go("settings", {"section": "about"})),
    ]


def empty_scenes() -> list[Scene]:
    """The same rooms with nothing in them yet."""
    return [
        ("01b-today-empty", lambda s: s.go("today")),
        ("26a-diary-empty", lambda s: s.go("diary")),
        ("26b-plan-empty", lambda s: s.go("together", {"tab": "plan"})),
        ("26d-back-empty", lambda s: s.go("together", {"tab": "back"})),
        ("26e-kept-empty", lambda s: s.go("talk", {"tab": "cards"}).cards.show_kept()),
        ("26h-decks-empty", lambda s: s.go("talk", {"tab": "cards"}).cards.show_own()),
        ("26f-trash-empty", lambda s: s.go("diary", {"trash": True})),
    ]


def locked_scenes() -> list[Scene]:
    """The lock screen, and where it leads when it does not open."""
    return [
        ("21-lock", lambda s: None),
        ("21b-lock-wrong", wrong_passphrase),
        ("21c-which-notes", lambda s: s.room._show_vaults()),
        ("25a-ways", lambda s: s.room.show_ways()),
        ("25b-recover", lambda s: s.room.show_recover()),
        ("25c-restore", lambda s: s.room.show_restore()),
        ("25-key-missing", lambda s: s.room.show_fault(KeyringItemMissing())),
        ("25d-damaged", lambda s: s.room.show_fault(Damaged())),
        ("25f-no-room", no_room),
        ("25e-help", lambda s: s.room.help_asked.emit()),
    ]


def first_run() -> list[Scene]:
    """The steps of the first run, in a home of its own; the last one leaves an open, empty diary."""
    return [
        ("22-onboarding", lambda s: None),
        ("22a-onboarding-before", lambda s: s.room.main_button.click()),
        ("22b-onboarding-key", lambda s: s.room.main_button.click()),
        ("22c-onboarding-alone", lambda s: s.answer_login(ALONE)),
        ("22d-onboarding-shared", lambda s: s.answer_login(SHARED)),
        ("22e-onboarding-way-back", make_key),
        ("22f-onboarding-today", lambda s: s.room.second_button.click()),
    ]


def ask_less(studio: Studio) -> None:
    card = studio.go("today").small_thing
    card.ask_less()
    card.why_button.click()
    studio.after.append(card.more_button.click)


def own_idea_more(studio: Studio) -> None:
    studio.go("together", {"tab": "ideas"})
    studio.click("Add your own")
    dialog = open_dialogs(studio.shell)[0]
    studio.click("Say more about it")
    for field in dialog.findChildren(QLineEdit):
        field.setText("Cards at the small table")
    invite = dialog.findChild(InviteField)
    assert invite is not None
    invite.put("You have to come and play a round with me.")
    invite.look()


def few_ideas(studio: Studio) -> None:
    bar = studio.go("together", {"tab": "ideas"}).ideas.bar
    bar.apply(Filters(shelf="open", low_energy=True, length=15, words="jobs"))
    studio.after.append(bar.clear)


def idea_trash(studio: Studio) -> None:
    page, workspace = studio.go("together", {"tab": "ideas"}), studio.session.workspace
    assert workspace is not None
    thrown = workspace.planner.own_idea("Darts in the hall")
    workspace.planner.save_idea(thrown)
    workspace.planner.trash_idea(thrown.id)
    page.ideas.refresh()
    page.ideas.trash_asked.emit()


def print_invitation(studio: Studio) -> None:
    studio.go("together", {"tab": "ideas"}).open_idea("a-two-books")
    studio.settle(4)
    studio.click("Print")


def card_with(studio: Studio, variant: str) -> None:
    cards = studio.go("talk", {"tab": "cards"}).cards
    cards.choose("closer")
    cards._vary(variant)


def search_cards(studio: Studio, wanted: str) -> None:
    finding = studio.go("talk", {"tab": "cards"}).cards.finding
    studio.page.search()
    finding.field.setText(wanted)
    finding.field._send()


def change_own_card(studio: Studio) -> None:
    own = studio.page.cards.own
    own.show_deck("Slow evenings")
    own.list.rows[1].buttons[0].click()


def broken_deck(studio: Studio) -> None:
    own = studio.page.cards.own
    own.show_decks()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.txt"
        file.write_text("Deck: Tea\n\nWhat was warm today?\ndepth: bottomless\n", encoding="utf-8")
        own.files.read(file)


def print_backs(studio: Studio) -> None:
    page = studio.go("talk", {"tab": "cards"})
    page.cards.choose("closer")
    page.open_print("closer")
    studio.settle(4)
    print_dialog(studio).preview.turn(1)


def pick_cards(studio: Studio) -> None:
    page = studio.go("talk", {"tab": "cards"})
    page.open_print("own:Slow evenings")
    studio.settle(4)
    print_dialog(studio).choose_cards()


def print_dialog(studio: Studio) -> Any:
    return open_dialogs(studio.shell)[0]


def print_note(studio: Studio) -> None:
    from ui.printing.note import NotePrintDialog

    said = "I like having you near. No is fine. I’m in the kitchen till nine."
    NotePrintDialog(studio.go("talk", {"tab": "cards"}), studio.session, said).open()


def best_match(studio: Studio) -> None:
    studio.search("lamp")
    studio.page.list.bar.order.cells[1].click()
    while studio.page.list.waiting:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def offers(studio: Studio) -> None:
    page = studio.go("diary", {"search": True})
    page.list.search.clear()
    page.list.search.setFocus()
    QTest.keyClicks(page.list.search, "tag:")
    studio.settle(12)
    studio.after.append(page.list.search.clear)


def filter_menu(studio: Studio) -> None:
    page = studio.go("diary", {"search": True})
    page.list.search.clear()
    page.list._learn(page.list.bar._learnt)
    studio.settle(12)
    menu = page.list.bar.menu()
    lay_over(studio, menu, page.list.bar.button)


def month_popover(studio: Studio) -> None:
    page = studio.go("diary", {"open": newest(studio)})
    page.list.search.clear()
    page.show_list()
    page.list.strip.show_grid()
    panel = page.list.strip.findChild(MonthPopover)
    assert panel is not None
    lay_over(studio, panel, page.list.strip.label)


def lay_over(studio: Studio, panel: QWidget, anchor: QWidget, *, above: bool = False) -> None:
    """A popup as a part of the window, for a picture of the window leaves out other windows."""
    panel.ensurePolished()
    panel.adjustSize()
    size = panel.size()
    panel.setParent(studio.shell, panel.windowFlags() & ~Qt.WindowType.WindowType_Mask)
    edge = anchor.rect().bottomRight() - QPoint(size.width(), 0)
    corner = anchor.mapTo(studio.shell, edge if anchor.isRightToLeft() else anchor.rect().bottomLeft())
    left = max(0, min(corner.x(), studio.shell.width() - size.width()))
    top = anchor.mapTo(studio.shell, QPoint(0, 0)).y() - size.height() - 4 if above else corner.y() + 4
    panel.setGeometry(QRect(QPoint(left, max(0, top)), size))
    panel.show()
    # It may be gone by then: a popover goes when something else gets the keyboard.
    studio.after.append(lambda: panel.deleteLater() if isValid(panel) else None)


def earlier_years(studio: Studio) -> None:
    page = studio.go("diary", {"open": newest(studio)})
    page.list.search.clear()
    page.look_back()
    studio.after.append(page.list.leave_back)


def history(studio: Studio) -> None:
    page = studio.go("diary", {"open": newest(studio)})
    page.list.search.clear()
    studio.settle(12)
    page.sheet.asked.emit("history")
    studio.after.append(page.sheet.close_history)


def focus(studio: Studio) -> None:
    page = studio.go("diary", {"open": newest(studio)})
    page.sheet.asked.emit("focus")
    studio.after.append(page.focus_mode.leave)


MARKED = """## The weekend

What I would like to remember, *not all of it* and **not in order**. The map is [here](https://example.org/walk).

- bread, and the good butter
- a lamp for the hall
  - the small one, if they have it
- [x] write to Maya
- [ ] ask about Sunday, without a plan
1. boil the kettle
2. say nothing for a while

> It was easier than I had thought.
> > And it was raining.

---

Then home, and `nothing` more."""


def marks(studio: Studio) -> None:
    page = studio.go("diary", {"new": True, "text": MARKED})
    page.sheet.editor.verticalScrollBar().setValue(0)
    page.list.view.setFocus()


def find_on_page(studio: Studio) -> None:
    studio.go("diary", {"open": newest(studio)})
    find_open(studio)


def find_open(studio: Studio) -> None:
    bar = studio.page.text_help.bar
    bar.open()
    bar.field.setText("the")
    bar.field._send()
    while bar.finder.reading:
        studio.settle(1)
    studio.after.append(bar.forget)


def focus_find(studio: Studio) -> None:
    focus(studio)
    find_open(studio)


def guide(studio: Studio, id: str, gate: bool = False) -> Any:
    """The bar of a guide on a page of its own, past its gate unless `gate`; the page is gone afterwards."""
    page = studio.go("diary", {"new": True, "guide": id})
    studio.after.append(lambda: drop_page(studio))
    if not gate:
        while page.guide.walk.choices and not page.guide.walk.kept:
            page.guide.bar.chips[0].click()
    studio.settle(4)
    return page.guide.bar


def guide_at(studio: Studio, id: str, words: str) -> Any:
    """The bar at the step that says this, or at the last words."""
    bar = guide(studio, id)
    walk = studio.page.guide.walk
    if walk.guide.sittings > 1:
        bar.sitting_asked.emit(2)
    while walk.step is not None and not (words and words in walk.step.say):
        bar.next.click()
    studio.settle(4)
    return bar


def guide_on_a_page(studio: Studio) -> None:
    """Chosen from the list for a page that has words already."""
    page = studio.go("diary", {"open": newest(studio)})
    page.guide.begin("g-what-helps-me-back")
    studio.after.append(page.guide.put_away)


def guide_more(studio: Studio) -> None:
    bar = guide_at(studio, "g-what-helps-me-back", "What helps?")
    bar.more.click()
    menu = bar.findChildren(Menu)[-1]
    menu.blockSignals(True)  # it would be gone as soon as it is no window of its own
    lay_over(studio, menu, bar.more)


def guide_picks(studio: Studio) -> None:
    bar = guide_at(studio, "g-what-helps-me-back", "What helps?")
    for place in (1, 4, 8):
        bar.chips[place].click()


def guide_line(studio: Studio) -> None:
    bar = guide_at(studio, "g-when-i-go-quiet", "What came first?")
    bar.chips[1].click()
    bar.next.click()
    bar.another.click()
    type_in_text(studio, "The peace at the table. And the child who listened at the door.")


def guide_in_focus(studio: Studio) -> None:
    guide_line(studio)
    studio.page.guide.bar.another.click()
    studio.page.focus_mode.toggle()


def at_once(studio: Studio, in_focus: bool = False) -> None:
    """A guide, words to find and the quiet line, all on one page."""
    guide_line(studio)
    page = studio.page
    if in_focus:
        page.focus_mode.toggle()
    find_open(studio)
    page.dark._show()
    studio.after.append(page.dark.show_page)
    studio.settle(8)


def type_in_text(studio: Studio, words: str) -> None:
    editor = studio.page.sheet.editor
    editor.setFocus()
    QTest.keyClicks(editor, words)


def drop_page(studio: Studio) -> None:
    """Nothing of it for the scenes that follow."""
    page, workspace = studio.page, studio.session.workspace
    assert workspace is not None
    assert studio.session.sitting is not None
    page.focus_mode.leave()
    page.guide.put_away()
    id = page.desk.entry.id
    page.flush()
    page.desk.give_up()
    if workspace.diary.row_of(id) is not None:
        workspace.diary.trash([id])
        workspace.diary.erase([id])
    page.list.reload()
    studio.session.sitting.begin_again()


def trash(studio: Studio) -> None:
    page = studio.go("diary", {"trash": True})
    studio.settle(12)
    QTest.keyClick(page.list.view, Qt.Key.Key_Home)
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    studio.after.append(page.bin.leave)


def say_kindly(studio: Studio) -> None:
    say = studio.go("talk", {"tab": "say"}).say
    words = {
        "noticed": "we haven’t really talked since Sunday",
        "feel": "like you never want to be near me",
        "need": "some time near you that isn’t about plans",
        "ask": "sit with me for ten minutes after dinner?",
    }
    for part, text in words.items():
        say.parts[part].field.put(text)
    say.look()
    say.parts["feel"].field.setFocus()


def say_care(studio: Studio) -> None:
    say = studio.go("talk", {"tab": "say"}).say
    say.parts["noticed"].field.put("you took my phone and wouldn’t give it back")
    say.look()


def say_feelings(studio: Studio) -> None:
    say = studio.go("talk", {"tab": "say"}).say
    say.clear()
    say.helpers["feel"].click()


def say_questions(studio: Studio) -> None:
    say = studio.go("talk", {"tab": "say"}).say
    say.parts["feel"].field.put("that you don’t care about us")
    say.ask_questions()


def say_here(studio: Studio) -> None:
    say = studio.go("talk", {"tab": "say"}).say
    say.form.pick(say.form.cells[-1])
    say.here.fields["matter"].put("I like having you near, so just come and sit down.")
    say.here.fields["near"].put("I’m in the kitchen till nine.")
    say.here.look()


def reminding(studio: Studio, served: bool) -> None:
    """The section on a desktop that shows notices, or shows none, whatever this machine does."""
    section = studio.go("settings", {"section": "reminders"}).current()
    section.notifier.blockSignals(True)
    section.served = served
    section.refresh()


def reminder(studio: Studio) -> None:
    from ui.reminders import usual_words

    studio.go("today")
    studio.session.notice(usual_words(), "Show", lasting=True)
    studio.after.append(studio.shell.toast.hide)


def key_of(studio: Studio, title: str) -> str:
    """The first coming plan of this title."""
    assert studio.session.workspace is not None
    plans = studio.session.workspace.planner.plans(lifelike.NOW.date(), date(2031, 1, 1))
    return next(plan.key for plan in plans if plan.title == title)


def schedule(studio: Studio) -> Any:
    """The open dialog of one's own plan, with a title in it."""
    page = studio.go("together", {"plan": ""})
    made = page.findChildren(ScheduleDialog)[-1]
    made.title.setText("Walk to the bridge and back")
    return made


def choose_in(control: Any, value: object) -> None:
    """As a click or a press would."""
    control.value = value
    control.chosen.emit(value)


def see(studio: Studio, dialog: Any, widget: QWidget) -> None:
    """Scroll a dialog to one of its parts."""
    studio.settle(4)
    widget.setFocus()
    dialog.dialog._area.ensureWidgetVisible(widget, 0, 200)


def repeat_weekly(studio: Studio) -> None:
    made = schedule(studio)
    choose_in(made.repeat.every, "week")
    choose_in(made.repeat.weeks, 2)
    choose_in(made.repeat.ends, "until")
    choose_in(made.remind.choice, "morning")
    see(studio, made, made.repeat.ends)


def repeat_monthly(studio: Studio) -> None:
    made = schedule(studio)
    choose_in(made.repeat.every, "month")
    choose_in(made.repeat.month, 3)
    choose_in(made.repeat.ends, "count")
    see(studio, made, made.repeat.count)


def schedule_faults(studio: Studio) -> None:
    made = schedule(studio)
    choose_in(made.when.kind, "time")
    made.when.time.setText("half past")
    made.main.click()


def change_plan(studio: Studio, title: str) -> None:
    page = studio.go("together", {"tab": "plan"})
    page._asked("change", key_of(studio, title))
    studio.settle(4)
    made = page.findChildren(ScheduleDialog)[-1]
    if made.which is None:
        see(studio, made, made.company.zone)


def invitation_that_presses(studio: Studio) -> None:
    made = schedule(studio)
    made.invitation.text.setPlainText("We finally need to do something together. Sunday at three?")
    made.invitation.look()
    see(studio, made, made.invitation.leave)


def plan_menu(studio: Studio) -> None:
    page = studio.go("together", {"tab": "plan"})
    row = next(row for row in page.plan.agenda.rows if row.plan.occurrence)
    menu = row.menu()
    menu.ensurePolished()
    size = menu.sizeHint()
    menu.setParent(studio.shell, menu.windowFlags() & ~Qt.WindowType.WindowType_Mask)
    corner = row.more.mapTo(studio.shell, row.more.rect().bottomLeft())
    menu.setGeometry(QRect(corner if not row.isRightToLeft() else corner - QPoint(size.width(), 0), size))
    menu.show()
    studio.after.append(menu.deleteLater)


def plan_day(studio: Studio) -> None:
    page = studio.go("together", {"tab": "plan"})
    page.plan.show_from(None)
    page.plan.month.grid._choose(date(2030, 11, 27), opened=True)


def kit_dialog(studio: Studio) -> None:
    from ui.settings.keys import KitDialog

    page = studio.go("settings", {"section": "privacy"})
    KitDialog(page, studio.session, KIT).open()


def change_room(studio: Studio) -> Any:
    """The room of a change of the key, laid over the workspace with nothing to do, and taken away again."""
    from ui.ways.rekey import ChangeRoom

    rooms = studio.shell._rooms
    room, before = ChangeRoom(studio.session), rooms.currentWidget()
    rooms.addWidget(room)
    rooms.setCurrentWidget(room)
    studio.shell._arrange()

    def back() -> None:
        room.drop_keys()
        rooms.setCurrentWidget(before)
        rooms.removeWidget(room)
        room.deleteLater()
        studio.shell._arrange()

    studio.after.append(back)
    return room


def changing(studio: Studio) -> None:
    change_room(studio).progressed(412, 1060, "media")


def changed(studio: Studio) -> None:
    from companion.rekey import Rekeyed
    from ui.session import Aside

    session = studio.session
    assert session.vault is not None
    assert session.workspace is not None
    keys = session.workspace.keys
    room = change_room(studio)
    room._aside = Aside(session.vault, keys.copy(), None)
    room._done(Rekeyed(keys.copy(), KIT, 1, 1, 3))


def backup_progress(studio: Studio) -> None:
    from ui.settings.backup import ProgressDialog

    dialog = ProgressDialog(studio.go("settings", {"section": "backup"}), "Walker’s stick")
    dialog.open()
    dialog.progressed(412, 1060, "writing")


def copies_of_before(studio: Studio) -> None:
    page = studio.go("settings", {"section": "backup"})
    studio.settle(12)
    made = datetime(2030, 11, 14, 20, 5, tzinfo=UTC)
    copies = [
        BackupInfo(Path("x"), made - timedelta(days=n), True, 1060, 9, 12, 0, 4_100_000, "0.1", earlier=n > 1)
        for n in range(4)
    ]
    page.current().copies.show_copies(copies)


def restore(studio: Studio) -> None:
    page = studio.go("settings", {"section": "backup"})
    page.current().restore(Path("Notes-2030-11-14.zip"))
    studio.after.append(page.back_to_sections)


def wrong_passphrase(studio: Studio) -> None:
    studio.room.door.field.setText("not this one")
    studio.room.door.button.click()


def no_room(studio: Studio) -> None:
    keys = studio.room.vault.unlock_with_passphrase(PASSPHRASE)
    studio.room._show_elsewhere(studio.room.vault, keys, DiskFull())


def make_key(studio: Studio) -> None:
    new = studio.room.current().new
    for field in (new.first, new.second):
        field.setText(PASSPHRASE)
    studio.room.main_button.click()
    studio.settle()


def followed_calendar(s: Studio) -> None:
    """A calendar file that follows the plan."""
    from companion.interchange.ics_keeping import let_file_be

    workspace = s.session.workspace
    assert workspace is not None
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "Documents" / "Notes.ics"
        target.parent.mkdir()
        dialog = s.go("together", {"tab": "plan"}).open_calendars()
        dialog.follow_to(target)
        s.settle()
    let_file_be(workspace)


def calendar_preview(s: Studio) -> None:
    """What a file from elsewhere would bring, and what it would not."""
    file = Path(__file__).parent / "companion" / "calendars" / "mixed.ics"
    from companion.interchange.ics_taking import look_through
    from ui.planner.calendar_in import CalendarPreview

    page = s.go("together", {"tab": "plan"})
    assert s.session.workspace is not None
    CalendarPreview(s.session, page, look_through(s.session.workspace, file)).open()


def print_pages(s: Studio) -> None:
    """A range of the diary as it would come out of a printer."""
    page = s.go("diary", {"open": newest(s)})
    page.print_page()
    s.settle()
    dialog = open_dialogs(s.shell)[0]
    dialog.which.kind.value = "all"
    dialog.which._changed()
    s.settle()


def export_dialog(s: Studio, kind: str) -> None:
    taking = s.go("settings", {"section": "data"}).current().export()
    choose_in(taking.kind, kind)
    s.settle(12)


def old_diary(folder: Path) -> Path:
    """A folder of daily notes of somebody who came from another program, with things in it that have no place here."""
    folder.mkdir()
    for number in range(24):
        day = date(2019, 3, 1) + timedelta(days=9 * number)
        (folder / f"{day}.md").write_text(
            f"---\nmodel: A4\n---\nRain, then none, {number}. ![](tea.heic)\n", "utf-8"
        )
    (folder / "list.xyz").write_text("milk", "utf-8")
    undated = folder / "undated.md"
    undated.write_bytes(b"Caf\xe9.")
    written = datetime(2019, 10, 12, 9, 30, tzinfo=UTC).timestamp()
    os.utime(undated, (written, written))  # its day is that of the file
    return folder


def looking(s: Studio, path: Path) -> Any:
    coming = s.go("settings", {"section": "data"}).current().look_through(path)
    s.settle()
    return coming


def import_preview(s: Studio) -> None:
    with tempfile.TemporaryDirectory() as folder:
        looking(s, old_diary(Path(folder) / "Daily"))


def import_asks(s: Studio) -> None:
    from companion import interchange

    assert s.session.workspace is not None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Notes.age"
        interchange.export(
            s.session.workspace, "json", file, seal=interchange.Seal(passphrase="moss"), rows=[]
        )
        looking(s, file)


def import_progress(s: Studio) -> None:
    from ui.widgets.waiting import WaitDialog

    dialog = WaitDialog("Bringing words in", "", s.go("settings", {"section": "data"}))
    dialog.progressed(203, 312, "importing")
    dialog.open()
    s.after.append(dialog.finish)


def import_done(s: Studio) -> None:
    """The line in Settings after everything came in, and the notice. Taken back afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        coming = looking(s, old_diary(Path(folder) / "Daily"))
        run = coming.bring_in()
        while not run.ended:
            s.settle(2)
    s.settle()
    s.after.append(s.page.current().take_back)


def import_trouble(s: Studio) -> None:
    """A file nobody can make anything of."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Holiday 2019.json"
        file.write_text('{"entries": [', "utf-8")
        looking(s, file)


def import_undone(s: Studio) -> None:
    import_done(s)
    s.after.pop()()
    s.settle()
    s.after.append(s.shell.toast.hide)


def import_nothing_new(s: Studio) -> None:
    """The same folder a second time."""
    with tempfile.TemporaryDirectory() as folder:
        path = old_diary(Path(folder) / "Daily")
        run = looking(s, path).bring_in()
        while not run.ended:
            s.settle(2)
        s.shell.toast.hide()
        back = s.page.current().take_back
        looking(s, path)
        s.after += [s.shell.toast.hide, back]


def import_earlier(s: Studio) -> Any:
    """Imports of before in Settings; gives the row of the newest one. All are gone again afterwards."""
    from companion.interchange.coming import Source, bring_in, take_back

    workspace = s.session.workspace
    assert workspace is not None
    days = {"rednotebook": "2019-03.txt", "jrnl": "journal.txt", "markdown": "2019-05-01.md"}
    texts = {
        "rednotebook": "\n".join(f"{day}: {{text: Rain and then none}}" for day in range(1, 31)),
        "jrnl": "[2018-05-02 08:30] Rain, then none.\n",
        "markdown": "Rain, then none.",
    }
    with tempfile.TemporaryDirectory() as folder:
        for format, name in days.items():
            place = Path(folder) / format
            place.mkdir()
            (place / name).write_text(texts[format], "utf-8")
            with Source(place / name if format == "jrnl" else place) as source:
                coming = bring_in(workspace, source, format)
                coming.run()
            s.after.append(partial(take_back, workspace, coming.number))
    section = s.go("settings", {"section": "data"}).current()
    s.settle()
    row = section.earlier[0]
    s.page._built["data"].ensureWidgetVisible(section.earlier[2], 0, 24)
    s.settle()
    return row


def newest(studio: Studio) -> str:
    assert studio.session.workspace is not None
    row = studio.session.workspace.diary.newest()
    assert row is not None
    return row.id


def shoot(
    app: QApplication, homes: tuple[Path, Path], folder: Path, variant: Variant, only: str
) -> list[str]:
    """All scenes of one variant; returns what is wrong."""
    found: list[str] = []
    filled, fresh = homes

    def take(studio: Studio, name: str, way: Callable[[Studio], object]) -> None:
        try:
            way(studio)
            studio.settle(12)
        except (LookupError, ImportError, AttributeError) as error:
            found.append(f"{name}-{variant.name}: no way to it: {error!r}")
        if not only or only in name:
            found.extend(studio.picture(folder, name))
        studio.close_dialogs()

    def every(studio: Studio, names: list[Scene]) -> None:
        for name, way in names:
            take(studio, name, way)

    studio = Studio(app, filled, variant)
    every(studio, locked_scenes())
    studio.unlock()
    every(studio, scenes())
    studio.close()
    home = Path(tempfile.mkdtemp(dir=fresh))
    studio = Studio(app, home, variant)
    every(studio, first_run())
    studio.room.main_button.click()
    studio.settle()
    every(studio, empty_scenes())
    studio.close()
    return found


def prepare(folder: Path) -> tuple[Path, Path]:
    """A filled home with something in its trash, and a folder for homes of a first run."""
    filled, fresh = folder / "filled", folder / "fresh"
    fresh.mkdir()
    workspace = lifelike.open_workspace(filled)
    thrown = replace(workspace.diary.blank(lifelike.NOW), title="A draft", text="Words I did not need.")
    workspace.diary.save(thrown)
    workspace.diary.trash([thrown.id])
    workspace.close()
    return filled, fresh


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only scenes whose name contains this")
    parser.add_argument("--variant", action="append", default=[], help="only this variant; may be repeated")
    options = parser.parse_args(argv)
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = [v for v in VARIANTS if v.name in options.variant or not options.variant]
    if os.environ.get("QT_SCALE_FACTOR") != "2" and any(v.scale != 1 for v in wanted):
        wanted = [v for v in wanted if v.scale == 1]
        again = [
            sys.executable,
            "-m",
            "tests.gallery",
            str(options.folder),
            "--variant",
            "scale2",
            "--only",
            options.only,
        ]
        status = subprocess.call(again, env=dict(os.environ, QT_SCALE_FACTOR="2"))
    else:
        status = 0
    app = QApplication.instance() or QApplication(["gallery"])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        homes = prepare(Path(scratch))
        for variant in wanted:
            found += shoot(app, homes, options.folder, variant, options.only)
    for line in found:
        print(line)
    print(f"{len(list(options.folder.glob('*.png')))} pictures, {len(found)} things that do not fit")
    return 1 if found or status else 0


if __name__ == "__main__":
    sys.exit(main())
