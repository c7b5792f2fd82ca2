"""KitStep: getting the recovery kit onto paper, and asking two groups of it back.

The kit is shown, printed or saved from memory and is gone when this widget goes: the app keeps no code.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from companion.disk import ending_in
from companion.errors import CompanionError
from ui import messages, theme
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.fields import FaultLine
from ui.widgets.icons import IconView
from ui.widgets.kit import KitCheck, KitCode
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.recovery import Kit


class KitStep(QWidget):
    """`confirmed` comes once, when both groups were given back. `file_name` is the discreet name."""

    confirmed = Signal()
    asked = Signal()

    def __init__(self, kit: Kit, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._name = file_name
        self.check: KitCheck | None = None
        self.done = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._views = QStackedWidget()
        self._column.addWidget(self._views)
        self._views.addWidget(self._offer())
        self._views.addWidget(self._by_hand())
        self.fault = FaultLine()
        self._column.addWidget(self.fault)
        self._right = QWidget()
        row = QHBoxLayout(self._right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconView("check", 18, "accent"))
        row.addWidget(
            Label(self.tr("Both groups are right. Keep the page away from the computer."), wrap=True), 1
        )
        self._right.hide()
        self._column.addWidget(self._right)
        self._column.addStretch(1)

    def _offer(self) -> QWidget:
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        self._sheet = _Sheet()
        row.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(12)
        row.addLayout(column, 1)
        self.print_button = Button(self.tr("Print the kit"), "primary", icon="printer")
        self.print_button.clicked.connect(self._print)
        self.save_button = Button(self.tr("Save to a stick as PDF"))
        self.save_button.clicked.connect(self._save)
        self.hand_button = LinkButton(self.tr("Write it down by hand"))
        self.hand_button.clicked.connect(self._show_code)
        for button in (self.print_button, self.save_button, self.hand_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(
            Label(
                self.tr(
                    "The page doesn’t say what it opens beyond “the notes on this computer”. "
                    "Keep it away from the computer. A PDF isn’t encrypted."
                ),
                "caption",
                "ink_3",
                wrap=True,
            )
        )
        column.addStretch(1)
        return view

    def _by_hand(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(KitCode(self._kit.groups))
        column.addWidget(
            Label(
                self.tr("Kit {number}, {fingerprint}. Write these two numbers on the page as well.").format(
                    number=self._kit.number, fingerprint=self._kit.fingerprint
                ),
                "caption",
                "ink_3",
                wrap=True,
            )
        )
        self.written_button = Button(self.tr("It’s on paper"))
        self.written_button.clicked.connect(self._written)
        column.addWidget(self.written_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return view

    # --- onto paper

    def _print(self) -> None:
        from ui.printing import kit as sheet

        dialog = sheet.print_dialog(self, self._kit, title=self._name)
        dialog.sent.connect(self.ask_back)
        dialog.saved.connect(self.ask_back)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the kit"), str(Path.home() / f"{self._name}.pdf"), self.tr("PDF (*.pdf)")
        )
        if name:
            self.save_to(ending_in(name, ".pdf"))

    def save_to(self, path: Path) -> None:
        """Write the sheet there, and say so if the place does not take it."""
        from ui.printing import kit as sheet

        try:
            sheet.write_pdf(path, self._kit, title=self._name)
        except CompanionError as error:
            message = messages.explain(error)
            self.fault.say(f"{message.what} {message.do}")
            return
        self.fault.say("")
        self.ask_back()

    def _show_code(self) -> None:
        self._views.setCurrentIndex(1)
        self.written_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self) -> None:
        self._views.setCurrentIndex(0)
        self.ask_back()

    def ask_back(self) -> None:
        """Ask two groups, below. Asking again changes nothing: the questions stay the same."""
        if self.check is not None:
            return
        self.check = KitCheck(self._kit.groups)
        self.check.confirmed.connect(self._confirmed)
        self._column.insertWidget(self._column.count() - 1, self.check)
        # What comes late would be last in the window, after the buttons below it.
        QWidget.setTabOrder(self.hand_button, self.check.fields[0])
        QWidget.setTabOrder(self.check.fields[0], self.check.fields[1])
        self.check.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()

    def _confirmed(self) -> None:
        self.done = True
        self._right.show()
        if self.check is not None:
            self.check.hide()
        self.confirmed.emit()


class _Sheet(QWidget):
    """A small drawing of the sheet: boxes, a square, lines. Not the real one, for the code would be on
    it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(210))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 150, self.height() / 210)
        # Paper is paper: light with dark ink in every theme.
        from ui.theme import tokens

        ink, line, paper = (QColor(tokens.LIGHT[name]) for name in ("ink", "ink_3", "raised"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(paper)
        painter.drawRect(QRectF(0.5, 0.5, 149, 209))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(15, 18, 66, 6), 3, 3)
        painter.setBrush(line)
        painter.drawRoundedRect(QRectF(15, 32, 94, 2), 1, 1)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number in range(7):
            painter.drawRoundedRect(QRectF(15 + number % 4 * 31, 50 + number // 4 * 18, 27, 13), 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for row in range(9):
            for column in range(9):
                if (row * 5 + column * 3 + row * column) % 3 != 1:
                    painter.drawRect(QRectF(15 + column * 4.6, 98 + row * 4.6, 4.6, 4.6))
        painter.setBrush(line)
        for y, width in ((98, 60), (106, 66), (114, 52), (122, 62), (152, 112), (160, 96), (168, 104)):
            painter.drawRoundedRect(QRectF(15 if y > 150 else 68, y, width, 2), 1, 1)
