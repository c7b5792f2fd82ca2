"""Line icons in any token colour, sharp at every scale.

The SVG files are read when first drawn; their stroke width follows the size they are drawn at. What is drawn is kept
by name, size, colour and pixel ratio.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme.paths import ICONS
from ui.theme.tokens import STROKE

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

DIRECTIONAL = frozenset(
    {
        "chevron-left",
        "chevron-right",
        "arrow-left",
        "arrow-right",
        "list",
        "list-checks",
        "quote",
        "text-quote",
    }
    | {"undo-2", "corner-up-left", "log-out", "volume-2"}
)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _pixmap(name: str, pixels: int, ratio: float, rgba: int, flipped: bool) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    if pixels <= 16:
        width = STROKE["icon_16"]
    else:
        width = STROKE["icon_20"] if pixels < 32 else STROKE["icon_32"]
    color = QColor.fromRgba(rgba)
    text = (
        _source(name)
        .replace("currentColor", color.name())
        .replace('stroke-width="2"', f'stroke-width="{width}"')
    )
    side = max(1, round(pixels * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if flipped:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def exists(name: str) -> bool:
    """Whether there is an icon of this name."""
    return (ICONS / f"{name}.svg").is_file()


def pixmap(
    name: str, size: int = 20, color: str = "ink_2", *, ratio: float = 1.0, rtl: bool = False
) -> QPixmap:
    """The icon in a token colour. `size` is logical pixels as drawn; the caller scales it with the text."""
    flipped = rtl and name in DIRECTIONAL
    return _pixmap(name, size, ratio, theme.color(color).rgba(), flipped)


def icon(name: str, size: int = 20, color: str = "ink_2") -> "QIcon":
    """The icon for Qt's own menus and buttons, with a sharp picture for double pixel density too.

    It keeps the colour it was made with; take it again on `theme.watcher.changed`.
    """
    from PySide6.QtGui import QIcon

    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, size, color, ratio=ratio))
        made.addPixmap(pixmap(name, size, "ink_off", ratio=ratio), QIcon.Mode.Disabled)
    return made


def paint(painter: QPainter, name: str, rect: QRectF, color: str = "ink_2", *, rtl: bool = False) -> None:
    """Draw the icon in the middle of `rect`, as large as its shorter side."""
    size = round(min(rect.width(), rect.height()))
    ratio = painter.device().devicePixelRatioF()
    at = QPointF(round(rect.center().x() - size / 2), round(rect.center().y() - size / 2))
    painter.drawPixmap(at, pixmap(name, size, color, ratio=ratio, rtl=rtl))


class IconView(QWidget):
    """An icon that only stands there. It says nothing to screen readers: the words beside it do."""

    def __init__(
        self, name: str, size: int = 20, color: str = "ink_2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._size, self._color = name, size, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.restyle)

    def set_icon(self, name: str, color: str | None = None) -> None:
        self._name, self._color = name, color or self._color
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint(QPainter(self), self._name, QRectF(self.rect()), self._color, rtl=rtl)
