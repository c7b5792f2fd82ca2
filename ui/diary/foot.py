"""The bar under a page: mood, closeness, tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.diary.popover import Popover
from ui.diary.tagfield import LONGEST_TAG, TagField
from ui.diary.words import closeness_words, mood_words
from ui.widgets.buttons import LinkButton
from ui.widgets.chips import Chip, FlowLayout, Tag
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label


class Foot(QWidget):
    """What a page carries besides its words. `edited` comes when the person changed something; setting does not
    emit."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mood: int | None = None
        self._closeness: int | None = None
        self._tags: tuple[str, ...] = ()
        self.suggest: Callable[[], Sequence[str]] = lambda: ()
        """Every tag in use, for completion."""
        self.mood = Chip(self.tr("Mood"))
        self.closeness = Chip(self.tr("Closeness"))
        self.add_tag = LinkButton(self.tr("Tag"), "plus", "small")
        self.add_tag.setToolTip(self.tr("Add a tag ({keys})").format(keys="Ctrl+T"))
        self.add_tag.setAccessibleName(self.tr("Add a tag"))
        self.field = TagField()
        self._gap = QWidget()
        self._gap.setFixedWidth(8)
        self._shown_tags: list[Tag] = []
        self._flow = FlowLayout(self, spacing=8, line_spacing=8)
        for widget in (self.mood, self.closeness, self._gap, self.field, self.add_tag):
            self._flow.addWidget(widget)
        self.field.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.mood.clicked.connect(lambda: self.ask_steps("mood"))
        self.closeness.clicked.connect(lambda: self.ask_steps("closeness"))
        self.add_tag.clicked.connect(self.begin_tag)
        self.field.taken.connect(self._take_tag)
        self.field.left.connect(self._end_tag)
        self.show_values(None, None, ())
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the height from the theme again: the field for a tag is lower than the button it stands for."""
        self.setMinimumHeight(theme.size("button_small"))

    # --- values -------------------------------------------------------------------------------------------

    def show_values(self, mood: int | None, closeness: int | None, tags: tuple[str, ...]) -> None:
        """Show a page's values. Not an edit."""
        self._mood, self._closeness = mood, closeness
        self._show_chips()
        self._show_tags(tags)
        self._end_tag()

    @property
    def values(self) -> tuple[int | None, int | None, tuple[str, ...]]:
        """Mood, closeness and tags as they stand."""
        return self._mood, self._closeness, self._tags

    def _show_chips(self) -> None:
        for chip, kind, words, step, name in (
            (self.mood, "mood", mood_words(), self._mood, self.tr("Mood")),
            (self.closeness, "closeness", closeness_words(), self._closeness, self.tr("Closeness")),
        ):
            chip.setText(words[step - 1] if step else name)
            chip.set_mark((kind, step) if step else None)
            spoken = self.tr("{name}, {word}").format(name=name, word=words[step - 1]) if step else name
            chip.setAccessibleName(spoken)
            chip.setToolTip(self.tr("Mood and closeness ({keys})").format(keys="Ctrl+M"))

    def ask_steps(self, first: str = "mood") -> None:
        """The two scales in a panel over the chips; each tap counts at once."""
        panel = Popover(self)
        selectors = {}
        for kind, name, words, value in (
            ("mood", self.tr("Mood"), mood_words(), self._mood),
            ("closeness", self.tr("Closeness"), closeness_words(), self._closeness),
        ):
            panel.body.addWidget(Label(name, "label", "ink_2"))
            selector = StepSelector(name, words, kind)
            selector.value = value
            selector.setMinimumWidth(theme.px(5 * 56 + 14 + 96))
            panel.body.addWidget(selector)
            selectors[kind] = selector
        selectors["mood"].chosen.connect(lambda step: self._choose(mood=step))
        selectors["closeness"].chosen.connect(lambda step: self._choose(closeness=step))
        panel.open_at(self.mood)
        cell = selectors[first].focusProxy()
        (cell or selectors[first]).setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, **chosen: int | None) -> None:
        self._mood = chosen.get("mood", self._mood)
        self._closeness = chosen.get("closeness", self._closeness)
        self._show_chips()
        self.edited.emit()

    # --- tags ---------------------------------------------------------------------------------------------

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        self._tags = tags
        for old in self._shown_tags:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown_tags = []
        place = self._flow.indexOf(self._gap) + 1
        for number, tag in enumerate(tags):
            made = Tag(tag, removable=True)
            made.removed.connect(self._remove_tag)
            self._flow.insert_widget(place + number, made)
            self._shown_tags.append(made)
            made.show()
        self.updateGeometry()

    def _remove_tag(self, tag: str) -> None:
        left = tuple(each for each in self._tags if each != tag)
        self.add_tag.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_tags(left)
        self.edited.emit()

    def begin_tag(self) -> None:
        """Show the field for another tag."""
        self.field.offer([tag for tag in self.suggest() if tag not in self._tags])
        self.add_tag.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_tag(self, text: str) -> None:
        words = [" ".join(part.split())[:LONGEST_TAG] for part in text.split(",")]
        known = {tag.casefold() for tag in self._tags}
        fresh = []
        for word in words:
            if word and word.casefold() not in known:
                known.add(word.casefold())
                fresh.append(word)
        self.field.clear()
        if fresh:
            self._show_tags((*self._tags, *fresh))
            self.field.offer([tag for tag in self.suggest() if tag not in self._tags])
            self.edited.emit()

    def flush(self) -> None:
        """A tag that was typed and not confirmed counts, too."""
        if self.field.isVisibleTo(self) and self.field.text().strip():
            self._take_tag(self.field.text())

    def _end_tag(self) -> None:
        had_focus = self.field.hasFocus()
        self.field.clear()
        self.field.hide()
        self.add_tag.show()
        if had_focus:
            self.add_tag.setFocus(Qt.FocusReason.OtherFocusReason)
