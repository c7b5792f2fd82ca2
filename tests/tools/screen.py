"""A screen of one's own: Xvfb with a real window manager, the real app on it, real key presses, and an eye.

    with Screen() as screen:
        screen.start_app(home)
        screen.keys("ctrl+n")
        screen.type("words")

Every press is followed by `settle`, which looks at the frame buffer until the picture has changed and come to rest (a
blinking caret does not count) and nobody on the screen has work left, so nothing waits by the clock. `picture` saves
what a person would see.
"""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
CARET_ROWS = 60
"""So many rows of pixels may differ between two looks: the height of a caret at large text."""


class Screen:
    """Use as a context manager. Needs Xvfb, xdotool and openbox."""

    def __init__(self, width: int = 1100, height: int = 720) -> None:
        self.size = (width, height)
        self.folder = Path(tempfile.mkdtemp(prefix="screen-"))
        self.running: list[subprocess.Popen[bytes]] = []
        self.app: subprocess.Popen[bytes] | None = None
        self.env: dict[str, str] = {}

    def __enter__(self) -> "Screen":
        read, write = os.pipe()
        shape = f"{self.size[0]}x{self.size[1]}x24"
        server = [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            shape,
            "-fbdir",
            str(self.folder),
            "-nolisten",
            "tcp",
        ]
        self.running.append(self._quiet(server, pass_fds=(write,)))
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        self.env = dict(os.environ, DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", LIBGL_ALWAYS_SOFTWARE="1")
        self.env.pop("WAYLAND_DISPLAY", None)
        self.running.append(self._quiet(["openbox", "--sm-disable"], env=self.env))
        return self

    @staticmethod
    def _quiet(command: list[str], **more: object) -> "subprocess.Popen[bytes]":
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, **more)  # type: ignore[call-overload,no-any-return]

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.app is not None:
            self.app.kill()
            self.wait_for_end(20)
        for process in reversed(self.running):
            process.terminate()
            process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- the app

    def start_app(self, home: Path, *arguments: str, **env: str) -> None:
        """Start the app full-size on this screen and wait until its window has come to rest."""
        command = [sys.executable, "-m", "ui", "--home", str(home), *arguments]
        self.app = subprocess.Popen(
            command, cwd=ROOT, env={**self.env, **env}, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        found = self._tool("search", "--sync", "--onlyvisible", "--name", "^Notes$")
        window = found.split()[0]
        self._tool("windowactivate", "--sync", window)
        self._tool("windowsize", window, *map(str, self.size))
        self._tool("windowmove", window, "0", "0")
        self.settle(changed=False)

    def wait_for_end(self, seconds: float = 30.0) -> int:
        """The exit code of the app, which has to end by itself within that time; then it can be started again."""
        assert self.app is not None
        code = self.app.wait(timeout=seconds)
        if self.app.stderr is not None:
            self.app.stderr.close()
        self.app = None
        return code

    def _tool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.env, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout

    def windows(self) -> int:
        """How many windows of the app are seen."""
        assert self.app is not None
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(self.app.pid)]
        # It fails where there is none, and where one went away while it looked.
        found = subprocess.run(search, env=self.env, capture_output=True, text=True, timeout=60, check=False)
        return len(found.stdout.split())

    # --- hands

    def keys(self, *chords: str, settle: bool = True) -> None:
        """Press chords one after the other ("ctrl+n", "Tab"), looking in between."""
        for chord in chords:
            before = self._look()
            self._tool("key", "--clearmodifiers", chord)
            if settle:
                self.settle(before=before)

    def unlock(self, passphrase: str) -> None:
        """Type it at the lock screen, and wait until another room is seen: the key is worked out on the side."""
        self.type(passphrase)
        locked = self._look()
        self.keys("Return", settle=False)
        others = lambda: sum(a != b for a, b in zip(locked, self._look(), strict=True))  # noqa: E731
        self.until(lambda: others() > self.size[1] * 2 // 3)
        self.settle(changed=False)

    def type(self, text: str) -> None:
        before = self._look()
        self._tool("type", "--delay", "6", text)
        self.settle(before=before)

    # --- eyes

    def _look(self) -> tuple[bytes, ...]:
        raw = (self.folder / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", raw[:100])
        start = head[0] + 12 * head[19]
        stride = head[12]
        return tuple(raw[start + row * stride : start + (row + 1) * stride] for row in range(head[5]))

    @staticmethod
    def _alike(one: tuple[bytes, ...], other: tuple[bytes, ...]) -> bool:
        return sum(a != b for a, b in zip(one, other, strict=True)) <= CARET_ROWS

    def settle(
        self, before: tuple[bytes, ...] | None = None, changed: bool = True, seconds: float = 20.0
    ) -> None:
        """Until three looks in a row are alike, after a change if there was one within a moment."""
        start = time.monotonic()
        if changed and before is not None:
            while self._look() == before and time.monotonic() - start < 0.4:
                time.sleep(0.02)
        calm, last = 0, self._look()
        while calm < 3 and time.monotonic() - start < seconds:
            time.sleep(0.05)
            now = self._look()
            calm = calm + 1 if self._alike(last, now) and not self._working() else 0
            last = now

    def _working(self) -> bool:
        """Whether the app, the server or the window manager runs, or waits for its turn on a busy machine."""
        processes = [*self.running, self.app] if self.app is not None else self.running
        for process in processes:
            for thread in Path(f"/proc/{process.pid}/task").glob("*/stat"):
                try:
                    state = thread.read_text().rpartition(")")[2].split()[0]
                except OSError:
                    continue  # it has just ended
                if state in {"R", "D"}:
                    return True
        return False

    def until(self, condition: object, seconds: float = 30.0) -> None:
        """Until something outside holds: a file, a free lock. AssertionError when it never does."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if condition():  # type: ignore[operator]
                return
            time.sleep(0.05)
        raise AssertionError(f"waited in vain for {condition}")

    def picture(self, path: Path) -> None:
        """What a person would see now, as PNG."""
        from PySide6.QtGui import QImage

        rows = self._look()
        data = b"".join(rows)
        image = QImage(data, self.size[0], self.size[1], len(rows[0]), QImage.Format.Format_RGB32)
        image.save(str(path))
