"""Longer plays for the robot: using every place a person can type into, and reminders with a clock that is moved."""

import os
import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.tools.robot import Play, Robot, say
from ui import photos
from ui.reminders import WORDS, Reminders
from ui.widgets.toggles import Switch
from ui.work import Report

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def everywhere(robot: Robot) -> Play:
    """Type a canary word into each place there is, add a photo whose name and hidden text hold one, then wait.

    COMPANION_CANARIES: place=word pairs, one a line. COMPANION_PICTURE: the file to add.
    """
    words = dict(line.split("=") for line in os.environ["COMPANION_CANARIES"].split())
    yield from robot.unlock()
    saved: list[str] = []
    robot.session.changed.connect(lambda change, _by: saved.append(change.subject))
    robot.press(Qt.Key.Key_N, CTRL)
    yield robot.there("Text of the page")
    text = robot.find("Text of the page")
    text.setFocus()
    robot.write(f"Some words {words['body']} and more. ")
    yield 0.1
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(os.environ["COMPANION_PICTURE"])])
    text.insertFromMimeData(mime)  # a file dropped onto the page
    yield lambda: "photo:" in text.toPlainText()
    yield robot.there("What is on it")
    robot.find("What is on it", QLineEdit).setFocus()
    robot.write(words["alt"])
    robot.find("Caption", QLineEdit).setFocus()
    robot.write(words["caption"])
    robot.click("Keep")
    yield lambda: not robot.there("What is on it")()
    robot.find("Title").setFocus()
    robot.write(words["title"])
    robot.press(Qt.Key.Key_T, CTRL)
    yield robot.there("New tag")
    robot.write(words["tag"])
    robot.press(Qt.Key.Key_Return)
    saved.clear()
    yield lambda: "diary" in saved or bool(robot.window.page().flush())
    robot.press(Qt.Key.Key_F, CTRL)
    yield 0.1
    robot.write(words["search"])
    yield 0.5
    robot.press(Qt.Key.Key_Escape)
    robot.press(Qt.Key.Key_N, CTRL, SHIFT)
    yield robot.there("What")
    robot.find("What", QLineEdit).setFocus()
    robot.write(words["plan"])
    robot.press(Qt.Key.Key_Return)
    yield lambda: "planner" in saved
    yield from answer_a_card(robot, words["answer"], saved)
    robot.window.go("settings", {"section": "reminders"})
    yield robot.there("What it says", QLineEdit)
    robot.find("What it says", QLineEdit).setFocus()
    robot.write(words["reminder"])
    robot.press(Qt.Key.Key_Return)
    yield lambda: robot.session.workspace.prefs.get(WORDS) == words["reminder"]
    say("done")
    while True:
        yield 1.0


def answer_a_card(robot: Robot, word: str, saved: list[str]) -> Play:
    robot.window.go("talk", {"tab": "cards"})
    yield robot.there("Keep")
    robot.click("Keep")
    yield lambda: "talk" in saved
    robot.click("Kept cards")
    yield robot.there("Add a line")
    robot.click("Add a line")
    yield robot.there("A line of your own", QPlainTextEdit)
    field = robot.find("A line of your own", QPlainTextEdit)
    field.setFocus()
    robot.write(word)
    saved.clear()
    robot.click("Keep these words")
    yield lambda: "talk" in saved


def and_back_up(robot: Robot) -> Play:
    """Unlock, make a backup, leave by quick exit."""
    yield from robot.unlock()
    session = robot.session
    target = Path(os.environ["COMPANION_HOME"]) / "own" / "Notes.zip"
    target.parent.mkdir(exist_ok=True)
    made: list[object] = []
    session.run(
        lambda report: session.workspace.backups.create(target, report), owner=robot, done=made.append
    )
    yield lambda: bool(made)
    say("backup")
    robot.press(Qt.Key.Key_Q, CTRL, SHIFT)
    while True:
        yield 1.0


