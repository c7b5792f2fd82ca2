"""In which of its wordings a card is read: as it is, smaller, in plain words, or one of its further questions."""

from __future__ import annotations

from companion.content import Prompt


class Wording:
    """What was chosen for one card; `begin` puts the next one there, as it is."""

    def __init__(self, prompt: Prompt | None = None) -> None:
        self._prompt = prompt
        self._chosen = ""

    def begin(self, prompt: Prompt | None) -> None:
        """Another card, or the same one as it is."""
        self._prompt, self._chosen = prompt, ""

    @property
    def prompt(self) -> Prompt | None:
        return self._prompt

    @property
    def variant(self) -> str:
        """ "" for the card as it is, "smaller", "plain", or "more" for one of its further questions."""
        return self._chosen.rstrip("0123456789")

    def vary(self, variant: str) -> None:
        """Turn to another wording, or back from it. "more" goes through the further questions, then back."""
        if self._prompt is None:
            return
        if variant != "more":
            self._chosen = "" if self._chosen == variant else variant
            return
        coming = self._more() + 1
        self._chosen = f"more{coming}" if coming < len(self._prompt.followups) else ""

    def _more(self) -> int:
        """Which further question is read, or -1."""
        return int(self._chosen[4:]) if self.variant == "more" else -1

    def last_more(self) -> bool:
        """Whether after this further question comes the card itself again."""
        return self._prompt is not None and 0 <= self._more() == len(self._prompt.followups) - 1

    def text(self) -> str:
        """The words of the card in the wording that was chosen."""
        prompt = self._prompt
        if prompt is None:
            return ""
        if self.variant == "more":
            return prompt.followups[self._more()]
        return {"smaller": prompt.smaller, "plain": prompt.plain}.get(self._chosen) or prompt.text
