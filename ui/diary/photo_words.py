"""What is said about photos: what is on one, and why one could not be taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from companion.diary import Photo

_MOST_NAMED = 6


def _say(text: str) -> str:
    return QCoreApplication.translate("photos", text)


def description(photo: Photo) -> str:
    """A photo for somebody who can't see it."""
    words = photo.alt or photo.caption
    return _say("Photo: {words}").format(words=words) if words else _say("Photo, not described")


def fault(code: str, name: str) -> tuple[str, str]:
    """What is wrong with a file, and what can be done about it."""
    named = _say("“{name}”").format(name=name) if name else _say("What was added")
    what = {
        "kind": _say("{named} isn’t a picture that can be read here."),
        "heic": _say("{named} is a HEIC picture, which can’t be read here."),
        "avif": _say("{named} is an AVIF picture, which can’t be read here."),
        "empty": _say("{named} is empty."),
        "large": _say("{named} is too large."),
        "damaged": _say("{named} is damaged or cut off."),
        "folder": _say("There is no picture in {named}."),
        "many": _say("At most 30 photos come in at once. The others aren’t added."),
    }.get(code, _say("{named} can’t be opened."))
    todo = {
        "kind": _say("Save it as JPEG or PNG, then add it."),
        "heic": _say("Send it from the phone as JPEG, or save it as JPEG in a picture program, then add it."),
        "avif": _say("Save it as JPEG or PNG in a picture program, then add it."),
        "empty": _say("Copy it from the camera or phone once more."),
        "large": _say("Make the picture smaller, then add it."),
        "damaged": _say("Open it in another program and save it anew."),
        "folder": _say("JPEG, PNG, GIF and WebP are looked for, not in folders further in."),
        "many": _say("Add them in another go."),
    }.get(code, _say("Look whether it is still there."))
    return what.format(named=named), todo


def faults(found: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """One title and one line for all files, given as (code, name), that are not added."""
    if len(found) == 1:
        what, todo = fault(*found[0])
        return what, _say("The page is as it was. {todo}").format(todo=todo)
    lines = [fault(*each)[0] for each in found[:_MOST_NAMED]]
    if len(found) > _MOST_NAMED:
        lines.append(_say("The same goes for more of them."))
    return _say("Some of these files aren’t added."), " ".join(lines)
