"""The bar under a page: mood, closeness, energy, feelings, tags, and whether it is kept away from looking back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.diary import keys
from ui.diary.tagfield import LONGEST_TAG, TagField
from ui.scales import closeness_words, energy_words, feeling_words, mood_words
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import scroll
from ui.widgets.chips import Chip, FlowLayout, Tag
from ui.widgets.popover import Popover
from ui.widgets.rows import PULL
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.diary import Entry


@dataclass(frozen=True, slots=True)
class Noted:
    """What a page carries besides its words."""

    mood: int | None = None
    closeness: int | None = None
    energy: int | None = None
    feelings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @staticmethod
    def of(entry: Entry) -> Noted:
        return Noted(entry.mood, entry.closeness, entry.energy, entry.feelings, entry.tags)


class Foot(QWidget):
    """`edited` comes when the person changed something; setting does not emit. `asked(name)` for "feelings" and
    "away"."""

    edited = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noted = Noted()
        self.suggest: Callable[[], Sequence[str]] = lambda: ()
        """Every tag in use, for completion."""
        self.mood, self.closeness = Chip(self.tr("Mood")), Chip(self.tr("Closeness"))
        self.energy = Chip(self.tr("Energy"))
        self.feelings = Chip(self.tr("Feelings"))
        self.feelings.setToolTip(self.tr("Words for a feeling ({keys})").format(keys=keys.spoken("feelings")))
        self.away = Chip(self.tr("Kept away"), icon="eye-off")
        self.away.setAccessibleName(self.tr("Kept away from looking back"))
        self.away.setToolTip(self.tr("Kept away from looking back. Press to let it come back."))
        self.add_tag = LinkButton(self.tr("Tag"), "plus", "small")
        self.add_tag.setToolTip(self.tr("Add a tag ({keys})").format(keys=keys.spoken("tag")))
        self.add_tag.setAccessibleName(self.tr("Add a tag"))
        self.field = TagField()
        self._gap = QWidget()
        self._gap.setFixedWidth(8)
        self._shown_tags: list[Tag] = []
        self._after_tag: QWidget = self.add_tag
        self.felt: list[FeltChip] = []
        self._flow = FlowLayout(self, spacing=8, line_spacing=8, pull=PULL)
        self._flow.setContentsMargins(PULL, 0, PULL, 0)
        scales = (self.mood, self.closeness, self.energy)
        for widget in (*scales, self.feelings, self.away, self._gap, self.field, self.add_tag):
            self._flow.addWidget(widget)
        self.field.hide()
        self.away.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._connect()
        self.show_values(Noted())
        self.restyle()

    def _connect(self) -> None:
        self.mood.clicked.connect(lambda: self.ask_steps("mood"))
        self.closeness.clicked.connect(lambda: self.ask_steps("closeness"))
        self.energy.clicked.connect(lambda: self.ask_steps("energy"))
        self.feelings.clicked.connect(lambda: self.asked.emit("feelings"))
        self.away.clicked.connect(lambda: self.asked.emit("away"))
        self.add_tag.clicked.connect(lambda: self.begin_tag())
        self.field.taken.connect(self._take_tag)
        self.field.left.connect(self._end_tag)
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the height from the theme again: the field for a tag is lower than the button it stands for."""
        self.setMinimumHeight(theme.size("button_small"))

    # --- values -------------------------------------------------------------------------------------------

    def show_values(self, noted: Noted) -> None:
        """Show a page's values. Not an edit."""
        self._noted = noted
        self.field.clear()
        self._show_scales()
        self._show_felt()
        self._show_tags()
        self._end_tag()

    def show_away(self, away: bool) -> None:
        """The quiet sign that the page is kept away from looking back. Not an edit."""
        had_focus = self.away.hasFocus()
        self.away.setVisible(away)
        if had_focus and not away:
            self.add_tag.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def values(self) -> Noted:
        """What stands here now."""
        return self._noted

    def _note(self, **noted: object) -> None:
        self._noted = replace(self._noted, **noted)  # type: ignore[arg-type]
        self.edited.emit()

    # --- the three scales -----------------------------------------------------------------------------------

    def _show_scales(self) -> None:
        noted = self._noted
        for chip, kind, words, step, name in (
            (self.mood, "mood", mood_words(), noted.mood, self.tr("Mood")),
            (self.closeness, "closeness", closeness_words(), noted.closeness, self.tr("Closeness")),
            (self.energy, "", energy_words(), noted.energy, self.tr("Energy")),
        ):
            word = words[step - 1] if step else ""
            plain = self.tr("{name}: {word}").format(name=name, word=word)
            chip.setText((word if kind else plain) if step else name)
            chip.set_mark((kind, step) if step and kind else None)
            spoken = self.tr("{name}, {word}").format(name=name, word=word) if step else name
            chip.setAccessibleName(spoken)
            chip.setToolTip(self.tr("Mood, closeness and energy ({keys})").format(keys=keys.spoken("mood")))
        self.energy.setVisible(noted.energy is not None)  # it is asked with the other two

    def ask_steps(self, first: str = "mood") -> None:
        """The three scales in a panel over the chips; each tap counts at once."""
        panel = Popover(self)
        selectors: dict[str, StepSelector] = {}
        noted = self._noted
        widest = theme.px(5 * 56 + 14 + 96)
        for field, name, words, value in (
            ("mood", self.tr("Mood"), mood_words(), noted.mood),
            ("closeness", self.tr("Closeness"), closeness_words(), noted.closeness),
            ("energy", self.tr("Energy"), energy_words(), noted.energy),
        ):
            if selectors:
                panel.body.addSpacing(8)  # each name stands nearer to its own steps
            panel.body.addWidget(Label(name, "label", "ink_2"))
            selector = StepSelector(name, words, "" if field == "energy" else field)
            selector.value = value
            selector.setMinimumWidth(min(widest, self.window().width() - 48))
            selector.chosen.connect(lambda step, field=field: self._choose(**{field: step}))
            panel.body.addWidget(selector)
            selectors[field] = selector
        panel.open_at(self.mood)
        cell = selectors[first].focusProxy()
        (cell or selectors[first]).setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, **chosen: int | None) -> None:
        self._note(**chosen)
        self._show_scales()

    # --- feelings -------------------------------------------------------------------------------------------

    def set_feelings(self, feelings: tuple[str, ...]) -> None:
        """What a person chose, as an edit."""
        if feelings != self._noted.feelings:
            self._note(feelings=feelings)
            self._show_felt()

    def _show_felt(self) -> None:
        for old in self.felt:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.felt = []
        place = self._flow.indexOf(self.feelings) + 1
        feelings = self._noted.feelings
        for number, (feeling, word) in enumerate(zip(feelings, feeling_words(feelings), strict=True)):
            chip = FeltChip(feeling, word)
            chip.clicked.connect(lambda: self.asked.emit("feelings"))
            chip.unwanted.connect(self._take_away)
            self._flow.insert_widget(place + number, chip)
            self.felt.append(chip)
            chip.show()
        self._chain()

    def _chain(self) -> None:
        """Tab walks as one reads."""
        tags = [tag.cross for tag in self._shown_tags if tag.removable]
        scales = (self.mood, self.closeness, self.energy)
        for before, after in pairwise(
            (*scales, self.feelings, *self.felt, self.away, *tags, self.field, self.add_tag)
        ):
            QWidget.setTabOrder(before, after)
        self.updateGeometry()

    def _take_away(self, feeling: str) -> None:
        at = self._noted.feelings.index(feeling)
        self.set_feelings(tuple(each for each in self._noted.feelings if each != feeling))
        announce(self, self.tr("Taken away"))
        _focus_near(self.felt, at, self.feelings)

    # --- tags ---------------------------------------------------------------------------------------------

    def _show_tags(self) -> None:
        for old in self._shown_tags:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown_tags = []
        place = self._flow.indexOf(self._gap) + 1
        editing = self.field.isVisibleTo(self)
        for number, tag in enumerate(self._noted.tags):
            made = Tag(tag, removable=editing)
            made.removed.connect(self._remove_tag)
            self._flow.insert_widget(place + number, made)
            self._shown_tags.append(made)
            made.show()
        self._chain()

    def _remove_tag(self, tag: str) -> None:
        at = self._noted.tags.index(tag)
        self._note(tags=tuple(each for each in self._noted.tags if each != tag))
        self._show_tags()
        announce(self, self.tr("Taken away"))
        _focus_near([each.cross for each in self._shown_tags], at, self.field)

    def begin_tag(self, back: QWidget | None = None) -> None:
        """Show the field for another tag, and the crosses that take tags away. Afterwards the keyboard goes on at `back`,
        or at the button."""
        self._after_tag = back or self.add_tag
        self._offer_tags()
        self.add_tag.hide()
        self.field.show()
        self._show_tags()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Among the field and the crosses one goes on; anywhere else it is over."""
        among = [self.field, *(tag.cross for tag in self._shown_tags if tag.removable)]
        if now is not None and now not in among:
            self._end_tag()

    def _offer_tags(self) -> None:
        used = {tag.casefold() for tag in self._noted.tags}
        self.field.offer([tag for tag in self.suggest() if tag.casefold() not in used])

    def _take_tag(self, text: str) -> None:
        words = [" ".join(part.split())[:LONGEST_TAG] for part in text.split(",")]
        known = {tag.casefold() for tag in self._noted.tags}
        fresh = []
        for word in words:
            if word and word.casefold() not in known:
                known.add(word.casefold())
                fresh.append(word)
        self.field.clear()
        if fresh:
            self._note(tags=(*self._noted.tags, *fresh))
            self._show_tags()
            self._offer_tags()

    def flush(self) -> None:
        """A tag that was typed and not confirmed counts, too."""
        if self.field.isVisibleTo(self) and self.field.text().strip():
            self._take_tag(self.field.text())

    def _end_tag(self) -> None:
        if not self.field.isVisibleTo(self):
            return
        had_focus = self.field.hasFocus()
        QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
        self.flush()
        self.field.hide()
        self.add_tag.show()
        self._show_tags()
        if had_focus:
            self._after_tag.setFocus(Qt.FocusReason.OtherFocusReason)


class FootRoom(QWidget):
    """Holds the foot, as high as it asks for and no higher than `most`: what then has no room scrolls."""

    def __init__(self, foot: Foot) -> None:
        super().__init__()
        self.most = 0
        self._holder = QWidget()
        self.box = QVBoxLayout(self._holder)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.addWidget(foot)
        self.area = scroll(self._holder)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self._holder.installEventFilter(self)

    def fit(self) -> None:
        """Take the height that is needed for this width."""
        wanted = self.box.totalHeightForWidth(self.width())
        height = min(wanted, self.most or wanted)
        if height != self.maximumHeight() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        # What is said in the middle of a layout may be lost to it: a window that becomes small goes through a width that
        # takes two lines, and kept the room of both.
        QTimer.singleShot(0, self, self.updateGeometry)


class FeltChip(Chip):
    """A feeling that was chosen. Pressing it opens the words again; Delete takes it away (`unwanted`)."""

    unwanted = Signal(str)

    def __init__(self, feeling: str, word: str) -> None:
        super().__init__(word)
        self._feeling = feeling
        self.setAccessibleName(self.tr("Feeling, {word}").format(word=word))
        self.setAccessibleDescription(self.tr("Delete takes it away"))
        self.setToolTip(self.tr("Opens the words again. Delete takes it away."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.unwanted.emit(self._feeling)
        else:
            super().keyPressEvent(event)


def _focus_near(left: Sequence[QWidget], at: int, otherwise: QWidget) -> None:
    """After one of several has gone, the keyboard goes on at the one that took its place."""
    target = left[min(at, len(left) - 1)] if left else otherwise
    target.setFocus(Qt.FocusReason.OtherFocusReason)
