"""What every part of the diary works with."""

from collections.abc import Callable, Sequence
from datetime import datetime

from companion.errors import StorageError
from companion.media import Media
from companion.store import Store


class Part:
    """A part of the diary: the open store, the photo files, and a clock."""

    def __init__(self, store: Store, media: Media, now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._media = media
        self._now = now
        self.kept_media: Callable[[], frozenset[str]] = frozenset
        """Media that automatic backups name, and that must outlive their rows; StorageError's kinds where one cannot be read
        just now. Set by the workspace."""

    def _discard(self, files: Sequence[str]) -> None:
        try:
            kept = self.kept_media() if files else frozenset()
        except StorageError:
            return  # a backup cannot be read just now: it may need them, and a later sweep finds those that none does
        for media in files:
            if media not in kept:
                self._media.remove(media)
