"""A page written, searched and printed by somebody who sees nothing, on the real accessibility bus with real X keys."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from companion.lines import photo_line
from companion.workspace import open_new
from tests.picture_files import png
from tests.tools.reader import Reader
from tests.tools.robot import PASSPHRASE
from tests.tools.screen import Screen

ENGLISH = {"LC_ALL": "en_GB.UTF-8", "LANGUAGE": "en_GB"}


@pytest.mark.xvfb
@pytest.mark.a11y
def test_a_page_is_written_and_found_by_ear(home: Path, tmp_path: Path) -> None:
    workspace, _kit = open_new(home, passphrase=PASSPHRASE)
    workspace.close()
    with Screen() as screen, Reader(screen) as reader:
        try:
            screen.start_app(home, **reader.env, **ENGLISH)
            screen.unlock(PASSPHRASE)
            write(screen, reader)
            feel(screen, reader)
            be_led(screen, reader)
            search(screen, reader)
            to_paper(screen, reader)
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise


@pytest.mark.xvfb
@pytest.mark.a11y
def test_a_box_and_a_photo_are_heard_where_the_caret_is(home: Path) -> None:
    """A box says that it was ticked; a line that is a picture says what is on it."""
    workspace, _kit = open_new(home, passphrase=PASSPHRASE)
    diary = workspace.diary
    entry = diary.blank(datetime(2030, 11, 14, 18, 52))
    diary.save(replace(entry, text="soup"))
    photo = diary.add_photo(entry.id, png(), name="a", width=300, height=200, kind="png", thumbnail=png())
    diary.describe(photo.id, "A lamp over a table")
    diary.save(replace(diary.get(entry.id), text=f"- [ ] soup\n{photo_line(photo.id, '')}\nThe end"))
    workspace.close()
    with Screen() as screen, Reader(screen) as reader:
        screen.start_app(home, **reader.env, **ENGLISH)
        screen.unlock(PASSPHRASE)
        screen.keys("ctrl+2")
        tab_to(screen, reader, "Text of the page")
        screen.keys("ctrl+Home", "ctrl+Return")
        reader.hear("Ticked")
        screen.keys("ctrl+Return")
        reader.hear("Not ticked")
        screen.keys("Down")
        reader.hear("Photo: A lamp over a table")
        screen.keys("Down")
        nothing_unnamed(reader)


def write(screen: Screen, reader: Reader) -> None:
    screen.keys("ctrl+n")
    focus = reader.focused()
    assert focus is not None
    assert (reader.role(focus), reader.name(focus)) == ("text", "Text of the page")
    screen.type("the kettle sang and nobody spoke")
    reader.hear("Saved")
    nothing_unnamed(reader)


def tab_to(screen: Screen, reader: Reader, name: str) -> None:
    go_to(screen, reader, "Tab", name)


def go_to(screen: Screen, reader: Reader, key: str, name: str, most: int = 40) -> None:
    """By one key alone to what has this name; whatever it passes says what it is."""
    passed: list[str] = []
    for _ in range(most):
        focus = reader.focused()
        assert focus is not None, passed
        passed.append(reader.name(focus))
        assert passed[-1].strip(), f"something without a name after {passed}"
        if passed[-1].startswith(name):
            return
        screen.keys(key)
    raise AssertionError(f"{name!r} is not among {passed}")


def feel(screen: Screen, reader: Reader) -> None:
    """A word for it, with keys, and it is said that it stands on the page."""
    screen.keys("ctrl+shift+e")
    tab_to(screen, reader, "blank")
    go_to(screen, reader, "Right", "foggy")
    screen.keys("space")
    nothing_unnamed(reader)
    tab_to(screen, reader, "Done")
    screen.keys("Return")
    reader.hear("foggy, chosen")
    reader.find("push button", "Feeling, foggy")


def be_led(screen: Screen, reader: Reader) -> None:
    """A guide on a fresh page: its first question is heard, answered and kept."""
    screen.keys("ctrl+n")
    tab_to(screen, reader, "Begin with a guide")
    screen.keys("Return")
    tab_to(screen, reader, "No words yet")
    nothing_unnamed(reader)
    screen.keys("Return")
    reader.hear("Where is it in the body? To choose: head, throat")
    nothing_unnamed(reader)
    tab_to(screen, reader, "chest")
    screen.keys("space", "ctrl+j")
    reader.hear("Which is nearer?")
    screen.keys("ctrl+j")
    reader.hear("Saved")


def search(screen: Screen, reader: Reader) -> None:
    screen.keys("ctrl+f")
    focus = reader.focused()
    assert focus is not None
    assert reader.name(focus) == "Search your words"
    screen.type("kettle")
    reader.hear("1 page")
    nothing_unnamed(reader)


def nothing_unnamed(reader: Reader) -> None:
    """Whatever the keyboard can reach says what it is."""
    silent = [
        reader.role(one)
        for one in reader.everything()
        if "focusable" in reader.states(one) and not reader.name(one).strip()
    ]
    assert not silent, silent


def to_paper(screen: Screen, reader: Reader) -> None:
    """The way to paper opens with something named in front, and Esc leaves it."""
    screen.keys("Escape", "ctrl+p")
    focus = reader.focused()
    assert focus is not None
    assert reader.name(focus).strip()
    nothing_unnamed(reader)
    screen.keys("Escape")
