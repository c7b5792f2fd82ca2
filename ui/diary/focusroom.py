"""Writing without distraction: the editor alone over the whole window, with a way out and "Saved".

It lies over the window as a child of it, so that cover, lock and dialogs reach over it, and the window's quick exit
button stays above. It borrows the editor and gives it back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.diary.editor import Editor
from ui.widgets import icons
from ui.widgets.dialog import kept_clear
from ui.widgets.paint import box, fade, rtl
from ui.widgets.pressable import Pressable
from ui.widgets.rows import PULL
from ui.widgets.text import Label

_ABOVE = 0.178
"""How far down the window, of its height, the text of a guide begins."""
_FADE = 20
"""How high the edge is at which the text goes away."""
_PLACED = {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize}


class KeyCap(QWidget):
    """A key as it is printed on a keyboard."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(
            round(QFontMetricsF(theme.font("micro")).horizontalAdvance(self._words)) + 14, theme.px(20)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, 4, theme.color("surface"), theme.color("line"))
        font = theme.font("micro")
        painter.setFont(font)
        painter.setPen(theme.color("ink_2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words)


class _Quiet(Pressable):
    """The way out, as quiet as the text around it."""

    def __init__(self, words: str, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setText(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.ring_radius = theme.radius("control")
        theme.watcher.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(theme.font("caption")).horizontalAdvance(self.text())
        return QSize(round(words) + theme.px(16) + 8 + 20, theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = "ink" if self.underMouse() else "ink_3"
        side = theme.px(16)
        mirrored = rtl(self)
        x = self.width() - 10 - side if mirrored else 10
        icons.paint(painter, self._icon, QRectF(x, (self.height() - side) / 2, side, side), "ink_2")
        metrics = QFontMetricsF(theme.font("caption"))
        width = metrics.horizontalAdvance(self.text())
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color(color))
        left = x - 8 - width if mirrored else x + side + 8
        painter.drawText(
            QPointF(left, round((self.height() - metrics.height()) / 2 + metrics.ascent())), self.text()
        )


class _Ground(QWidget):
    """The ground of the room over something: under the bar, so that the text goes away there, and over the scroll bar."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("page"))


class _Edge(QWidget):
    """The upper edge of the text, at which lines go away and none is cut in two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not theme.strong_lines():
            fade(QPainter(self), QRectF(self.rect()), theme.color("page"))


class FocusRoom(QWidget):
    """`left` when the person wants out: Esc or the button. The keys of the page are for its owner to add."""

    left = Signal()

    def __init__(self, window: QWidget, editor: Editor, above: QBoxLayout | None = None) -> None:
        super().__init__(window)
        self._editor = editor
        self._lender = above
        self.setMouseTracking(True)
        self.leave_button = _Quiet(self.tr("Leave focus"), "minimize-2")
        self.leave_button.clicked.connect(self.left)
        self.saved = Label("", "caption", "ink_3")
        self._bar = _Ground(self)
        self._edge = _Edge(self)
        self._still = _Ground(self)  # while one types, the scroll bar is not seen either
        self._still.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._still.hide()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(22, 10, 28, 10)
        row.setSpacing(2)
        row.addWidget(self.leave_button)
        row.addWidget(KeyCap(self.tr("Esc", "the key")))
        row.addStretch(1)
        row.addWidget(self.saved)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.above = QVBoxLayout()
        self._column.addLayout(self.above)
        self._column.addWidget(editor, 1)
        self.below = QVBoxLayout()
        self._column.addLayout(self.below)
        if above is not None:
            for widget in _move(above, self.above):
                widget.installEventFilter(self)
        way_out = QShortcut(QKeySequence("Esc"), self)
        way_out.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        way_out.activated.connect(self.left)
        editor.show()
        editor.set_focus_mode(True)
        editor.edited.connect(self._typing)
        editor.viewport().setMouseTracking(True)
        editor.viewport().installEventFilter(self)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self._place()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_back(self) -> Editor:
        """End it: the editor is free to go where it was."""
        self.window().removeEventFilter(self)
        self._editor.viewport().removeEventFilter(self)
        self._editor.edited.disconnect(self._typing)
        if self._lender is not None:
            for widget in _move(self.above, self._lender):
                widget.removeEventFilter(self)
        self._editor.setParent(None)
        self._editor.set_focus_mode(False)
        self.hide()
        self.deleteLater()
        return self._editor

    def put_below(self, widget: QWidget) -> None:
        """Put something under the text."""
        self.below.addWidget(widget)
        self._place()

    def say(self, words: str) -> None:
        """What stands in the corner, such as "Saved"."""
        self.saved.setText(words)

    @property
    def bar_shown(self) -> bool:
        return not self._bar.isHidden()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # What lies under this room is not seen, and not to be reached.
        self._show_bar()
        now: QWidget = self.window().focusWidget() or self._editor
        tab, at = Qt.FocusPolicy.TabFocus, _beside(now, forward)
        while at is not None and at is not now:
            takes = at.focusPolicy() & tab == tab and at.focusProxy() is None
            if takes and at.isVisible() and at.isEnabled() and self.isAncestorOf(at):
                at.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                break
            at = _beside(at, forward)
        return True

    def _typing(self) -> None:
        self._show_bar(False)

    def _show_bar(self, shown: bool = True) -> None:
        if shown == self._bar.isHidden():
            self._bar.setVisible(shown)
            self._still.setVisible(not shown)
            self._place_bar()

    def _place(self) -> None:
        """The text ends above Quick exit where the column reaches over it, and begins under what stands above it."""
        if self._editor.parentWidget() is not self:
            return  # it was given back meanwhile
        self._place_above()
        clear, column = kept_clear(self.window()), self._text()
        beside = clear.right() < column.left() or clear.left() > column.right()
        self._column.setContentsMargins(0, 0, 0, 0 if beside else self.height() - clear.top() + 4)
        self._column.activate()
        self._place_bar()

    def _place_above(self) -> None:
        widgets = [
            item.widget() for item in map(self.above.itemAt, range(self.above.count())) if item is not None
        ]
        shown = [widget for widget in widgets if widget is not None and not widget.isHidden()]
        slim = all(widget.property("slim") for widget in shown)
        top = max(self._bar.sizeHint().height(), 0 if slim else round(self.height() * _ABOVE))
        column = self._text()
        after = self.width() - column.right() - 1
        self.below.setContentsMargins(column.left() - PULL, 0, after - PULL, 0)
        self.above.setContentsMargins(column.left(), top if shown else 0, after, 0 if slim else 24)
        self._column.activate()
        self._editor.place()

    def _text(self) -> QRect:
        """The text column, in this room. In a mirrored window a scroll bar stands before the view."""
        return self._editor.column().translated(self._editor.viewport().x(), 0)

    def _place_bar(self) -> None:
        """The bar, the edge under it, and what lies over the scroll bar."""
        editor, high = self._editor, self._bar.sizeHint().height()
        self._bar.setGeometry(0, 0, self.width(), high)
        top = max(editor.y(), 0 if self._bar.isHidden() else high)
        view = editor.viewport()
        written = (
            editor.y() + editor.focus_line() - theme.line("read_focus")
        )  # what lies above the line one writes in
        self._edge.setGeometry(view.x(), top, view.width(), max(0, min(theme.px(_FADE), written - top)))
        scroll = editor.verticalScrollBar()
        self._still.setGeometry(QRect(scroll.mapTo(self, QPoint(0, 0)), scroll.size()))
        for part in (self._edge, self._still, self._bar):
            part.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.window().rect())
            QTimer.singleShot(0, self, self._place)  # the window has put Quick exit in place by then
        elif event.type() in _PLACED and isinstance(watched, QWidget):
            QTimer.singleShot(0, self, self._place)
        elif event.type() == QEvent.Type.MouseMove:
            self._show_bar()
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_bar()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("page"))


def _beside(widget: QWidget, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _move(source: QBoxLayout, target: QBoxLayout) -> list[QWidget]:
    """Everything in one layout into another, in its order; hidden things stay hidden."""
    moved: list[QWidget] = []
    while (item := source.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            hidden = widget.isHidden()
            target.addWidget(widget)
            widget.setVisible(not hidden)
            moved.append(widget)
    return moved
