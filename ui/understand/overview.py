"""The first view of Help & safety: people to call, the ways to the pages, and leaving in a hurry.

While the notes are closed it says the same in neutral words and leaves out the list of one's own numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.understand import prose
from ui.understand.numbers import NumberGroups, OwnNumbers
from ui.understand.rows import KeyCap, pulled
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import Card, Hairline
from ui.widgets.fields import Combo
from ui.widgets.icons import IconView
from ui.widgets.openrow import OpenRow
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from ui.session import Session
    from ui.widgets.dialog import Dialog

_MAIN = 512
_SIDE = 280
_PULL = 10
_EVERY_GROUP = (
    "emergency",
    "general-directory",
    "distress",
    "partner-abuse",
    "sexual-violence",
    "own-behaviour",
)


class Overview(QWidget):
    """Picture 20."""

    page_asked = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, closable: bool) -> None:
        super().__init__()
        self._session = session
        self._open = session.workspace is not None
        self._small = False
        self._arranged: tuple[object, ...] = ()
        self.rows: dict[str, OpenRow] = {}
        self.dialog: Dialog | None = None
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_PULL, 0, _PULL, 0)
        outer.setSpacing(0)
        if closable:
            self.close_button = LinkButton(self.tr("Back"), icon="chevron-left")
            self.close_button.clicked.connect(lambda: self.closed.emit())
            outer.addLayout(quiet_row(self.close_button))
            outer.addSpacing(theme.space(3))
        outer.addLayout(self._columns)
        outer.addStretch(1)
        self._main = QWidget()
        self._main.setLayout(self._build_main())
        self._side = QWidget()
        self._side.setLayout(self._build_side())
        self._columns.addWidget(self._main)
        self._columns.addWidget(self._side)
        self.refresh()
        self._arrange()
        theme.watcher.changed.connect(self._arrange)

    # --- building -----------------------------------------------------------------------------------------

    def _build_main(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._open:
            column.addWidget(ReadLabel(self.tr("If it is more than distance"), "lead"))
            lead = self.tr(
                "Going quiet to feel safe is one thing. Being afraid of a partner is another. If someone checks your "
                "phone, keeps you from people, frightens, hurts or forces you, that is not a talking problem, and it "
                "is not yours to mend."
            )
        else:
            column.addWidget(ReadLabel(self.tr("Help"), "lead"))
            lead = self.tr(
                "Numbers to call, and short pages to read. Nothing here needs the notes to be open."
            )
        column.addSpacing(theme.space(1))
        column.addWidget(ReadLabel(lead, "read"))
        column.addSpacing(theme.space(4))
        self.safe_button = Button(self.tr("Is it safe to use this here?"), "secondary")
        self.safe_button.clicked.connect(lambda: self.page_asked.emit("s-computer"))
        column.addWidget(self.safe_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.space(6))
        head = QHBoxLayout()
        head.setSpacing(theme.space(4))
        head.addWidget(Label(self.tr("People to call"), "h2"), 1)
        countries = [("", self.tr("Choose a country"))]
        countries += [(each.country, each.name) for each in content.contacts() if each.country]
        self.country = Combo(self.tr("Country for the numbers"), countries)
        self.country.chosen.connect(lambda code: self._session.prefer(country=str(code)))
        head.addWidget(self.country)
        column.addLayout(head)
        column.addSpacing(theme.space(1))
        self.numbers = NumberGroups(self._session, _EVERY_GROUP, neutral=not self._open)
        column.addWidget(self.numbers)
        self._build_rows(column)
        if self._open:
            self._build_own(column)
        self._build_rest(column)
        column.addStretch(1)
        return column

    def _build_rows(self, column: QVBoxLayout) -> None:
        column.addSpacing(theme.space(2))
        rows = [
            (
                "s-now",
                "siren",
                self.tr("In danger now"),
                self.tr(
                    "Call the emergency number where you are. It is stored on this computer and works offline."
                ),
            ),
            (
                "s-low",
                "life-buoy",
                self.tr("When you can’t see a way on"),
                self.tr("A crisis line, day or night. You don’t have to be certain."),
            ),
        ]
        if self._open:
            rows.append(
                (
                    "s-afraid",
                    "shield",
                    self.tr("Violence or control at home"),
                    self.tr("Advice lines that know how to keep a call private."),
                )
            )
        for page_id, icon, title, line in rows:
            self._add_row(column, page_id, OpenRow(title, line, icon))

    def _add_row(self, column: QVBoxLayout, page_id: str, row: OpenRow) -> None:
        row.clicked.connect(lambda: self.page_asked.emit(page_id))
        self.rows[page_id] = row
        column.addWidget(row)
        column.addWidget(Hairline())

    def _build_own(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, theme.space(3), 0, 0)
        head.setSpacing(theme.space(4))
        head.addWidget(IconView("user-round", 20, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("Someone you trust"), "h3"))
        words.addWidget(
            Label(self.tr("Add a name and a number that only you can see."), "body", "ink_2", wrap=True)
        )
        self.own = OwnNumbers(self._session)
        words.addLayout(pulled(self.own))
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addWidget(Hairline())

    def _build_rest(self, column: QVBoxLayout) -> None:
        column.addSpacing(theme.space(6))
        column.addWidget(Label(self.tr("Pages to read"), "h2"))
        for page in content.help_pages():
            if page.id not in self.rows:
                self._add_row(column, page.id, OpenRow(prose.plain(page.title)))

    def _build_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(5))
        card = Card()
        card.body.setContentsMargins(22, 20, 22, 16)
        card.body.addWidget(Label(self.tr("Leave no trace in view"), "h3", wrap=True))
        self._exit_text = Label("", "body", "ink_2", wrap=True)
        card.body.addWidget(self._exit_text)
        self._caps = QHBoxLayout()
        self._caps.setSpacing(theme.space(1))
        card.body.addLayout(self._caps)
        self.try_button = LinkButton(self.tr("Try it now"))
        self.try_button.clicked.connect(self.try_exit)
        card.body.addLayout(quiet_row(self.try_button))
        column.addWidget(card)
        rest = QVBoxLayout()
        rest.setContentsMargins(4, 0, 4, 0)
        rest.setSpacing(theme.space(1))
        rest.addWidget(Label(self.tr("What it can’t hide"), "h3", wrap=True))
        rest.addWidget(
            Label(
                self.tr(
                    "That the program is installed. Printed pages, and what other programs remember. Anyone with your "
                    "computer password may also open what is unlocked. If that worries you, use a computer nobody "
                    "else reaches, and set a passphrase."
                ),
                "body",
                "ink_2",
                wrap=True,
            )
        )
        column.addLayout(rest)
        column.addStretch(1)
        return column

    # --- what is shown ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Country and keys as the settings have them."""
        self.country.value = self._session.settings.country
        self.numbers.refresh()
        if self._open:
            self.own.refresh()
        while self._caps.count():
            item = self._caps.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shift = self._session.settings.quick_exit_keys == "shift3"
        if shift:
            words = self.tr(
                "Quick exit locks at once and closes the window. Press Shift three times, anywhere, or Ctrl+Shift+Q, "
                "or the button in the corner."
            )
        else:
            words = self.tr(
                "Quick exit locks at once and closes the window. Press Ctrl+Shift+Q, anywhere, or the button in the "
                "corner."
            )
        self._exit_text.setText(words)
        keys = (self.tr("Shift"),) * 3 if shift else (self.tr("Ctrl"), self.tr("Shift"), "Q")
        for key in keys:
            self._caps.addWidget(KeyCap(key))
        self._caps.addStretch(1)

    def try_exit(self) -> None:
        """The real thing, with a word beforehand: it is practised so that it is known before it is needed."""
        from ui.widgets.dialog import Dialog

        dialog = Dialog(self.tr("Try quick exit"), self)
        self.dialog = dialog
        text = self.tr(
            "This is the real one: everything typed is stored, the notes lock and the window closes. Start the "
            "program again to come back to the lock."
        )
        dialog.body.addWidget(Label(text, "body", "ink_2", wrap=True))
        if self._session.settings.quick_exit_keys == "shift3":
            how = self.tr("Tap Shift three times, within about a second, with nothing else in between.")
        else:
            how = self.tr("Press Ctrl+Shift+Q.")
        dialog.body.addWidget(Label(how, "body", wrap=True))
        dialog.add_button(self.tr("Not now"), "secondary", "reject")
        dialog.add_button(self.tr("Close it now"), "primary", "accept")
        dialog.accepted.connect(self._session.quick_exit)
        dialog.open()

    # --- room ---------------------------------------------------------------------------------------------

    def set_small(self, small: bool) -> None:
        self._small = small
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._arrange()

    def _arrange(self) -> None:
        side = not self._small and self.width() >= theme.px(_MAIN - 60 + _SIDE)
        wanted = (side, theme.scale())
        if wanted == self._arranged:
            return
        self._arranged = wanted
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if side else down)
        self._columns.setSpacing(theme.space(8) + 12 if side else theme.space(6))
        self._main.setMaximumWidth(theme.px(_MAIN) if side else 16_777_215)
        if side:
            self._side.setFixedWidth(theme.px(_SIDE))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        self._columns.setStretch(0, 1000 if side else 0)
