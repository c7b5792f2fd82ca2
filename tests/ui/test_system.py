"""The system's side: private clipboard marks, no memory dumps, and the lock signals of a real message
bus."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from tests.tools.screen import Screen
from ui import system

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_copied_is_marked_for_every_system(qtbot) -> None:
    data = system.private_mime("ours")
    assert data.text() == "ours"
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert data.hasFormat("application/x-nspasteboard-concealed-type")
    assert any("ExcludeClipboardContentFromMonitorProcessing" in name for name in data.formats())


def test_the_clipboard_is_emptied_only_if_it_holds_our_text(qtbot) -> None:
    clipboard = QGuiApplication.clipboard()
    system.copy_private("ours")
    system.clear_clipboard("something else")
    assert clipboard.text() == "ours"
    system.clear_clipboard("ours")
    assert clipboard.text() == ""
    other = QMimeData()
    other.setText("theirs")
    clipboard.setMimeData(other)
    system.clear_clipboard("ours")
    assert clipboard.text() == "theirs"


COPIES = """
import sys
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from ui import system
app = QApplication([])
clipboard = QGuiApplication.clipboard()
told = []
system.watch_copies(lambda text: (told.append(text), system.copy_private(text)))
field = QLineEdit("a plan nobody else knows")
field.show()
field.selectAll()
field.copy()
assert clipboard.text() == field.text() and told == [field.text()], told
assert clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
clipboard.setText(field.text(), QClipboard.Mode.Selection)
system.empty_our_clipboard()
assert clipboard.text() == clipboard.text(QClipboard.Mode.Selection) == ""
"""


@pytest.mark.xvfb
def test_what_any_field_copies_is_marked_and_leaves_with_the_lock() -> None:
    with Screen() as screen:
        run = subprocess.run(
            [sys.executable, "-c", COPIES],
            cwd=ROOT,
            env=screen.env,
            timeout=60,
            capture_output=True,
            text=True,
        )
    assert run.returncode == 0, run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's way of asking")
def test_no_core_dumps() -> None:
    code = """
import resource
from pathlib import Path
from ui import system
system.no_core_dumps()
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
import ctypes
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0  # PR_GET_DUMPABLE
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=dict(os.environ), timeout=60)


def test_caps_lock_is_known_or_openly_unknown() -> None:
    assert system.caps_lock() in (True, False, None)


BUS_TRIAL = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from ui.system import LockSignals

app = QCoreApplication([])
signals = LockSignals()
heard = []
signals.lock_now.connect(lambda: heard.append(1))
signals.start()
assert "org.freedesktop.ScreenSaver" in signals.heard_from, signals.heard_from

def say(active):
    name = "org.freedesktop.ScreenSaver"
    message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", name, "ActiveChanged")
    message.setArguments([active])
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "other")
    assert bus.send(message)

QTimer.singleShot(0, lambda: say(False))
QTimer.singleShot(300, lambda: (print("before", len(heard)), say(True)))
QTimer.singleShot(900, app.quit)
app.exec()
print("after", len(heard))
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus")
def test_a_screen_saver_on_a_real_bus(tmp_path: Path) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", BUS_TRIAL],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
        timeout=60,
    )
    assert "before 0\nafter 1" in done.stdout, done.stderr
