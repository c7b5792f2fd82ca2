"""Hands and eyes for the tests of Together: an open vault with a clock that can be set, real clicks and real keys."""

from dataclasses import replace
from datetime import date, time, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from companion.planner import Plan
from tests import looks
from tests.ui.evening import EVENING, LEFT, OpenVault
from ui.planner.page import TogetherPage, make
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.segmented import Segmented

TODAY = EVENING.date()


class House(OpenVault):
    """An open vault, and the page in a window of its own."""

    def page(
        self, argument: object = None, size: tuple[int, int] = (916, 720), small: bool = False
    ) -> TogetherPage:
        page = make(self.session)
        assert isinstance(page, TogetherPage)
        page.resize(*size)
        page.set_small(small)
        page.show()
        page.enter()
        if argument is not None:
            page.arrive(argument)
        settle(page)
        return page

    def plan(self, title: str, days: int, at: time | None = time(10, 30), **fields: object) -> str:
        blank = self.workspace.planner.blank(TODAY + timedelta(days=days))
        plan = replace(blank, title=title, at=at, part=None if at else "afternoon", **fields)  # type: ignore[arg-type]
        self.workspace.planner.save(plan)
        return plan.id

    def plans(self) -> list[Plan]:
        return self.workspace.planner.plans(date(2030, 1, 1), date(2032, 1, 1))

    def undo(self) -> None:
        action = self.notices[-1].action
        assert action is not None, "the notice offers Undo"
        action()
        settle()


def settle(page: TogetherPage | None = None) -> None:
    """Let what was asked for happen; with a page, until every card of its shelf is made."""
    for _ in range(4 if page is None else 400):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if page is not None and not page.ideas.making:
            settle()
            return


def texts(widget: QWidget) -> str:
    return "\n".join(text for _, text in looks.texts(widget))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)
    settle()


def press(widget: QWidget, *keys: Qt.Key) -> None:
    """Keys as a person presses them: each goes to whatever has the focus by then."""
    for key in keys:
        QTest.keyClick(QApplication.activePopupWidget() or widget.window().focusWidget() or widget, key)
        settle()


def dialog(page: QWidget) -> Dialog:
    found = [one for one in page.window().findChildren(Dialog) if one.isVisible()]
    assert len(found) == 1, "one dialog at a time"
    return found[0]


def no_dialog(page: QWidget) -> bool:
    return not [one for one in page.window().findChildren(Dialog) if one.isVisible()]


def button(parent: QWidget, words: str) -> Button:
    found = [b for b in parent.findChildren(Button) if b.text() == words and b.isVisible()]
    assert found, (
        f"no button {words!r}; there are {[b.text() for b in parent.findChildren(Button) if b.isVisible()]}"
    )
    return found[0]


def field(parent: QWidget, name: str) -> QLineEdit:
    return next(f for f in parent.findChildren(QLineEdit) if f.accessibleName() == name)


def choose(parent: QWidget, name: str, words: str) -> None:
    group = next(g for g in parent.findChildren(Segmented) if g.accessibleName() == name)
    click(next(cell for cell in group.cells if cell.words == words))


def pick(parent: QWidget, name: str, value: object) -> None:
    """Choose from a drop-down by its keys."""
    combo = next(c for c in parent.findChildren(QComboBox) if c.accessibleName() == name and c.isVisible())
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    while combo.currentData() != value:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() > before, f"no {value!r} in {name!r}"
    settle()


def filled(page: QWidget) -> list[str]:
    return [b.text() for b in page.findChildren(Button) if b.kind == "primary" and b.isVisible()]
