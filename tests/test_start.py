"""What may be loaded before the lock screen is painted: a rule about names, so that it cannot flicker."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LATE = (
    "peewee playhouse sqlcipher3 cryptography keyring secretstorage jeepney tomllib asyncio segno icalendar yaml "
    "dateutil zoneinfo "
    "PySide6.QtNetwork PySide6.QtPrintSupport PySide6.QtDBus ui.diary ui.today ui.planner ui.talk ui.understand "
    "ui.settings ui.printing companion.store companion.crypto companion.workspace companion.backup companion.keychain"
).split()

PROBE = """
import json, sys
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Eye(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint and seen.isWidgetType() and seen.window().isVisible():
            print(json.dumps(sorted(sys.modules)), flush=True)
            import os
            os._exit(0)
        return False

real = QApplication.exec
def watched(*arguments):
    app = QApplication.instance()
    app.eye = Eye()
    app.installEventFilter(app.eye)
    for window in app.topLevelWidgets():
        window.update()
    QTimer.singleShot(20000, lambda: app.exit(3))
    return real()
QApplication.exec = staticmethod(watched)
from ui.main import main
sys.exit(main([]))
"""


@pytest.mark.parametrize("made", [False, True], ids=["first run", "locked"])
def test_nothing_heavy_is_loaded_before_the_first_picture(home: Path, companion, made: bool) -> None:
    if made:
        assert companion("new", "--no-keyring", "--passphrase-stdin", stdin="lamp moss\n").returncode == 0
    env = dict(os.environ, COMPANION_HOME=str(home))
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, env=env, cwd=ROOT, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    early = [name for name in loaded for late in LATE if name == late or name.startswith(late + ".")]
    assert not early, f"loaded before the first picture: {early}"
    page, other = ("ui.lock", "ui.onboarding") if made else ("ui.onboarding", "ui.lock")
    assert any(name.startswith(page) for name in loaded)
    assert not any(name.startswith(other) for name in loaded), "an unvisited room was loaded"
