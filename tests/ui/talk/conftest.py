"""The Talk page, in the window of the tests above."""

import pytest

from ui.shell import Shell
from ui.talk.page import TalkPage


@pytest.fixture
def window(window: Shell) -> Shell:
    window.go("talk")
    return window


@pytest.fixture
def page(window: Shell) -> TalkPage:
    page = window.page()
    assert isinstance(page, TalkPage)
    return page
