"""The pictures of the page that is open: decrypted and scaled in jobs, a few kept in memory, none ever written
anywhere."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from ui.photos import decoded

if TYPE_CHECKING:
    from companion.diary import Diary, Photo
    from ui.session import Session
    from ui.work import Report

_CACHE_BYTES = 48 * 1024 * 1024


class Pictures(QObject):
    """`picture` answers at once with what is in memory and fetches the rest;
    `ready(photo id)` follows."""

    ready = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._photos: dict[str, Photo] = {}
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._thumbnails: dict[str, QImage] = {}
        self._asked: dict[str, QSize] = {}
        self._broken: set[str] = set()
        self.ratio: Callable[[], float] = lambda: 1.0

    def show(self, photos: tuple[Photo, ...]) -> None:
        """The photos of the entry that is open now. Pictures of others are let go."""
        self._photos = {photo.id: photo for photo in photos}
        for kept in (self._kept, self._thumbnails, self._asked):
            for gone in [each for each in kept if each not in self._photos]:
                del kept[gone]
        self._broken &= set(self._photos)

    def forget(self) -> None:
        """Hold nothing any longer."""
        self.show(())

    def known(self, photo: str) -> Photo | None:
        return self._photos.get(photo)

    def add(self, photo: Photo) -> None:
        self._photos[photo.id] = photo

    def size(self, photo: str) -> tuple[int, int] | None:
        found = self._photos.get(photo)
        return (found.width, found.height) if found is not None else None

    def broken(self, photo: str) -> bool:
        """Whether its file could not be read, or the entry has no such photo."""
        return photo in self._broken or photo not in self._photos

    def picture(self, photo: str, width: int, height: int) -> QImage | None:
        """The picture in this size, or its thumbnail until it is there, or None."""
        if photo not in self._photos:
            return None
        ratio = self.ratio()
        wanted = QSize(max(1, round(width * ratio)), max(1, round(height * ratio)))
        kept = self._kept.get(photo)
        if kept is not None and abs(kept.width() - wanted.width()) <= 2:
            self._kept.move_to_end(photo)
            return kept
        if photo not in self._broken and self._asked.get(photo) != wanted:
            self._asked[photo] = wanted
            self._fetch(photo, wanted)
        return kept or self._thumbnail(photo)

    def _thumbnail(self, photo: str) -> QImage:
        if photo not in self._thumbnails:
            self._thumbnails[photo] = QImage.fromData(self._photos[photo].thumbnail)
        return self._thumbnails[photo]

    def _fetch(self, photo: str, wanted: QSize) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        diary = workspace.diary
        self._session.run(
            lambda report: _load(diary, photo, wanted, report),
            owner=self,
            done=lambda image: self._came(photo, image),
            failed=lambda _error: self._failed(photo),
        )

    def _came(self, photo: str, image: QImage) -> None:
        if photo not in self._photos:
            return
        self._kept[photo] = image
        self._kept.move_to_end(photo)
        while len(self._kept) > 1 and sum(each.sizeInBytes() for each in self._kept.values()) > _CACHE_BYTES:
            # What is drawn next asks for it again.
            gone, _image = self._kept.popitem(last=False)
            self._asked.pop(gone, None)
        self.ready.emit(photo)

    def _failed(self, photo: str) -> None:
        if photo in self._photos:
            self._broken.add(photo)
            self.ready.emit(photo)


def _load(diary: Diary, photo: str, wanted: QSize, report: Report) -> QImage:
    data = diary.photo_data(photo)
    report(1, 2, "")
    return (
        decoded(data, wanted)
        .scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        .convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    )
