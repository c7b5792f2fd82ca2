"""CodeField: the recovery code as seven numbered boxes, like on the sheet. A box that cannot be right is
marked while the person types; a code that is pasted or typed into the first box spreads over all of
them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from companion.recovery import GROUP, GROUPS, wrong_groups
from ui import theme
from ui.widgets.fields import FaultLine, LineField
from ui.widgets.text import Label


class CodeField(QWidget):
    """`changed` with every sign; `entered` when Enter is pressed in the last box. `numbers` shows only
    these boxes (1 to 7), for asking some of them back; the marks while typing need all seven and are left
    out then."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self, numbers: Sequence[int] = tuple(range(1, GROUPS + 1)), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # A code reads from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._whole = len(numbers) == GROUPS
        self._spreading = False
        self.boxes: dict[int, LineField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        column.addLayout(self._grid)
        self._cells: list[QWidget] = []
        for number in numbers:
            self._cells.append(self._cell(number))
        self._columns = 0
        self.fault = FaultLine()
        column.addWidget(self.fault)
        self._lay_out()
        theme.watcher.changed.connect(self._lay_out)

    def _cell(self, number: int) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        name = self.tr("Box {number}").format(number=number)
        box = LineField(name)
        hints = Qt.InputMethodHint
        box.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhPreferUppercase)
        box.textEdited.connect(lambda text, number=number: self._edited(number, text))
        box.returnPressed.connect(lambda number=number: self._returned(number))
        box.installEventFilter(self)
        column.addWidget(Label(name, "micro", "ink_3"))
        column.addWidget(box)
        self.boxes[number] = box
        return cell

    def _lay_out(self) -> None:
        width = theme.px(112)
        columns = max(1, min(len(self._cells), 4, (self.width() or 540) // (width + 12)))
        for box in self.boxes.values():
            box.setFixedWidth(width)
        if columns == self._columns:
            return
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // columns, at % columns)
        for column in range(max(columns, self._columns) + 1):
            self._grid.setColumnStretch(column, 1 if column == columns else 0)
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    # --- what was typed

    def text(self) -> str:
        """Everything typed, box by box, with dashes between. Empty boxes at the end are left out."""
        parts = [box.text().strip() for box in self.boxes.values()]
        while parts and not parts[-1]:
            parts.pop()
        return "-".join(parts)

    def part(self, number: int) -> str:
        return self.boxes[number].text().strip()

    def complete(self) -> bool:
        """Whether every box holds five signs and none is marked."""
        full = all(len(box.text().strip()) == GROUP for box in self.boxes.values())
        return full and not (self._whole and wrong_groups(self.text()))

    def clear(self) -> None:
        for box in self.boxes.values():
            box.clear()
            box.fault(False)
        self.fault.say("")

    def mark(self, numbers: Sequence[int]) -> None:
        """Outline these boxes as mistaken, and no others."""
        for number, box in self.boxes.items():
            box.fault(number in numbers)

    def focus_first(self) -> None:
        """Put the keyboard into the first box that is not full."""
        for box in self.boxes.values():
            if len(box.text()) < GROUP:
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, number: int, text: str) -> None:
        if self._spreading:
            return
        self._spreading = True
        signs = "".join(sign for sign in text.upper() if sign.isalnum())
        self._spread(number, signs)
        self._spreading = False
        if self._whole:
            self._mark_while_typing()
        self.changed.emit()

    def _spread(self, number: int, signs: str) -> None:
        numbers = [n for n in self.boxes if n >= number]
        for at, n in enumerate(numbers):
            box = self.boxes[n]
            last = at == len(numbers) - 1
            part = signs if last else signs[:GROUP]
            signs = "" if last else signs[GROUP:]
            if at and not part:
                break
            caret = box.cursorPosition()
            if box.text() != part:
                box.setText(part)
                box.setCursorPosition(min(caret, len(part)))
            if len(part) >= GROUP and box.hasFocus() and box.cursorPosition() >= GROUP and not last:
                self.boxes[numbers[at + 1]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_while_typing(self) -> None:
        parts = [box.text().strip() for box in self.boxes.values()]
        wrong: list[int] = []
        for at, part in enumerate(parts):
            if not part:
                continue
            # Only this box is judged, in its place: the ones before count as right and as five signs long.
            focused = self.boxes[at + 1].hasFocus() and len(part) < GROUP
            alone = "-".join(["00000"] * at + [part] + ([] if focused else ["0"]))
            if at + 1 in wrong_groups(alone):
                wrong.append(at + 1)
        self.mark(wrong)
        if wrong:
            from ui import messages

            self.fault.say(messages.wrong_group(wrong[0]))
        else:
            self.fault.say("")

    def _returned(self, number: int) -> None:
        later = [n for n in self.boxes if n > number]
        if later:
            self.boxes[later[0]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty box goes on in the box before; leaving a box judges it as finished."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            for number, box in self.boxes.items():
                empty_back = watched is box and event.key() == Qt.Key.Key_Backspace and not box.text()
                if empty_back and number - 1 in self.boxes:
                    before = self.boxes[number - 1]
                    before.setFocus(Qt.FocusReason.BacktabFocusReason)
                    before.setCursorPosition(len(before.text()))
                    return True
        elif event.type() == QEvent.Type.FocusOut and self._whole:
            self._mark_while_typing()
        return False
