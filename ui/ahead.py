"""What is done while nobody waits, so that it is not done when somebody does: the lock screen stands, a passphrase is
being typed, and what the first page takes longest for can be had ready.
"""

from collections.abc import Iterator

MODULES = (
    "companion.vault",
    "companion.workspace",
    "companion.content",
    "companion.talk",
    "ui.today.page",
    "ui.system",
    "ui.diary.page",
    "ui.planner.page",
    "ui.talk.page",
    "ui.understand.page",
    "ui.settings.page",
)


def load() -> None:
    """What the pages will need: their modules, and the packs read once. Takes long; may run on any thread."""
    import importlib

    for name in MODULES:
        try:
            importlib.import_module(name)
        except ImportError:
            return  # said properly when it is needed
    from companion import content
    from ui import binding

    read = (content.activities, content.prompts, content.feelings, content.guides)
    for pack in (*read, content.learn, content.help_pages, content.contacts):
        pack()
    binding.complete()


def warm() -> Iterator[None]:
    """Build and draw once, unseen, what the diary is made of; on the window's thread, after `load`.

    The first of its kind takes two or three times as long as the next: Qt's Python side finds out what a class is made
    of, fonts and icons are drawn for the first time. It is cut in steps of a few milliseconds, one at each `next`.
    """
    import gc

    # What was loaded stays as long as the app does: the collector need not walk it again and again.
    gc.freeze()
    from ui.diary.bar import Bar
    from ui.diary.editor import Editor
    from ui.diary.foot import Foot
    from ui.diary.head import PageHead
    from ui.diary.history import HistoryPanel
    from ui.diary.rows import EntriesView
    from ui.diary.sheet import Sheet

    EntriesView("").deleteLater()
    yield
    editor = Editor()
    try:
        yield
        Bar(editor).deleteLater()
    finally:  # it may be cut off at any step, and what is left to the collector may go on another thread
        editor.deleteLater()
    yield
    for make in (PageHead, Foot, HistoryPanel):
        make().deleteLater()
        yield
    sheet = Sheet()
    try:
        yield
        sheet.resize(760, 720)
        sheet.grab()
    finally:
        sheet.deleteLater()
    yield
