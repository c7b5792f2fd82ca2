"""The sheet of all components, looked over by the machine eye: in every theme, mirrored, at 200 %."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests import looks
from tests.ui.widgets import components


@pytest.fixture
def shown(qapp: QApplication):
    def show(widget: QWidget, width: int, height: int = 0) -> QWidget:
        widget.resize(width, height or widget.layout().totalHeightForWidth(width))
        widget.show()
        for _ in range(3):
            qapp.processEvents()
        return widget

    yield show
    components.look(qapp, "light")


@pytest.mark.parametrize("name", list(components.LOOKS))
def test_nothing_is_clipped_and_everything_has_a_name(qapp, shown, name):
    components.look(qapp, name)
    made = shown(components.Sheet(name), 1100 if name != "200" else 2000)
    assert list(looks.clipped(made)) == []
    assert list(looks.nameless(made)) == []


@pytest.mark.parametrize("name", ["light", "200", "rtl"])
def test_an_empty_place_fits_its_pane(qapp, shown, name):
    components.look(qapp, name)
    made = shown(components.Empties(), 1100 if name != "200" else 1500)
    assert list(looks.clipped(made)) == []


def test_a_change_of_theme_reaches_widgets_that_are_hidden(qapp, shown):
    components.look(qapp, "light")
    made = components.Sheet("light")  # never shown at 100 %
    components.look(qapp, "200")
    shown(made, 2000)
    assert list(looks.clipped(made)) == []
