"""A page by itself on an evening whose clock can be set: the vault, the session, British dates, and the shapes it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from companion.settings import Settings
from companion.workspace import Workspace, open_new
from tests.clock import NOW as EVENING
from ui import theme
from ui.session import Notice, Session

PASSPHRASE = "lantern moss quiet harbour tin"
LEFT = Qt.MouseButton.LeftButton
SHAPES: list[tuple[str, float, tuple[int, int], bool, bool]] = [
    ("wide", 1.0, (916, 720), False, False),
    ("small", 1.0, (724, 560), True, False),
    ("150", 1.5, (986, 720), True, False),
    ("200", 2.0, (948, 720), True, False),
    ("200-small", 2.0, (648, 560), True, False),
    ("rtl", 1.0, (916, 720), False, True),
    ("rtl-small", 1.0, (724, 560), True, True),
]
"""A name, the scale of the text, the size of the page, whether it is the small layout, whether it runs right to left."""


class OpenVault:
    """An open vault and a session whose clock is `now`."""

    def __init__(self, home: Path) -> None:
        self.now: datetime = EVENING  # a Thursday
        workspace, _ = open_new(home, passphrase=PASSPHRASE, clock=lambda: self.now)
        vault = workspace.vault
        workspace.close()
        self.session = Session(home, Settings(theme="light", motion="reduced"), clock=lambda: self.now)
        self.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
        self.notices: list[Notice] = []
        self.session.noticed.connect(self.notices.append)

    @property
    def workspace(self) -> Workspace:
        assert self.session.workspace is not None
        return self.session.workspace


@contextmanager
def british(qapp: QApplication) -> Iterator[None]:
    """Dates as they are said there, and nothing that moves; afterwards as it was."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    theme.apply(qapp, "light", reduced_motion=True)
    yield
    theme.apply(qapp, "light")
    QLocale.setDefault(before)
