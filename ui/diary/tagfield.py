"""The short field for another tag."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui import theme
from ui.diary.offers import OfferField

LONGEST_TAG = 60


class TagField(OfferField):
    """Takes a tag with Enter or a comma (`taken`). Esc, or Enter where nothing is typed, says that it is enough (`left`)."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("New tag"))
        self.setPlaceholderText(self.tr("New tag"))
        self.setMaxLength(LONGEST_TAG)

    def restyle(self) -> None:
        super().restyle()
        self.setFixedHeight(theme.size("button_small"))  # as the button it stands for, so that nothing moves
        self.setFixedWidth(theme.px(112))

    def _typed(self, text: str) -> None:
        if "," in text:
            self.taken.emit(text)
        super()._typed(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif enter and not self.text().strip():
            self.left.emit()
        else:
            super().keyPressEvent(event)
