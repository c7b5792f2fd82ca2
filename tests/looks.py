"""What can be wrong with a page that a machine can see: clipped text, things out of reach, controls without a name,
words under Quick exit.

Used by the gallery and by the tests of pages. Works on any shown window, offscreen or not.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QWidget,
)

from ui.diary.editor import Editor
from ui.rail import QuickExit


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every visible widget that shows a piece of text, with that text."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, QComboBox):
            yield widget, widget.currentText()
        elif isinstance(widget, QLineEdit):
            yield widget, widget.placeholderText() or widget.accessibleName()
        elif callable(getattr(widget, "text", None)):
            shown = widget.text()
            if isinstance(shown, str) and shown:
                yield widget, shown


def clipped(root: QWidget) -> Iterator[str]:
    """Texts that have less room than they need, or lie where nobody can scroll to."""
    for widget, text in texts(root):
        name = f"{type(widget).__name__} {text[:40]!r}"
        if isinstance(widget, QLabel) and not widget.pixmap().isNull():
            continue
        if widget.hasHeightForWidth():
            needs = widget.heightForWidth(widget.width())
            if needs > widget.height() + 1:
                yield f"{name}: needs {needs} px of height, has {widget.height()}"
        elif isinstance(widget, QAbstractButton | QLabel):
            hint = widget.minimumSizeHint() if widget.property("elides") else widget.sizeHint()
            if hint.width() > widget.width() + 1 or hint.height() > widget.height() + 1:
                yield f"{name}: needs {hint.width()}x{hint.height()}, has {widget.width()}x{widget.height()}"
        elif isinstance(widget, QLineEdit):
            needs = widget.fontMetrics().horizontalAdvance(widget.placeholderText() or widget.text())
            margins = widget.textMargins()
            room = widget.width() - margins.left() - margins.right() - 10
            if needs > room and widget.placeholderText():
                yield f"{name}: its placeholder needs {needs} px, has {room}"
        yield from out_of_reach(root, widget, name)


def out_of_reach(root: QWidget, widget: QWidget, name: str) -> Iterator[str]:
    parent = widget.parentWidget()
    child = widget
    while parent is not None and parent is not root.parentWidget():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return  # whatever lies outside the viewport can be scrolled to
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(place) and parent.isVisible():
            yield f"{name}: cut off by {type(parent).__name__} {parent.objectName()}"
            return
        child, parent = parent, parent.parentWidget()
        if child is root:
            return


def beyond(root: QWidget) -> Iterator[str]:
    """Scroll areas that reach out of what holds them: their end can be scrolled to by nobody."""
    for area in root.findChildren(QScrollArea):
        holder = area.parentWidget()
        if not area.isVisible() or holder is None:
            continue
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(area.geometry()):
            inner = area.widget()
            name = area.objectName() or type(inner).__name__
            yield f"the scroll area of {name}: {area.geometry().size()} in {holder.size()}"


def sideways(root: QWidget) -> Iterator[str]:
    """Scroll areas that would have to be scrolled sideways."""
    for area in root.findChildren(QScrollArea):
        bar = area.horizontalScrollBar()
        inner = area.widget()
        if not area.isVisible() or inner is None:
            continue
        if bar.maximum() > 0 or inner.width() > area.viewport().width() + 1:
            yield f"{area.objectName() or 'a scroll area'}: {inner.width()} px wide in {area.viewport().width()}"


def nameless(root: QWidget) -> Iterator[str]:
    """Controls the keyboard can reach that a screen reader could not name."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QScrollArea):
            continue
        if widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            chain = []
            step: QWidget | None = widget
            while step is not None and len(chain) < 4:
                chain.append(type(step).__name__)
                step = step.parentWidget()
            yield f"{' < '.join(chain)}: no accessible name"


def words_of(widget: QWidget) -> QRect:
    """Where in a widget its words stand."""
    if isinstance(widget, Editor):
        column = widget.column()
        return QRect(column.left(), 0, column.width(), widget.height())
    if isinstance(widget, QLabel) and not widget.wordWrap():
        return QStyle.alignedRect(
            widget.layoutDirection(), widget.alignment(), widget.sizeHint(), widget.contentsRect()
        )
    return widget.rect()


def under_exit(window: QWidget, root: QWidget) -> Iterator[str]:
    """What can be read and lies under Quick exit, and dialogs it runs into."""
    button = next((each for each in window.findChildren(QuickExit) if each.isVisible()), None)
    if button is None:
        return
    place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
    for widget, text in texts(root):
        seen = widget.visibleRegion().boundingRect() & words_of(widget)
        if (
            widget is not button
            and not seen.isEmpty()
            and place.intersects(QRect(widget.mapTo(window, seen.topLeft()), seen.size()))
        ):
            yield f"{type(widget).__name__} {text[:40]!r}: lies under Quick exit"
    if root is not window and place.intersects(QRect(root.mapTo(window, QPoint(0, 0)), root.size())):
        yield f"{type(root).__name__}: runs into Quick exit"


def front(window: QWidget) -> QWidget:
    """What is in front: the open dialog, if there is one, else the window."""
    modal = QApplication.activeModalWidget()
    if modal is not None:
        return modal
    for widget in reversed(window.findChildren(QWidget)):
        if widget.isVisible() and QAccessible.queryAccessibleInterface(widget) is not None:
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface.role() == QAccessible.Role.Dialog:
                return widget
    return window


def problems(window: QWidget) -> list[str]:
    """Everything above, for what is in front of the window."""
    root = front(window)
    return [*clipped(root), *beyond(root), *sideways(root), *nameless(root), *under_exit(window, root)]
