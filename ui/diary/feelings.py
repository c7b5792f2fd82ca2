"""Words for a feeling: six groups, "can't tell" first, the words of one, what lies near, and words of one's own.

Each word counts as soon as it is pressed, and pressing it again takes it back. There is no right number of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from companion import content
from companion.spelling import plain
from ui.diary.offers import OfferField
from ui.scales import feeling_words
from ui.typeset import curly
from ui.widgets import speech
from ui.widgets.cards import Hairline
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.dialog import Dialog
from ui.widgets.fields import labelled
from ui.widgets.paint import rtl
from ui.widgets.rows import chain_focus
from ui.widgets.text import Label, announce

LONGEST_WORD = 60
_WIDTH = 620


class FeelingsDialog(Dialog):
    """`changed` is called with the feelings, ids and own words, each time one is chosen or taken back."""

    def __init__(
        self, parent: QWidget, feelings: Sequence[str], changed: Callable[[tuple[str, ...]], object]
    ) -> None:
        super().__init__(self.tr("Is there a word for it?"), parent, _WIDTH, close_button=True)
        self._changed = changed
        self.feelings = tuple(feelings)
        self._known = {feeling.id: feeling for feeling in content.feelings()}
        self._ids = {plain(curly(feeling.word)): feeling.id for feeling in self._known.values()}
        self.chosen = ChipRows(self.tr("Chosen, too"))
        self.groups = ChipRows(self.tr("Groups of words"), one=True)
        self.words = ChipRows(self.tr("Words"))
        self.about = Label("", "caption", "ink_2", wrap=True)
        self.near = ChipRows(self.tr("Near it"))
        self._near_label = Label("", "label", "ink_2", wrap=True)
        self.own = OfferField(self.tr("A word of your own"))
        self.own.setMaxLength(LONGEST_WORD)
        self._fill()
        self.show_group(self._first_group())

    def _fill(self) -> None:
        self._chosen_label = Label(self.tr("Chosen, too"), "label", "ink_2")
        for widget in (
            *(self.groups, Hairline(), self.words, self.about, self._near_label, self.near),
            *(self._chosen_label, self.chosen),
        ):
            self.body.addWidget(widget)
        self.body.addWidget(labelled(self.tr("A word of your own"), self.own))
        self.add_button(self.tr("Done"), "primary", "accept")
        for group in content.FEELING_GROUPS:
            chip = self.groups.add(group, curly(group))
            chip.clicked.connect(lambda _=False, group=group: self.show_group(group))
        self.own.offer([curly(feeling.word) for feeling in self._known.values()])
        self.own.taken.connect(self._take_own)
        self.words.reached.connect(self._tell)
        self._reserve()

    def _reserve(self) -> None:
        # One line of meaning is always there, so that nothing jumps while one walks over the words.
        self.about.setText(" ")

    def _first_group(self) -> str:
        groups = [self._known[each].group for each in self.feelings if each in self._known]
        return groups[-1] if groups else content.FEELING_GROUPS[0]

    def _first_focus(self) -> None:
        entry = self.groups.entry
        if entry is not None:  # not the field: whoever has no word is not asked for one first
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- two levels ---------------------------------------------------------------------------------------

    def show_group(self, group: str) -> None:
        """The words of a group."""
        self.group = group
        self.groups.check({group})
        self.words.clear()
        for feeling in self._known.values():
            if feeling.group != group:
                continue
            chip = self.words.add(feeling.id, curly(feeling.word))
            chip.setToolTip(curly(f"{feeling.plain}; {feeling.body}"))
            chip.setAccessibleDescription(curly(f"{feeling.plain}; {feeling.body}"))
            chip.clicked.connect(lambda _=False, id=feeling.id: self.press(id))
        self.words.setAccessibleName(curly(group))
        self.words.check(set(self.feelings))
        self._reserve()
        self._show_near("")
        self._show_chosen()
        announce(self, curly(group))

    def _tell(self, id: str) -> None:
        feeling = self._known.get(id)
        if feeling is not None:
            self.about.setText(curly(f"{feeling.word}: {feeling.plain}; {feeling.body}"))

    # --- choosing -----------------------------------------------------------------------------------------

    def press(self, feeling: str) -> None:
        """Choose a feeling, or take it back."""
        taken = feeling in self.feelings
        if taken:
            self.feelings = tuple(each for each in self.feelings if each != feeling)
        else:
            self.feelings = (*self.feelings, feeling)
        self.words.check(set(self.feelings))
        self._show_chosen()
        self._tell(feeling)
        self._show_near("" if taken else feeling)
        [word] = feeling_words([feeling])
        said = self.tr("{word}, taken back") if taken else self.tr("{word}, chosen")
        announce(self, said.format(word=word))
        self._changed(self.feelings)

    def _take_own(self, typed: str) -> None:
        word = " ".join(typed.split())
        self.own.clear()
        id = self._ids.get(plain(word), word)
        same = {plain(each) for each in feeling_words(self.feelings)}
        if word and plain(word) not in same:
            self.press(id)

    def _show_chosen(self) -> None:
        """What is chosen and not among the words in sight."""
        place = self.chosen.place_of_focus()
        self.chosen.clear()
        here = {chip.key for chip in self.words.chips}
        others = [feeling for feeling in self.feelings if feeling not in here]
        for feeling, word in zip(others, feeling_words(others), strict=True):
            chip = self.chosen.add(feeling, word, checked=True)
            chip.setAccessibleDescription(self.tr("Pressing it takes it back"))
            chip.clicked.connect(lambda _=False, feeling=feeling: self.press(feeling))
        for widget in (self._chosen_label, self.chosen):
            widget.setVisible(bool(others))
        self._chain()
        if place is not None:
            chips = self.chosen.chips
            target = chips[min(place, len(chips) - 1)] if chips else self.groups.entry
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_near(self, feeling: str) -> None:
        """Words near the one that was just chosen."""
        known = self._known.get(feeling)
        near = [curly(word) for word in known.near] if known is not None else []
        ids = [self._ids.get(plain(word), word) for word in near]
        offered = [(id, word) for id, word in zip(ids, near, strict=True) if id not in self.feelings]
        self.near.clear()
        for id, word in offered:
            chip = self.near.add(id, word)
            chip.clicked.connect(lambda _=False, id=id: self._press_near(id))
        if known is not None:
            self._near_label.setText(self.tr("Near “{word}”").format(word=curly(known.word)))
        for widget in (self._near_label, self.near):
            widget.setVisible(bool(offered))
        self._chain()

    def _chain(self) -> None:
        """Tab walks as one reads, also over chips that have just come."""
        chain_focus((self.groups, self.words, self.near, self.chosen, self.own))

    def _press_near(self, id: str) -> None:
        inside = self.near.place_of_focus() is not None
        self.press(id)
        if inside and self.window().focusWidget() is None:
            entry = self.near.entry or self.words.entry
            if entry is not None:
                entry.setFocus(Qt.FocusReason.OtherFocusReason)


class _WordChip(Chip):
    """A chip that is walked to with the arrow keys of its rows."""

    def __init__(self, key: str, words: str, rows: ChipRows) -> None:
        super().__init__(words, checkable=True, large=True)
        self.key = key
        self._rows = rows
        self.setAccessibleName(words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._rows.focus_came(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._rows.walk(self, Qt.Key(event.key())):
            super().keyPressEvent(event)


class ChipRows(QWidget):
    """Chips on as many lines as they need, one stop for Tab; the arrow keys, Home and End walk inside.

    With `one` exactly one is checked, as in a row of tabs. `reached(key)` comes when the keyboard reaches a chip.
    """

    reached = Signal(str)

    def __init__(self, name: str, *, one: bool = False) -> None:
        super().__init__()
        speech.install()
        self.spoken_role = QAccessible.Role.Grouping
        self.setAccessibleName(name)
        self._one = one
        self._flow = FlowLayout(self)
        self.chips: list[_WordChip] = []

    def add(self, key: str, words: str, *, checked: bool = False) -> Chip:
        """One more chip."""
        chip = _WordChip(key, words, self)
        chip.setChecked(checked)
        self.chips.append(chip)
        self._flow.addWidget(chip)
        chip.show()
        self._place_entry(self.chips[0])
        return chip

    def clear(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        self.updateGeometry()

    def check(self, keys: set[str]) -> None:
        """Which chips are chosen, by key."""
        for chip in self.chips:
            chip.setChecked(chip.key in keys)
        chosen = [chip for chip in self.chips if chip.isChecked()]
        if self._one and chosen:
            self._place_entry(chosen[0])

    @property
    def entry(self) -> Chip | None:
        """Where Tab stops."""
        return next((chip for chip in self.chips if chip.focusPolicy() == Qt.FocusPolicy.StrongFocus), None)

    def place_of_focus(self) -> int | None:
        """The number of the chip with the focus, or None."""
        return next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), None)

    def _place_entry(self, entry: _WordChip) -> None:
        for chip in self.chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is entry else Qt.FocusPolicy.ClickFocus)

    def focus_came(self, chip: _WordChip) -> None:
        """The focus is on a chip of these."""
        self._place_entry(chip)
        self.reached.emit(chip.key)

    def walk(self, chip: _WordChip, key: Qt.Key) -> bool:
        """Go where a key leads from a chip. False if the key leads nowhere."""
        target = self._next(chip, key)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if self._one:
            target.click()
        return True

    def _next(self, chip: _WordChip, key: Qt.Key) -> _WordChip | None:
        at, last = self.chips.index(chip), len(self.chips) - 1
        ahead, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl(self):
            ahead, back = back, ahead
        if key == ahead:
            return self.chips[min(at + 1, last)]
        if key == back:
            return self.chips[max(at - 1, 0)]
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return self.chips[0 if key == Qt.Key.Key_Home else last]
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return self._in_next_line(chip, 1 if key == Qt.Key.Key_Down else -1)
        return None

    def _in_next_line(self, chip: _WordChip, by: int) -> _WordChip:
        """The nearest chip of the line below or above; the chip itself where there is none."""
        here = chip.geometry().center()
        lines = sorted({each.y() for each in self.chips})
        line = lines.index(chip.y()) + by
        if not 0 <= line < len(lines):
            return chip
        there = [each for each in self.chips if each.y() == lines[line]]
        return min(there, key=lambda each: abs(each.geometry().center().x() - here.x()))
