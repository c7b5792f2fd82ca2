"""What every test shares: a home of its own, cheap keys, one QApplication a process, and nothing left behind.

Warnings are errors (pyproject.toml). Qt's own warnings are errors too, except the two the offscreen platform makes by
itself. `COMPANION_LONG=1`, which `check --long` sets, turns the samples of the long trials into the full figures.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["COMPANION_CHEAP_KDF"] = "1"
for name in ("DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND"):
    os.environ.pop(name, None)  # a test reaches a keyring only through the keyring lab

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
LONG = os.environ.get("COMPANION_LONG") == "1"
# How long one example takes on a busy machine says nothing about the example.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def rounds(short: int, long: int) -> int:
    """How often a trial is repeated: a sample, or the full figure under `check --long`."""
    return long if LONG else short


def at_rest(seconds: float) -> float:
    """How long something may take here that has so many seconds on a machine with nothing else to do."""
    waiting = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return seconds * (1 + waiting / (os.cpu_count() or 1))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was loaded stays to the end, so the collector need not walk through all of it after every test again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, with every other place the app could write to inside it as well."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"):
        folder = tmp_path / "person" / name.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(name, str(folder))
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("COMPANION_HOME", str(folder))
    return folder


@pytest.fixture
def companion(home: Path):
    """The real command line in a process of its own: companion("search", "lamp") -> CompletedProcess."""

    def call(*arguments: object, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
        env = dict(os.environ, COMPANION_HOME=str(home), **extra)
        command = [sys.executable, "-m", "ui", *map(str, arguments)]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, env=env, cwd=ROOT, timeout=120, check=False
        )

    return call


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Deferred deletes are delivered, and a window that outlives its test fails it."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    for widget in app.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    gc.collect()
