"""The ears of a screen reader: the accessibility bus of a screen of one's own, and what the app says on it.

    with Screen() as screen, Reader(screen) as reader:
        screen.start_app(home, **reader.env)
        table = reader.find("table", "Month")

Speaks AT-SPI over D-Bus itself, on a private session bus, as any screen reader does: names, roles, states, children.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from jeepney import DBusAddress, MatchRule, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.tools.screen import Screen

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_ROOT = "/org/a11y/atspi/accessible/root"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_STATES = {"enabled": 8, "focusable": 11, "focused": 12, "selected": 23, "showing": 25, "visible": 30}


@dataclass(frozen=True)
class Thing:
    """Something on the bus: who offers it, and where."""

    bus: str
    path: str


class Reader:
    """Use as a context manager inside that of the screen. Needs dbus-daemon and at-spi2-core."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.env: dict[str, str] = {}
        self._running: list[subprocess.Popen[bytes]] = []
        self._bus: DBusConnection | None = None
        self._ear: DBusConnection | None = None
        self.heard: list[str] = []
        """What was announced so far, in its order; `hear` listens for more."""

    def __enter__(self) -> "Reader":
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert daemon.stdout is not None
        session = daemon.stdout.readline().decode().strip()
        self._running.append(daemon)
        self.env = {"DBUS_SESSION_BUS_ADDRESS": session, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        nowhere = subprocess.DEVNULL
        env = {**os.environ, **self.screen.env, **self.env}
        self._running.append(
            subprocess.Popen([LAUNCHER, "--launch-immediately"], env=env, stdout=nowhere, stderr=nowhere)
        )
        with open_dbus_connection(session) as asking:
            there = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
            address = self._until(lambda: _ask(asking, there, "GetAddress"))
        self._bus = open_dbus_connection(str(address))
        self._listen(str(address))
        return self

    def _listen(self, address: str) -> None:
        """Ask for announcements: an app sends none as long as nobody does."""
        self._ear = open_dbus_connection(address)
        registry = DBusAddress(
            "/org/a11y/atspi/registry",
            bus_name="org.a11y.atspi.Registry",
            interface="org.a11y.atspi.Registry",
        )
        wish = new_method_call(registry, "RegisterEvent", "s", ("object:announcement",))
        self._ear.send_and_get_reply(wish, timeout=20)
        self._rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
        self._ear.send_and_get_reply(message_bus.AddMatch(self._rule), timeout=20)
        self._announced = self._ear.filter(self._rule, bufsize=500)
        self._queue = self._announced.__enter__()

    def hear(self, words: str, seconds: float = 20.0) -> None:
        """Wait until something is announced that begins with these words, after whatever was heard before."""
        assert self._ear is not None
        end = time.monotonic() + seconds
        while True:
            while self._queue:
                self.heard.append(str(self._queue.popleft().body[3][1]))
                if self.heard[-1].startswith(words):
                    return
            left = end - time.monotonic()
            assert left > 0, f"nobody said {words!r}, but {self.heard[-8:]}"
            try:
                self._ear.recv_messages(timeout=min(left, 1.0))
            except TimeoutError:
                pass

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for bus in (self._bus, self._ear):
            if bus is not None:
                bus.close()
        for process in reversed(self._running):
            process.terminate()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    @staticmethod
    def _until(ask: Any, seconds: float = 30.0) -> Any:
        """An answer, once there is one: what speaks on a bus comes up in its own time."""
        end = time.monotonic() + seconds
        while True:
            found = ask()
            if found:
                return found
            assert time.monotonic() < end, "nobody answers on the accessibility bus"
            time.sleep(0.05)

    # --- what is there

    def app(self) -> Thing:
        """The app, once it has shown itself."""
        registry = Thing("org.a11y.atspi.Registry", _ROOT)

        def look() -> Thing | None:
            return next((one for one in self.children(registry) if self.children(one)), None)

        found = self._until(look)
        assert isinstance(found, Thing)
        return found

    def children(self, thing: Thing) -> list[Thing]:
        found = self._call(thing, "GetChildren") or []
        return [Thing(bus, path) for bus, path in found if not path.endswith("/null")]

    def name(self, thing: Thing) -> str:
        return str(self._get(thing, "Name"))

    def description(self, thing: Thing) -> str:
        return str(self._get(thing, "Description"))

    def role(self, thing: Thing) -> str:
        return str(self._call(thing, "GetRoleName"))

    def states(self, thing: Thing) -> set[str]:
        words = self._call(thing, "GetState") or [0, 0]
        bits = words[0] | words[1] << 32
        return {name for name, bit in _STATES.items() if bits >> bit & 1}

    def everything(self, thing: Thing | None = None, *, deep: int = 40) -> Iterator[Thing]:
        """All that shows, from the window inwards; what lies in something hidden is not there."""
        for child in self.children(thing or self.app()):
            if "showing" in self.states(child):
                yield child
                if deep:
                    yield from self.everything(child, deep=deep - 1)

    def find(self, role: str, name: str) -> Thing:
        """The first thing shown with this role whose name begins so."""

        def look() -> Thing | None:
            all_shown = self.everything()
            return next(
                (one for one in all_shown if self.role(one) == role and self.name(one).startswith(name)), None
            )

        found = self._until(look)
        assert isinstance(found, Thing)
        return found

    def focused(self) -> Thing | None:
        """What has the keyboard, and of a table the cell. A cell alone does not count: Qt calls the current one focused
        wherever the keyboard is; nor does what only hands the keyboard on to something inside."""
        for one in self.everything():
            if {"focused", "focusable"} <= self.states(one) and self.role(one) not in ("cell", "frame"):
                cells = self.children(one) if self.role(one) == "table" else []
                return next((cell for cell in cells if "focused" in self.states(cell)), one)
        return None

    # --- the wire

    def _call(self, thing: Thing, method: str) -> Any:
        assert self._bus is not None
        return _ask(self._bus, DBusAddress(thing.path, bus_name=thing.bus, interface=_ACCESSIBLE), method)

    def _get(self, thing: Thing, name: str) -> Any:
        assert self._bus is not None
        there = DBusAddress(thing.path, bus_name=thing.bus, interface=_ACCESSIBLE)
        reply = self._bus.send_and_get_reply(Properties(there).get(name), timeout=20)
        return unwrap_msg(reply)[0][1]


def _ask(bus: DBusConnection, there: DBusAddress, method: str) -> Any:
    from jeepney import MessageType

    reply = bus.send_and_get_reply(new_method_call(there, method), timeout=20)
    return None if reply.header.message_type == MessageType.error else reply.body[0]
