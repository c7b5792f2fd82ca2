"""What every part of the diary works with."""

from collections.abc import Callable, Sequence
from datetime import datetime

from companion.media import Media
from companion.store import Store


class Part:
    """A part of the diary: the open store, the photo files, and a clock."""

    def __init__(self, store: Store, media: Media, now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._media = media
        self._now = now
        self.kept_media: Callable[[], frozenset[str]] = frozenset
        """Media that automatic backups name, and that must outlive their rows. Set by the workspace."""

    def _discard(self, files: Sequence[str]) -> None:
        kept = self.kept_media() if files else frozenset()
        for media in files:
            if media not in kept:
                self._media.remove(media)
