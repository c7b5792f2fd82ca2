"""A person at the keyboard of the real app, in a process that may be killed at any moment.

    python -m tests.tools.robot PLAY [ARGUMENT]     with COMPANION_HOME and a vault whose passphrase is PASSPHRASE

The app is started by its own `ui.main`, in this process; the plays below press real keys in it and find controls the way a
screen reader does, by their names. Whatever the app has acknowledged as stored is printed at once, one line a fact, so that
the trial on the other side of the pipe knows what must still be there after a kill.
"""

import logging
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

PASSPHRASE = "lantern moss quiet harbour tin"

Step = Callable[[], bool] | float | None
Play = Iterator[Step]


class Robot(QObject):
    """Runs one play: a generator that yields what to wait for (a condition, seconds, or nothing: one turn of the loop)."""

    def __init__(self, play: Callable[["Robot"], Play]) -> None:
        super().__init__()
        self.play = play(self)
        self.waiting: Step = None
        self.since = time.monotonic()
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.turn)
        self.timer.start(5)

    def turn(self) -> None:
        try:
            self.step()
        except Exception as error:
            say("broken", f"{type(error).__name__}: {error}")
            os._exit(70)

    def step(self) -> None:
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "session")]
        if shown and not QApplication.activeWindow():
            shown[0].activateWindow()  # there is no window manager here that would do it
        held = time.monotonic() - self.since
        if callable(self.waiting):
            if not self.waiting():
                if held > 30:
                    line = self.play.gi_frame.f_lineno if self.play.gi_frame else 0
                    say("broken", f"waited in vain in line {line}; in sight: {self.names()}")
                    os._exit(70)
                return
        elif isinstance(self.waiting, float) and held < self.waiting:
            return
        try:
            self.waiting = next(self.play)
        except StopIteration:
            self.timer.stop()
        self.since = time.monotonic()

    # --- looking

    @property
    def window(self) -> QWidget:
        return next(w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "session"))

    @property
    def session(self):
        return self.window.session

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The visible control with that accessible name or text."""
        for widget in self.window.findChildren(kind):
            if widget.isVisible() and name in names_of(widget):
                return widget
        raise LookupError(name)

    def names(self) -> list[str]:
        """What a screen reader would find now."""
        seen = [w for w in self.window.findChildren(QWidget) if w.isVisible()]
        return sorted({name for w in seen for name in names_of(w)} - {""})

    def there(self, name: str, kind: type[QWidget] = QWidget) -> Callable[[], bool]:
        def look() -> bool:
            try:
                self.find(name, kind)
            except LookupError:
                return False
            return True

        return look

    # --- doing

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self.window.windowHandle(), key, held)

    def write(self, text: str) -> None:
        for sign in text:
            QTest.keyClick(self.window.windowHandle(), sign)

    def click(self, name: str, kind: type[QWidget] = QWidget) -> None:
        QTest.mouseClick(self.find(name, kind), Qt.MouseButton.LeftButton)

    def unlock(self) -> Play:
        yield lambda: any(w.isVisible() and hasattr(w, "session") for w in QApplication.topLevelWidgets())
        yield lambda: any(w.isVisible() for w in self.window.findChildren(QLineEdit))
        self.window.activateWindow()
        yield self.window.isActiveWindow
        field = next(w for w in self.window.findChildren(QLineEdit) if w.isVisible())
        field.setFocus()
        self.write(PASSPHRASE)
        self.press(Qt.Key.Key_Return)
        yield lambda: self.session.workspace is not None
        yield 0.05


def names_of(widget: QWidget) -> tuple[str, str]:
    """What a widget is called, and what stands on it."""
    text = getattr(widget, "text", "")
    return widget.accessibleName(), str(text() if callable(text) else text)


def say(*words: object) -> None:
    print(*words, flush=True)


def typing(robot: Robot) -> Play:
    """Start a page, type numbered words at the speed of a person in a hurry, and back up now and then."""
    yield from robot.unlock()
    session = robot.session
    mine: set[str] = set()

    def told(change, by) -> None:
        if change.subject == "diary" and change.ids:
            for entry_id in change.ids:
                entry = session.workspace.diary.get(entry_id)
                if entry.row and entry.text.startswith("w"):
                    mine.add(entry_id)
                    say("saved", entry_id, len(entry.text.split(" ")))

    session.changed.connect(told)
    robot.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    yield 0.2
    chosen = random.Random(os.getpid())
    body = robot.find("Text of the page")
    body.setFocus()
    number = 0
    copy = 0
    while True:
        for _ in range(chosen.randint(2, 12)):
            number += 1
            robot.write(f"w{number:06d} ")
            yield None
        yield chosen.random() * 1.2
        if chosen.random() < 0.5:
            copy += 1
            target = session.home / "copies" / f"Notes-{os.getpid()}-{copy}.zip"
            target.parent.mkdir(exist_ok=True)
            session.run(
                lambda report, target=target: session.workspace.backups.create(target, report),
                owner=robot,
                done=lambda info, target=target: say("backup", target.name),
                failed=lambda error: say("no-backup", type(error).__name__),
            )


PLAYS: dict[str, Callable[[Robot], Play]] = {"typing": typing}


def main() -> int:
    from tests.tools import plays  # the longer plays live beside this file

    if folder := os.environ.get("COMPANION_VERBOSE_LOG"):
        logging.basicConfig(level=logging.DEBUG, filename=str(Path(folder) / f"{os.getpid()}.log"))

    chosen = {**PLAYS, **plays.PLAYS}[sys.argv[1]]
    real = QApplication.exec
    held: list[Robot] = []

    def watched(*_arguments: object) -> int:
        held.append(Robot(chosen))
        return real()

    QApplication.exec = staticmethod(watched)  # type: ignore[method-assign,assignment]
    from ui.main import main as app

    return app(["--home", os.environ["COMPANION_HOME"]])


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(main())
