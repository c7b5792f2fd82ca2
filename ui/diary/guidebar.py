"""The bar a guide speaks from, above the text: its name, the question, what can be picked, and the ways on.

It shows a walk and says what was pressed; it knows neither text nor store. Nothing in it moves by itself. Letters typed
while the focus is here belong to the text and are handed on.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.diary import guidewords, keys
from ui.typeset import curly
from ui.widgets import speech
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Hairline, LampBar, scroll
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.menu import Menu
from ui.widgets.paint import rtl
from ui.widgets.rows import PULL, line_of
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.guides import Walk

_LAMP = 3 + 16  # the bar and its distance to the words
_LONG = 110  # letters; a longer text is set smaller
_LEAST = 40
_SHARE = 0.66  # of the room it has with the text, at most; what then has no room scrolls


class GuideBar(QWidget):
    """Signals: `picked(place)`, and `asked(name)` for "next", "hint", "lighter", "away", "back", "help",
    "list", "questions"; `sitting_asked(number)`; `typed(QKeyEvent)` for what belongs to the text."""

    picked = Signal(int)
    asked = Signal(str)
    sitting_asked = Signal(int)
    typed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        speech.install()
        self.spoken_role = QAccessible.Role.Grouping
        self.setAccessibleName(self.tr("Guide"))
        self.keeps_questions = True
        self.chips: list[Chip] = []
        self.scale: StepSelector | None = None
        self._walk: Walk | None = None
        self._shown: object = None
        self._hinted = False
        self._make()
        self._build()

    # --- building ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.title = Label("", "caption", "ink_3", wrap=True)
        self.sitting = Chip()
        sittings = Menu(self)
        sittings.setTitle(self.tr("Another sitting"))
        self.sitting.setMenu(sittings)
        self.more = IconButton("ellipsis", self.tr("More about this guide"), small=True)
        self.more.clicked.connect(self._open_more)
        self.gave_way = Label("", "body", "ink_2", wrap=True)
        self.question = ReadLabel("", "lead_small")
        self.hint = Label("", "body", "ink_2", wrap=True)
        self.next = LinkButton(self.tr("Next question"))
        self.another = LinkButton(self.tr("Another way to ask"))
        self.lighter = LinkButton(self.tr("Something lighter"))
        self.away = LinkButton(self.tr("Put the guide away"))
        self.help = Button(self.tr("Open Help"), "secondary", "life-buoy", size="small")
        self.stop = Label("", "caption", "ink_3", wrap=True)
        self.next.setToolTip(
            self.tr("{what} ({keys})").format(
                what=self.tr("Next question"), keys=keys.spoken("next_question")
            )
        )
        for button, name in (
            (self.next, "next"),
            (self.another, "hint"),
            (self.lighter, "lighter"),
            (self.away, "away"),
            (self.help, "help"),
        ):
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))

    def _build(self) -> None:
        lamp = LampBar()
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(self.title, 1)
        head.addWidget(self.sitting)
        head.addWidget(self.more)
        lamp.body.setSpacing(2)
        lamp.body.addLayout(head)
        for words in (self.gave_way, self.question, self.hint):
            lamp.body.addWidget(words)
        self.gave_way.setContentsMargins(0, 0, 0, 6)
        self.hint.setContentsMargins(0, 6, 0, 0)
        self._choices = QVBoxLayout()
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(0)
        self._inner.addLayout(self._choices)
        self._actions = QHBoxLayout()
        self._actions.addWidget(
            line_of(self.next, self.lighter, self.another, self.away, self.help, spacing=6)
        )
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(lamp)
        column.addLayout(self._inner)
        column.addLayout(self._actions)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.stop)
        column.addLayout(self._foot)
        self._margins()

    def _margins(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(0, 20, 0, 8)
        for row, start, end, top in (
            (self._inner, _LAMP, 0, 0),
            (self._actions, _LAMP - PULL, 0, 6),
            (self._foot, _LAMP, 0, 4),
        ):
            left, right = (end, start) if rtl(self) else (start, end)
            row.setContentsMargins(left, top, right, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_foot"):
            self._margins()

    # --- what is shown ----------------------------------------------------------------------------------------

    def show_walk(self, walk: Walk) -> None:
        """Show where a walk stands. What is new is said once to screen readers."""
        self._walk = walk
        here = (walk.key, walk.stage)
        fresh = here != self._shown
        if fresh:
            self._hinted = False
            self._shown = here
            self._choose_from(walk)
        self._words(walk)
        self._ways(walk)
        self._mark(walk)
        if fresh:
            announce(self, self.spoken())

    def forget(self) -> None:
        """Say nothing any more, and hold no word."""
        self._walk = self._shown = None
        self._clear_choices()
        for words in (self.title, self.gave_way, self.question, self.hint, self.stop):
            words.setText("")

    def toggle_hint(self) -> None:
        """Show the other way to ask, or put it away again."""
        self._hinted = not self._hinted
        if self._walk is not None:
            self._words(self._walk)
            if self._hinted:
                announce(self.hint, self.hint.text())

    def spoken(self) -> str:
        """Everything a listener needs at a new question."""
        words = [self.gave_way.text(), self.question.text()]
        if self.hint.text():
            words.append(self.hint.text())
        walk = self._walk
        if walk is not None and walk.choices:
            words.append(self.tr("To choose: {choices}.").format(choices=", ".join(guidewords.choices(walk))))
        return " ".join(each for each in words if each)

    def _words(self, walk: Walk) -> None:
        title = curly(walk.guide.title)
        if walk.stage == "step" and len(walk.steps) > 1:
            place = self.tr("{title}, {number} of {count}", "a guide and which of its steps this is")
            title = place.format(title=title, number=walk.number, count=len(walk.steps))
        self.title.setText(title)
        self.gave_way.setText(guidewords.gave_way(walk) if walk.place.step <= 0 else "")
        self.gave_way.setVisible(bool(self.gave_way.text()))
        asked = guidewords.asked(walk)
        self.question.set_style("lead_small" if len(asked) <= _LONG else "read")
        self.question.setText(asked)
        hint = curly(walk.step.hint) if walk.step is not None else ""
        self.hint.setText(hint if self._hinted or _note(walk) else "")
        self.hint.setVisible(bool(self.hint.text()))
        self.another.setVisible(bool(hint) and not _note(walk))
        self.stop.setText(curly(walk.guide.stop) if walk.stage == "step" else "")
        self.stop.setVisible(bool(self.stop.text()))

    def _ways(self, walk: Walk) -> None:
        self.next.setVisible(walk.can_go_on)
        more = walk.steps[walk.number :] if walk.stage == "step" else walk.steps
        self.next.setText(self.tr("Next question") if more else self.tr("Go on"))
        self.lighter.setVisible(walk.offers_lighter)
        self.help.setVisible(bool(walk.help))
        self.sitting.setVisible(walk.guide.sittings > 1 and walk.stage != "asking")
        self.sitting.setText(guidewords.sitting(walk.sitting) if walk.guide.sittings > 1 else "")
        if walk.guide.sittings > 1:
            self._fill_sittings(walk)

    def _fill_sittings(self, walk: Walk) -> None:
        menu = self.sitting.menu()
        assert isinstance(menu, Menu)
        menu.clear()
        for number in range(1, walk.guide.sittings + 1):
            asked = partial(self.sitting_asked.emit, number)
            menu.add(guidewords.sitting(number), slot=asked, checked=number == walk.sitting)

    def _open_more(self) -> None:
        walk = self._walk
        if walk is None:
            return
        menu = Menu(self)
        back = menu.add(self.tr("The question before"), slot=lambda: self.asked.emit("back"))
        back.setEnabled(walk.can_go_back)
        menu.add(
            self.tr("Keep the questions as headings"),
            slot=lambda: self.asked.emit("questions"),
            checked=self.keeps_questions,
        )
        menu.addSeparator()
        menu.add(self.tr("Another guide"), "lamp", lambda: self.asked.emit("list"))
        menu.add(self.tr("Help & safety"), "life-buoy", lambda: self.asked.emit("help"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self.more)

    # --- picking ----------------------------------------------------------------------------------------------

    def _clear_choices(self) -> None:
        self.chips, self.scale = [], None
        while (item := self._choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _choose_from(self, walk: Walk) -> None:
        self._clear_choices()
        step = walk.step
        if step is not None and step.kind == "scale":
            words = guidewords.steps_of_scale(step)
            self.scale = StepSelector(guidewords.asked(walk), words, "amount", show_word=False)
            self.scale.chosen.connect(self._scaled)
            self._add(_Scale(self.scale, words[0], words[-1]))
        elif walk.choices:
            self._add(self._flow(walk))

    def _flow(self, walk: Walk) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        for place, words in enumerate(guidewords.choices(walk)):
            chip = Chip(words, checkable=True)
            chip.setAccessibleDescription(guidewords.asked(walk))
            chip.clicked.connect(lambda _checked=False, place=place: self.picked.emit(place))
            self.chips.append(chip)
            flow.addWidget(chip)
        return holder

    def _add(self, widget: QWidget) -> None:
        self._choices.addSpacing(14)
        self._choices.addWidget(widget)
        self._choices.addSpacing(4)
        widget.show()

    def _scaled(self, value: object) -> None:
        walk = self._walk
        before = walk.picked[0] if walk is not None and walk.picked else None
        place = value - 1 if isinstance(value, int) else before
        if place is not None:
            self.picked.emit(place)

    def _mark(self, walk: Walk) -> None:
        full = walk.most > 1 and len(walk.picked) >= walk.most
        for place, chip in enumerate(self.chips):
            chip.setChecked(place in walk.picked)
            chip.setEnabled(place in walk.picked or not full)
        if self.scale is not None:
            self.scale.value = walk.picked[0] + 1 if walk.picked else None

    def controls(self) -> list[QWidget]:
        """What the keyboard walks through, as it is read."""
        cells = self.scale.cells if self.scale is not None else []
        actions = (self.next, self.lighter, self.another, self.away, self.help)
        return [self.sitting, self.more, *self.chips, *cells, *actions]

    def first_choice(self) -> QWidget | None:
        """Where the keyboard goes to pick something, if there is anything to pick."""
        if self.scale is not None:
            return self.scale
        chosen = [chip for chip in self.chips if chip.isChecked()] or self.chips
        return chosen[0] if chosen else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)


def _note(walk: Walk) -> bool:
    """Whether the hint is something to know before one picks, and not another way to ask."""
    return walk.step is not None and walk.step.kind in ("choose", "scale", "gate")


class _Scale(QWidget):
    """A step selector with words under its two ends."""

    def __init__(self, selector: StepSelector, low: str, high: str) -> None:
        super().__init__()
        self._ends = QWidget()
        row = QHBoxLayout(self._ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(4))
        last = Label(high, "caption", "ink_2", wrap=True)
        last.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(low, "caption", "ink_2", wrap=True), 1)
        row.addWidget(last, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(selector)
        under = QHBoxLayout()
        under.addWidget(self._ends, 1000)
        under.addStretch(1)
        column.addLayout(under)
        theme.watcher.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._ends.setMaximumWidth(5 * theme.size("step_w"))


class GuidePlace(QWidget):
    """Where the bar stands, above `text`: as tall as it needs, as long as the text keeps its share of the room."""

    def __init__(self, text: QWidget) -> None:
        super().__init__()
        self._text = text
        self._bar: GuideBar | None = None
        self._area: QScrollArea | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._line = Hairline()
        self._line.hide()
        self._box.addWidget(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self._later)
        self.hide()

    def hold(self, bar: GuideBar) -> None:
        """Have the bar stand here. Once."""
        self._bar, self._area = bar, scroll(bar)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._box.insertWidget(0, self._area)
        bar.installEventFilter(self)

    def event(self, event: QEvent) -> bool:
        around = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and around is not None:
            around.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Whatever comes or goes around guide and text takes room from the two.
        changed = event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        around = changed and watched is self.parentWidget() and self.isVisible()
        if around or (event.type() == QEvent.Type.LayoutRequest and watched is self._bar):
            self._later()
        return False

    def _later(self) -> None:
        QTimer.singleShot(0, self, self.fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Take the height the words need."""
        around, layout = self.parentWidget(), self._bar.layout() if self._bar is not None else None
        if around is None or layout is None or self._area is None or not self.width():
            return
        if not around.isAncestorOf(self._text):
            return
        most = min(round(self._room(around) * _SHARE), self._left(around))
        # With next to no room for all that stands here, the guide steps aside until some of it has gone.
        self._area.setVisible(most >= theme.px(_LEAST))
        if not self._area.isVisibleTo(self):
            self._line.hide()
            self.setFixedHeight(0)
            return
        needed = layout.totalHeightForWidth(self.width())
        # A scroll bar that comes while the height is found would take the width it was found for.
        fits = needed <= most
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self._area.setVerticalScrollBarPolicy(off if fits else on)
        before = self.height()
        self.setFixedHeight(needed if fits else most)
        inside = self.layout()
        if inside is not None and inside.geometry() != self.rect():
            # Qt tells nobody of a height that is set while the first one is being told.
            inside.setGeometry(self.rect())
        if before != self.height():
            self.to_top()
        self._line.setVisible(not fits)

    def _room(self, around: QWidget) -> int:
        """What guide and text have together; what stands between the two has its own."""
        bottom = self._text.mapTo(around, self._text.rect().bottomLeft()).y() + 1
        beside = (each for each in around.children() if isinstance(each, QWidget))
        slim = sum(each.sizeHint().height() for each in beside if each.property("slim") and each.isVisible())
        return min(bottom, around.height()) - self.y() - slim

    def _left(self, around: QWidget) -> int:
        """What is left where everything else has the least it needs."""
        layout = around.layout()
        if layout is None:
            return 0
        wide, tall = around.width(), layout.minimumSize().height()
        if layout.hasHeightForWidth():
            tall = layout.totalMinimumHeightForWidth(wide)
        return around.height() - tall + (0 if self.isHidden() else self.minimumHeight())

    def to_top(self) -> None:
        """To its beginning, or as far on as it takes to see the question."""
        if self._area is not None and self._bar is not None:
            self._area.verticalScrollBar().setValue(0)
            self._area.ensureWidgetVisible(self._bar.question, 0, 0)
