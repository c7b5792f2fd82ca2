"""What the clipboard holds, or what was dropped: files, a picture, or words to put in.

Formatting becomes marks. Words that carry none come in as they are, byte for byte.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from companion.lines import normalise

_WITH_BYTES = ("image/jpeg", "image/png")
_TAG = re.compile(r"<[^>]*>|&nbsp;|\ufeff")
_ADDRESS = re.compile(r"(?:https?|data|blob|file):", re.IGNORECASE)
LONGEST = 2_000_000
"""Characters of formatting; what is longer comes in as plain words."""
AT_ONCE = 20_000
"""So much is read before the next picture of the window; more is read on a thread."""


def files(data: QMimeData) -> list[str]:
    """The paths of the files, if it is nothing but files of this computer."""
    if not data.hasUrls():
        return []
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths if len(paths) == len(data.urls()) else []


def has_picture(data: QMimeData) -> bool:
    """Whether a picture is among what it holds."""
    return data.hasImage() or any(data.hasFormat(name) for name in _WITH_BYTES)


def only_a_picture(data: QMimeData) -> bool:
    """Whether a picture is all it means: a browser adds its address and a piece of HTML that has no word in it. What has
    words of its own, from a word processor for instance, is text, whatever picture of it comes along."""
    if not has_picture(data):
        return False
    words = (_TAG.sub("", data.html()) if data.hasHtml() else data.text()).strip()
    return not words or (len(words.split()) == 1 and bool(_ADDRESS.match(words)))


def picture(data: QMimeData) -> QImage | bytes | None:
    """The copied picture: its own bytes where they are there, so that its turn is known; else the pixels."""
    if not has_picture(data):
        return None
    for name in _WITH_BYTES:
        if data.hasFormat(name):
            return bytes(data.data(name).data())
    image = data.imageData()
    return image if isinstance(image, QImage) else QImage(image)


def formatted(data: QMimeData) -> str:
    """The HTML, if it brings words."""
    if not data.hasHtml() or only_a_picture(data):
        return ""
    html = data.html()
    return html if len(html) <= LONGEST or not data.hasText() else ""


def marked(html: str, plain: str) -> str:
    """The words of some HTML with our marks; `plain`, the same words as the clipboard has them besides, where no
    formatting was on them."""
    from companion.markup import from_html  # only who pastes formatting needs it

    found = normalise(from_html(html[:LONGEST])).strip("\n")
    return found if found.strip() and (_letters(found) != _letters(plain)) else plain


def _letters(text: str) -> str:
    return "".join(text.replace("\\", "").split())
