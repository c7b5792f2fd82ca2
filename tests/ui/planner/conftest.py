"""An open vault and a session whose clock can be set, in English as written in Britain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.ui.planner.hands import House
from ui import theme


@pytest.fixture
def house(home: Path, qapp: QApplication) -> Iterator[House]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    theme.apply(qapp, "light", reduced_motion=True)
    made = House(home)
    yield made
    made.session.close()
    theme.apply(qapp, "light")
    QLocale.setDefault(before)
