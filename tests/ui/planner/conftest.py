"""An open vault and a session whose clock can be set, in English as written in Britain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.evening import british
from tests.ui.planner.hands import House


@pytest.fixture
def house(home: Path, qapp: QApplication) -> Iterator[House]:
    with british(qapp):
        made = House(home)
        yield made
        made.session.close()
