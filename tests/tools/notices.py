"""A desktop that shows notices: a session bus of its own, dunst on a virtual screen, and an ear on the bus.

    with Desk() as desk:
        ...                     anything started with desk.env, or in this process after desk.join(monkeypatch)
        desk.until(lambda: desk.notices())

`notices` are the messages as they went over the bus, byte for byte; `shown` is what dunst made of them.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from jeepney import HeaderFields, Message, MessageType
from jeepney.low_level import Parser

NOWHERE = subprocess.DEVNULL
_RULES = """
[global]
    monitor = 0
    history_length = 20
    mouse_left_click = do_action, close_current
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
"""


class Desk:
    """Use as a context manager. Without `daemon`, nobody on the bus shows anything."""

    def __init__(self, daemon: bool = True) -> None:
        self._daemon = daemon
        self.folder = Path(tempfile.mkdtemp(prefix="desk-"))
        self.running: list[subprocess.Popen[bytes]] = []
        self.env: dict[str, str] = {}

    def __enter__(self) -> "Desk":
        self.env = dict(os.environ, DISPLAY=self._screen(), DBUS_SESSION_BUS_ADDRESS=self._bus())
        self.env.pop("WAYLAND_DISPLAY", None)
        heard = self.folder / "heard"
        with heard.open("wb") as file:
            self._start("dbus-monitor", "--session", "--binary", env=self.env, stdout=file)
        self.until(lambda: heard.stat().st_size > 0)
        if self._daemon:
            self.start_daemon()
        return self

    def start_daemon(self) -> None:
        """Let somebody show notices from now on."""
        (self.folder / "dunstrc").write_text(_RULES)
        self._start("dunst", "-config", str(self.folder / "dunstrc"), env=self.env)
        self.until(lambda: self._ctl("is-paused").strip() == "false")

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self.running):
            process.terminate()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, *command: str, **more: Any) -> None:
        streams = {"stdin": NOWHERE, "stdout": NOWHERE, "stderr": NOWHERE, **more}
        self.running.append(subprocess.Popen(command, **streams))

    def _screen(self) -> str:
        return ":" + self._told("Xvfb", "-screen", "0", "800x600x24", "-nolisten", "tcp", fd="-displayfd")

    def _bus(self) -> str:
        return self._told("dbus-daemon", "--session", "--nofork", "--nopidfile", fd="--print-address")

    def _told(self, *command: str, fd: str) -> str:
        """Start it and read the one line it writes when it is ready."""
        read, write = os.pipe()
        number = (f"{fd}={write}",) if fd.startswith("--") else (fd, str(write))
        self._start(*command, *number, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            return pipe.readline().strip()

    def join(self, monkeypatch: Any) -> None:
        """Let this process be on the bus too."""
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", self.env["DBUS_SESSION_BUS_ADDRESS"])

    def until(self, condition: Callable[[], object], seconds: float = 30.0) -> None:
        """Until something holds. AssertionError when it never does."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.02)

    # --- what was said

    def heard(self) -> bytes:
        """Everything that went over the bus so far."""
        return (self.folder / "heard").read_bytes()

    def messages(self, member: str) -> list[Message]:
        """The calls of that name, in order."""
        parser, found = Parser(), []
        parser.add_data(self.heard())
        while (message := parser.get_next_message()) is not None:
            is_call = message.header.message_type is MessageType.method_call
            if is_call and message.header.fields.get(HeaderFields.member) == member:
                found.append(message)
        return found

    def notices(self) -> list[tuple[Any, ...]]:
        """Each Notify: program, number replaced, icon, title, words, actions, hints, time."""
        return [message.body for message in self.messages("Notify")]

    def shown(self) -> int:
        """How many dunst shows now."""
        return int(self._ctl("count", "displayed") or 0)

    def click(self) -> None:
        """Do what a click on the notice does."""
        self._ctl("action", "0")

    def history(self) -> list[dict[str, Any]]:
        """What dunst has shown and put away, latest first; puts away what is up."""
        self._ctl("close-all")
        self.until(lambda: not self.shown())
        told = json.loads(self._ctl("history"))
        return [{key: value["data"] for key, value in one.items()} for one in told["data"][0]]

    def _ctl(self, *words: str) -> str:
        return subprocess.run(["dunstctl", *words], env=self.env, capture_output=True, text=True).stdout
