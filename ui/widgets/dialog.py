"""Dialogs, drawn inside the window over a scrim, so that quick exit, lock and cover reach over them.

A dialog is a child of the window. It keeps the focus among its own controls, but application shortcuts go on working.
It goes away for good when it is closed or when the page that made it does.
"""

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPropertyAnimation,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QFrame,
    QGraphicsDropShadowEffect,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.theme.tokens import ELEVATION
from ui.widgets import speech
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import scroll
from ui.widgets.paint import box, rtl
from ui.widgets.text import ReadLabel

_EDGE = 24
_ABOVE = 0.44  # where the dialog hangs: a little above the middle
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class Dialog(QWidget):
    """Fill `body`, add buttons, call `open`. `parent` may be any widget of the window it belongs to.

    Esc rejects. Enter presses the filled button, and nothing where the way on cannot be undone. Page up and down
    scroll. With `close_button` a cross stands beside the title. `accepted` and `rejected` come once, after it has gone.
    """

    accepted = Signal()
    rejected = Signal()

    def __init__(self, title: str, parent: QWidget, width: int = 0, close_button: bool = False) -> None:
        super().__init__(parent.window())
        self.title = title
        self._width = width
        self._closed = False
        self._before: QWidget | None = None
        self._buttons: list[tuple[Button, str]] = []
        self._fading: QPropertyAnimation | None = None
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._backdrop = _Backdrop(self)
        self._panel = _Panel(title, self)
        self._build(close_button)
        self.window().installEventFilter(self)
        parent.destroyed.connect(self._orphaned)
        theme.watcher.changed.connect(self._pad)
        theme.watcher.changed.connect(self._arrange)

    def _build(self, close_button: bool) -> None:
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 28, 0, 24)
        column.setSpacing(0)
        self._head = QWidget()
        top = QVBoxLayout(self._head)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        self._headline, self._pinned = QHBoxLayout(), QVBoxLayout()
        self._title = ReadLabel(self.title, "title")
        self._headline.addWidget(self._title, 1)
        self._cross: IconButton | None = None
        if close_button:
            cross = IconButton("x", self.tr("Close"), small=True)
            cross.clicked.connect(self.reject)
            self._headline.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
            self._cross = cross
        top.addLayout(self._headline)
        top.addLayout(self._pinned)
        column.addWidget(self._head)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setSpacing(12)
        self._bar = 0  # the width of the scroll bar, where there is one
        self._area: QScrollArea = scroll(self._content)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        self._foot = QWidget()
        self._row = QHBoxLayout(self._foot)
        self._row.setContentsMargins(_PAD, 16, _PAD, 0)
        self._row.setSpacing(10)
        self._row.addStretch(1)
        self._foot.hide()
        column.addWidget(self._foot)
        self._content.installEventFilter(self)
        self._pad()

    @Slot()
    def _pad(self) -> None:
        """What is kept free at the edges. Words go on close below the title, anything else with some air."""
        words = not self._pinned.count() and _reads_on(self.body.itemAt(0))
        backwards = rtl(self)

        def margins(layout: QLayout, top: int, end: int, bottom: int) -> None:
            left, right = (end, _PAD) if backwards else (_PAD, end)
            layout.setContentsMargins(left, top, right, bottom)

        # So far a cross stands inside its button: drawn, it ends where everything else does.
        inside = (theme.size("icon_button_small") - theme.px(18)) // 2 if self._cross is not None else 0
        margins(self._headline, 0, _PAD - inside, 0)
        margins(self._pinned, _AIR if self._pinned.count() else 0, _PAD, 0)
        # The bar lies in the margin, so that nothing moves for it.
        margins(self.body, 6 if words else _AIR, _PAD - self._bar, 6)

    # --- what the maker of a dialog uses

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title = title
        self._title.setText(title)
        self._panel.setAccessibleName(title)
        self._arrange()

    def pin(self, widget: QWidget) -> None:
        """Put a widget below the title, where it stays while the rest scrolls."""
        self._pinned.addWidget(widget)

    def add_button(self, text: str, kind: str = "secondary", role: str = "reject") -> Button:
        """Add a button. `role` "accept" and "reject" close the dialog, "other" is up to whoever connects it.

        Quiet ones stand at the start edge; the others at the end, the filled or destructive one last.
        """
        button = Button(text, kind)
        if kind == "quiet":
            place = sum(1 for _, other in self._buttons if other == "quiet")
            self._row.insertWidget(place, button)
        else:
            last = self._row.count()
            later = sum(1 for _, other in self._buttons if other in {"primary", "destructive"})
            self._row.insertWidget(last if kind in {"primary", "destructive"} else last - later, button)
        self._buttons.append((button, kind))
        self._foot.show()
        quiet = any(other == "quiet" for _, other in self._buttons)
        pull = _PAD - 10 if quiet else _PAD
        self._row.setContentsMargins(_PAD if rtl(self) else pull, 16, pull if rtl(self) else _PAD, 0)
        if role == "accept":
            button.clicked.connect(self.accept)
        elif role == "reject":
            button.clicked.connect(self.reject)
        return button

    def open(self) -> None:
        """Show it and put the focus inside: on the first field, or on the safe button where nothing can be undone."""
        self._before = self.window().focusWidget()
        self._pad()
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self._arrange()
        self._first_focus()
        self._fade_in()

    @Slot()
    def accept(self) -> None:
        """Close it, agreed."""
        self._close(self.accepted)

    @Slot()
    def reject(self) -> None:
        """Close it, and nothing was agreed."""
        self._close(self.rejected)

    @property
    def closed(self) -> bool:
        """Whether it has been put away. Whoever goes on reporting to it has to look first."""
        return self._closed

    # --- how it behaves

    def _close(self, told: object) -> None:
        if self._closed:
            return
        self._closed = True
        self._end_fade()
        self.hide()
        before = self._before
        if before is not None:
            try:
                if before.isVisible() and before.isEnabled():
                    before.setFocus(Qt.FocusReason.OtherFocusReason)
            except RuntimeError:
                pass  # the page it was on has gone in the meantime
        for below in open_dialogs(self.window())[-1:]:
            below._keep_focus()
        told.emit()  # type: ignore[attr-defined]
        self.deleteLater()

    @Slot()
    def _orphaned(self) -> None:
        self._closed = True
        self.hide()
        self.deleteLater()

    def _first_focus(self) -> None:
        kinds = {kind for _, kind in self._buttons}
        if "destructive" in kinds and not self._content.findChild(QLineEdit):
            for button, kind in self._buttons:
                if kind != "destructive":
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        inside = self._focusable()
        fields: list[QWidget] = [widget for widget in inside if isinstance(widget, _FIELDS)]
        buttons: list[QWidget] = [
            button for button, kind in self._buttons if kind == "primary" and button.isEnabled()
        ]
        chosen = (
            fields or [widget for widget in inside if self._content.isAncestorOf(widget)] or buttons or inside
        )
        if chosen:
            chosen[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focusable(self) -> list[QWidget]:
        """Where Tab goes, in reading order: the content, the buttons as they stand, the cross beside the title."""
        inside: list[QWidget] = []
        at: QWidget | None = self._panel.nextInFocusChain()
        while at is not None and at is not self._panel:
            if self._panel.isAncestorOf(at):
                inside.append(at)
            at = at.nextInFocusChain()
        content = [widget for widget in inside if self._content.isAncestorOf(widget)]
        pinned = [
            item.widget()
            for item in map(self._pinned.itemAt, range(self._pinned.count()))
            if item is not None
        ]
        foot = [item.widget() for item in map(self._row.itemAt, range(self._row.count())) if item is not None]
        head = [widget for widget in inside if self._head.isAncestorOf(widget) and widget not in pinned]
        order = [*pinned, *content, *foot, *head]
        return [widget for widget in order if widget is not None and self._takes_tab(widget)]

    def _takes_tab(self, widget: QWidget) -> bool:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        return (
            takes and widget.isEnabled() and widget.isVisibleTo(self._panel) and widget.focusProxy() is None
        )

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self._closed:  # the keyboard goes on in the window, or it would go with this
            return super().focusNextPrevChild(forward)
        inside = self._focusable()
        if not inside:
            return True
        now = self.window().focusWidget()
        place = inside.index(now) if now in inside else (-1 if forward else 0)
        target = inside[(place + (1 if forward else -1)) % len(inside)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        target.setFocus(reason)
        if self._content.isAncestorOf(target):
            self._area.ensureWidgetVisible(target, 0, 24)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self._press_main()
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            # What has only words in it holds nothing to tab to.
            bar = self._area.verticalScrollBar()
            down = event.key() == Qt.Key.Key_PageDown
            bar.triggerAction(
                bar.SliderAction.SliderPageStepAdd if down else bar.SliderAction.SliderPageStepSub
            )
        else:
            super().keyPressEvent(event)

    def _press_main(self) -> None:
        now = self.window().focusWidget()
        if isinstance(now, (QAbstractItemView, QPlainTextEdit, QTextEdit)):
            return
        for button, kind in reversed(self._buttons):
            if kind == "primary" and button.isEnabled():
                button.click()
                return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the page below is not to be reached

    # --- where it is

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content:
            if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
                self._arrange()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.window().rect())
            self._arrange()
            QTimer.singleShot(0, self, self._arrange)  # the window has put its own things in place by then
        elif event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self._keep_focus()
        return False

    def _keep_focus(self) -> None:
        """A window that comes to the front again with nobody in focus gives it to the first that takes Tab, and that is
        the way out above the dialog, where Enter would close everything."""
        now = self.window().focusWidget()
        if now is None or not now.isVisible() or not self._panel.isAncestorOf(now):
            self._first_focus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_foot"):
            self._pad()
            self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """Give the panel the height its content asks for, as far as the window goes."""
        if not self.isVisible():
            return
        wide = min(
            theme.px(self._width) if self._width else theme.size("dialog_small"), self.width() - 2 * _EDGE
        )
        wide = max(wide, min(self._content.minimumSizeHint().width(), self.width() - 2 * _EDGE))
        needed = 28 + 24 + _height(self._head, wide) + _height(self._content, wide - self._bar)
        if self._buttons:
            needed += _height(self._foot, wide)
        tall = min(needed, self.height() - 2 * _EDGE)
        left = (self.width() - wide) // 2
        top = max(_EDGE, round((self.height() - tall) * _ABOVE))
        rect = QRect(left, top, wide, tall)
        clear = kept_clear(self.window())
        if rect.intersects(clear):
            # What then has no room scrolls.
            rect.moveBottom(max(_EDGE + 1, clear.top() - 8))
            rect.setTop(max(_EDGE, rect.top()))
        bar = self._area.verticalScrollBar().sizeHint().width() if rect.height() < needed else 0
        if bar != self._bar:
            self._bar = bar
            self._pad()
        self._panel.setGeometry(rect)
        self._backdrop.setGeometry(rect)
        self._backdrop.restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("scrim"))

    def _fade_in(self) -> None:
        length = theme.motion("dialog")
        if not length:
            return
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(0)
        self.setGraphicsEffect(effect)
        self._fading = QPropertyAnimation(effect, b"opacity", self)
        self._fading.setDuration(length)
        self._fading.setStartValue(0.0)
        self._fading.setEndValue(1.0)
        self._fading.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fading.finished.connect(self._end_fade)
        self._fading.start()

    @Slot()
    def _end_fade(self) -> None:
        if self._fading is not None:
            self._fading.stop()
            self._fading = None
            self.setGraphicsEffect(None)  # type: ignore[arg-type]


