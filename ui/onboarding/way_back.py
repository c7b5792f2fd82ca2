"""Step 3: the recovery kit, onto paper and two groups of it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from companion.errors import CompanionError
from ui.onboarding.steps import Step
from ui.ways.kit import KitStep

if TYPE_CHECKING:
    from ui.onboarding.page import OnboardingPage


class WayBackStep(Step):
    """ "Next" needs the two groups. "Later" is there only with a passphrase: then the kit is not the only
    spare way in."""

    def __init__(self, page: OnboardingPage) -> None:
        super().__init__(page)
        self.head(
            self.tr("Print a way back in"),
            self._what_for(page),
        )
        assert page.kit is not None
        self.kit = KitStep(page.kit, page.session.settings.discreet_name)
        self.kit.confirmed.connect(self._confirmed)
        self.body.addWidget(self.kit)
        self.body.addStretch(1)

    def _what_for(self, page: OnboardingPage) -> str:
        """What the kit is good for, with the ways in that were chosen and no other."""
        vault = page.vault
        assert vault is not None
        if vault.has_keyring and vault.has_passphrase:
            return self.tr(
                "If the keyring is lost or the passphrase slips your mind, this page opens your writing again. "
                "Without it, nobody can."
            )
        if vault.has_keyring:
            return self.tr(
                "If the keyring is lost, this page opens your writing again. Without it, nobody can."
            )
        return self.tr(
            "If the passphrase slips your mind, this page opens your writing again. Without it, nobody can."
        )

    def _confirmed(self) -> None:
        if self.page.vault is not None:
            try:
                self.page.vault.confirm_kit()
            except CompanionError:
                pass  # the reminder stays; the kit on paper is good all the same
        self.changed.emit()
        self.page.main_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def second_text(self) -> str:
        vault = self.page.vault
        return self.tr("Later") if vault is not None and vault.has_passphrase and not self.kit.done else ""

    def ready(self) -> bool:
        return self.kit.done

    def focus_first(self) -> None:
        if not self.kit.done:
            self.kit.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
