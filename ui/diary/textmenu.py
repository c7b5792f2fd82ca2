"""The menu of the text: what a doubted word may have meant, the usual, and the address of a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from companion.diary.links import SCHEME
from ui.diary import keys
from ui.widgets.menu import EditMenu

if TYPE_CHECKING:
    from ui.diary.editor import Editor


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word at the place of the menu: how to put another there, what others there are, whether it is the person's own,
    and how to make it so or no longer."""

    word: str
    own: bool
    choices: tuple[str, ...]
    replace: Callable[[str], object]
    learn: Callable[[bool], object]


class TextMenu(EditMenu):
    """Ask it with `ask`."""

    def __init__(self, editor: Editor, address: str, doubt: Doubt | None) -> None:
        super().__init__(editor, lambda cut: editor.take(cut=cut))
        self._plain_paste(editor)
        if address.startswith(SCHEME):
            self.addSeparator()
            follow = partial(editor.link_asked.emit, address)
            self.add(self.tr("Go to that page"), slot=follow, shortcut=keys.table()["follow"])
        elif address:
            self.addSeparator()
            self.add(self.tr("Copy the address"), slot=lambda: editor.copied(address))
        if doubt is not None and not editor.isReadOnly():
            self._spelling(doubt)

    def _plain_paste(self, editor: Editor) -> None:
        behind = self.actions()[self.actions().index(self.paste_row) + 1]
        plain = self.add(self.tr("Paste without formatting"), slot=editor.paste_plain)
        plain.setEnabled(self.paste_row.isEnabled())
        self.insertAction(behind, plain)

    def _spelling(self, doubt: Doubt) -> None:
        first = self.actions()[0]
        for word in doubt.choices:
            self.insertAction(first, self.add(word, slot=partial(doubt.replace, word)))
        if doubt.own:
            learnt = self.add(self.tr("Take out of my words"), slot=lambda: doubt.learn(False))
        else:
            learnt = self.add(self.tr("Add to my words"), slot=lambda: doubt.learn(True))
        self.insertAction(first, learnt)
        self.insertSeparator(first)
