"""Every page and state as pictures, from a fixed, invented but lifelike vault at a fixed date.

    python -m tests.gallery DIR [--only NAME] [--variant NAME]

The files are named like the design's pictures (05-diary-light.png), so the two can be laid side by side. Each scene is shown
in light, dark, right-to-left, at 800 × 560, and with text at 150 and 200 % at both sizes; once more at display scale 2. What
a machine can see is checked on each: clipped text, things nobody can scroll to, sideways scrolling, controls without a name.
It ends with 1 if there is any, and prints where.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("COMPANION_CHEAP_KDF", "1")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests import lifelike, looks
from ui import theme
from ui.session import Session
from ui.shell import Shell

PASSPHRASE = "lantern moss quiet harbour tin"


@dataclass(frozen=True)
class Variant:
    name: str
    mode: str = "light"
    rtl: bool = False
    text: float = 1.0
    size: tuple[int, int] = (1100, 720)
    scale: float = 1.0


SMALL = (800, 560)
VARIANTS = (
    Variant("light"),
    Variant("dark", mode="dark"),
    Variant("rtl", rtl=True),
    Variant("800x560", size=SMALL),
    Variant("150", text=1.5),
    Variant("200", text=2.0),
    Variant("150-800x560", text=1.5, size=SMALL),
    Variant("200-800x560", text=2.0, size=SMALL),
    Variant("rtl-200", rtl=True, text=2.0),
    Variant("contrast", mode="contrast"),
    Variant("scale2", scale=2.0),
)


class Studio:
    """One window on one filled vault, in one variant."""

    def __init__(self, app: QApplication, home: Path, variant: Variant) -> None:
        self.app, self.home, self.variant = app, home, variant
        right = Qt.LayoutDirection.RightToLeft if variant.rtl else Qt.LayoutDirection.LeftToRight
        app.setLayoutDirection(right)
        self.session = Session(home, clock=lambda: lifelike.NOW)
        self.session.prefer(
            theme=variant.mode, text_scale=variant.text, motion="reduced", cover_when_inactive=False
        )
        theme.apply(app, mode=variant.mode, text_scale=variant.text, reduced_motion=True)
        self.shell = Shell(self.session)
        self.shell.resize(*variant.size)
        self.shell.show()
        self.settle()

    def settle(self, rounds: int = 40) -> None:
        """Jobs come home, layouts settle. Nothing here depends on the clock of the wall."""
        for _ in range(rounds):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for job in tuple(self.session._jobs):
            job.wait(20)
        for _ in range(8):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def unlock(self) -> None:
        vault = self.session.vaults()[0]
        self.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
        self.settle()

    def go(self, key: str, argument: object = None) -> QWidget:
        self.shell.go(key, argument)
        self.settle(12)
        return self.shell.page()

    def button(self, *names: str) -> QWidget:
        """The visible button or control with one of these names."""
        for widget in self.shell.findChildren(QWidget):
            shown = getattr(widget, "text", str)
            if (
                widget.isVisible()
                and callable(shown)
                and (widget.accessibleName() in names or shown() in names)
            ):
                return widget
        raise LookupError(names)

    def click(self, *names: str) -> None:
        from PySide6.QtTest import QTest

        target = self.button(*names)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.rect().center())
        self.settle(12)

    def close_dialogs(self) -> None:
        from PySide6.QtTest import QTest

        for _ in range(3):
            if looks.front(self.shell) is self.shell:
                return
            QTest.keyClick(looks.front(self.shell), Qt.Key.Key_Escape)
            self.settle(6)

    def picture(self, folder: Path, name: str) -> list[str]:
        """Save the window as it is, and say what is wrong with it."""
        self.settle(6)
        suffix = self.variant.name
        self.shell.grab().save(str(folder / f"{name}-{suffix}.png"))
        return [f"{name}-{suffix}: {problem}" for problem in looks.problems(self.shell)]

    def close(self) -> None:
        if self.session.workspace is not None:
            self.session.lock()
        self.shell.close()
        self.shell.deleteLater()
        self.settle(4)


Scene = tuple[str, Callable[[Studio], object]]


def scenes() -> list[Scene]:
    """Name and way to each state of the unlocked app, in an order that leaves each as the next expects it."""
    return [
        ("01-today", lambda s: s.go("today")),
        ("05-diary", lambda s: s.go("diary", {"open": newest(s)})),
        ("08-together-plan", lambda s: s.go("together", {"tab": "plan"})),
        ("09-together-ideas", lambda s: s.go("together", {"tab": "ideas"})),
        ("10-together-schedule", lambda s: s.go("together", {"plan": "a-walk-no-topic"})),
        ("08b-together-back", lambda s: s.go("together", {"tab": "back"})),
        ("11a-talk-safe", lambda s: s.go("talk", {"tab": "ready"})),
        ("11-talk-when-ready", lambda s: s.click("Safe enough")),
        ("12-talk-card", lambda s: s.go("talk", {"tab": "cards"})),
        ("16-understand-learn", lambda s: s.go("understand", {"tab": "learn"})),
        ("16b-understand-reading", lambda s: s.go("understand", {"card": "l-protective"})),
        ("20-understand-help", lambda s: s.go("understand", {"tab": "help"})),
        ("20b-help-afraid", lambda s: s.go("understand", {"page": "s-afraid"})),
        ("23-settings-privacy", lambda s: s.go("settings", {"section": "privacy"})),
        ("24a-settings-backup", lambda s: s.go("settings", {"section": "backup"})),
        ("23b-settings-appearance", lambda s: s.go("settings", {"section": "appearance"})),
        ("23c-settings-data", lambda s: s.go("settings", {"section": "data"})),
        ("23d-settings-about", lambda s: s.go("settings", {"section": "about"})),
    ]


def newest(studio: Studio) -> str:
    assert studio.session.workspace is not None
    row = studio.session.workspace.diary.newest()
    assert row is not None
    return row.id


def shoot(
    app: QApplication, homes: tuple[Path, Path], folder: Path, variant: Variant, only: str
) -> list[str]:
    """All scenes of one variant; returns what is wrong."""
    found: list[str] = []
    filled, empty = homes

    def take(studio: Studio, name: str, way: Callable[[Studio], object]) -> None:
        try:
            way(studio)
        except (LookupError, ImportError) as error:
            found.append(f"{name}-{variant.name}: no way to it: {error}")
        if not only or only in name:
            found.extend(studio.picture(folder, name))
        studio.close_dialogs()

    studio = Studio(app, filled, variant)
    take(studio, "21-lock", lambda s: None)
    studio.unlock()
    for name, way in scenes():
        take(studio, name, way)
    studio.close()
    studio = Studio(app, empty, variant)
    take(studio, "22-onboarding", lambda s: None)
    studio.close()
    return found


def prepare(folder: Path) -> tuple[Path, Path]:
    filled, empty = folder / "filled", folder / "empty"
    empty.mkdir()
    lifelike.open_workspace(filled).close()
    return filled, empty


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only scenes whose name contains this")
    parser.add_argument("--variant", default="", help="only this variant")
    options = parser.parse_args(argv)
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = [v for v in VARIANTS if v.name == options.variant or not options.variant]
    if options.variant != "scale2" and any(v.scale != 1 for v in wanted):
        wanted = [v for v in wanted if v.scale == 1]
        again = [
            sys.executable,
            "-m",
            "tests.gallery",
            str(options.folder),
            "--variant",
            "scale2",
            "--only",
            options.only,
        ]
        status = subprocess.call(again, env=dict(os.environ, QT_SCALE_FACTOR="2"))
    else:
        status = 0
    app = QApplication.instance() or QApplication(["gallery"])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        homes = prepare(Path(scratch))
        for variant in wanted:
            found += shoot(app, homes, options.folder, variant, options.only)
    for line in found:
        print(line)
    print(f"{len(list(options.folder.glob('*.png')))} pictures, {len(found)} things that do not fit")
    return 1 if found or status else 0


if __name__ == "__main__":
    sys.exit(main())
