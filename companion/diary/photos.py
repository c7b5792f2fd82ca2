"""Photos of entries: rows with a thumbnail here, the bytes as encrypted files in `companion.media`."""

from typing import Literal

from companion.changes import Change
from companion.diary.part import Part
from companion.diary.rows import PHOTO, insert_photo, make_own
from companion.diary.values import Photo
from companion.errors import NotFound
from companion.store.tables import stamp
from companion.store.text import clean_line


class Photos(Part):
    """Adding, reading, taking away and bringing back."""

    def add_photo(
        self,
        entry_id: str,
        data: bytes,
        *,
        name: str,
        width: int,
        height: int,
        kind: Literal["jpeg", "png"],
        thumbnail: bytes,
        caption: str = "",
        alt: str = "",
        id: str | None = None,
    ) -> Photo:
        """Keep a photo for an entry, which may be saved later. The file is written before the row that names it.

        `id` is for imports, whose texts name it already; a photo with this id that is there already is kept as it is.
        """
        with self._store.reading() as db:
            if id is not None and (known := db.one(f"SELECT {PHOTO} FROM photo WHERE id = ?", id)):
                return Photo(*known)
        media = self._media.add(data)
        words = clean_line(name), clean_line(caption)
        photo = Photo(id or media, *words, width, height, kind, thumbnail, clean_line(alt))
        try:
            with self._store.transaction() as db:
                insert_photo(db, entry_id, photo, media, len(data), stamp(self._now()))
                make_own(db, entry_id)
        except BaseException:
            self._media.remove(media)
            raise
        return photo

    def photo_data(self, photo_id: str) -> bytes:
        """The whole picture file. Any thread. NotFound, or VaultDamaged(part="media")."""
        with self._store.reading() as db:
            media = db.value("SELECT media FROM photo WHERE id = ?", photo_id)
        if media is None:
            raise NotFound(what="photo")
        return self._media.read(media)

    def remove_photo(self, photo_id: str) -> Change:
        """Take a photo from its entry; the file stays for 30 days, so it can come back. The text is not touched."""
        return self._set_removed(photo_id, stamp(self._now()), "photo_removed")

    def bring_back_photo(self, photo_id: str) -> Change:
        return self._set_removed(photo_id, None, "photo_back")

    def _set_removed(self, photo_id: str, when: str | None, label: str) -> Change:
        with self._store.transaction() as db:
            entry = db.value("SELECT entry FROM photo WHERE id = ?", photo_id)
            if entry is None:
                raise NotFound(what="photo")
            db.run("UPDATE photo SET removed = ? WHERE id = ?", when, photo_id)
        back = self.bring_back_photo if when else self.remove_photo
        return Change("diary", frozenset({entry}), label, lambda: back(photo_id))

    def caption(self, photo_id: str, text: str) -> Change:
        return self._describe(photo_id, "caption", text)

    def describe(self, photo_id: str, alt: str) -> Change:
        """Say what is on a photo; "" says nothing about it."""
        return self._describe(photo_id, "alt", alt)

    def _describe(self, photo_id: str, column: Literal["caption", "alt"], text: str) -> Change:
        with self._store.transaction() as db:
            entry = db.value("SELECT entry FROM photo WHERE id = ?", photo_id)
            if entry is None:
                raise NotFound(what="photo")
            db.run(f"UPDATE photo SET {column} = ? WHERE id = ?", clean_line(text), photo_id)
            make_own(db, entry)
        return Change("diary", frozenset({entry}))