_PAD = 32
_AIR = 16


def _reads_on(first: QLayoutItem | None) -> bool:
    """Whether a body begins with words, alone or in a row with nothing to press."""
    if first is None:
        return False
    row = first.layout()
    if row is None:
        widget = first.widget()
        return isinstance(widget, QLabel) and bool(widget.text())
    inside = [item.widget() for item in map(row.itemAt, range(row.count())) if item is not None]
    return all(widget is None or widget.focusPolicy() == Qt.FocusPolicy.NoFocus for widget in inside) and any(
        isinstance(widget, QLabel) for widget in inside
    )


def _height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return max(layout.totalHeightForWidth(width), layout.totalMinimumHeightForWidth(width))
    return widget.sizeHint().height()


class _Panel(QFrame):
    def __init__(self, title: str, parent: Dialog) -> None:
        super().__init__(parent)
        speech.install()
        self.spoken_role = QAccessible.Role.Dialog
        self.setAccessibleName(title)
        theme.watcher.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = theme.color("raised" if theme.is_dark() else "surface")
        box(QPainter(self), QRectF(self.rect()), theme.radius("dialog"), ground, theme.color("line"))

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dialog_small"), 100)


class _Backdrop(QFrame):
    """The shadow, on an empty frame of its own: an effect on the panel would blur its text."""

    def __init__(self, parent: QWidget, kind: str = "dialog", radius: str = "dialog") -> None:
        super().__init__(parent)
        self._kind, self._radius = kind, radius
        self._effect = QGraphicsDropShadowEffect(self)
        self.setGraphicsEffect(self._effect)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        shape = ELEVATION[self._kind]
        self._effect.setBlurRadius(shape["blur"])
        self._effect.setOffset(0, shape["y"])
        color = theme.color(shape["color"])
        self._effect.setColor(QColor(0, 0, 0, 0) if theme.is_contrast() else color)

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        box(QPainter(self), inner, theme.radius(self._radius), theme.color("surface"))


Shadow = _Backdrop
"""For others who lift something off the page: an empty rounded frame that casts a shadow. Put it behind, same size."""


def open_dialogs(window: QWidget) -> list[Dialog]:
    """The dialogs open in a window, the lowest first."""
    kind = Qt.FindChildOption.FindDirectChildrenOnly
    return [found for found in window.findChildren(Dialog, options=kind) if found.isVisible()]


def kept_clear(window: QWidget) -> QRect:
    """Where a window wants nothing laid over it: the place of Quick exit. Empty where there is no such place."""
    ask = getattr(window, "kept_clear", None)
    return ask() if callable(ask) else QRect()


def close_all(window: QWidget) -> None:
    """Put every dialog of a window away at once, as rejected."""
    for found in open_dialogs(window):
        found.reject()
