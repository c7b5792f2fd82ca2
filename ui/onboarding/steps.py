"""What a step is, step 1 (what this is), and the list of steps. The others are modules of their own, loaded
when reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.icons import IconView
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from ui.onboarding.page import OnboardingPage


class Step(QWidget):
    """One step. `changed` when its buttons may look different, `advance` when Enter means "Next"."""

    changed = Signal()
    advance = Signal()

    def __init__(self, page: OnboardingPage) -> None:
        super().__init__()
        self.page = page
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    def head(self, title: str, line: str, style: str = "display") -> None:
        """Title and lead, as every step begins."""
        self.body.addWidget(ReadLabel(title, style))
        self.body.addSpacing(6)
        self.body.addWidget(ReadLabel(line, "read", "ink_2"))
        self.body.addSpacing(18)

    def enter(self) -> None:
        """The step is about to be seen."""

    def main_text(self) -> str:
        return self.tr("Next")

    def second_text(self) -> str:
        """The words of the button beside, or an empty text for none."""
        return ""

    def ready(self) -> bool:
        """Whether the main button can be pressed."""
        return True

    def check(self) -> bool:
        """Called when it was: say what is missing, True if nothing is."""
        return True

    def can_go_back(self) -> bool:
        """Whether the step has an earlier screen of its own."""
        return False

    def go_back(self) -> bool:
        """Show it. False if there is none, and the step before is meant."""
        return False

    def focus_first(self) -> None:
        """Put the keyboard where the step begins."""


class WhatStep(Step):
    """Step 1, in two short screens: what this is; then what it is not, who it is not safe for, how words
    are kept, and quick exit to try."""

    def __init__(self, page: OnboardingPage) -> None:
        super().__init__(page)
        self._screens = QStackedWidget()
        self.body.addWidget(self._screens)
        self._screens.addWidget(self._what())
        self._screens.addWidget(self._before())
        page.session.practised.connect(self._practised)

    def _what(self) -> QWidget:
        screen = QWidget()
        self.body = QVBoxLayout(screen)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.head(
            self.tr("A quiet place for the two of you,\nor only for you."),
            self.tr(
                "When one person shuts down, pushing rarely helps. Patience, small things together, and the right "
                "words at a good moment sometimes do."
            ),
            "display_large",
        )
        for icon, title, line in (
            (
                "notebook-pen",
                self.tr("A diary that only you can read"),
                self.tr("Encrypted on this computer. No account, no cloud."),
            ),
            (
                "calendar-days",
                self.tr("Small things to do together"),
                self.tr("Most of them need no talking at all."),
            ),
            (
                "message-circle",
                self.tr("Words, for when you are both ready"),
                self.tr("And an easy way to stop when you are not."),
            ),
        ):
            self.body.addLayout(_feature(icon, title, line))
            self.body.addSpacing(16)
        self.body.addSpacing(8)
        self.body.addWidget(
            Label(
                self.tr(
                    "It is not therapy, and not for emergencies. “Help & safety” stands at the top here, and F1 opens "
                    "it from everywhere."
                ),
                "caption",
                "ink_3",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        return screen

    def _before(self) -> QWidget:
        screen = QWidget()
        column = QVBoxLayout(screen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(ReadLabel(self.tr("Before you start"), "display"))
        for text in before_you_start():
            column.addWidget(ReadLabel(text, "read_small", "ink_2"))
        column.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.try_button = Button(self.tr("Try quick exit now"), icon="door-open")
        self.try_button.clicked.connect(self._try)
        self.practice = Label(
            self.tr("Shift three times, quickly, or the button at the foot of this window."),
            "caption",
            "ink_3",
            wrap=True,
        )
        row.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.practice, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addStretch(1)
        return screen

    def _try(self) -> None:
        self.page.session.practise_quick_exit()
        self._say(
            self.tr(
                "Now press Shift three times, quickly. This once the window only goes blank for a moment."
            )
        )

    def _practised(self) -> None:
        self._say(
            self.tr(
                "That’s it. From now on it locks and closes. It can’t hide that the program is installed, printed "
                "pages, or what somebody records."
            )
        )

    def _say(self, text: str) -> None:
        self.practice.setText(text)
        announce(self.practice, text)

    @property
    def second(self) -> bool:
        """Whether the second screen is seen."""
        return self._screens.currentIndex() == 1

    def main_text(self) -> str:
        return self.tr("Next") if self.second else self.tr("Begin")

    def second_text(self) -> str:
        return "" if self.second else self.tr("I have a backup")

    def can_go_back(self) -> bool:
        return self.second

    def go_back(self) -> bool:
        self.page.session.stop_practising()
        if self.second:
            self._screens.setCurrentIndex(0)
            return True
        return False

    def check(self) -> bool:
        self.page.session.stop_practising()
        if not self.second:
            self._screens.setCurrentIndex(1)
            self.changed.emit()
            return False
        return True

    def focus_first(self) -> None:
        self.page.main_button.setFocus(Qt.FocusReason.OtherFocusReason)


def before_you_start() -> tuple[str, ...]:
    """What has to be said first, in four short parts: the words of the help page of the same name."""
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    return (
        translate(
            "Onboarding",
            "This is a private place for your own words, with ideas for gentle time together. It was written for adults.",
        ),
        translate(
            "Onboarding",
            "It is not therapy, and it does not watch over you. No one reads what you write. That also means no one can "
            "come if you are in danger. In an emergency, call your local emergency number.",
        ),
        translate(
            "Onboarding",
            "It is made for relationships where both people can say no without fear. If you’re afraid of someone, some "
            "of these ideas may not be safe. “Help & safety” stands at the top here, and F1 opens it from everywhere. "
            "“Quick exit” hides this window.",
        ),
        translate(
            "Onboarding",
            "Your words are locked with a key on this computer. Anyone who knows your passphrase, or controls this "
            "computer, may still be able to see them. If every way in is lost, nobody can get them back, not even we.",
        ),
    )


def _feature(icon: str, title: str, line: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(IconView(icon, 20, "accent"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(title, "h3", wrap=True))
    words.addWidget(Label(line, "body", "ink_2", wrap=True))
    row.addLayout(words, 1)
    return row


def _key(page: OnboardingPage) -> Step:
    from ui.onboarding.key import KeyStep

    return KeyStep(page)


def _way_back(page: OnboardingPage) -> Step:
    from ui.onboarding.way_back import WayBackStep

    return WayBackStep(page)


def _today(page: OnboardingPage) -> Step:
    from ui.onboarding.today import TodayStep

    return TodayStep(page)


STEPS: tuple[Callable[[OnboardingPage], Step], ...] = (WhatStep, _key, _way_back, _today)
