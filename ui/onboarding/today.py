"""Step 4: where you are today, which only changes what comes first; how each of you is called, if wanted; and whether
the diary may look for words about self-harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from companion.workspace import LOOK_FOR_SELF_HARM
from ui.onboarding.steps import Step
from ui.ways.choice import NAME_LENGTH, RoleQuestion
from ui.widgets.fields import LineField, labelled
from ui.widgets.text import Label
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from ui.onboarding.page import OnboardingPage


class TodayStep(Step):
    """Everything here can be left as it is."""

    def __init__(self, page: OnboardingPage) -> None:
        super().__init__(page)
        self.head(
            self.tr("Where are you today?"),
            self.tr(
                "This only changes which words and ideas come first. Settings can change it any day. Most people are on "
                "both sides sooner or later."
            ),
        )
        self.role = RoleQuestion()
        self.body.addWidget(self.role)
        self.body.addSpacing(16)
        names = QHBoxLayout()
        names.setSpacing(16)
        self.mine = LineField(self.tr("Your name, if you like"))
        self.theirs = LineField(self.tr("Their name, if you like"))
        for field in (self.mine, self.theirs):
            field.setMaxLength(NAME_LENGTH)
            field.returnPressed.connect(self.advance)
            names.addWidget(labelled(field.accessibleName(), field), 1)
        self.body.addLayout(names)
        self.body.addSpacing(16)
        question = Label(
            self.tr(
                "Shall this app look for words about self-harm while you write, only on this computer, so that it can show "
                "a link to help? Nothing is kept or sent."
            ),
            "body",
            "ink_2",
            wrap=True,
        )
        self.body.addWidget(question)
        self.look = CheckBox(self.tr("Yes, that’s fine"))
        self.look.setAccessibleDescription(question.text())
        self.look.setChecked(True)
        self.body.addWidget(self.look)
        self.body.addStretch(1)

    def chosen(self) -> dict[str, Any]:
        """The preferences to keep in the vault; what was left empty is left out."""
        found = {
            "role": self.role.value,
            "my_name": self.mine.text().strip(),
            "their_name": self.theirs.text().strip(),
        }
        return {name: value for name, value in found.items() if value} | {
            LOOK_FOR_SELF_HARM: self.look.isChecked()
        }

    def main_text(self) -> str:
        return self.tr("Open Companion")

    def focus_first(self) -> None:
        next(iter(self.role.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)
