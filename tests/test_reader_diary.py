"""A page written, searched and printed by somebody who sees nothing, on the real accessibility bus with real X keys."""

from pathlib import Path

import pytest

from companion.workspace import open_new
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
            search(screen, reader)
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise


def write(screen: Screen, reader: Reader) -> None:
    screen.keys("ctrl+n")
    focus = reader.focused()
    assert focus is not None
    assert (reader.role(focus), reader.name(focus)) == ("text", "Text of the page")
    screen.type("the kettle sang and nobody spoke")
    reader.hear("Saved")
    nothing_unnamed(reader)


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
