"""The diary page: the list at the start edge, the page one writes on beside it, or one of the two when small.

It opens entries and carries changes between list, desk, photos and store. Which one comes next is `turning`'s affair,
showing the list's and the sheet's, storing the desk's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.changes import Change
from companion.errors import CompanionError, NotFound
from ui import theme
from ui.diary import keys
from ui.diary.about import About
from ui.diary.album import Album
from ui.diary.beginnings import Beginnings
from ui.diary.bin import Bin
from ui.diary.dark import DarkLine
from ui.diary.desk import Desk
from ui.diary.focusmode import FocusMode
from ui.diary.guide import Guided
from ui.diary.linking import Linking
from ui.diary.listpane import ListPane
from ui.diary.more import More
from ui.diary.sheet import Sheet
from ui.diary.templates import OwnTemplates
from ui.diary.texthelp import TextHelp
from ui.diary.turning import Turning
from ui.pages import Page
from ui.session import State
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from companion.diary import Diary, Entry, Version
    from ui.session import Session

_ROOM_FOR_THREE = 1180


def make(session: Session) -> Page:
    """Build the page."""
    return DiaryPage(session)


class DiaryPage(Page):
    """The page itself. `arrive` takes {"new": True, "text": words}, {"new": True, "guide": id}, {"open": id},
    {"search": True}, {"trash": True}, {"day": date}, and {"back": True} for earlier years."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.small = False
        self._in_front = "list"
        self.list = ListPane(session)
        self.sheet = Sheet()
        self.desk = Desk(session, self.sheet, self)
        self.album = Album(session, self.sheet, self.desk, self)
        self.bin = Bin(self)
        self.more = More()
        self.beginnings = Beginnings(self.sheet)
        self.deeds: dict[str, Callable[[], object]] = {}
        """What is done when the sheet asks for something by name, or its keys are pressed."""
        self.sheet.foot.suggest = self._tags
        self.sheet.editor.copied = self.sheet.older.copied = session.copy
        self.sheet.head.title.copied = session.copy
        self._build()
        self.guide = Guided(self)
        self._connect()
        self.text_help = TextHelp(self)
        self.sheet.chain()

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._none = _Ground()
        self._room = QVBoxLayout(self._none)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.right = QStackedWidget()
        self.right.addWidget(self._none)
        self.right.addWidget(self.sheet)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.right, 1)
        self._fill()

    def _fill(self) -> None:
        """Everything that can be done with a page, by its keys, its button or the More menu."""
        self.focus_mode = FocusMode(self)
        around, foot = self.focus_mode.around, self.sheet.foot
        self.add_deed("tag", lambda: around(self._begin_tag), self.tr("Add a tag"))
        self.add_deed("mood", lambda: around(foot.ask_steps), self.tr("Mood and closeness"))
        self.add_deed("history", lambda: around(self._toggle_history), self.tr("History"))
        self.add_deed("photo", self.album.choose_files)
        self.add_deed("more", self._more)
        self.add_deed("put_back", self.bin.put_back)
        self.add_deed("erase", self.bin.ask_erase)
        self.more.add("writing", self._writing_rows)
        self.more.add("trash", self._trash_rows)
        self.turning = Turning(self)
        self.about = About(self)
        self.own_templates = OwnTemplates(self)
        self.linking = Linking(self)
        self.dark = DarkLine(self)

    def add_deed(self, name: str, deed: Callable[[], object], keys_do: str = "") -> None:
        """Have something done when the sheet asks for it by this name. With `keys_do`, words for it, the keys of that
        name in `ui.diary.keys` do it, too, while a page that can be written is in sight."""
        self.deeds[name] = deed
        if keys_do:
            keys.add(self, name, keys_do, lambda: deed() if self.on_sheet() else None)

    def on_sheet(self) -> bool:
        """Whether a page that can be written is in sight."""
        return self.desk.entry is not None and self.sheet.isVisible() and self.bin.shown is None

    def _connect(self) -> None:
        self.list.write.connect(lambda: self.write())
        self.list.guide.connect(self._write_with_guide)
        self.list.unwanted.connect(lambda row: self.bin.throw_away(row.id))
        self.list.left_trash.connect(self.bin.leave)
        self.list.emptying.connect(self.bin.ask_empty)
        self.list.bar.asked.connect(lambda asked, _best: None if asked.terms else self.text_help.mark_found())
        self.sheet.back.connect(self.show_list)
        self.sheet.asked.connect(self._asked)
        self.sheet.history.used.connect(self._use_version)
        self.sheet.history_toggled.connect(self.arrange)
        self.sheet.aside = lambda work, done: self.session.run(
            lambda _report: work(), owner=self.sheet, done=done
        )
        self.desk.stored.connect(self._stored)
        self.session.changed.connect(self._changed)
        self.session.state_changed.connect(self._state_changed)

    # --- what the window asks -------------------------------------------------------------------------------

    def enter(self) -> None:
        self.list.strip.refresh()
        entry = self.desk.entry
        if entry is not None and not entry.row and self._is_blank() and not self.guide.walking:
            self.put(self.diary().blank(self.session.now()))
        if not self.list.known:
            self.list.reload()
        self.arrange()

    def leave(self) -> None:
        self.album.close_view()
        self.focus_mode.leave()
        self.turning.stop()
        self.guide.leaving()
        self.turning.remember()

    def flush(self) -> bool:
        self.sheet.editor.settle()
        return self.desk.flush()

    def arrive(self, argument: object) -> None:
        if not isinstance(argument, dict):
            return
        if argument.get("new"):
            if self.write(str(argument.get("text") or "")) and argument.get("guide"):
                self.guide.begin(str(argument["guide"]))
        elif argument.get("open"):
            self.open_id(str(argument["open"]))
        elif argument.get("search"):
            self.search()
        elif argument.get("trash"):
            self.bin.open()
        elif argument.get("day"):
            self.list.go_to_day(argument["day"])
        elif argument.get("back"):
            self.look_back()

    def set_small(self, small: bool) -> None:
        focus = self.window().focusWidget()
        if small and not self.small and focus is not None:
            # What somebody is in stays in front; hidden, it would hand the keyboard to whatever stands first in the window.
            if self.right.isAncestorOf(focus):
                self._in_front = "page"
            elif self.list.isAncestorOf(focus):
                self._in_front = "list"
        self.small = small
        self.list.set_small(small)
        self.sheet.set_small(small)
        self.arrange()

    def home_focus(self) -> QWidget | None:
        if self.desk.entry is not None and self.sheet.isVisible():
            return self.sheet.editor
        return self.list.view

    def regions(self) -> list[QWidget]:
        return [self.list, self.right]

    def search(self) -> bool:
        self.focus_mode.leave()
        self.list.leave_back()
        self.show_list()
        if self.list.isHidden():
            self.sheet.close_history()  # there was no room for both
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()
        return True

    def look_back(self) -> None:
        """The days around the page that is open, or around today, in earlier years."""
        self.focus_mode.leave()
        self.sheet.close_history()
        entry = self.desk.entry
        self.list.show_back(entry.when.date() if entry is not None else self.session.today())
        self.show_list()

    def _state_changed(self, state: State) -> None:
        if state is not State.OPEN:
            self.focus_mode.leave()
        if state in {State.LOCKED, State.NEW, State.CHANGING}:
            self.clear()

    def clear(self) -> None:
        """Hold no word, no picture and no undo any longer. The widgets are deleted right after."""
        self.turning.stop()
        self.bin.shown = None
        self.guide.forget()
        self.desk.forget()
        self.album.forget()
        self.dark.forget()
        self.text_help.forget()
        self.list.forget()
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            # What was last marked with the mouse could still be pasted with the middle button.
            clipboard.clear(QClipboard.Mode.Selection)

    # --- list or page ---------------------------------------------------------------------------------------

    def arrange(self) -> None:
        showing = self.desk.entry is not None or self.bin.shown is not None
        # The history needs room beside the text more than the list does.
        crowded = self.sheet.history_open and self.width() < theme.px(_ROOM_FOR_THREE)
        beside = not self.small and not crowded
        self.list.setVisible(beside or (self.small and self._in_front == "list") or not showing)
        self.right.setVisible(not self.small or (self._in_front == "page" and showing))
        if showing:
            self.right.setCurrentWidget(self.sheet)
        else:
            self._show_nothing()
        self.guide.arrange()

    def _show_nothing(self) -> None:
        while self._room.count():
            item = self._room.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self.list.known and not self.list.model.total and not self.list.in_trash:
            first = self.list.first_page()
            self._room.addWidget(first)
            self.right.setCurrentWidget(self._none)
            first.show()
            focus = self.window().focusWidget()
            if first.primary is not None and focus is not None and self.list.below.isAncestorOf(focus):
                first.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        self.right.setCurrentWidget(self._none)

    def show_list(self) -> None:
        """The list, where there is room for one of the two only."""
        self._in_front = "list"
        self.arrange()
        if self.small:
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self) -> None:
        """The page, where there is room for one of the two only."""
        self._in_front = "page"
        self.arrange()

    # --- opening --------------------------------------------------------------------------------------------

    def diary(self) -> Diary:
        """The open diary. Only while the vault is open."""
        assert self.session.workspace is not None
        return self.session.workspace.diary

    def _tags(self) -> list[str]:
        return self.diary().tags()

    def _is_blank(self) -> bool:
        draft = self.desk.draft()
        return draft is not None and draft.empty and not self.desk.autosave.dirty

    def write(self, text: str = "") -> bool:
        """A new page, with the caret in it. False if the present one could not be stored; it then stays."""
        self.focus_mode.leave()
        if self.list.in_trash:
            self.bin.leave()
        self.list.leave_back()
        fresh_already = (
            self.desk.entry is not None and not self.desk.entry.row and self._is_blank() and not text
        )
        if not fresh_already:
            if not self.desk.close():
                return False
            self.put(replace(self.diary().blank(self.session.now()), text=text))
            self.list.choose(None)
        self.show_page()
        self.sheet.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _write_with_guide(self) -> None:
        if self.write():
            self.guide.choose()

    def open_id(self, id: str) -> bool:
        """Open the page with this id and put the caret in it."""
        if self.list.in_trash:
            self.bin.leave()
        self.list.leave_back()
        entry = self.desk.entry
        if entry is None or entry.id != id:
            if not self.load(id):
                return False
            self.list.choose(self.desk.entry.row if self.desk.entry is not None else None)
        self.show_page()
        self.sheet.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        # Not before the page has its size: it may have been built a moment ago.
        QTimer.singleShot(0, self.sheet.editor, self.sheet.editor.ensureCursorVisible)
        return True

    def load(self, id: str) -> bool:
        """Store the page that is open, and put this one onto the desk. False if either failed, which was then said."""
        if not self.desk.close():
            return False
        try:
            entry = self.diary().get(id)
        except CompanionError as error:
            self.session.fault(error)
            self.list.reload()
            return False
        self.put(entry)
        return True

    def put(self, entry: Entry) -> None:
        """An entry onto the desk."""
        self.bin.shown = None
        self.sheet.set_writable(True)
        self.album.show(entry)
        self.desk.open(entry)
        if not entry.row:
            self.text_help.bar.put_away()  # there is nothing to find on it
        self.guide.opened(entry)
        self.beginnings.refresh(not entry.row and entry.empty)
        self.dark.show_page()
        self.list.strip.show_day(entry.when.date())
        self.arrange()
        self.text_help.mark_found()

    # --- changes --------------------------------------------------------------------------------------------

    def _stored(self, entry: Entry, was: int) -> None:
        self.list.changed(Change("diary", frozenset({entry.id})), {entry.id: was} if was else {})
        if was != entry.row:
            self.list.strip.show_day(entry.when.date())
        self.list.choose(entry.row)

    def _changed(self, change: Change, by: object) -> None:
        if change.subject != "diary" or by is self or self.session.workspace is None:
            return
        entry = self.desk.entry
        was = {each.id: each.row for each in (entry, self.bin.shown) if each is not None and each.row}
        if self.list.known:
            self.list.changed(change, was)
        if entry is not None and entry.row and (not change.ids or entry.id in change.ids):
            self._look_again(entry)
        if self.bin.shown is not None and self.bin.shown.id in change.ids:
            self.bin.shown = None
            self.turning.fill_gap()

    def _look_again(self, entry: Entry) -> None:
        """Something else changed the page that is open."""
        diary = self.diary()
        try:
            now = diary.get(entry.id)
        except NotFound:
            self._gone()
            return
        row = diary.rows([now.row])
        if row and row[0].trashed is not None:
            self._gone()
            return
        if self.desk.autosave.dirty or replace(now, photos=entry.photos, changed=entry.changed) == entry:
            self.desk.update(replace(entry, photos=now.photos))
            self.album.show(now)
            self.album.returned(now)
        else:
            self.put(now)

    def _gone(self) -> None:
        self.desk.give_up()
        self.turning.fill_gap()

    # --- tools ----------------------------------------------------------------------------------------------

    def _asked(self, what: str) -> None:
        self.deeds[what]()

    def _more(self) -> None:
        self.more.menu(self).open_below(self.sheet.bar.more_button)

    def _writing_rows(self, menu: Menu) -> None:
        shown = keys.table()
        menu.add(self.tr("History"), "history", self._toggle_history, shortcut=shown["history"])
        menu.add(self.tr("Focus"), "maximize-2", self.focus_mode.toggle, shortcut=shown["focus"])
        menu.add(self.tr("Print"), "printer", self.print_page, shortcut=self.tr("Ctrl+P"))

    def _trash_rows(self, menu: Menu) -> None:
        menu.add(self.tr("This day in earlier years"), "calendar-days", self.look_back)
        menu.add(self.tr("Open the trash"), "folder", self.bin.open)
        entry = self.desk.entry
        id = entry.id if entry is not None else ""
        throw = menu.add(self.tr("Move to trash"), "trash-2", lambda: self.bin.throw_away(id), danger=True)
        throw.setEnabled(entry is not None and bool(entry.row))

    def print_page(self) -> bool:
        """Look at pages as they would come out of a printer: this one, what was found, or others."""
        from ui.printing.entries_dialog import EntriesPrintDialog

        if not self.desk.flush():
            return True
        entry = self.desk.entry
        asked = self.list.answers.asked
        EntriesPrintDialog(
            self,
            self.session,
            open_page=entry.id if entry is not None and entry.row and self.on_sheet() else "",
            found=None if asked.empty else asked,
        ).open()
        return True

    def _begin_tag(self) -> None:
        editor = self.sheet.editor
        self.sheet.foot.begin_tag(editor if editor.hasFocus() else None)

    def _toggle_history(self) -> None:
        if self.sheet.history_open:
            self.sheet.close_history()
        elif self.desk.flush():
            self.sheet.open_history(self.desk.versions(), self.session.today())

    def _use_version(self, version: Version) -> None:
        self.sheet.close_history()
        if self.desk.use(version) and self.desk.entry is not None:
            self._look_again(self.desk.entry)
            self.session.notice(self.tr("This is the earlier version. What was here is in the history."))
        self.sheet.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class _Ground(QWidget):
    """The ground of the place where a page will be."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("page"))