def pictures(robot: Robot) -> Play:
    """Decode pictures on a thread and on this one at the same time, then leave."""
    yield lambda: any(w.isVisible() and hasattr(w, "session") for w in QApplication.topLevelWidgets())
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    made = photos.prepare(image)
    done: list[object] = []

    def on_the_thread(report: Report) -> None:
        for _ in range(60):
            photos.prepare(made.data)

    robot.session.run(on_the_thread, owner=robot, done=done.append)
    while not done:
        for _ in range(20):
            QImage.fromData(made.thumbnail)
        yield None
    say("through")
    robot.session.quick_exit()
    while True:
        yield 1.0


def leave_with_a_deaf_job(robot: Robot) -> Play:
    """Quick exit while two jobs run that never look whether they should stop."""
    yield from robot.unlock()
    for _ in range(2):
        robot.session.run(lambda _report: time.sleep(30), owner=robot)
    yield None
    say("leaving")
    robot.press(Qt.Key.Key_Q, CTRL, SHIFT)
    while True:
        yield 1.0


def _moved(robot: Robot, ahead: list[timedelta]) -> Play:
    """Unlock with a clock that is ahead, before anything has looked at it."""
    yield lambda: any(w.isVisible() and hasattr(w, "session") for w in QApplication.topLevelWidgets())
    robot.session._clock = lambda: datetime.now() + ahead[0]
    yield from robot.unlock()
    yield lambda: not _reminders(robot)._settle.isActive() and not _reminders(robot)._stale


def _reminders(robot: Robot) -> Reminders:
    found = robot.window.findChild(Reminders)
    assert found is not None, "nobody looks at the clock"
    return found


def _plan(robot: Robot) -> None:
    """Something in three hours, with an hour's notice."""
    planner, begins = robot.session.workspace.planner, datetime.now() + timedelta(hours=3)
    blank = replace(planner.blank(begins.date()), title=os.environ["COMPANION_CANARY"], remind=60)
    plan = replace(blank, at=begins.time().replace(microsecond=0), part=None)
    robot.session.perform(lambda: planner.save(plan))


def remind_locked(robot: Robot) -> Play:
    """Plan something, lock, and let its time come. COMPANION_NOTICES: turned on in the settings before, or left off."""
    ahead = [timedelta()]
    yield from _moved(robot, ahead)
    if os.environ.get("COMPANION_NOTICES"):
        robot.window.go("settings", {"section": "reminders"})
        yield robot.there("A notice from the system", Switch)
        robot.click("A notice from the system", Switch)
        yield None
    _plan(robot)
    robot.press(Qt.Key.Key_L, CTRL)
    yield lambda: robot.session.workspace is None
    reminders = _reminders(robot)
    reminders.came.connect(lambda: say("came", robot.session.state.value))
    ahead[0] = timedelta(hours=2)
    reminders.look()
    say("looked", *(thread.name for thread in threading.enumerate() if "notices" in thread.name))
    while True:
        yield 1.0


def remind_and_wait(robot: Robot) -> Play:
    """Plan something and say so, then wait for the end."""
    yield from _moved(robot, [timedelta()])
    _plan(robot)
    say("planned")
    while True:
        yield 1.0


def remind_late(robot: Robot) -> Play:
    """Unlock COMPANION_HOURS later, lock, unlock, and say what was said each time. Then leave."""
    said: list[str] = []
    ahead = timedelta(hours=float(os.environ["COMPANION_HOURS"]))
    yield lambda: any(w.isVisible() and hasattr(w, "session") for w in QApplication.topLevelWidgets())
    robot.session.noticed.connect(lambda notice: said.append(notice.text))
    yield from _moved(robot, [ahead])
    say("first", *said)
    said.clear()
    robot.press(Qt.Key.Key_L, CTRL)
    yield lambda: robot.session.workspace is None
    yield from _moved(robot, [ahead])
    say("second", *said)
    robot.press(Qt.Key.Key_Q, CTRL, SHIFT)
    while True:
        yield 1.0


PLAYS = {
    "remind_locked": remind_locked,
    "remind_and_wait": remind_and_wait,
    "remind_late": remind_late,
    "everywhere": everywhere,
    "and_back_up": and_back_up,
    "pictures": pictures,
    "leave_with_a_deaf_job": leave_with_a_deaf_job,
}
