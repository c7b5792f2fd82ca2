"""A sheet with every control in its states, as picture 28 of the design, and one page of larger things.

Run: QT_QPA_PLATFORM=offscreen python -m tests.ui.widgets.components DIR
It writes one PNG per look (light, dark, contrast, stronger lines, right to left, 200 %).
"""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme.tokens import GLYPH
from ui.widgets.buttons import Button, IconButton, LinkButton, quiet_row
from ui.widgets.calendar import DatePicker, MonthGrid
from ui.widgets.cards import Card, EmptyState, FaultBar, Hairline, LampBar
from ui.widgets.chips import Chip, FlowLayout, Tag, flow
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, FaultLine, LineField, PassphraseField, SearchField, TextField, labelled
from ui.widgets.focus import FocusRing
from ui.widgets.icons import IconView
from ui.widgets.marks import AppMark, Mark
from ui.widgets.menu import Menu
from ui.widgets.paint import box
from ui.widgets.progress import Progress, Steps
from ui.widgets.segmented import Segmented, Tabs
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label, ReadLabel
from ui.widgets.toast import Toast
from ui.widgets.toggles import CheckBox, Radio, Switch

SWATCHES = "page rail surface raised sunken line line_strong accent".split()
SWATCHES += "accent_soft lamp_mark lamp_soft clay clay_soft ink ink_2 ink_3".split()
LOOKS = {
    "light": {"mode": "light"},
    "dark": {"mode": "dark"},
    "contrast": {"mode": "contrast"},
    "lines": {"mode": "light", "stronger_lines": True},
    "rtl": {"mode": "light"},
    "200": {"mode": "light", "text_scale": 2.0},
}


class Swatch(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setMinimumSize(40, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), 8, theme.color(self.name), theme.color("line"))


