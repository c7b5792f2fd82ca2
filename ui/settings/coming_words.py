"""Coming in, in words: what the formats are called, what was left out and why, and why a file could not be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import messages

if TYPE_CHECKING:
    from companion.errors import CompanionError


def _say(text: str) -> str:
    return QCoreApplication.translate("Coming", text)


OURS = "companion"
_FORMATS: dict[str, Callable[[], str]] = {
    OURS: lambda: _say("An export made here"),
    "dayone": lambda: _say("Day One"),
    "jrnl": lambda: _say("jrnl"),
    "rednotebook": lambda: _say("RedNotebook"),
    "journey": lambda: _say("Journey"),
    "diarium": lambda: _say("Diarium"),
    "minidiary": lambda: _say("Mini Diary"),
    "daylio": lambda: _say("Daylio"),
    "applejournal": lambda: _say("Apple Journal"),
    "markdown": lambda: _say("Markdown or text files"),
}


def formats() -> list[tuple[str, str]]:
    """Every format that can come in, with its name."""
    return [(name, words()) for name, words in _FORMATS.items()]


def format_name(name: str) -> str:
    """What a format is called; "" for one that is not known."""
    words = _FORMATS.get(name)
    return words() if words is not None else ""


_LEFT_OUT: dict[str, Callable[[], str]] = {
    # what has no place here
    "location": lambda: _say("Places, which aren’t kept here"),
    "weather": lambda: _say("Weather, which isn’t kept here"),
    "activity": lambda: _say("What somebody was doing, which isn’t kept here"),
    "health": lambda: _say("Steps, sleep and the like, which aren’t kept here"),
    "device": lambda: _say("On which device it was written"),
    "people": lambda: _say("Contacts and people, which aren’t kept here"),
    "contacts": lambda: _say("Contacts and people, which aren’t kept here"),
    "music": lambda: _say("Music, which isn’t kept here"),
    "audio": lambda: _say("Recordings, which aren’t kept here"),
    "video": lambda: _say("Videos, which aren’t kept here"),
    "pdf": lambda: _say("PDF files, which aren’t kept here"),
    "drawing": lambda: _say("Drawings that are no pictures"),
    "attachment": lambda: _say("Other files, which aren’t kept here"),
    "tracker": lambda: _say("Trackers, which aren’t kept here"),
    "asset": lambda: _say("What a phone suggested, which isn’t kept here"),
    "label": lambda: _say("Labels and folders, which aren’t kept here"),
    "pinned": lambda: _say("That a page is pinned"),
    "mood_unknown": lambda: _say("Moods of which nobody says what they mean"),
    "template": lambda: _say("Templates"),
    "scales": lambda: _say("Scales of one’s own"),
    "fields": lambda: _say("Other things noted above a page"),
    "rating": lambda: _say("Ratings, which aren’t kept here"),
    "steps": lambda: _say("Steps, sleep and the like, which aren’t kept here"),
    "color": lambda: _say("Colours of text"),
    # pictures
    "photo": lambda: _say("Pictures that are not what they say they are"),
    "photo_missing": lambda: _say("Pictures that are not in the file"),
    "photo_outside": lambda: _say("Pictures that lie outside what you chose"),
    "photo_unread": lambda: _say("Pictures that can’t be read"),
    "photo_kind": lambda: _say("Pictures of a kind that can’t be shown here"),
    "photo_heic": lambda: _say("HEIC pictures, which can’t be read here. Saved as JPEG, they can come in"),
    "photo_avif": lambda: _say("AVIF pictures, which can’t be read here. Saved as JPEG, they can come in"),
    "photo_large": lambda: _say("Pictures that are larger than can be opened safely"),
    "photo_damaged": lambda: _say("Damaged pictures"),
    "photo_empty": lambda: _say("Empty pictures"),
    # pages
    "no_date": lambda: _say("Pages without a day"),
    "date": lambda: _say("Pages with a day that does not exist"),
    "value": lambda: _say("Things that can’t be read"),
    "id": lambda: _say("Things whose name can’t be used"),
    "empty": lambda: _say("Empty pages"),
    "rule": lambda: _say("Plans that come again by a rule that can’t be kept here"),
    "trashed": lambda: _say("Pages that were in the trash there"),
    "deleted": lambda: _say("Pages that were in the trash there"),
    "encrypted": lambda: _say("Pages that are locked with a password"),
    "locked": lambda: _say("Pages that are locked with a password"),
    # files
    "outside": lambda: _say("Files that lie outside what you chose, or only point elsewhere"),
    "other_file": lambda: _say("Other files"),
    "not_text": lambda: _say("Files that are no text"),
    "not_json": lambda: _say("Damaged files"),
    "other_format": lambda: _say("Files that are built in another way"),
    "broken": lambda: _say("Damaged files"),
    "unreadable": lambda: _say("Files that can’t be read"),
    "missing": lambda: _say("Files that aren’t there"),
    "too_dense": lambda: _say("Files that would unpack to far more than they say"),
    "damaged": lambda: _say("Damaged files"),
    "too_large": lambda: _say("Things that are too large"),
    "too_many": lambda: _say("What is more than can be kept of one page"),
}
_CHANGED: dict[str, Callable[[], str]] = {
    "file_time": lambda: _say("Pages whose day is when their file was last changed"),
    "zone": lambda: _say("Time zones that aren’t known here. The hours stay as they are written"),
    "no_zone": lambda: _say("Pages that name no time zone. Their hours are told in this computer’s"),
    "encoding": lambda: _say("Files that were read as Western European text"),
    "mood": lambda: _say("Moods that were fitted into five steps"),
    "title_cut": lambda: _say("Titles that were too long"),
    "text_cut": lambda: _say("Texts that were too long"),
    "date_only": lambda: _say("Pages with a day and no hour"),
    "link": lambda: _say("Links that are now plain words"),
    "markup": lambda: _say("Formatting that is now plain text"),
}
_OTHER = "Something else that can’t be kept here"


def what_was_left(code: str) -> str:
    """A kind of remark, to stand before its number."""
    return (_LEFT_OUT.get(code) or _CHANGED.get(code) or (lambda: _say(_OTHER)))()


def known(code: str) -> bool:
    """Whether there are words for this very code."""
    return code in _LEFT_OUT or code in _CHANGED


_WHY: dict[str, Callable[[], str]] = {
    "unknown": lambda: _say("It isn’t clear what this is. Choose above what made it, or another file."),
    "other_format": lambda: _say("This doesn’t look like it. Choose above what made it, or another file."),
    "not_json": lambda: _say("The file breaks off, or isn’t what its name says. Export it there once more."),
    "not_text": lambda: _say("The file isn’t text in UTF-8. Export it there once more."),
    "unreadable": lambda: _say("The file can’t be read. Look whether it is still there and may be opened."),
    "broken": lambda: _say("The file is damaged or incomplete. Export or copy it once more."),
    "damaged": lambda: _say("The file is damaged or incomplete. Export or copy it once more."),
    "encrypted": lambda: _say(
        "The file is locked in a way that can’t be opened here. Export it without a password."
    ),
    "missing": lambda: _say("Something that belongs to it isn’t there. Choose the whole folder or file."),
    "no_dates": lambda: _say("No days can be found in it, so nothing knows where it would go."),
    "too_large": lambda: _say("It is larger than anything that can be read safely here. Export it in parts."),
    "too_many": lambda: _say("It holds more files than can be read safely here. Export it in parts."),
    "too_dense": lambda: _say("It would unpack to far more than it says, so it isn’t opened."),
}


def why_not(error: CompanionError) -> str:
    """Why what was chosen can't be read, in one or two sentences."""
    words = _WHY.get(str(error.facts.get("why", "")))
    if words is not None:
        return words()
    said = messages.explain(error)
    return " ".join(part for part in (said.what, said.do) if part)


def reasons() -> frozenset[str]:
    """Every code there are words for why nothing of a file can be read."""
    return frozenset(_WHY)
