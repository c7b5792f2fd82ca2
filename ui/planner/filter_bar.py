"""The filters above the shelves: how much talking, words to search for, and chips for the rest.

Every control is reached with Tab; a chip with several choices opens them as a menu with Enter or Space.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.planner.filters import Filters
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.fields import SearchField
from ui.widgets.menu import Menu
from ui.widgets.phrasing import band_word
from ui.widgets.segmented import Segmented


class FilterBar(QWidget):
    """Pressure, search, and a chip for every other filter. `changed` carries the filters as they are now."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.filters = Filters()
        self._quiet = False
        self.shelf = Segmented(
            self.tr("How much talking"),
            [
                ("", self.tr("Any")),
                ("quiet", band_word(1), ("pressure", 1)),
                ("light", band_word(2), ("pressure", 2)),
                ("open", band_word(3), ("pressure", 3)),
            ],
        )
        grows = self.shelf.sizePolicy()
        grows.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.shelf.setSizePolicy(grows)
        self.shelf.chosen.connect(lambda value: self._set(shelf=value))
        self.search = SearchField(self.tr("Search ideas"))
        self.search.words.connect(lambda words: self._set(words=words.strip()))
        self.energy = Chip(self.tr("Low energy"), checkable=True)
        self.energy.toggled.connect(lambda on: self._set(low_energy=on))
        self._menus = self._choices()
        self._lists = {name: Menu(self) for name in self._menus}
        self.chips = {
            name: Chip(options[0][1], menu=self._lists[name]) for name, options in self._menus.items()
        }
        self.clear_button = Button(self.tr("Clear"), "quiet", size="small")
        self.clear_button.setAccessibleName(self.tr("Clear all filters"))
        self.clear_button.clicked.connect(self.clear)
        self._build()

    def _choices(self) -> dict[str, list[tuple[object, str]]]:
        """For each chip its choices; the first lets everything through."""
        minutes = QLocale().toString
        return {
            "length": [
                (0, self.tr("Any length")),
                (15, self.tr("Up to {n} min").format(n=minutes(15))),
                (30, self.tr("Up to {n} min").format(n=minutes(30))),
                (60, self.tr("Up to an hour")),
            ],
            "cost": [
                (0, self.tr("Any cost")),
                (1, self.tr("Costs nothing")),
                (2, self.tr("Small change at most")),
            ],
            "place": [
                ("", self.tr("Indoors or out")),
                ("in", self.tr("Indoors")),
                ("out", self.tr("Out")),
            ],
            "company": [
                ("", self.tr("Together or apart")),
                ("together", self.tr("Together")),
                ("apart", self.tr("Apart")),
            ],
            "season": [
                ("", self.tr("Any season")),
                ("warm", self.tr("Warm days")),
                ("cold", self.tr("Cold days")),
                ("wet", self.tr("Wet days")),
                ("dark-evenings", self.tr("Dark evenings")),
            ],
        }

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3) + 2)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.space(4))
        self._top.addWidget(self.shelf)
        self._top.addStretch(1)
        self._top.addWidget(self.search)
        column.addLayout(self._top)
        chips = QWidget()
        flow = FlowLayout(chips)
        flow.addWidget(self.energy)
        for name, chip in self.chips.items():
            menu = self._lists[name]
            for value, text in self._menus[name]:
                action = menu.add(text, slot=partial(self._pick, name, value), checked=False)
                action.setData(value)
            flow.addWidget(chip)
        flow.addWidget(self.clear_button)
        column.addWidget(chips)
        self._show()
        theme.watcher.changed.connect(self._fit)

    def _pick(self, name: str, value: object) -> None:
        self._set(**{name: value})

    def _set(self, **changes: object) -> None:
        if self._quiet:
            return
        self.apply(replace(self.filters, **changes))  # type: ignore[arg-type]

    def apply(self, wanted: Filters) -> None:
        """Choose these filters, in the controls as well."""
        if wanted == self.filters:
            return
        self.filters = wanted
        self._show()
        self.changed.emit(wanted)

    def clear(self) -> None:
        """Let everything through."""
        self.shelf.setFocus(Qt.FocusReason.OtherFocusReason)
        self.apply(Filters())

    def _show(self) -> None:
        self._quiet = True
        now = self.filters
        self.shelf.value = now.shelf
        self.energy.setChecked(now.low_energy)
        if self.search.text().strip() != now.words:
            self.search.setText(now.words)
        for name, chip in self.chips.items():
            value = getattr(now, name)
            chip.setText(next(text for known, text in self._menus[name] if known == value))
            chip.setCheckable(name in now.active())
            chip.setChecked(name in now.active())
            for action in self._lists[name].actions():
                action.setChecked(action.data() == value)
        self.clear_button.setVisible(bool(now.active()))
        self._quiet = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.shelf.sizeHint().width() + theme.px(180) + theme.space(4)
        wide = self.width() >= room
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.search.setMinimumWidth(theme.px(180) if wide else 0)
        self.search.setMaximumWidth(theme.px(180) if wide else 16_777_215)
