"""The step selector: three or five steps to choose one of, or none. Unanswered is a normal state.

Underneath are real radio buttons. Choosing the same step again, or Backspace, takes the answer back.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets import focus, speech
from ui.widgets.marks import BOXES, paint_mark
from ui.widgets.paint import box, rtl
from ui.widgets.text import Label

_TRACK = 280
_PAD = 8


class StepSelector(QWidget):
    """`words` are the steps, from the first. With `glyph` ("closeness", "mood" or "amount") each is drawn and the chosen word
    stands after the track, unless `show_word` is off.

    `value` is the chosen step, counted from 1, or None; setting it does not emit. `chosen` comes with what the
    person chose.
    """

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        words: Sequence[str],
        glyph: str = "",
        show_word: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        speech.install()
        self.spoken_role = QAccessible.Role.Grouping
        self.words, self.glyph = tuple(words), glyph
        self._value: int | None = None
        self.track = _Track()
        self._group = QButtonGroup(self)
        self.cells: list[_Cell] = []
        for step, word in enumerate(self.words, 1):
            cell = _Cell(self, step, word)
            self.track.row.addWidget(cell, 1)
            self._group.addButton(cell)
            self.cells.append(cell)
        self._word = Label("", "caption", "ink_2", wrap=True)
        if not (glyph and show_word):
            self._word.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.track)
        row.addWidget(self._word, 1)
        if not (glyph and show_word):
            row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.cells[0])
        self.set_name(name)
        self._show()

    def set_name(self, name: str) -> None:
        """What is asked, for screen readers."""
        self.setAccessibleName(name)
        for cell in self.cells:
            words = self.tr("{question}, {answer}").format(question=name, answer=cell.word)
            cell.setAccessibleName(words)
            place = self.tr("{step} of {steps}, not required").format(step=cell.step, steps=len(self.words))
            cell.setAccessibleDescription(place)

    @property
    def value(self) -> int | None:
        return self._value

    @value.setter
    def value(self, value: int | None) -> None:
        if value != self._value:
            self._value = value
            self._show()

    def choose(self, step: int | None) -> None:
        """What a person does: choose a step, or take the answer back by choosing it again or None."""
        self._value = None if step == self._value else step
        self._show()
        self.chosen.emit(self._value)

    def _show(self) -> None:
        self._group.setExclusive(False)
        for cell in self.cells:
            cell.setChecked(cell.step == self._value)
        self._group.setExclusive(True)
        self._word.setText(self.words[self._value - 1] if self._value else "")
        focus.place_ring(self)
        entry = self.cells[(self._value or 1) - 1]
        for cell in self.cells:
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is entry else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(entry)

    def go(self, step: int) -> None:
        """Choose a neighbouring step and move the focus there."""
        step = min(len(self.cells), max(1, step))
        if step != self._value:
            self.choose(step)
        self.cells[step - 1].setFocus(Qt.FocusReason.OtherFocusReason)


class _Track(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = QRectF(self.rect())
        box(QPainter(self), rect, theme.radius("control_large"), theme.color("sunken"), theme.color("line"))


class _Cell(QRadioButton):
    def __init__(self, owner: StepSelector, step: int, word: str) -> None:
        super().__init__()
        self.owner, self.step, self.word = owner, step, word
        self.ring_radius = theme.radius("control_large")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if owner.glyph:
            self.setToolTip(word)
        # A chosen radio button of a group stays chosen when clicked; the owner alone decides.
        self.clicked.connect(lambda _checked=False: owner.choose(step))
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def ring_rect(self) -> QRect:
        """Around the whole track while nothing is chosen: a ring around the first step would read as an answer."""
        if self.owner.value is not None:
            return self.rect()
        track = self.owner.track
        return QRect(-self.mapTo(track, QPoint(0, 0)), track.size())

    def hitButton(self, pos: object) -> bool:
        return True

    def _advance(self, words: str) -> int:
        return QFontMetrics(theme.font("h3")).horizontalAdvance(words) + 2

    def sizeHint(self) -> QSize:
        height = theme.size("step_h")
        if self.owner.glyph:
            return QSize(theme.size("step_w"), height)
        share = theme.px(_TRACK) // len(self.owner.words)
        return QSize(max(share, self._advance(self.word) + 2 * _PAD), height)

    def minimumSizeHint(self) -> QSize:
        if self.owner.glyph:
            return QSize(theme.px(BOXES[self.owner.glyph][0]) + 8, theme.size("step_h"))
        widest = max((self._advance(word) for word in self.word.split()), default=0)
        return QSize(min(widest + 2 * _PAD, self.sizeHint().width()), theme.size("step_h"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self.owner.glyph or self._advance(self.word) + 4 <= width:
            return theme.size("step_h")
        area = QRect(0, 0, max(1, width - _PAD), 100_000)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        tall = QFontMetrics(theme.font("h3")).boundingRect(area, flags, self.word).height()
        return max(theme.size("step_h"), tall + 2 * _PAD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        ahead, behind = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl(self):
            ahead, behind = behind, ahead
        value = self.owner.value
        if key in {ahead, Qt.Key.Key_Down}:
            self.owner.go(self.step if value is None else value + 1)
        elif key in {behind, Qt.Key.Key_Up}:
            self.owner.go(self.step if value is None else value - 1)
        elif key == Qt.Key.Key_Home:
            self.owner.go(1)
        elif key == Qt.Key.Key_End:
            self.owner.go(len(self.owner.cells))
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            if value is not None:
                self.owner.choose(None)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.owner.choose(self.step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        radius = theme.radius("control_large")
        if self.isChecked():
            box(painter, rect, radius, theme.color("surface"), theme.color("accent"), 2)
        elif self.underMouse() and self.isEnabled():
            box(painter, rect, radius, theme.color("accent_soft"))
        if self.owner.glyph:
            width, height = BOXES[self.owner.glyph]
            at = QRectF(0, 0, theme.px(width), theme.px(height))
            at.moveCenter(rect.center())
            paint_mark(painter, self.owner.glyph, at, self.step, rtl(self))
            return
        painter.setFont(theme.font("h3" if self.isChecked() else "body"))
        color = "ink_off" if not self.isEnabled() else "ink" if self.isChecked() else "ink_2"
        painter.setPen(theme.color(color))
        wrap = self._advance(self.word) + 4 > self.width()
        flags = Qt.AlignmentFlag.AlignCenter.value | (Qt.TextFlag.TextWordWrap.value if wrap else 0)
        painter.drawText(self.rect().adjusted(2, 0, -2, 0), flags, self.word)
