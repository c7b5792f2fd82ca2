"""The question that follows every new photo: describe it, or skip.

Two sets of words, neither of them needed: what is on it, for somebody who can't see it, and the line under it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LineField, labelled

_LONGEST = 300


class DescribeDialog(Dialog):
    """Give it the photo's words as they are. With `more` waiting, they can all be skipped: `skip_all` is then set."""

    def __init__(
        self, page: QWidget, thumbnail: bytes, alt: str, caption: str, *, more: bool = False
    ) -> None:
        super().__init__(self.tr("Describe this photo"), page)
        self.skip_all = False
        self.body.addWidget(_Preview(QImage.fromData(thumbnail)))
        self.alt = self._field(
            self.tr("What is on it"),
            alt,
            self.tr("For somebody who can’t see it. A screen reader says it; it isn’t shown on the page."),
        )
        self.caption = self._field(
            self.tr("Caption"), caption, self.tr("Stands under the photo and is found by search.")
        )
        if more:
            rest = self.add_button(self.tr("Skip the others too"), "quiet", "other")
            rest.clicked.connect(self._skip_all)
        known = bool(alt or caption)
        self.add_button(self.tr("Leave it") if known else self.tr("Skip"), "secondary", "reject")
        self.add_button(self.tr("Keep"), "primary", "accept")

    def _field(self, name: str, words: str, hint: str) -> LineField:
        field = LineField(name, self.tr("A few words, if you like"))
        field.setMaxLength(_LONGEST)
        field.setText(words)
        self.body.addWidget(labelled(name, field, hint=hint))
        return field

    def _skip_all(self) -> None:
        self.skip_all = True
        self.reject()


class _Preview(QWidget):
    """The photo that is asked about, small."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        size = self._image.size()
        return size.scaled(theme.px(240), theme.px(120), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(self.rect(), 8, 8)
        painter.setClipPath(path)
        painter.drawImage(self.rect(), self._image)
