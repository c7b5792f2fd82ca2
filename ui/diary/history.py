"""The panel with the earlier versions of a page, by time. Choosing one shows it; nothing is changed by looking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.diary.words import moment
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import scroll
from ui.widgets.focus import tab_after
from ui.widgets.paint import box, rtl
from ui.widgets.paint import start as leading
from ui.widgets.pressable import ChoiceRow
from ui.widgets.repeating import number as in_words
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.diary import Version
    from ui.diary.comparing import Changes

WIDTH = 320
_FOOT_SHARE = 0.55


class VersionRow(ChoiceRow):
    """One version, or the present page. A radio button underneath: arrows choose."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAutoExclusive(True)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(20, width - 24), 10_000)
        words = QFontMetrics(theme.font("h3")).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(theme.px(40), words.height() + 16)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.heightForWidth(theme.px(200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            box(painter, rect, theme.radius("control"), theme.color("accent_soft"))
        elif self.underMouse():
            box(painter, rect, theme.radius("control"), theme.color("hover"))
        font = theme.font("h3" if self.isChecked() else "body")
        painter.setFont(font)
        painter.setPen(theme.color("on_accent_soft" if self.isChecked() else "ink"))
        flags = leading(self) | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(12, 0, -12, 0), flags, self.text())


class HistoryPanel(QWidget):
    """Signals: `chosen(Version or None)`, None for the present page; `used(Version)`; `closed`."""

    chosen = Signal(object)
    used = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._versions: list[Version] = []
        self._picked: Version | None = None
        self._beside = 0
        self._group = QButtonGroup(self)
        self.rows: list[VersionRow] = []
        self.close_button = IconButton("x", self.tr("Close the history"), small=True)
        self.close_button.clicked.connect(self.closed)
        self.difference = Label("", "body", "ink", wrap=True)
        self.note = Label("", "caption", "ink_3", wrap=True)
        self.use = Button(self.tr("Use this version"), "primary")
        self.use.clicked.connect(self._use)
        self._build()
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addSpacing(8)  # the button reaches over the edge at which words begin and end
        head.addWidget(Label(self.tr("History"), "h2"), 1)
        head.addWidget(self.close_button)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(12, 0, 12, 0)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        self._foot = room = QWidget()
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum
        )  # the list has the rest
        policy.setHeightForWidth(True)
        room.setSizePolicy(policy)
        foot = QVBoxLayout(room)
        foot.setContentsMargins(24, 12, 24, 20)
        foot.setSpacing(12)
        foot.addWidget(self.difference)
        foot.addWidget(self.note)
        foot.addWidget(self.use)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head.setContentsMargins(16, 12, 16, 12)
        column.addLayout(head)
        self._area = scroll(inner)
        column.addWidget(self._area, 1)
        # More is said below, or less: the list has another height, and the chosen time stays in sight.
        self._area.verticalScrollBar().rangeChanged.connect(lambda *_range: self._show_chosen())
        column.addWidget(room)

    def restyle(self) -> None:
        self.fit(self._beside)

    def fit(self, room: int) -> None:
        """Take no more than half of `room`, so that the page can still be read beside it."""
        self._beside = room
        self.setFixedWidth(min(theme.px(WIDTH), room // 2) if room else theme.px(WIDTH))

    def _place_foot(self) -> None:
        """The foot stays in sight below the list; where it would leave no room for the list, it scrolls with it."""
        needs = self._foot.heightForWidth(self.width())
        apart = needs <= self.height() * _FOOT_SHARE
        if apart == (self._column.indexOf(self._foot) >= 0):
            return
        focus = self.use.hasFocus()
        (self._column if apart else self._list).addWidget(self._foot)
        if focus:
            self.use.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            self._area.ensureWidgetVisible(chosen, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def show_versions(self, versions: Sequence[Version], today: date) -> None:
        """List the versions, newest first, below the page as it is."""
        for row in self.rows:
            self._group.removeButton(row)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._versions = list(versions)
        self.rows = []
        words = [
            self.tr("As it is now"),
            *(moment(local_time(version.at), today) for version in self._versions),
        ]
        for number, text in enumerate(words):
            row = VersionRow(text)
            row.clicked.connect(lambda _checked=False, at=number: self.pick(at))
            row.toggled.connect(lambda on, at=number: self.pick(at) if on else None)
            self._group.addButton(row)
            self._list.insertWidget(number, row)
            self.rows.append(row)
        tab_after(self.close_button, *self.rows, self.use)
        self._picked = None
        self.rows[0].setChecked(True)
        self._say()

    def pick(self, number: int) -> None:
        """Show one: 0 is the present page."""
        version = self._versions[number - 1] if number else None
        if version is not self._picked:
            self._picked = version
            self._say()
            self.chosen.emit(version)

    def say_difference(self, changes: Changes, *, title: bool) -> None:
        """Say in words how the chosen version differs from the page, for the eye and for the ear."""
        said = difference(changes, title=title)
        self.difference.setText(said)
        self.difference.show()
        self.note.setText(" ".join([*signs(changes), self._kept()]))
        self._place_foot()
        announce(self, said)

    def _say(self) -> None:
        self.difference.hide()
        self.use.setVisible(self._picked is not None)
        if not self._versions:
            self.note.setText(self.tr("Earlier versions appear here once you change this page another time."))
        elif self._picked is None:
            self.note.setText(self.tr("Choose a time to see how the page was."))
        else:
            self.note.setText(self._kept())
        self._place_foot()

    def _kept(self) -> str:
        return self.tr("The page as it is now is kept as a version too.")

    def _use(self) -> None:
        if self._picked is not None:
            self.used.emit(self._picked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("page"))
        edge = self.width() - 1 if rtl(self) else 0
        painter.fillRect(edge, 0, 1, self.height(), theme.color("line"))


def difference(changes: Changes, *, title: bool) -> str:
    """How a version differs from the page as it is now, in a few sentences."""
    found = []
    if title:
        found.append(_say("The title was another one."))
    if changes.differing:
        one = changes.differing == 1
        words = _say("One line differs.") if one else _say("{count} lines differ.")
        found.append(_counted(words, changes.differing))
    if changes.added:
        one = changes.added == 1
        words = _say("One line has come since.") if one else _say("{count} lines have come since.")
        found.append(_counted(words, changes.added))
    return " ".join(found) or _say("The words are the same.")


def _counted(words: str, count: int) -> str:
    said = words.format(count=in_words(count))
    return said[:1].upper() + said[1:]


def signs(changes: Changes) -> list[str]:
    """What the signs on the page mean, as far as there are any."""
    lines = changes.lines.values()
    found = []
    if any(line.only_here for line in lines):
        found.append(_say("Underlined: only in this version."))
    if any(line.more_there or line.lines_before or line.lines_after for line in lines):
        found.append(_say("Wedge: the page has more there now."))
    return found


def _say(text: str) -> str:
    return QCoreApplication.translate("HistoryPanel", text)


def local_time(at: datetime) -> datetime:
    """A moment of the store as the clock on the wall showed it."""
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone().replace(tzinfo=None)
