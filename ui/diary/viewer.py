"""One photo over the whole window, on the ground of a page, and the way to the others of its page.

It lies over the window as a child of it, so that cover, lock and dialogs reach over it and Quick exit stays above.
A picture is decoded in a job and held only while it is looked at: `close_view` lets go of every pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.diary import photo_words
from ui.photos import decoded
from ui.widgets import speech
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.dialog import kept_clear
from ui.widgets.paint import rtl
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.diary import Photo
    from ui.session import Session
    from ui.work import Job

_STEP = 1.25
_LARGEST = 8.0
_DECODED = QSize(4096, 4096)


class Viewer(QWidget):
    """`closed` once, when it has gone. `copy_asked(photo id)` for a copy outside the diary."""

    closed = Signal()
    copy_asked = Signal(str)

    def __init__(self, session: Session, page: QWidget, photos: Sequence[Photo], first: int) -> None:
        super().__init__(page.window())
        self._session = session
        self.photos = tuple(photos)
        self.at = first
        self._before: QWidget | None = page.window().focusWidget()
        self._job: Job | None = None
        self._gone = False
        self.setAccessibleName(self.tr("Photo"))
        self.canvas = Canvas()
        self.canvas.turned.connect(self._turn)
        self.canvas.zoomed.connect(self._fit_buttons)
        self.caption = Label("", "body", "ink", wrap=True)
        self._build()
        self.window().installEventFilter(self)
        page.destroyed.connect(self.close_view)
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()
        self._show()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._place)

    def _build(self) -> None:
        self.back = LinkButton(self.tr("Back to the page"), "chevron-left")
        self.back.clicked.connect(self.close_view)
        self.earlier = IconButton("arrow-left", self.tr("The photo before"), small=True)
        self.later = IconButton("arrow-right", self.tr("The next photo"), small=True)
        self.smaller = IconButton("minus", self.tr("Smaller"), small=True)
        self.larger = IconButton("plus", self.tr("Larger"), small=True)
        self.copy = IconButton("download", self.tr("Save a copy out"), small=True)
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        self.smaller.clicked.connect(lambda: self.canvas.zoom(1 / _STEP))
        self.larger.clicked.connect(lambda: self.canvas.zoom(_STEP))
        self.copy.clicked.connect(lambda: self.copy_asked.emit(self.photos[self.at].id))
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 8, 14, 8)
        bar.setSpacing(4)
        bar.addWidget(self.back)
        bar.addStretch(1)
        for button in (self.earlier, self.later, self.smaller, self.larger, self.copy):
            bar.addWidget(button)
        for button in (self.earlier, self.later):
            button.setVisible(len(self.photos) > 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.caption, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.canvas, 1)
        column.addLayout(self._foot)

    def _place(self) -> None:
        """The caption stands beside Quick exit, never under it."""
        clear = kept_clear(self.window())
        edge = max(24, clear.width() + clear.left() + 16) if not clear.isEmpty() else 24
        if rtl(self):
            edge = max(24, self.width() - clear.left() + 16) if not clear.isEmpty() else 24
        below = max(0, self.height() - clear.bottom() - 1) if not clear.isEmpty() else 12
        self.caption.setMinimumHeight(clear.height())
        left, right = (24, edge) if rtl(self) else (edge, 24)
        self._foot.setContentsMargins(left, 10, right, max(10, below))

    # --- which photo ----------------------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        at = min(max(self.at + by, 0), len(self.photos) - 1)
        if at != self.at:
            self.at = at
            self._show()

    def _show(self) -> None:
        photo = self.photos[self.at]
        self.canvas.show_picture(QImage.fromData(photo.thumbnail), QSize(photo.width, photo.height))
        said = photo_words.description(photo)
        if len(self.photos) > 1:
            place = self.tr("{number} of {all}").format(number=self.at + 1, all=len(self.photos))
            said = self.tr("{photo}. {place}").format(photo=said, place=place)
        self.canvas.setAccessibleName(said)
        announce(self.canvas, said)
        self.caption.setText(photo.caption)
        self._fit_buttons()
        self._fetch(photo.id)

    def _fit_buttons(self) -> None:
        self.earlier.setEnabled(self.at > 0)
        self.later.setEnabled(self.at + 1 < len(self.photos))
        self.smaller.setEnabled(self.canvas.factor > 1)
        self.larger.setEnabled(self.canvas.factor < _LARGEST)

    def _fetch(self, photo: str) -> None:
        workspace = self._session.workspace
        if self._job is not None:
            self._job.cancel()
        if workspace is None:
            return
        diary = workspace.diary
        self._job = self._session.run(
            lambda _report: decoded(diary.photo_data(photo), _DECODED),
            owner=self,
            done=lambda image: self._came(photo, image),
            failed=lambda _error: self._failed(photo),
        )

    def _came(self, photo: str, image: QImage) -> None:
        if not self._gone and photo == self.photos[self.at].id:
            self._job = None
            self.canvas.sharpen(image)

    def _failed(self, photo: str) -> None:
        if not self._gone and photo == self.photos[self.at].id:
            words = self.tr("This photo can’t be read. A backup may hold it.")
            self.canvas.note = words
            self.canvas.update()
            announce(self.canvas, words)

    # --- the end --------------------------------------------------------------------------------------------

    def close_view(self) -> None:
        """Away, with every pixel; the focus goes back to where it was."""
        if self._gone:
            return
        self._gone = True
        if self._job is not None:
            self._job.cancel()
        self.canvas.forget()
        self.caption.setText("")
        self.photos = ()
        self.window().removeEventFilter(self)
        self._give_back_focus()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _give_back_focus(self) -> None:
        """Before it hides: the toolkit would ask for the next control within what is going."""
        before, self._before = self._before, None
        try:
            if before is not None and before.isVisible() and before.isEnabled():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        except RuntimeError:
            pass  # what had the focus has gone in the meantime
        inside = self.window().focusWidget()
        if inside is not None and self.isAncestorOf(inside):
            inside.clearFocus()

    # --- events ---------------------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self._gone:
            return super().focusNextPrevChild(forward)
        inside = [
            widget
            for widget in (
                self.canvas,
                self.back,
                self.earlier,
                self.later,
                self.smaller,
                self.larger,
                self.copy,
            )
            if widget.isVisible() and widget.isEnabled()
        ]
        now = self.window().focusWidget()
        place = inside.index(now) if now in inside else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        inside[(place + (1 if forward else -1)) % len(inside)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        event.accept()  # nothing of it is for the page below

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.window().rect())
            QTimer.singleShot(0, self, self._place)  # the window has put Quick exit in place by then
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("page"))


class Canvas(QWidget):
    """The picture itself. `factor` 1 shows all of it. `turned(±1)` asks for another one."""

    turned = Signal(int)
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.factor = 1.0
        self.note = ""
        self._image = QImage()
        self._whole = QSize()
        self._ready = QImage()
        self._offset = QPointF()
        self._held: QPointF | None = None
        speech.install()
        self.spoken_role = QAccessible.Role.Graphic
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ring_inside = True
        theme.watcher.changed.connect(self.update)

    def show_picture(self, image: QImage, whole: QSize) -> None:
        """Another picture, as good as it is at hand; `whole` is its true size."""
        self.factor, self.note = 1.0, ""
        self._image, self._whole, self._ready = image, whole, QImage()
        self._offset = QPointF()
        self.update()

    def sharpen(self, image: QImage) -> None:
        """The same picture, decoded."""
        self._image, self._ready = image, QImage()
        self.update()

    def forget(self) -> None:
        """Hold no pixel any longer."""
        self._image, self._ready = QImage(), QImage()
        self.note = ""

    @property
    def is_sharp(self) -> bool:
        """Whether more than the thumbnail is there."""
        return max(self._image.width(), self._image.height()) > 256 or self._image.size() == self._whole

    def zoom(self, by: float, around: QPointF | None = None) -> None:
        """Larger or smaller around a point of the view, its middle without one; never smaller than all of it."""
        before = self.factor
        self.factor = min(max(self.factor * by, 1.0), _LARGEST)
        if self.factor < 1.01:
            self.factor = 1.0
        middle = QPointF(self.width() / 2, self.height() / 2)
        point = (around or middle) - middle
        self._offset = point - (point - self._offset) * (self.factor / before)
        self._settle()
        self.zoomed.emit()

    def pan(self, by: QPointF) -> None:
        """Move what is seen."""
        self._offset += by
        self._settle()

    def _settle(self) -> None:
        shown = self._size()
        x = max(0.0, (shown.width() - self.width()) / 2)
        y = max(0.0, (shown.height() - self.height()) / 2)
        self._offset = QPointF(min(max(self._offset.x(), -x), x), min(max(self._offset.y(), -y), y))
        self.update()

    def _size(self) -> QSizeF:
        """How large all of the picture is just now; a small one is not blown up to fill the window."""
        if self._whole.isEmpty():
            return QSizeF()
        room = QSizeF(self.width() - 2 * _AIR, self.height() - 2 * _AIR).expandedTo(QSizeF(1, 1))
        ratio = self.devicePixelRatioF()
        true = QSizeF(self._whole) / ratio
        fit = min(room.width() / true.width(), room.height() / true.height(), 1.0)
        return true * (fit * self.factor)

    def picture_rect(self) -> QRectF:
        """Where the picture is in the view."""
        size = self._size()
        middle = QPointF(self.width() / 2, self.height() / 2) + self._offset
        corner = QPointF(middle.x() - size.width() / 2, middle.y() - size.height() / 2)
        return QRectF(corner, size)

    # --- events -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, step = event.key(), 80.0
        ways: dict[int, QPointF] = {
            Qt.Key.Key_Left: QPointF(step, 0),
            Qt.Key.Key_Right: QPointF(-step, 0),
            Qt.Key.Key_Up: QPointF(0, step),
            Qt.Key.Key_Down: QPointF(0, -step),
        }
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.zoom(1 / _LARGEST)
        elif key in ways and self.factor > 1:
            self.pan(ways[key])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turned.emit(1 if (key == Qt.Key.Key_Right) != rtl(self) else -1)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom(_STEP**turns, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self.pan(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("page"))
        if self.note:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("ink"))
            middle = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), middle, self.note)
        elif not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_picture(painter, self.picture_rect())

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        wanted = (rect.size() * ratio).toSize()
        if wanted.width() >= self._image.width() or self.factor > 1:
            painter.drawImage(rect, self._image)
            return
        if self._ready.size() != wanted:
            # Made small once and well; the painter's own way would leave out lines.
            self._ready = self._image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        painter.drawImage(rect, self._ready)


_AIR = 16
