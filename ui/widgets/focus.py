"""The focus ring: one overlay in a window that goes where the keyboard is.

It shows for keyboard focus and hides when a control is clicked. A widget can say how its ring looks:
`ring_radius` (its own corner radius, 8 when it says nothing), `ring_inside = True` for rows and rail items, a method
`ring_rect() -> QRect` when only a part of it has the focus, or `ring_none = True` when it draws its own, as text
fields and lists do.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import theme

_OUT = 4  # ring and gap together
# By name, so that none of them has to be loaded at the start.
_OWN_RING = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractItemView", "QAbstractSpinBox")
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
}
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.EnabledChange,
    QEvent.Type.LayoutDirectionChange,
}


class FocusRing(QWidget):
    """Make one for each window: `FocusRing(window)`. It needs nothing more."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        # A panel opened with the mouse goes on as its window does.
        owner = window.parentWidget()
        self._by_keyboard: bool = owner is None or all(ring._by_keyboard for ring in _rings(owner))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
        theme.watcher.changed.connect(self.place)

    def target(self) -> QWidget | None:
        """The widget the ring is drawn around, if it is shown."""
        return self._target if self.isVisible() else None

    @Slot("QWidget*", "QWidget*")
    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._by_keyboard = False
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._target is not None and isValid(self._target):
            self._target.destroyed.disconnect(self._gone)  # what goes later is not what has the ring then
        self._target = None
        if new is not None and new.window() is self.window():
            self._watch(new)
        self.place()

    def _watch(self, widget: QWidget) -> None:
        self._target = widget
        at: QWidget | None = widget
        while at is not None and at is not self.window():
            at.installEventFilter(self)
            self._watched.append(at)
            at = at.parentWidget()
        widget.destroyed.connect(self._gone)

    @Slot()
    def _gone(self) -> None:
        self._target = None
        self._watched = []
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _MOVES:
            self.place()
        elif watched is self._target:
            if kind in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride} and isinstance(event, QKeyEvent):
                if event.key() not in _MODIFIERS and not self._by_keyboard:
                    self._by_keyboard = True
                    self.place()
            elif kind == QEvent.Type.MouseButtonPress and self._by_keyboard:
                self._by_keyboard = False
                self.place()
        return False

    @Slot()
    def place(self) -> None:
        """Look again where the ring belongs. Call it when a widget's `ring_rect` has changed."""
        target = self._target
        if (
            target is None
            or not isValid(target)
            or not self._by_keyboard
            or not target.isVisible()
            or any(target.inherits(name) for name in _OWN_RING)
            or getattr(target, "ring_none", False)
        ):
            self.hide()
            return
        inner = target.ring_rect() if hasattr(target, "ring_rect") else target.rect()
        grow = 0 if getattr(target, "ring_inside", False) else _OUT
        rect = QRect(target.mapTo(self.window(), inner.topLeft()), inner.size())
        self.setGeometry(rect.adjusted(-grow, -grow, grow, grow))
        self._clip(target)
        self.show()
        self.raise_()
        self.update()

    def _clip(self, target: QWidget) -> None:
        """Keep the ring inside the scroll areas its target lies in."""
        seen = QRect(QPoint(0, 0), self.window().size())
        at = target.parentWidget()
        while at is not None and at is not self.window():
            holder = at.parentWidget()
            if holder is not None and holder.inherits("QAbstractScrollArea"):
                seen &= QRect(at.mapTo(self.window(), QPoint(0, 0)), at.size())
            at = holder
        self._seen = seen.translated(-self.pos())

    def paintEvent(self, event: QPaintEvent) -> None:
        target = self._target
        if target is None or not isValid(target):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._seen)
        inside = getattr(target, "ring_inside", False)
        radius = getattr(target, "ring_radius", theme.radius("control")) + (-1 if inside else 3)
        painter.setPen(QPen(theme.color("focus"), theme.stroke("focus")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


def place_ring(widget: QWidget) -> None:
    """Look again where the ring belongs in the window of this widget, whose `ring_rect` has changed."""
    for ring in _rings(widget):
        ring.place()


def _rings(widget: QWidget) -> list[FocusRing]:
    return widget.window().findChildren(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly)


def first_focus(root: QWidget) -> QWidget | None:
    """The first control in tab order inside `root` that takes the keyboard."""
    if root.focusPolicy() & Qt.FocusPolicy.TabFocus and root.isEnabled():
        return root
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled() and root.isAncestorOf(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None


def tab_after(before: QWidget, *parts: QWidget) -> None:
    """Tab comes from one widget to what can be reached in these, in their order. What is made later stands at the end of
    the whole window otherwise."""
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                QWidget.setTabOrder(before, widget)
                before = widget
