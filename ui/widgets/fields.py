"""Fields to type or choose in. A name is always given, for screen readers; a placeholder never replaces the label.

`Combo` lives in ui.widgets.combo and is loaded when it is first asked for: the lock screen has none, and what it
needs of Qt costs a tenth of the start.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.theme.draw import field_box
from ui.widgets import icons
from ui.widgets.icons import IconView
from ui.widgets.paint import box, rtl
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from ui.widgets.combo import Combo

__all__ = [
    "SEARCH_DELAY",
    "Combo",
    "FaultLine",
    "LineField",
    "PassphraseField",
    "SearchField",
    "TextField",
    "labelled",
]

_PAD = 10  # and 2 that Qt adds: words begin 12 px from the edge
SEARCH_DELAY = 120
"""Milliseconds between the last letter and `SearchField.words`."""


def __getattr__(name: str) -> Any:
    if name == "Combo":
        from ui.widgets.combo import Combo

        return Combo
    raise AttributeError(name)


class LineField(QLineEdit):
    """One line of text. 36 px high, 44 with `large`; `fault(True)` gives it the outline of a mistake."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._large = large
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("large", large)
        self.setFrame(False)
        self.setTextMargins(_PAD, 0, _PAD, 0)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take font and height from the theme again."""
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.size("field_large" if self._large else "field"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.color("ink_3"))
        palette.setColor(
            QPalette.ColorGroup.Disabled, QPalette.ColorRole.PlaceholderText, theme.color("ink_off")
        )
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)  # the box is painted here
        self.setPalette(palette)

    def fault(self, there: bool) -> None:
        """Show or take back the outline of a mistake."""
        _set_fault(self, there)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        field_box(
            painter,
            QRectF(self.rect()),
            focused=self.hasFocus(),
            enabled=self.isEnabled(),
            fault=bool(self.property("fault")),
            large=self._large,
        )
        painter.end()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _edit_menu(self, event)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), self.sizeHint().height())


class TextField(QPlainTextEdit):
    """Several lines of plain text in the reading face. It grows with its text from `lines` to `most` lines.

    Tab moves on, as in every other field.
    """

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        lines: int = 2,
        most: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, max(lines, most)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("text_field", True)  # the style draws the box of a field around it
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setViewportMargins(6, 6, 6, 6)
        self.viewport().setAutoFillBackground(False)
        self.restyle()
        self.textChanged.connect(self._fit)
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the font from the theme again."""
        self.setFont(theme.font("read_small"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.color("ink_3"))
        self.setPalette(palette)
        self._fit()

    def fault(self, there: bool) -> None:
        """Show or take back the outline of a mistake."""
        _set_fault(self, there)

    def _fit(self) -> None:
        pitch = QFontMetricsF(self.font()).lineSpacing()
        wanted = self.document().documentLayout().documentSize().height()
        rows = min(self._most, max(self._lines, round(wanted)))
        self.setFixedHeight(round(rows * pitch + 2 * self.document().documentMargin()) + 16)
        scrolls = wanted > self._most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _edit_menu(self, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


def _edit_menu(field: QLineEdit | QPlainTextEdit, event: QContextMenuEvent) -> None:
    from ui.widgets.menu import EditMenu  # the lock screen draws none

    EditMenu(field).ask(event.globalPos())


def _set_fault(widget: QWidget, there: bool) -> None:
    if bool(widget.property("fault")) != there:
        widget.setProperty("fault", there)
        widget.update()


class _Inside(QAbstractButton):
    """A small icon button inside a field."""

    def __init__(self, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.ring_inside = True
        self.ring_radius = 6

    def set_icon(self, icon: str, name: str) -> None:
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(32), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            box(painter, rect.adjusted(2, 2, -2, -2), 6, theme.color("hover"))
        side = theme.px(18)
        at = QRectF(0, 0, side, side)
        at.moveCenter(rect.center())
        icons.paint(painter, self._icon, at, "ink_2", rtl=rtl(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class _ButtonField(LineField):
    """A line with a button inside, at the end edge."""

    def _put_inside(self, icon: str, name: str) -> _Inside:
        self._inside = _Inside(icon, name, self)
        self._place()
        return self._inside

    def _place(self) -> None:
        inside = getattr(self, "_inside", None)
        if inside is None:
            return
        side = min(self.height() - 4, theme.px(32))
        x = 2 if rtl(self) else self.width() - side - 2
        inside.setGeometry(x, (self.height() - side) // 2, side, side)
        end = side if inside.isVisibleTo(self) else _PAD
        left, right = (end, self._start()) if rtl(self) else (self._start(), end)
        self.setTextMargins(left, 0, right, 0)

    def _start(self) -> int:
        """Room kept free at the start edge."""
        return _PAD

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()


class PassphraseField(_ButtonField):
    """A hidden line with an eye to look at it. Nothing of it is kept for completion."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder, large, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hint = Qt.InputMethodHint
        hidden = hint.ImhHiddenText | hint.ImhSensitiveData
        self.setInputMethodHints(hidden | hint.ImhNoPredictiveText | hint.ImhNoAutoUppercase)
        self._eye = self._put_inside("eye", self.tr("Show the passphrase"))
        self._eye.clicked.connect(self._toggle)

    @Slot()
    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        name = self.tr("Hide the passphrase") if hidden else self.tr("Show the passphrase")
        self._eye.set_icon("eye-off" if hidden else "eye", name)

    def hide_again(self) -> None:
        """Hide what was typed, if it was being looked at."""
        if self.echoMode() != QLineEdit.EchoMode.Password:
            self._toggle()


class SearchField(_ButtonField):
    """A line to search with. `words` comes 120 ms after the last letter, and at once when it is cleared."""

    words = Signal(str)

    def __init__(self, placeholder: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name or placeholder, placeholder, False, parent)
        self._clear = self._put_inside("x", self.tr("Clear the search"))
        self._clear.hide()
        self._clear.clicked.connect(self._start_anew)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_DELAY)
        self._wait.timeout.connect(self._send)
        self.textChanged.connect(self._changed)
        self._place()

    def _start(self) -> int:
        return _PAD + theme.px(18) + 10

    @Slot(str)
    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._place()
        if text:
            self._wait.start()
        else:
            self._send()

    @Slot()
    def _start_anew(self) -> None:
        self.setFocus(
            Qt.FocusReason.OtherFocusReason
        )  # the cross goes, and would hand it on to who comes next
        self.clear()

    @Slot()
    def _send(self) -> None:
        self._wait.stop()
        self.words.emit(self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._send()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(18)
        x = self.width() - side - 12 if rtl(self) else 12
        at = QRectF(x, (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "search", at, "ink_2")


class FaultLine(QWidget):
    """Under a field: what to do about a mistake. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(6)
        self._label = Label("", "caption", "clay", wrap=True)
        row.addWidget(IconView("circle-alert", 16, "clay"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show this sentence; an empty one hides the line."""
        self._label.setText(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)

    def text(self) -> str:
        return self._label.text()


def labelled(
    label: str,
    widget: QWidget,
    fault: FaultLine | None = None,
    hint: str = "",
    parent: QWidget | None = None,
) -> QWidget:
    """A field with its label above, and below it the line for a mistake and, if given, a quiet explanation."""
    made = QWidget(parent)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    words = Label(label, "label", wrap=True)
    words.setBuddy(widget)
    column.addWidget(words)
    column.addWidget(widget)
    if hint:
        column.addWidget(Label(hint, "caption", "ink_3", wrap=True))
    if fault is not None:
        column.setSpacing(6)
        column.addWidget(fault)
    return made
