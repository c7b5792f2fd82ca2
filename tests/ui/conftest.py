"""A real vault in the real window, at an evening that stands still until a test moves it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout

from companion.diary import Diary
from companion.workspace import open_new
from tests import looks
from tests.ui.guide_hands import Writer, settle
from tests.ui.hands import PASSPHRASE, Clock
from ui import theme
from ui.diary.editor import Editor
from ui.pages import Page, PageInfo
from ui.session import Session
from ui.shell import Shell


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(qtbot, home: Path, clock: Clock):
    workspace, _kit = open_new(home, passphrase=PASSPHRASE, clock=clock)
    vault = workspace.vault
    workspace.close()
    theme.apply(QApplication.instance(), "light", reduced_motion=True)
    session = Session(home, clock=clock)
    session.prefer(motion="reduced", cover_when_inactive=False)
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    yield session
    session.close()


@pytest.fixture
def diary(session: Session) -> Diary:
    assert session.workspace is not None
    return session.workspace.diary


@pytest.fixture
def window(qtbot, session: Session):
    window = Shell(session)
    qtbot.addWidget(window)
    window.resize(1100, 720)
    window.show()
    yield window
    theme.apply(QApplication.instance(), "light")


@pytest.fixture
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages with one field and nothing to load, for tests of what stands around them."""

    def make(info: PageInfo, session: Session) -> Page:
        page = Page(session)
        QVBoxLayout(page).addWidget(QLineEdit())
        return page

    monkeypatch.setattr(PageInfo, "make", make)


LOOKS = {
    "light": ("light", 1.0, False, QSize(1100, 720)),
    "dark-150": ("dark", 1.5, False, QSize(1100, 720)),
    "small-dark-150": ("dark", 1.5, False, QSize(800, 560)),
    "small-200": ("light", 2.0, False, QSize(800, 560)),
    "small-mirrored": ("light", 1.0, True, QSize(800, 560)),
    "contrast-mirrored-200": ("contrast", 2.0, True, QSize(1100, 720)),
}


@pytest.fixture(params=LOOKS)
def fine(request: pytest.FixtureRequest, window: Shell, session: Session) -> Callable[[], None]:
    """The window in one look after the other; calling it says whether anything is clipped or nameless just now."""
    mode, scale, mirrored, size = LOOKS[request.param]
    if mirrored:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    session.prefer(theme=mode, text_scale=scale)
    window.resize(size)

    def look() -> None:
        for _ in range(12):
            QApplication.processEvents()
        assert looks.problems(window) == []

    return look


@pytest.fixture
def editor(qapp: QApplication) -> Iterator[Editor]:
    """The writing surface by itself, with the focus."""
    theme.apply(qapp, "light")
    made = Editor()
    made.resize(604, 560)
    made.show()
    made.setFocus()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def writer(session: Session, window: Shell) -> Writer:
    window.activateWindow()
    window.go("diary")
    settle()
    return Writer(session, window)
