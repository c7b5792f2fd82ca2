"""One notice of the system's own, with a title and a line of neutral words, and a click on it that comes back.

On Linux it goes over the session bus to whatever shows notices there; elsewhere it hangs on an icon in the tray, since that
is the one way Qt offers. Everything on the bus happens on a plain thread, so a desktop that answers late holds up no window.
One notice is up at a time: the next takes its place.

Left out: sounds, icons, a history. What is said must be fit for anybody's eyes; that is for whoever calls.
"""

from __future__ import annotations

import logging
import os
import select
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

import resources

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_ANSWER_SECONDS = 5.0
_END_SECONDS = 0.2
_LOW = 0
_TRAY_MS = 10_000

_log = logging.getLogger("companion")


class Notifier(QObject):
    """What both ways promise. Lives on the GUI thread, and every signal comes there."""

    answered = Signal(object, bool)
    """What `show` or `ask` was given, and whether the system took it, or would."""
    clicked = Signal()
    """The person wants to see what it is about."""

    def show(self, title: str, words: str, token: object = None) -> None:
        """Put a notice up, in place of the last one. `answered(token, …)` follows."""
        raise NotImplementedError

    def ask(self, token: object = None) -> None:
        """Look whether anything here would show a notice. `answered(token, …)` follows."""
        raise NotImplementedError

    def clear(self) -> None:
        """Take the notice away again, if it is still up."""
        raise NotImplementedError

    def end(self) -> None:
        """Clear, and let go of everything. What is asked afterwards begins anew."""
        raise NotImplementedError


def make(parent: QObject | None = None) -> Notifier:
    """The way of this system. Nothing is opened before it is used."""
    return BusNotifier(parent) if sys.platform == "linux" else TrayNotifier(parent)


