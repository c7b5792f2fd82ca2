"""One line at the bottom of the window, with at most one action. Everything it says can be found elsewhere too."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsOpacityEffect, QHBoxLayout, QWidget
from shiboken6 import isValid

from ui import theme
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.dialog import Shadow
from ui.widgets.paint import box, rtl
from ui.widgets.rows import BOTTOM_BAR
from ui.widgets.text import Label, announce

_WIDTH = 340
_BELOW = 24


class Toast(QFrame):
    """Make one for a window or page and call `show` with words; a new one takes the place of the last.

    It stays eight seconds, longer while it is pointed at or has the focus; a lasting one until it is closed. The keyboard
    goes back to where it came from on the page.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._action: Callable[[], object] | None = None
        self._lasting = False
        self._before: QWidget | None = None
        self._shadow = Shadow(host, "toast", "row")
        self._shadow.hide()
        row = QHBoxLayout(self)
        row.setSpacing(8)
        self.label = Label("", "body", wrap=True)
        self.button = LinkButton("", size="small")
        self.button.clicked.connect(self._act)
        self.close_button = IconButton("x", self.tr("Close"), small=True)
        self.close_button.clicked.connect(self.hide)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.timeout.connect(self._time_over)
        self._fading: QPropertyAnimation | None = None
        self.button.installEventFilter(self)
        host.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        theme.watcher.changed.connect(self._place)
        super().hide()

    def show(
        self,
        text: str = "",
        action_text: str = "",
        action: Callable[[], object] | None = None,
        lasting: bool = False,
    ) -> None:
        """Say something, with an action such as "Undo" if there is one."""
        self._action, self._lasting = action, lasting
        if not action_text:
            self._give_back()
        self.close_button.setVisible(lasting)
        self.label.setText(text)
        self.button.setText(action_text)
        self.button.setVisible(bool(action_text))
        row = self.layout()
        if row is not None:
            start, end = 16, 6 if action_text or lasting else 16
            row.setContentsMargins(end if rtl(self) else start, 4, start if rtl(self) else end, 4)
        super().show()
        self._place()
        self._shadow.show()
        self._shadow.raise_()
        self.raise_()
        self._stay.start(theme.motion("toast_stay"))
        self._fade_in()
        announce(self, f"{text} {action_text}".strip())

    @property
    def has_action(self) -> bool:
        """Whether there is something to press on it."""
        return self._action is not None

    def hide(self) -> None:
        """Put it away."""
        self._stay.stop()
        self._end_fade()
        self._action = None
        self._give_back()
        self._shadow.hide()
        super().hide()

    @Slot("QWidget*", "QWidget*")
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and new is not None and self.isAncestorOf(new) and not self.isAncestorOf(old):
            self._before = old if self._host.isAncestorOf(old) else None

    def _give_back(self) -> None:
        """What held the keyboard on the page before has it again, as long as it can be seen."""
        now, before = self.window().focusWidget(), self._before
        if now is None or not self.isAncestorOf(now):
            return
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _act(self) -> None:
        action = self._action
        self.hide()
        if action is not None:
            action()

    @Slot()
    def _time_over(self) -> None:
        if self._lasting:
            return
        if self.underMouse() or self.button.hasFocus():
            self._stay.start(1000)
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._stay.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible() and not self.button.hasFocus():
            self._stay.start(theme.motion("toast_stay"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stay.start(theme.motion("toast_stay"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @Slot()
    def _place(self) -> None:
        if not self.isVisible():
            return
        width = min(max(theme.px(_WIDTH), self.sizeHint().width()), theme.px(_WIDTH) * 3 // 2)
        width = min(width, self._host.width() - 2 * _BELOW)
        layout = self.layout()
        asked = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        height = max(theme.px(44), asked)
        left = (self._host.width() - width) // 2
        rect = QRect(left, self._ground() - height, width, height)
        self.setGeometry(rect)
        self._shadow.setGeometry(rect)

    def _ground(self) -> int:
        """What it stands on."""
        tops = [
            bar.mapTo(self._host, QPoint(0, 0)).y() - _BELOW // 2
            for bar in self._host.findChildren(QWidget, BOTTOM_BAR)
            if bar.isVisible()
        ]
        return min([self._host.height() - _BELOW, *tops])

    def _fade_in(self) -> None:
        self._end_fade()
        length = theme.motion("toast_in")
        if not length:
            return
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(0)
        self.setGraphicsEffect(effect)
        self._fading = QPropertyAnimation(effect, b"opacity", self)
        self._fading.setDuration(length)
        self._fading.setStartValue(0.0)
        self._fading.setEndValue(1.0)
        self._fading.finished.connect(self._end_fade)
        self._fading.start()

    @Slot()
    def _end_fade(self) -> None:
        if self._fading is not None:
            self._fading.stop()
            self._fading = None
            self.setGraphicsEffect(None)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        box(QPainter(self), rect, theme.radius("row"), theme.color("raised"), theme.color("line"))
