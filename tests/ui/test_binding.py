"""A start without PySide's explaining parts explains the same, in the same words, once there is something to explain."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ASK = """
import sys
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("words")
filled = "pyside_type_init" in vars(sys.modules["shibokensupport.signature.parser"])
if filled != (not light):
    sys.exit("the parser was loaded, or was not")
for mistake in (
    lambda: label.setText(3.5),
    lambda: label.setText("a", "b"),
    lambda: QLabel("words", nothing=3),
    lambda: label.setAlignment("left"),
    lambda: label.no_such_thing,
):
    try:
        mistake()
    except Exception as error:
        print(type(error).__name__, error)
from PySide6.support.signature import get_signature
print(get_signature(QLabel.setAlignment))
print(QLabel.setText.__doc__)
"""


def _answers(light: bool) -> str:
    start = "from ui import binding; binding.lighten()\n" if light else ""
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    code = f"light = {light}\n{start}{ASK}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=ROOT, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_mistakes_are_explained_in_the_same_words() -> None:
    plain = _answers(light=False)
    assert "called with wrong argument types" in plain
    assert _answers(light=True) == plain


def test_everything_is_there_once_it_was_completed() -> None:
    code = """
import sys
from ui import binding
binding.lighten()
binding.complete()
names = [name for name in sys.modules if name.startswith("shibokensupport.signature.")]
empty = [name for name in names if getattr(sys.modules[name], "_origin", None)]
assert len(names) > 6 and not empty, empty
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
