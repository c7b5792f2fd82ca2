"""The window. It shows one of four rooms (onboarding, lock, workspace, a change of the key), as `session.state` says and
nothing else.

In the workspace it keeps the rail, the pages that were visited, one bar for faults, one toast, and the line
that warns before the idle lock. It carries wishes from page to page and knows no subject. Above everything
floats one Quick exit button, the same in every room. While the window is not the active one, a plain cover
lies over it.

Left out: what the lock and the onboarding do (their folders), what a page does (its folder), colours
(ui.theme).
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QChildEvent, QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QIcon,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

import resources
from companion.errors import CompanionError
from companion.settings import Settings
from ui import keys, theme
from ui.memory import Memory
from ui.pages import PAGES, Page, info
from ui.rail import ROOMY, QuickExit, exit_height
from ui.session import Notice, Session, State
from ui.widgets.focus import FocusRing, first_focus
from ui.work import next_turn

if TYPE_CHECKING:
    from ui.lock.page import LockPage
    from ui.onboarding.page import OnboardingPage
    from ui.ways.rekey import ChangeRoom
    from ui.widgets.toast import Toast
    from ui.workroom import Workroom

DEFAULT_SIZE = QSize(1100, 720)
MINIMUM_SIZE = QSize(800, 560)
WIDE = 960
TEXT_SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

_log = logging.getLogger("companion")


class Shell(QMainWindow):
    """One per process. Needs a session and nothing else, so that tests and the gallery can make one."""

    closed = Signal()
    """The window was closed to end it all, and everything is stored and locked."""
    shown = Signal()
    """It comes into sight, the first time or again."""
    painted = Signal()
    """The first picture is on the screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._app = QApplication.instance()
        self._applied: Settings | None = None
        self.memory = Memory(session.home)
        self._pages: dict[str, Page] = {}
        self._history: list[str] = []
        self._small: bool | None = None
        self._painted = False
        self._still = False
        self._hidden_on_purpose = False
        self._ending = False
        self.setMinimumSize(MINIMUM_SIZE)
        self.setWindowIcon(QIcon(str(resources.path("icons", "icon-discreet.svg"))))
        self._apply_settings()
        # Made before the rooms, so that Tab reaches it first.
        self.quick_exit_button = QuickExit(self, keys.text("quick_exit"), self._exit_ground)
        self.quick_exit_button.clicked.connect(session.quick_exit)
        self._rooms = QStackedWidget()
        self.setCentralWidget(self._rooms)
        self._lock_room: LockPage | None = None
        self._onboarding_room: OnboardingPage | None = None
        self._change_room: ChangeRoom | None = None
        self.workroom: Workroom | None = None
        self._cover = _Cover(self)
        self._ring = FocusRing(self)
        self.toast: Toast | None = None
        self._actions: dict[str, QAction] = {}
        self._make_actions()
        session.attach(self)
        session.state_changed.connect(self._show_room)
        session.noticed.connect(self._notice)
        session.settings_changed.connect(self._apply_settings)
        session.lock_soon.connect(self._lock_soon)
        session.watch.tapped.connect(self._tapped)
        session.watch.exit_keys.connect(session.quick_exit)
        theme.watcher.changed.connect(self._theme_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._activity_changed)
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._raise_exit)
        self.resize(DEFAULT_SIZE)
        self.memory.geometry(self)
        self._show_room(session.state)

    # --- rooms

    def _show_room(self, state: State) -> None:
        if state is State.OPEN:
            self._enter_workspace()
        elif state is State.NEW:
            self._enter_onboarding()
        elif state is State.CHANGING:
            self._enter_change()
        else:
            self._enter_lock()
        self._cover.hide()
        self._arrange()

    def _enter_workspace(self) -> None:
        if self.workroom is None:
            from ui.workroom import Workroom

            self.workroom = Workroom(self.session, self.go, self.session.lock)
            self._rooms.addWidget(self.workroom)
            self._small = None
        self._rooms.setCurrentWidget(self.workroom)
        self._drop_rooms(keep_work=True)
        self._arrange()
        key = self.workroom.current or self.session.last_page or PAGES[0].key
        if self.page() is None:
            # Or the rail's first would have the keyboard, and an Enter too many after the passphrase would press it.
            self.workroom.setFocus(Qt.FocusReason.OtherFocusReason)
        # The rail is painted first: room and page together would hold the window for longer than is felt as at once.
        next_turn(self.workroom, lambda: self._first_page(key))

    def _first_page(self, key: str) -> None:
        if self.page() is None:
            self.go("talk" if self._paused() else key)
        if self.session.workspace is not None:
            QTimer.singleShot(0, self._chores)

    def _paused(self) -> bool:
        """Whether a talk rests: then its quiet screen is what the unlock leads to."""
        workspace = self.session.workspace
        if workspace is None:
            return False
        try:
            return workspace.pauses.current() is not None
        except CompanionError:
            return False  # a fault of the store is said by the page that stumbles over it

    def _enter_lock(self) -> None:
        from ui.lock.page import LockPage

        room = LockPage(self.session)
        room.close_window.connect(self.close)
        room.help_asked.connect(self.help_before_opening)
        self._rooms.addWidget(room)
        self._rooms.setCurrentWidget(room)
        self._drop_rooms(keep_work=self.session.state is State.HELD)
        self._lock_room = room
        room.start()

    def help_before_opening(self) -> None:
        """The help pages without anything private: no own numbers, nothing that needs an open vault."""
        room = self._lock_room or self._onboarding_room
        if room is None:
            return
        from ui.understand.help import HelpView
        from ui.ways.frame import BesideExit

        view = HelpView(self.session, closable=True)
        view.closed.connect(room.leave_help)
        room.show_help(BesideExit(view))
        view.setFocus()

    def _help(self) -> None:
        if self.session.state in (State.LOCKED, State.NEW):
            self.help_before_opening()
        else:
            self._free(lambda: self.go("understand", {"tab": "help"}))

    def _enter_onboarding(self) -> None:
        from ui.onboarding.page import OnboardingPage

        room = OnboardingPage(self.session)
        room.help_asked.connect(self.help_before_opening)
        self._rooms.addWidget(room)
        self._rooms.setCurrentWidget(room)
        self._drop_rooms(keep_work=False)
        self._onboarding_room = room
        room.start()

    def _enter_change(self) -> None:
        from ui.ways.rekey import ChangeRoom

        room = ChangeRoom(self.session)
        self._rooms.addWidget(room)
        self._rooms.setCurrentWidget(room)
        self._drop_rooms(keep_work=False)
        self._change_room = room
        room.start()

    def _drop_rooms(self, *, keep_work: bool) -> None:
        if self._change_room is not None:
            self._change_room.drop_keys()
        rooms: tuple[QWidget | None, ...] = (self._lock_room, self._onboarding_room, self._change_room)
        for room in rooms:
            if room is not None:
                self._rooms.removeWidget(room)
                room.hide()
                room.deleteLater()
        self._lock_room = self._onboarding_room = self._change_room = None
        if not keep_work and self.workroom is not None:
            self._rooms.removeWidget(self.workroom)
            self.workroom.hide()
            self.workroom.deleteLater()
            self.workroom = None

    @property
    def room(self) -> QWidget:
        """The room that is seen: a LockPage, an OnboardingPage, a ChangeRoom or the Workroom."""
        room = self._rooms.currentWidget()
        assert room is not None
        return room

    # --- pages

    def go(self, key: str, argument: object = None) -> None:
        """Show a page of the workspace, building it on its first visit. Without an open workspace nothing
        happens."""
        room = self.workroom
        if room is None or self.session.state is not State.OPEN:
            return
        before = room.page()
        page = self._pages.get(key)
        if page is None:
            page = info(key).make(self.session)
            page.go.connect(self.go)
            self._pages[key] = page
            room.add(page)
            page.set_small(bool(self._small))
        if before is not page:
            if before is not None:
                before.flush()
                before.leave()
                if self._history[-1:] != [room.current]:
                    self._history.append(room.current)
                del self._history[:-20]
            room.show_page(key, page)
            self.session.last_page = key
        page.enter()
        if argument is not None:
            page.arrive(argument)
            if self.focusWidget() in (None, self.quick_exit_button, room):
                self._focus_page(page)
        elif before is not page or not page.isAncestorOf(self.focusWidget() or self):
            # A page may have built itself anew just now, and the keyboard must not land on Quick exit.
            self._focus_page(page)

    def page(self) -> Page | None:
        """The page that is seen, if the workspace is."""
        return self.workroom.page() if self.workroom is not None else None

    def back(self) -> None:
        """To the page before this one."""
        if self._history:
            key = self._history.pop()
            self.go(key)
            if self._history and self._history[-1] != key:
                self._history.pop()

    def _focus_page(self, page: Page) -> None:
        wanted = page.home_focus()
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab. What goes away with the keyboard in it asks for the next one too, and behind the last in the window that is
        Quick exit, where an Enter nobody meant for it would close everything: then the page takes it."""
        before = self.focusWidget()
        gone = before is not None and not (before.isVisible() and before.isEnabled())
        moved = super().focusNextPrevChild(forward)
        if gone and self.focusWidget() is self.quick_exit_button:
            page = self.page()
            if page is not None and page.isVisible():
                self._focus_page(page)
            else:
                self.room.setFocus(Qt.FocusReason.OtherFocusReason)
        return moved

    def _chores(self) -> None:
        from ui.chores import Chores

        if self.session.state is State.OPEN and self.workroom is not None and self.workroom.chores is None:
            self.workroom.chores = Chores(self.session, self.workroom)

    # --- what the session borrows (see ui.session.Room)

    def flush(self) -> bool:
        safe = True
        for page in tuple(self._pages.values()):
            safe = page.flush() and safe
        return safe

    def cover(self) -> None:
        """Plain colour over everything, painted before this returns."""
        self._cover.setGeometry(self.rect())
        self._cover.show()
        self._cover.raise_()
        if self.isVisible():
            self._cover.repaint()

    def dismantle(self) -> None:
        self._close_dialogs()
        if self.toast is not None:
            self.toast.hide()
            self.toast.deleteLater()
            self.toast = None
        for page in self._pages.values():
            page.leave()
            page.hide()
            page.setParent(None)
            page.deleteLater()
        self._pages.clear()
        self._history.clear()
        # Python frees what is in a ring only when it looks for rings; what was typed should not wait for
        # that.
        QTimer.singleShot(0, gc.collect)

    def uncover(self) -> None:
        self._cover.hide()

    def vanish(self) -> None:
        self._hidden_on_purpose = True
        for window in QApplication.topLevelWidgets():
            window.hide()

    def _close_dialogs(self) -> None:
        from ui.widgets.dialog import close_all

        close_all(self)
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible():
                window.close()

    # --- coming and going

    def raise_window(self) -> None:
        """Somebody started the app a second time."""
        self._hidden_on_purpose = False
        self.session.come_back()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.watch.watch(self.windowHandle())
        self.session.set_hidden(False)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.session.set_hidden(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._hidden_on_purpose and self.session.state is not State.NEW:
            self.memory.keep_geometry(self)  # where nothing was made, or all of it deleted, nothing is left
        if self.session.close():
            event.accept()
            if self._ending or not self.session.background:
                self.closed.emit()
        else:
            # Text is held behind the lock; ending now would drop it.
            event.ignore()

    def end(self) -> None:
        """Close the window for good, also where closing it otherwise leaves the process there."""
        self._ending = True
        if self.isVisible():
            self.close()
        elif self.session.close():  # a window that is closed already hears of no second time
            self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.session.set_hidden(self.isMinimized())

    def _activity_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            if self.session.state is not State.OPEN or self._cover.isVisible():
                self._cover.hide()
            return
        if self.session.state is State.OPEN:
            self.flush()
            if self.session.settings.cover_when_inactive:
                self.cover()

    def _tapped(self) -> None:
        if self.session.settings.quick_exit_keys == "shift3":
            self.session.quick_exit()

    # --- settings, sizes

    def _apply_settings(self) -> None:
        settings = self.session.settings
        self.setWindowTitle(settings.discreet_name)
        if isinstance(self._app, QApplication):
            reduced = settings.motion == "reduced" or (settings.motion == "system" and self._still)
            theme.apply(
                self._app,
                settings.theme,
                settings.text_scale,
                settings.reading_size,
                settings.stronger_lines,
                reduced,
            )

    def _theme_changed(self) -> None:
        self._small = None
        self._arrange()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._after_first_picture)

    def _after_first_picture(self) -> None:
        # Asking the style costs as much as a widget or two; nothing has moved yet that would need the
        # answer.
        self._still = _system_reduces_motion()
        if self._still:
            self._apply_settings()
        self.painted.emit()

    def is_small(self) -> bool:
        """Whether the window is narrow for the present text size."""
        return self.width() / theme.scale() < WIDE

    def _arrange(self) -> None:
        if not hasattr(self, "_actions"):
            return
        small = self.is_small()
        if self.workroom is not None and small != self._small:
            self._small = small
            self.workroom.set_small(small)
            for page in self._pages.values():
                page.set_small(small)
        self._cover.setGeometry(self.rect())
        self._place_quick_exit(small)

    def _place_quick_exit(self, small: bool) -> None:
        button = self.quick_exit_button
        in_workspace = self.workroom is not None and self._rooms.currentWidget() is self.workroom
        if in_workspace and self.workroom is not None:
            rail = self.workroom.rail
            button.set_shape(rail.small, rail.air, rail.spare)
            box = rail.exit_box(self.height())
        else:
            button.set_shape(False, ROOMY)
            height = exit_height(False, ROOMY)
            box = self.rect().adjusted(12, self.height() - height - 16, 0, 0)
            box.setSize(QSize(button.sizeHint().width(), height))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveLeft(self.width() - box.right() - 1)
        button.setGeometry(box)
        self._raise_exit()

    def _exit_ground(self) -> str:
        room = self._rooms.currentWidget()
        if room is self._onboarding_room and self._onboarding_room is not None:
            return self._onboarding_room.exit_ground()
        return "rail" if room is self.workroom else "page"

    def kept_clear(self) -> QRect:
        """Where dialogs and whatever else lies over the pages leave the window free."""
        return self.quick_exit_button.geometry()

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.added() and self._painted:
            # Scrims and dialogs come as children of the window. The child itself is not looked at: that
            # would load its class, and a few dozen of those cost more than the whole first picture.
            QTimer.singleShot(0, self, self._raise_exit)

    def _raise_exit(self, *_: object) -> None:
        """Whatever came, Quick exit lies above it. Called for new children and whenever the focus moves."""
        self.quick_exit_button.raise_()
        if self.quick_exit_button.hasFocus():
            self._ring.raise_()  # else the button would hide the ring around itself
        if self._cover.isVisible():
            self._cover.raise_()

    # --- notices

    def _notice(self, notice: Notice) -> None:
        room = self.workroom
        if room is None or self.session.state is not State.OPEN:
            return
        if notice.fault:
            room.show_fault(notice)
            return
        if self.toast is None:
            from ui.widgets.toast import Toast

            self.toast = Toast(room.content)
        self.toast.show(notice.text, notice.action_text, notice.action, notice.lasting)

    def _lock_soon(self, seconds: int) -> None:
        if self.workroom is not None:
            self.workroom.set_status(
                self.tr("This locks in {seconds} seconds. Any key or click keeps it open.").format(
                    seconds=seconds
                )
                if seconds
                else ""
            )

    # --- keys

    def _make_actions(self) -> None:
        """Every shortcut of the window, from the one table in `ui.keys`."""
        table = keys.table()
        for key in (page.key for page in PAGES):
            self._action(key, table[key], partial(self._free, partial(self.go, key)))
        deeds: dict[str, Callable[[], Any]] = {
            "help": self._help,
            "new_entry": lambda: self._free(lambda: self.go("diary", {"new": True})),
            "new_plan": lambda: self._free(lambda: self.go("together", {"plan": None})),
            "search": lambda: self._on_page(lambda page: page.search()),
            "print": lambda: self._on_page(lambda page: page.print_page()),
            "next_tab": lambda: self._on_page(lambda page: page.step_tab(1)),
            "previous_tab": lambda: self._on_page(lambda page: page.step_tab(-1)),
            "next_region": lambda: self._free(lambda: self._step_region(1)),
            "previous_region": lambda: self._free(lambda: self._step_region(-1)),
            "back": lambda: self._free(self.back),
            "lock": self.session.lock,
            "quick_exit": self.session.quick_exit,
            "larger": lambda: self._step_text(1),
            "smaller": lambda: self._step_text(-1),
            "usual_size": lambda: self.session.prefer(text_scale=1.0),
        }
        for name, deed in deeds.items():
            self._action(name, table[name], deed)

    def _action(self, name: str, sequences: tuple[str, ...], deed: Callable[[], Any]) -> None:
        action = QAction(self)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(sequence) for sequence in sequences])
        action.setShortcutContext(
            Qt.ShortcutContext.ApplicationShortcut
            if name in ("quick_exit", "lock")
            else Qt.ShortcutContext.WindowShortcut
        )
        action.triggered.connect(lambda _=False: self._act(deed))
        self.addAction(action)
        self._actions[name] = action

    def _act(self, deed: Callable[[], Any]) -> None:
        # A shortcut never reaches the watch as a key: it is a sign of life all the same, and no tap of
        # Shift.
        self.session.watch.alive()
        self.session.watch.taps.reset()
        deed()

    def dialog_open(self) -> bool:
        """Whether a dialog lies over the pages."""
        from ui.widgets.dialog import open_dialogs

        return bool(open_dialogs(self))

    def _free(self, deed: Callable[[], Any]) -> None:
        """Do it unless a dialog waits for an answer: what lies under a scrim does not move."""
        if self.session.state is State.OPEN and not self.dialog_open():
            deed()

    def _on_page(self, deed: Callable[[Page], Any]) -> None:
        page = self.page()
        if page is not None:
            self._free(lambda: deed(page))

    def _step_text(self, by: int) -> None:
        now = self.session.settings.text_scale
        nearest = min(range(len(TEXT_SCALES)), key=lambda at: abs(TEXT_SCALES[at] - now))
        wanted = TEXT_SCALES[min(len(TEXT_SCALES) - 1, max(0, nearest + by))]
        if wanted != now:
            self.session.prefer(text_scale=wanted)

    def _step_region(self, by: int) -> None:
        page = self.page()
        if page is None or self.workroom is None:
            return
        rail = [] if page.fills_window() else [self.workroom.rail]
        said = [self.toast] if self.toast is not None and self.toast.has_action else []
        regions = [region for region in (*rail, *page.regions(), *said) if region.isVisible()]
        if not regions:
            return
        focus = QApplication.focusWidget()
        here = 0
        for number, region in enumerate(regions):
            if focus is not None and (focus is region or region.isAncestorOf(focus)):
                here = number
        target = regions[(here + by) % len(regions)]
        widget = first_focus(target)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Cover(QWidget):
    """A plain field over the window: no words, no name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("page"))


def _system_reduces_motion() -> bool:
    """Whether the system asks for less motion. Qt tells through the style's animation hint."""
    from PySide6.QtWidgets import QStyle

    style = QApplication.style()
    return style is not None and not style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
