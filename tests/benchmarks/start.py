"""From process start to the painted lock screen, against a bare PySide6 window, interleaved in one run.

    python -m tests.benchmarks.start [--runs N]

"Painted" is the end of the first paint event of a visible window. The bare window has a label, a line edit and a button,
like the lock screen. The first run of each is not counted. The goal is at most 1.5 times the bare window; the data in the
vault plays no part, since nothing of it is touched before the unlock.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL = 1.5

EYE = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Eye(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint and seen.isWidgetType() and seen.window().isVisible():
            QTimer.singleShot(0, self.done)
        return False

    def done(self):
        print(time.clock_gettime(time.CLOCK_MONOTONIC) - float(os.environ["T0"]), flush=True)
        os._exit(0)

real = QApplication.exec
def watched(*arguments):
    app = QApplication.instance()
    app.eye = Eye()
    app.installEventFilter(app.eye)
    QTimer.singleShot(20000, lambda: os._exit(3))
    return real()
QApplication.exec = staticmethod(watched)
"""
BARE = (
    EYE
    + """
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
app = QApplication([])
window, middle = QMainWindow(), QWidget()
box = QVBoxLayout(middle)
for widget in (QLabel("Notes"), QLineEdit(), QPushButton("Unlock")):
    box.addWidget(widget)
window.setCentralWidget(middle)
window.resize(1100, 720)
window.show()
QApplication.exec()
"""
)
APP = (
    EYE
    + """
from ui.main import main
sys.exit(main([]))
"""
)


def once(code: str, home: Path) -> float:
    """Seconds from just before the process is made to the end of its first paint."""
    env = dict(os.environ, COMPANION_HOME=str(home))
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["T0"] = str(time.clock_gettime(time.CLOCK_MONOTONIC))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=ROOT, check=True
    )
    return float(done.stdout.splitlines()[-1])


def measure(runs: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = dict(os.environ, COMPANION_HOME=folder)
        new = [sys.executable, "-m", "ui", "new", "--no-keyring", "--passphrase-stdin"]
        subprocess.run(
            new, input="lamp moss\n", text=True, env=env, cwd=ROOT, check=True, capture_output=True
        )
        times: dict[str, list[float]] = {"bare": [], "app": []}
        for number in range(runs + 1):
            for name, code in (("bare", BARE), ("app", APP)):
                seconds = once(code, home)
                if number:
                    times[name].append(seconds)
    return times


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=9)
    times = measure(parser.parse_args(argv).runs)
    for name, values in times.items():
        print(
            f"{name:5} median {statistics.median(values) * 1000:.0f} ms, {min(values) * 1000:.0f} to {max(values) * 1000:.0f}"
        )
    ratio = statistics.median(times["app"]) / statistics.median(times["bare"])
    print(f"start to the painted lock screen: {ratio:.2f} x a bare window (goal {GOAL})")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
