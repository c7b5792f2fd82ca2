"""Writing: typographic signs while one types, spelling, where the system has dictionaries, and whether the diary looks
for words about self-harm."""

from typing import Any

from PySide6.QtCore import QLocale

from companion.workspace import LOOK_FOR_SELF_HARM
from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.fields import Combo
from ui.widgets.toggles import Switch


class WritingSection(Section):
    """Each applies at once. The dictionaries are looked for on a thread, on the first visit."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Writing"))

    def build(self) -> None:
        self.quotes = Switch(self.tr("Typographic quotation marks"))
        self.quotes.toggled.connect(lambda on: self.session.prefer(typographic_quotes=on))
        self.add(
            Row(
                self.tr("Typographic quotation marks"),
                self.tr(
                    "Curved quotation marks and long dashes while you type in the diary. Backspace right after one brings "
                    "back the key. Off, every letter stays as you typed it."
                ),
                self.quotes,
            )
        )
        self.spelling = Combo(self.tr("Spelling"), [("off", self.tr("Off"))])
        self.spelling.chosen.connect(lambda tag: self.session.prefer(spelling=tag))
        self.spelling_row = Row(self.tr("Spelling"), self.tr("Looking for dictionaries"), self.spelling)
        self.add(self.spelling_row)
        self.look = Switch(self.tr("A link to help beside dark words"))
        self.look.clicked.connect(self._keep_look)
        self.add(
            Row(
                self.tr("A link to help beside dark words"),
                self.tr(
                    "While you write, the diary looks for words about self-harm, only on this computer, and shows a quiet "
                    "line that leads to people who listen. Nothing is kept or sent."
                ),
                self.look,
            )
        )
        self._tags: list[str] | None = None
        self.session.run(_look, owner=self, done=self._found)

    def _keep_look(self, on: bool) -> None:
        workspace = self.session.workspace
        if workspace is not None:
            self.session.perform(lambda: workspace.prefs.set(LOOK_FOR_SELF_HARM, on), self)

    def _found(self, tags: list[str]) -> None:
        self._tags = tags
        if tags:
            self.spelling.set_items(
                [
                    ("off", self.tr("Off")),
                    ("system", self.tr("As the app")),
                    *((tag, _language(tag)) for tag in tags),
                ]
            )
            words = self.tr(
                "A quiet wave under words that the dictionary of this computer does not have. Words you add stay in your "
                "notes."
            )
        else:
            words = self.tr("This computer has no dictionary that can be used here.")
        self.spelling.setEnabled(bool(tags))
        self.spelling_row.set_caption(words)
        self.spelling_row.restyle()
        self.refresh()

    def refresh(self) -> None:
        settings, workspace = self.session.settings, self.session.workspace
        if workspace is not None:
            self.look.setChecked(workspace.prefs.get(LOOK_FOR_SELF_HARM, True))
        self.quotes.blockSignals(True)
        self.quotes.setChecked(settings.typographic_quotes)
        self.quotes.blockSignals(False)
        self.spelling.value = settings.spelling if self._tags else "off"


def _look(_report: Any) -> list[str]:
    from ui import spelling

    return spelling.languages()


def _language(tag: str) -> str:
    locale = QLocale(tag)
    name = locale.nativeLanguageName()
    if not name or locale.language() == QLocale.Language.C:
        return tag
    name = name[0].upper() + name[1:]
    return f"{name} ({locale.nativeTerritoryName()})" if "_" in tag else name
