"""What every section is made of: rows between hairlines, and a column that holds them.

A row is a title, a caption below it, and a control at the end edge; where the window is too narrow for both, the
control goes below. Nothing here knows a setting.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.session import Session
from ui.widgets.cards import Hairline
from ui.widgets.fields import Combo, LineField
from ui.widgets.paint import box, start
from ui.widgets.pressable import ChoiceRow
from ui.widgets.text import Label

ROW_PADDING = 13
WORDS = 260
"""The least width the words of a row keep beside their control, at 100 %."""
CONTROL = 190
"""Width of fields and drop-downs at the end of a row, at 100 %."""


class Row(QWidget):
    """Title and caption at the start, `control` at the end edge."""

    def __init__(self, title: str, caption: str = "", control: QWidget | None = None) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, ROW_PADDING, 0, ROW_PADDING)
        self._box.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(title, "h3", wrap=True)
        self.caption = Label(caption, "caption", "ink_3", wrap=True)
        if not caption:
            self.caption.hide()
        words.addWidget(self.title)
        words.addWidget(self.caption)
        self._box.addLayout(words, 1)
        self.control = control
        if control is not None:
            if not control.accessibleName():
                control.setAccessibleName(title)
            self._describe(caption)
            self._box.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Give the control its width again, and look whether there is room beside the words."""
        if isinstance(self.control, Combo):
            self.control.setFixedWidth(max(theme.px(CONTROL), self.control.sizeHint().width()))
        elif isinstance(self.control, LineField):
            self.control.setFixedWidth(theme.px(CONTROL))
        self._arrange()

    def set_caption(self, text: str) -> None:
        """Change what is said below the title."""
        self.caption.setText(text)
        self.caption.setVisible(bool(text))
        self._describe(text)

    def _describe(self, caption: str) -> None:
        if self.control is not None:
            self.control.setAccessibleDescription(caption)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self.control is None:
            return
        needed = self.control.sizeHint().width() + 16 + theme.px(WORDS)
        if isinstance(self.control, (Combo, LineField)):
            needed = self.control.minimumWidth() + 16 + theme.px(WORDS)
        wide = self.width() >= min(needed, theme.px(CONTROL + WORDS) + 16)
        wanted = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            self._box.setSpacing(16 if wide else 8)
            side = Qt.AlignmentFlag.AlignVCenter if wide else Qt.AlignmentFlag.AlignLeft
            self._box.setAlignment(self.control, side)


class Section(QWidget):
    """A column of rows under a heading. Subclasses fill it in `build` and bring it up to date in `refresh`."""

    def __init__(self, session: Session, heading: str) -> None:
        super().__init__()
        self.session = session
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.heading = Label(heading, "h2")
        self.heading.setContentsMargins(0, 0, 0, 14)
        self.column.addWidget(self.heading)
        self._rows = 0
        self._lines: dict[QWidget, Hairline] = {}
        self.build()
        self.column.addStretch(1)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Content stops growing where lines would become too long."""
        self.setMaximumWidth(theme.px(760))

    def build(self) -> None:
        """Put the rows in. Called once."""

    def refresh(self) -> None:
        """Bring what is shown up to date. Called on each visit and after each change of settings."""

    def flush(self) -> bool:
        """Store what was typed and not yet kept, before the page is left and before a lock. False if that failed."""
        return True

    def add(self, row: QWidget) -> QWidget:
        """A row, with a hairline above it unless it is the first."""
        if self._rows:
            self._lines[row] = Hairline()
            self.column.addWidget(self._lines[row])
        self._rows += 1
        self.column.addWidget(row)
        return row

    def show_row(self, row: QWidget, shown: bool) -> None:
        """Show a row and the hairline above it, or neither."""
        row.setVisible(shown)
        if row in self._lines:
            self._lines[row].setVisible(shown)

    def plain(self, widget: QWidget, gap: int = 12) -> QWidget:
        """Something that is not a row: a band, a note."""
        self.column.addWidget(widget)
        self.column.addSpacing(gap)
        return widget


class SectionButton(ChoiceRow):
    """One line of the section list: checkable, one of a group, its words wrap when the text is large."""

    PADDING = 12

    def _words(self, width: int) -> QRect:
        room = QRect(0, 0, max(20, width - 2 * self.PADDING), 10_000)
        return QFontMetrics(theme.font("h3")).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())

    def heightForWidth(self, width: int) -> int:
        return max(theme.px(36), self._words(width).height() + 14)

    def sizeHint(self) -> QSize:
        width = theme.px(163)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            box(painter, rect, theme.radius("control"), theme.color("surface"), theme.color("line"))
        elif self.underMouse():
            box(painter, rect, theme.radius("control"), theme.color("hover"))
        painter.setFont(theme.font("h3" if self.isChecked() else "body"))
        painter.setPen(theme.color("ink" if self.isChecked() else "ink_2"))
        words = self.rect().adjusted(self.PADDING, 0, -self.PADDING, 0)
        flags = start(self) | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, self.text())
