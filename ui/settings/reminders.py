"""Reminders: what always comes, what comes if it is asked for, and what stays when the window closes.

Choices lie in the vault, since a plan is nobody else's business; only the start at login is the system's own. What this
system can't do is said where it would be asked for.
"""

import sys

from PySide6.QtCore import Slot

from companion.errors import CompanionError
from ui import autostart, notify, reminders
from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.fields import LineField
from ui.widgets.text import Label
from ui.widgets.toggles import Switch

LONGEST = 60
_ASKED, _TRIED = "asked", "tried"


class RemindersSection(Section):
    """Off until asked for, all but the quiet line in the window."""

    def __init__(self, session: Session) -> None:
        self.served: bool | None = None
        """Whether the system would show a notice; None until it has answered."""
        self.entry = autostart.here(session.home)
        super().__init__(session, self.tr("Reminders"))

    def build(self) -> None:
        self.notifier = notify.make(self)
        self.notifier.answered.connect(self._answered)
        self.session.locking.connect(self.notifier.end)
        words = self.tr(
            "Each one is set where you put something in the plan. It never says what is planned, and it comes only "
            "while this program runs."
        )
        intro = Label(words, "body", "ink_2", wrap=True)
        self.plain(intro, gap=6)
        caption = self.tr("A quiet line while your notes are open, with a way to the plan.")
        self.add(Row(self.tr("In this window"), caption))
        self._build_notice()
        self._build_running()

    def _build_notice(self) -> None:
        self.system = Switch(self.tr("A notice from the system"))
        self.system.clicked.connect(lambda on: self._choose(reminders.SYSTEM, on or None))
        self.system_row = Row(self.tr("A notice from the system"), "", self.system)
        self.add(self.system_row)
        self.words = LineField(self.tr("What it says"))
        self.words.setMaxLength(LONGEST)
        self.words.setPlaceholderText(reminders.usual_words())
        self.words.editingFinished.connect(self.flush)
        caption = self.tr("Anyone near the screen may read it, and some systems keep a list.")
        self.add(Row(self.tr("What it says"), caption, self.words))
        self.attempt = Button(self.tr("Show one now"))
        self.attempt.clicked.connect(self.show_one)
        self.add(Row(self.tr("See how it looks"), self.tr("As it would come, title and all."), self.attempt))

    def _build_running(self) -> None:
        title = self.tr("Stay when the window is closed")
        self.stay = Switch(title)
        self.stay.clicked.connect(lambda on: self._choose(reminders.STAY, on or None))
        caption = self.tr(
            "Closing then locks and hides it, so that reminders still come. Starting it again brings it back; Quick "
            "exit ends it altogether."
        )
        self.add(Row(title, caption, self.stay))
        title = self.tr("Start with the computer")
        self.login = Switch(title)
        self.login.clicked.connect(self._start_at_login)
        self.login.setEnabled(self.entry is not None)
        self.login_row = Row(title, "", self.login)
        self.add(self.login_row)

    # --- what is so

    def refresh(self) -> None:
        workspace = self.session.workspace
        if workspace is None:
            return
        self.notifier.ask(_ASKED)
        self.system.setChecked(workspace.prefs.get(reminders.SYSTEM) is True)
        self.stay.setChecked(workspace.prefs.get(reminders.STAY) is True)
        if not self.words.hasFocus():
            self.words.setText(workspace.prefs.get(reminders.WORDS) or "")
        self.login.setChecked(self.entry is not None and self.entry.on())
        self._say()

    def _say(self) -> None:
        self.system_row.set_caption(self._about_notices().format(name=self._name()))
        self.login_row.set_caption(self._about_login().format(name=self._name()))

    def _name(self) -> str:
        return self.session.settings.discreet_name.strip() or "Notes"

    def _about_notices(self) -> str:
        if self.served is False:
            if sys.platform == "linux":
                return self.tr(
                    "Nothing on this desktop shows notices from programs, so reminders come in the window only."
                )
            return self.tr("This system has no place for it now, so reminders come in the window only.")
        if sys.platform == "win32":
            return self.tr(
                "Also when this is locked or behind other windows, under the name “{name}”. A small icon of that name "
                "then stands near the clock. The settings of Windows may keep it silent."
            )
        if sys.platform == "darwin":
            return self.tr(
                "Also when this is locked or behind other windows, under the name “{name}”. A small icon then stands "
                "in the menu bar. The settings of your Mac may keep it silent."
            )
        return self.tr("Also when this is locked or behind other windows, under the name “{name}”.")

    def _about_login(self) -> str:
        if self.entry is None:
            return self.tr(
                "This package may not add itself to what starts at login. The settings of your desktop can."
            )
        first = self.tr(
            "Hidden, each time you log in. Reminders begin once you have opened your notes; before, nothing can be read."
        )
        if sys.platform == "darwin":
            return f"{first} {self.tr('Your Mac lists the program among its login items.')}"
        return f"{first} {self.tr('The system lists it as “{name}”.')}"

    # --- changes

    def flush(self) -> bool:
        workspace = self.session.workspace
        typed = " ".join(self.words.text().split())
        if workspace is None or typed == (workspace.prefs.get(reminders.WORDS) or ""):
            return True
        return self._choose(reminders.WORDS, typed or None)

    def _choose(self, name: str, value: object) -> bool:
        workspace = self.session.workspace
        if workspace is None:
            return True
        done = self.session.perform(lambda: workspace.prefs.set(name, value), self) is not None
        self.refresh()
        return done

    def _start_at_login(self, on: bool) -> None:
        assert self.entry is not None
        try:
            if on:
                self.entry.write(self._name())
            else:
                self.entry.remove()
        except CompanionError as error:
            self.session.fault(error)
        self.refresh()

    def show_one(self) -> None:
        """A notice as it would come, whether they are on or not."""
        self.flush()
        self.notifier.show(self._name(), self.words.text().strip() or reminders.usual_words(), _TRIED)

    @Slot(object, bool)
    def _answered(self, token: object, taken: bool) -> None:
        self.served = taken
        self._say()
        if token == _TRIED:
            self.session.notice(
                self.tr("The system has it. If nothing is to be seen, its own settings hide it.")
                if taken
                else self.tr("Nothing here took it.")
            )