class BusNotifier(Notifier):
    """Linux and its relatives: org.freedesktop.Notifications on the session bus."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: _Bus | None = None

    def show(self, title: str, words: str, token: object = None) -> None:
        self._do(lambda bus: self._tell(token, bus.show(title, words)))

    def ask(self, token: object = None) -> None:
        self._do(lambda bus: self._tell(token, bus.served()))

    def clear(self) -> None:
        if self._bus is not None:
            self._bus.do(_Bus.clear)

    def end(self) -> None:
        if self._bus is not None:
            self._bus.end()
            self._bus = None

    def _do(self, work: Callable[[_Bus], object]) -> None:
        if self._bus is None:
            self._bus = _Bus(self.clicked.emit)
        self._bus.do(work)

    def _tell(self, token: object, taken: bool) -> None:
        self.answered.emit(token, taken)


class _Bus:
    """The thread with the connection. It sleeps until there is something to do or to hear."""

    def __init__(self, clicked: Callable[[], object]) -> None:
        self._clicked = clicked
        self._work: deque[Callable[[_Bus], object]] = deque()
        self._wake, self._woken = socket.socketpair()
        self._wake.setblocking(False)
        self._ending = False
        self._connection: DBusConnection | None = None
        self._heard: deque[Message] = deque()
        self._abilities: frozenset[str] = frozenset()
        self._up = 0
        self._thread = threading.Thread(target=self._run, name="companion-notices", daemon=True)
        self._thread.start()

    # --- from the GUI thread

    def do(self, work: Callable[[_Bus], object]) -> None:
        """Have it done on the thread, after what was asked for before."""
        self._work.append(work)
        try:
            self._wake.send(b"\0")
        except BlockingIOError:
            pass  # it has more than enough reason to wake already

    def end(self) -> None:
        """Clear and stop. Waits a moment at most: a bus that hangs must not keep the process."""
        self._ending = True
        self.do(_Bus.clear)
        self._thread.join(_END_SECONDS)

    # --- on the thread

    def _run(self) -> None:
        while self._work or not self._ending:
            if not self._work:
                self._wait()
            while self._work:
                self._safely(self._work.popleft())
            self._safely(_Bus._listen)
        self._drop()
        self._wake.close()
        self._woken.close()

    def _wait(self) -> None:
        ears: list[Any] = [self._woken]
        if self._connection is not None:
            ears.append(self._connection.sock)
        if self._woken in select.select(ears, [], [])[0]:
            self._woken.recv(64)

    def _safely(self, work: Callable[[_Bus], object]) -> None:
        try:
            work(self)
        except Exception as error:  # whatever a foreign program answers, it is no mistake of ours
            _log.info("notices-bus-broken %s", type(error).__name__)
            self._drop()

    def _drop(self) -> None:
        connection, self._connection, self._up = self._connection, None, 0
        if connection is not None:
            connection.close()

    def _open(self) -> DBusConnection:
        """The connection, which hears of clicks from now on. Raises what the bus makes of it."""
        if self._connection is not None:
            return self._connection
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        connection = open_dbus_connection("SESSION")
        self._connection = connection
        rule = MatchRule(type="signal", interface=SERVICE, path=_PATH)
        connection.filter(rule, queue=self._heard)
        self._ask(message_bus.AddMatch(rule))
        self._abilities = frozenset(self._call("GetCapabilities", "")[0])
        return connection

    def _ask(self, message: Message) -> tuple[Any, ...]:
        from jeepney.wrappers import unwrap_msg

        assert self._connection is not None
        answer: tuple[Any, ...] = unwrap_msg(
            self._connection.send_and_get_reply(message, timeout=_ANSWER_SECONDS)
        )
        return answer

    def _call(self, name: str, signature: str, *body: object) -> tuple[Any, ...]:
        from jeepney import DBusAddress, new_method_call

        return self._ask(new_method_call(DBusAddress(_PATH, SERVICE, SERVICE), name, signature, body))

    def served(self) -> bool:
        """Whether anything on this bus shows notices."""
        try:
            self._open()
        except Exception as error:  # no bus, nobody there, an answer of some other kind
            _log.info("notices-unavailable %s", type(error).__name__)
            self._drop()
            return False
        return True

    def show(self, title: str, words: str) -> bool:
        """Put it up. False if nobody took it."""
        if not self.served():
            return False
        title, words = (text.encode("utf-8", "replace").decode() for text in (title, words))
        said = escape(words, quote=False) if "body-markup" in self._abilities else words
        acts = ["default", title] if "actions" in self._abilities else []
        hints = {"urgency": ("y", _LOW), "category": ("s", "x-reminder"), "suppress-sound": ("b", True)}
        try:
            (self._up,) = self._call(
                "Notify", "susssasa{sv}i", title, self._up, "", title, said, acts, hints, -1
            )
        except Exception as error:
            _log.info("notice-refused %s", type(error).__name__)
            self._drop()
            return False
        return True

    def clear(self) -> None:
        """Take it down."""
        if self._connection is not None and self._up:
            number, self._up = self._up, 0
            self._call("CloseNotification", "u", number)

    def _listen(self) -> None:
        """What came in since: it was closed, or somebody wants to see more."""
        if self._connection is None:
            return
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass
        while self._heard:
            message = self._heard.popleft()
            self._hear(_member(message), message.body)

    def _hear(self, what: str, body: tuple[Any, ...]) -> None:
        if not self._up or not body or body[0] != self._up:
            return
        if what == "NotificationClosed":
            self._up = 0
        elif what == "ActivationToken":
            # Wayland lets a window come forward only with this; Qt looks for it there.
            os.environ["XDG_ACTIVATION_TOKEN"] = str(body[1])
        elif what == "ActionInvoked":
            self._clicked()
            self.clear()


def _member(message: Message) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.member, ""))


class TrayNotifier(Notifier):
    """Windows and macOS: an icon under the discreet name, there from the first notice on, and what it says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None

    def show(self, title: str, words: str, token: object = None) -> None:
        taken = self._possible()
        if taken:
            icon = self._tray()
            icon.setToolTip(title)
            icon.show()
            icon.showMessage(title, words, QSystemTrayIcon.MessageIcon.NoIcon, _TRAY_MS)
        self.answered.emit(token, taken)

    def ask(self, token: object = None) -> None:
        self.answered.emit(token, self._possible())

    def clear(self) -> None:
        if self._icon is not None:
            self._icon.hide()  # takes its message along

    def end(self) -> None:
        self.clear()
        if self._icon is not None:
            self._icon.deleteLater()
            self._icon = None

    @staticmethod
    def _possible() -> bool:
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def _tray(self) -> QSystemTrayIcon:
        if self._icon is None:
            self._icon = QSystemTrayIcon(QIcon(str(resources.path("icons", "icon-discreet.svg"))), self)
            self._icon.messageClicked.connect(self.clicked)
            self._icon.activated.connect(lambda _reason: self.clicked.emit())
        return self._icon
