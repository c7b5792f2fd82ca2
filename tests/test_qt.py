"""What the pinned Qt must not do, and what must not be installed beside it."""

import subprocess
import sys
from importlib import metadata

COUNT = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QListWidget
app = QApplication([])
label, rows = QLabel(), QListWidget()
before = sys.getrefcount(None)
for n in range(1000):
    label.setText("x")
    label.resize(n % 50, 20)
    rows.addItem("x")
print(sys.getrefcount(None) - before)
"""


def test_calls_that_return_nothing_keep_their_reference_to_none() -> None:
    """PySide6 6.12.0 dropped one reference to None a call on CPython 3.11 and aborted after some thousand calls."""
    done = subprocess.run(
        [sys.executable, "-c", COUNT], capture_output=True, text=True, check=True, timeout=60
    )
    assert abs(int(done.stdout)) < 50, "3,000 calls changed the count of references to None"


def test_only_the_essentials_of_qt_are_installed() -> None:
    names = {(d.metadata["Name"] or "").lower() for d in metadata.distributions()}
    assert not names & {"pyside6", "pyside6-addons", "pyside6-webengine"}
