"""When ready: SAFE? first, then the four checks, then a depth. Which step is shown follows from the sitting.

    SAFE? -> not sure -> three lines -> SAFE? answered
          -> afraid or unsafe with myself -> kind words, a help page, no cards until a new session
          -> safe enough -> checks -> settle and look once more | not tonight | draw a card

Everything said here is in memory and gone at the lock. Left out: asking two people, turns and the pause with a
return time; they come with the talking room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion import content
from companion.talk import ROLES
from ui.talk import words
from ui.talk.check import CheckStep
from ui.talk.steps import EndStep, KindStep, LinesStep, SafeStep, SettleStep
from ui.widgets.text import announce

if TYPE_CHECKING:
    from companion.talk import Sitting
    from ui.session import Session


class WhenReady(QWidget):
    """The tab. `draw_asked` carries the depth that was chosen, `go` leads to another page."""

    draw_asked = Signal(str)
    stopped = Signal()
    changed = Signal()
    go = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._small = False
        self._sitting: Sitting | None = None
        self._ended = ""
        self._settle: words.Offer | None = None
        self.step: QWidget | None = None
        self._stage = QVBoxLayout(self)
        self._stage.setContentsMargins(0, 0, 0, 0)

    # --- which step ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the step that the sitting stands at. Begins with the role a person once told the app."""
        sitting = self._session.sitting
        if sitting is None:
            return
        if sitting is not self._sitting:
            self._sitting = sitting
            self._ended, self._settle = "", None
            role = (
                self._session.workspace.prefs.get("role", "unsure") if self._session.workspace else "unsure"
            )
            sitting.role = role if role in ROLES else "unsure"
        self._show(self._wanted(sitting), focus=False)

    def _wanted(self, sitting: Sitting) -> str:
        if sitting.feared:
            return "afraid"
        if sitting.safe == "low":
            return "low"
        if self._ended:
            return self._ended
        if sitting.safe is None:
            return "safe"
        if sitting.safe == "unsure":
            return "lines"
        return "settle" if self._settle is not None else "check"

    def _next(self) -> None:
        if self._sitting is not None:
            self._show(self._wanted(self._sitting), focus=True)
            self.changed.emit()

    def _show(self, name: str, *, focus: bool) -> None:
        made = {
            "safe": self._safe,
            "lines": self._lines,
            "afraid": self._afraid,
            "low": self._low,
            "check": self._check,
            "settle": self._settling,
            "ended": self._end,
            "stopped": self._stop,
        }[name]()
        old, self.step = self.step, made
        at = self.window().focusWidget()
        held = old is not None and at is not None and old.isAncestorOf(at)
        if old is not None:
            self._stage.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stage.addWidget(made)
        made.show()
        if focus:
            announce(self, getattr(made, "title", ""))
        if focus or held:
            self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard where this step begins."""
        first = self.home_focus()
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def home_focus(self) -> QWidget | None:
        first = getattr(self.step, "first", None)
        found: QWidget | None = first() if first is not None else None
        return found

    def set_small(self, small: bool) -> None:
        self._small = small
        if isinstance(self.step, CheckStep):
            self.step.set_small(small)

    # --- the steps ----------------------------------------------------------------------------------------

    def _now(self) -> Sitting:
        assert self._sitting is not None
        return self._sitting

    def _safe(self) -> QWidget:
        step = SafeStep()
        step.answered.connect(self._said_safe)
        step.smaller_asked.connect(self._company)
        step.stop_asked.connect(self._stop_here)
        return step

    def _said_safe(self, answer: str) -> None:
        leads = self._now().answer_safe(answer)
        self._next()
        if leads == "s-low":
            self.go.emit("understand", {"page": "s-low"})

    def _lines(self) -> QWidget:
        step = LinesStep()
        step.answered.connect(self._said_lines)
        step.smaller_asked.connect(self._company)
        step.stop_asked.connect(self._stop_here)
        return step

    def _said_lines(self, one_fits: bool) -> None:
        leads = self._now().answer_lines(one_fits)
        self._next()
        if leads.startswith("s-"):
            self.go.emit("understand", {"page": leads})

    def _afraid(self) -> QWidget:
        return self.kind_step("afraid")

    def _low(self) -> QWidget:
        return self.kind_step("low")

    def kind_step(self, why: str) -> KindStep:
        """Where talking stops for now; the Cards tab shows the same."""
        if why == "afraid":
            step = KindStep(words.afraid(), self.tr("Open the help page"))
        else:
            step = KindStep(words.low(), self.tr("People who listen"))
        step.asked.connect(lambda what: self._kind(what, f"s-{why}"))
        return step

    def _kind(self, what: str, page: str) -> None:
        if what == "help":
            self.go.emit("understand", {"page": page})
        elif what == "write":
            self.go.emit("diary", {"new": True})
        elif what == "today":
            self.go.emit("today", None)
        else:
            self.begin_again()

    def begin_again(self) -> None:
        """A new session: the first question is asked again, and only that brings the cards back."""
        self._now().begin_again()
        self._ended, self._settle = "", None
        self._next()

    def _check(self) -> QWidget:
        step = CheckStep(self._now(), self._example)
        step.set_small(self._small)
        step.draw_asked.connect(self.draw_asked)
        step.not_tonight_asked.connect(self._not_tonight)
        step.settle_asked.connect(self._begin_settling)
        step.smaller_asked.connect(self._company)
        step.stop_asked.connect(self._stop_here)
        return step

    def _example(self, deck: str) -> str:
        """A taste of a deck: the shortest card that may be shown now, so that all of it is seen."""
        sitting = self._now()
        depths = content.DECKS[deck]
        texts = [card.text for card in content.prompts() if card.depth in depths and sitting.allows(card)]
        return min(texts, key=len, default="")

    def _begin_settling(self, key: str) -> None:
        self._settle = next(offer for offer in words.settling() if offer.key == key)
        self._next()

    def _settling(self) -> QWidget:
        assert self._settle is not None
        step = SettleStep(self._settle, self._now().role)
        step.again_asked.connect(self._look_again)
        step.write_asked.connect(self._write_hot)
        step.not_tonight_asked.connect(self._not_tonight)
        step.smaller_asked.connect(self._company)
        step.stop_asked.connect(self._stop_here)
        return step

    def _look_again(self) -> None:
        self._now().settled()
        self._settle = None
        self._next()

    def _write_hot(self) -> None:
        self.go.emit("diary", {"new": True})

    def _not_tonight(self) -> None:
        self._ended, self._settle = "ended", None
        self._next()

    def _stop_here(self) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop here, from any step or card: a quiet ending, no reason asked."""
        self._ended, self._settle = "stopped", None
        self._next()
        self.stopped.emit()

    def _end(self) -> QWidget:
        role = self._now().role
        if role == "reaching":
            lines = [phrase.text for phrase in content.phrases("here") if phrase.role == "reaching"]
        else:
            lines = [phrase.text for phrase in content.phrases("not_now")]
        return self._ending(EndStep(words.ended(role), lines, self._session.copy))

    def _stop(self) -> QWidget:
        return self._ending(EndStep(words.stopped(), (), self._session.copy))

    def _ending(self, step: EndStep) -> QWidget:
        step.company_asked.connect(self._company)
        step.write_asked.connect(lambda: self.go.emit("diary", {"new": True}))
        step.back_asked.connect(self._back)
        return step

    def _back(self) -> None:
        self._ended = ""
        self._next()

    def _company(self) -> None:
        """Presence before talk: things to do side by side that ask nothing."""
        self.go.emit("together", {"tab": "ideas", "shelf": "quiet"})
