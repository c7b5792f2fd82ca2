"""Sheets on the screen: one side at a time, as they will come out, with a paper's shadow."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.printing import paper as papers
from ui.printing.paper import Document
from ui.widgets.buttons import IconButton
from ui.widgets.dialog import Shadow
from ui.widgets.paint import rtl
from ui.widgets.text import Label, announce

_WIDTH = 232
_AROUND = 12


class Preview(QWidget):
    """The sheets of a document. Page Up and Page Down turn them while the sheet has the focus."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.document: Document | None = None
        self.page = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        self.sheet = _Sheet(self)
        column.addWidget(self.sheet)
        row = QHBoxLayout()
        row.setSpacing(theme.space(1))
        self.back = IconButton("chevron-left", self.tr("Previous page"), small=True)
        self.ahead = IconButton("chevron-right", self.tr("Next page"), small=True)
        self.back.clicked.connect(lambda: self.turn(self.page - 1))
        self.ahead.clicked.connect(lambda: self.turn(self.page + 1))
        self.label = Label("", "caption", "ink_2")
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.label)
        row.addWidget(self.ahead)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def show_document(self, document: Document | None) -> None:
        """Show another document, at the same page if it has one."""
        self.document = document
        count = document.count if document is not None else 0
        self.turn(min(self.page, max(0, count - 1)), say=False)

    def _name(self) -> str:
        if self.document is None:
            return ""
        number, behind = self.document.place(self.page)
        said = (
            self.tr("Sheet {number} of {count}, other side")
            if behind
            else self.tr("Sheet {number} of {count}")
        )
        return said.format(number=number + 1, count=self.document.sheets)

    def turn(self, page: int, say: bool = True) -> None:
        """Show another page, counted from 0; a number that does not exist changes nothing."""
        count = self.document.count if self.document is not None else 0
        if count and not 0 <= page < count:
            return
        self.page = page if count else 0
        text = self._name() if count else ""
        self.label.setText(text)
        self.back.setEnabled(self.page > 0)
        self.ahead.setEnabled(self.page + 1 < count)
        for button in (self.back, self.ahead):
            button.setVisible(count > 1)
        self.sheet.setAccessibleName(self.tr("Preview. {sheet}").format(sheet=text) if count else "")
        self.sheet.setAccessibleDescription(
            self.document.words(self.page) if self.document is not None and count else ""
        )
        self.sheet.forget()
        self.turned.emit(self.page)
        if say and count:
            announce(self.sheet, text)


class _Sheet(QWidget):
    """The paper: drawn when it is first painted at a size, and kept as a picture until something changes."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview)
        self._preview = preview
        self._picture: QImage | None = None
        self.ring_radius = 2
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shadow = Shadow(self, "card", "tag")
        self._paper = _Paper(self)
        theme.watcher.changed.connect(self.updateGeometry)

    def forget(self) -> None:
        self._picture = None
        self.updateGeometry()
        self._place()
        self._paper.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDTH) + 2 * _AROUND, self.heightForWidth(theme.px(_WIDTH) + 2 * _AROUND))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def heightForWidth(self, width: int) -> int:
        # Room for the taller of the two papers, so that nothing jumps when the paper changes.
        inner = min(width - 2 * _AROUND, theme.px(_WIDTH))
        tallest = max(each.height / each.width for each in papers.PAPERS.values())
        return round(inner * tallest) + 2 * _AROUND

    def _box(self) -> QRectF:
        document = self._preview.document
        if document is None or not document.count:
            return QRectF()
        width = min(self.width() - 2 * _AROUND, theme.px(_WIDTH))
        height = round(width * document.paper.height / document.paper.width)
        return QRectF((self.width() - width) // 2, _AROUND, width, height)

    def _place(self) -> None:
        box = self._box().toRect()
        for part in (self._shadow, self._paper):
            part.setVisible(not box.isEmpty())
            part.setGeometry(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture = None
        self._place()

    def picture(self) -> QImage | None:
        """The sheet at its present size, or None while there is none."""
        document, width = self._preview.document, self._paper.width()
        if document is None or not document.count or width <= 0:
            return None
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = papers.image(document, self._preview.page, width, ratio)
        return self._picture

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl(self):
            ahead, back = back, ahead
        if event.key() in (Qt.Key.Key_PageDown, ahead):
            self._preview.turn(self._preview.page + 1)
        elif event.key() in (Qt.Key.Key_PageUp, back):
            self._preview.turn(self._preview.page - 1)
        else:
            super().keyPressEvent(event)


class _Paper(QWidget):
    """The paper itself, above its shadow."""

    def __init__(self, sheet: _Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._sheet.picture()
        if picture is None:
            return
        painter = QPainter(self)
        painter.drawImage(0, 0, picture)
        # Paper is white in every theme; in a light one it needs an edge.
        painter.setPen(theme.color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