def hovered(widget: QWidget) -> QWidget:
    """The widget as it looks under the pointer."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    return widget


def pressed(button: Button) -> Button:
    button.setDown(True)
    return button


def off(widget: QWidget) -> QWidget:
    widget.setEnabled(False)
    return widget


def under(widget: QWidget, words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(widget)
    column.addWidget(Label(words, "micro", "ink_3"))
    return made


def section(title: str) -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(Hairline())
    column.addWidget(Label(title, "card_title"))
    return made, column


class Sheet(QWidget):
    """Everything at once."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.ring = FocusRing(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(44, 28, 44, 28)
        outer.setSpacing(14)
        head = QHBoxLayout()
        head.addWidget(AppMark())
        head.addWidget(Label(f"Components, {name}", "title"))
        head.addStretch(1)
        outer.addLayout(head)
        outer.addWidget(self.swatches())
        columns = QHBoxLayout()
        columns.setSpacing(56)
        for parts in ((self.buttons, self.fields, self.choosing), (self.messages, self.cards, self.more)):
            column = QVBoxLayout()
            column.setSpacing(22)
            for part in parts:
                column.addWidget(part())
            column.addStretch(1)
            columns.addLayout(column, 1)
        outer.addLayout(columns)
        outer.addStretch(1)

    def swatches(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, name in enumerate(SWATCHES):
            grid.addWidget(under(Swatch(name), name), number // 8, number % 8)
        return made

    def buttons(self) -> QWidget:
        made, column = section("Buttons")
        for kind, words in (
            ("primary", "Continue"),
            ("secondary", "Not now"),
            ("quiet", "Another"),
            ("destructive", "Delete for good"),
        ):
            row = FlowLayout(spacing=8)
            for widget, state in (
                (Button(words, kind), "rest"),
                (hovered(Button(words, kind)), "hover"),
                (pressed(Button(words, kind)), "pressed"),
                (off(Button(words, kind)), "disabled"),
            ):
                row.addWidget(under(widget, state))
            column.addLayout(row)
        self.focused = Button("focus", "secondary")
        large = Button("Draw a card", "primary", size="large")
        tools = [IconButton("bold", "Bold"), hovered(IconButton("italic", "Italic"))]
        on = IconButton("list", "List")
        on.setCheckable(True)
        on.setChecked(True)
        extra = [Button("Print cards", "quiet", "printer"), Button("Keep", "secondary", "bookmark")]
        column.addLayout(flow([*tools, on, self.focused, large, *extra]))
        return made

    def fields(self) -> QWidget:
        made, column = section("Fields")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(labelled("Rest", LineField("Rest", "One line about it")), 0, 0)
        typed = LineField("Typed")
        typed.setText("It was quiet")
        grid.addWidget(labelled("Typed", typed), 0, 1)
        wrong, line = LineField("Fault"), FaultLine()
        wrong.setText("lantern")
        wrong.fault(True)
        line.say("Add a word or two.")
        grid.addWidget(labelled("Fault", wrong, line), 1, 0, Qt.AlignmentFlag.AlignTop)
        dead = labelled("Disabled", LineField("Disabled", "Not used"))
        dead.setEnabled(False)
        grid.addWidget(dead, 1, 1, Qt.AlignmentFlag.AlignTop)
        secret = PassphraseField("Passphrase")
        secret.setText("lantern moss")
        grid.addWidget(labelled("Passphrase", secret), 2, 0)
        search = SearchField("Search your words")
        grid.addWidget(labelled("Search", search), 2, 1)
        combo = Combo("Lock by itself", [(1, "After 1 minute"), (5, "After 5 minutes")], 5)
        grid.addWidget(labelled("Drop-down", combo), 3, 0)
        picker = DatePicker("Day", date(2030, 11, 17), today=date(2030, 11, 14))
        grid.addWidget(labelled("Day", picker), 3, 1)
        column.addLayout(grid)
        text = TextField("How to say it")
        text.setPlainText("I’m walking to the bridge on Sunday. Come along if you like, no need to talk.")
        column.addWidget(text)
        ticked, chosen = CheckBox("on"), Radio("on")
        ticked.setChecked(True)
        chosen.setChecked(True)
        unchosen = QWidget()
        row = QHBoxLayout(unchosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Radio("off"))
        column.addLayout(
            flow([ticked, CheckBox("off"), chosen, unchosen, Switch("on", True), Switch("off")], spacing=16)
        )
        return made

    def choosing(self) -> QWidget:
        made, column = section("Choosing")
        near = StepSelector("Closeness", GLYPH["closeness"]["words"], "closeness")
        near.value = 4
        hovered(near.cells[1])
        column.addWidget(near)
        energy = StepSelector("Energy", GLYPH["energy"]["words"])
        energy.value = 2
        column.addWidget(energy)
        mood = StepSelector("Mood", GLYPH["mood"]["words"], "mood")
        mood.value = 3
        column.addWidget(mood)
        depth = [(str(n), w, ("pressure", n)) for n, w in enumerate(GLYPH["pressure"]["words_talk"], 1)]
        column.addWidget(Segmented("Depth", depth, "2"), 0, Qt.AlignmentFlag.AlignLeft)
        picked = Chip("chosen", checkable=True)
        picked.setChecked(True)
        menu = Menu(self)
        chips = [Chip("rest"), hovered(Chip("hover")), picked, Chip("Any length", menu=menu)]
        chips += [Chip("even", mark=("mood", 3)), Chip("a little apart", mark=("closeness", 2))]
        column.addLayout(flow([*chips, Tag("tag"), Tag("kitchen", removable=True)]))
        tabs = Tabs([("a", "When ready"), ("b", "Cards"), ("c", "Say it kindly"), ("d", "Talking room")])
        column.addWidget(tabs)
        return made

    def messages(self) -> QWidget:
        made, column = section("Messages")
        hint = LampBar()
        hint.body.addWidget(
            Label("“Never” is often heard as a verdict. One time is easier to hear.", wrap=True)
        )
        hint.body.addWidget(Label("hint: the program speaking softly", "caption", "ink_3", wrap=True))
        column.addWidget(hint)
        column.addWidget(
            FaultBar(
                "The disk is full, so this page isn’t saved yet.",
                "Your words stay here. Free some space, then choose Save again.",
            )
        )
        holder = QWidget()
        holder.setMinimumHeight(theme.px(60) + 30)
        self.toast = Toast(holder)
        self.toast_holder = holder
        column.addWidget(holder)
        bar = Progress("Backup")
        bar.set_value(203, 312)
        column.addWidget(bar)
        steps = Steps(
            ["Encrypted before anything is written", "Copying to “Blue stick”", "Opening it once, to be sure"]
        )
        steps.set_current(1)
        column.addWidget(steps)
        return made

    def cards(self) -> QWidget:
        made, column = section("Cards")
        row = QHBoxLayout()
        row.setSpacing(16)
        for title, words, lamp, chosen in (
            ("card", "surface, line, 12", False, False),
            ("lamplight", "a suggestion", True, False),
            ("chosen", "2 px accent", False, True),
        ):
            card = Card(lamp=lamp, choosable=True)
            card.chosen = chosen
            card.setAccessibleName(title)
            card.body.addWidget(Label(title, "h3", wrap=True))
            card.body.addWidget(Label(words, "body", "ink_2", wrap=True))
            row.addWidget(card, 1)
        column.addLayout(row)
        lit = Card(lamp=True)
        top = QHBoxLayout()
        top.addWidget(IconView("lamp", 20, "lamp"))
        top.addWidget(Label("One small thing", "label", "on_lamp_soft"), 1)
        lit.body.addLayout(top)
        words = "Sit in the same room for ten minutes with nothing to say. Bring a book, or don’t."
        lit.body.addWidget(ReadLabel(words, "suggest"))
        lit.body.addWidget(
            Label("Being near without a task can feel safer than a conversation.", "caption", "ink_2", True)
        )
        lit.body.addLayout(quiet_row(LinkButton("Plan it"), LinkButton("Another"), LinkButton("Not today")))
        column.addWidget(lit)
        return made

    def more(self) -> QWidget:
        made, column = section("Month and marks")
        month = MonthGrid("Plans", today=date(2030, 11, 14))
        month.value = date(2030, 11, 16)
        planned = {3: 1, 9: 1, 10: 1, 13: 1, 16: 1, 17: 1, 21: 2, 24: 1}
        month.set_marks(lambda day: ("pressure", planned[day.day]) if day.day in planned else None)
        column.addWidget(month)
        marks = [Mark("closeness", n) for n in range(1, 6)] + [Mark("mood", n) for n in range(1, 6)]
        column.addLayout(flow([*marks, *(Mark("pressure", n) for n in (1, 2, 3))], spacing=12))
        return made


class Empties(QWidget):
    """The four drawings of empty places."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        words = (
            ("page", "A page can be one line.", "Nobody grades it and nobody else can open it.", "Write"),
            (
                "plan",
                "Nothing is planned. That can be restful.",
                "The quiet shelf asks for the least.",
                "Look",
            ),
            (
                "search",
                "No words like “lighthouse”.",
                "Tags and titles were searched too.",
                "Clear the search",
            ),
            ("lines", "Two lines will grow here.", "Days without one stay blank.", "Check in today"),
        )
        for number, (drawing, title, line, main) in enumerate(words):
            state = EmptyState(drawing, title, line, (main, str), ("How this works", str))
            grid.addWidget(state, number // 2, number % 2)


def look(app: QApplication, name: str) -> None:
    theme.apply(app, **{"reduced_motion": True, **LOOKS[name]})  # type: ignore[arg-type]
    theme.dress(app)
    rtl = name == "rtl"
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


def shot(app: QApplication, widget: QWidget, file: Path) -> None:
    for _ in range(3):
        app.processEvents()
    image = QImage(widget.size(), QImage.Format.Format_ARGB32)
    image.fill(theme.color("page"))
    painter = QPainter(image)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    image.save(str(file))


def sheet(app: QApplication, name: str, folder: Path) -> None:
    look(app, name)
    made = Sheet(name)
    width = 1100 if name != "200" else 2000
    made.resize(width, made.layout().totalHeightForWidth(width))
    made.show()
    made.toast.show("Moved to trash", "Undo", str)
    made.focused.setFocus(Qt.FocusReason.TabFocusReason)
    shot(app, made, folder / f"sheet-{name}.png")
    made.deleteLater()


def page(app: QApplication, name: str, folder: Path) -> None:
    """A dialog over a page, at the smallest window."""
    look(app, name)
    window = Empties()
    window.setWindowTitle("Notes")
    FocusRing(window)
    window.resize(QSize(1100, 720) if name != "200" else QSize(800, 560))
    window.show()
    shot(app, window, folder / f"empty-{name}.png")
    dialog = Dialog("Walk to the bridge and back", window, 560, close_button=True)
    dialog.body.addWidget(
        Label("You can go on writing. What you write now is included next time.", wrap=True)
    )
    dialog.body.addWidget(labelled("Title", LineField("Title", "A few words")))
    dialog.body.addWidget(
        Segmented(
            "Repeat", [(n, n) for n in ("Once", "Every week", "Every 2 weeks", "Monthly")], "Every week"
        ),
        0,
        Qt.AlignmentFlag.AlignLeft,
    )
    dialog.body.addWidget(CheckBox("Either of us can let it go, no reason needed"))
    dialog.add_button("Keep talking", "quiet", "reject")
    dialog.add_button("Not now", "secondary", "reject")
    dialog.add_button("Put it in the plan", "primary", "accept")
    dialog.open()
    shot(app, window, folder / f"dialog-{name}.png")
    window.deleteLater()


def menu(app: QApplication, name: str, folder: Path) -> None:
    look(app, name)
    made = Menu()
    first = made.add("History", "history", shortcut="Ctrl+H")
    made.add("Print", "printer")
    made.addSeparator()
    made.add("Move to trash", "trash-2", danger=True)
    made.popup(QPoint(0, 0))
    made.setActiveAction(first)
    shot(app, made, folder / f"menu-{name}.png")
    made.close()
    combo = Combo("Lock by itself", [(n, f"After {n} minutes") for n in (2, 5, 10, 15)], 5)
    combo.show()
    combo.showPopup()
    shot(app, combo.view().window(), folder / f"combo-{name}.png")
    combo.hidePopup()
    combo.deleteLater()


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    for name in LOOKS:
        sheet(app, name, folder)
        page(app, name, folder)
        menu(app, name, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
