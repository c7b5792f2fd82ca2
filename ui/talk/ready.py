"""When ready: from "who is here" to the other person's answer. Which step is shown follows from the flow.

    who is here -> SAFE? (alone) -> which is closer -> the four checks (two: one after the other, behind a plain sheet)
    -> settle and look once more | another time | not tonight | draw a card
    -> what it is for -> how -> ask them -> their answer -> the talking room, or kind words

Everything said here is in memory and gone at the lock. From the yes on, the talking room (`room.py`) goes on with the same
flow; while it does, this tab only shows the door.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion import content
from companion.talk import ROLES
from ui.talk import flow_words, guided, sayings, words
from ui.talk.ask_them import AskStep, KindPage
from ui.talk.asking import AnotherTimeStep, ChoiceStep, HandOverStep, ShapeStep, StartStep, result_card
from ui.talk.check import CheckStep
from ui.talk.steps import EndStep, KindStep, LinesStep, SafeStep, SettleStep, Step
from ui.widgets.text import announce

if TYPE_CHECKING:
    from companion.flow import Flow
    from ui.session import Session


class WhenReady(QWidget):
    """The tab. `draw_asked` carries the depth that was chosen, `go` leads to another page, `moved` tells that the flow
    stands elsewhere now, and `pause_asked` that somebody wants to pause."""

    draw_asked = Signal(str)
    moved = Signal()
    pause_asked = Signal()
    go = Signal(str, object)

    def __init__(self, session: Session, flow: Flow) -> None:
        super().__init__()
        self._session = session
        self.flow = flow
        self._small = False
        self._settle = words.settling()[0]
        self._shown = ""
        self.step: QWidget | None = None
        self._stage = QVBoxLayout(self)
        self._stage.setContentsMargins(0, 0, 0, 0)
        self._makers: dict[str, Callable[[], QWidget]] = {
            "start": self._start,
            "safe": self._safe,
            "lines": self._lines,
            "role": self._role,
            "ready": self._check,
            "hand_over": self._hand_over,
            "settle": self._settling,
            "another_time": self._another_time,
            "aim": self._aim,
            "shape": self._shape,
            "ask": self._ask,
            "not_now": self._not_now,
            "keeps_happening": self._keeps_happening,
            "often_not_now": self._often,
            "help": lambda: self.kind_step("low" if self.flow.sitting.safe == "low" else "afraid"),
            "end": lambda: self._ending(EndStep(words.stopped(), (), self._session.copy)),
            **{
                state: lambda state=state: self._refused(state)  # type: ignore[misc]
                for state in ("their_no", "their_rough_no", "silence", "upset")
            },
        }

    # --- which step ---------------------------------------------------------------------------------------

    def has(self, state: str) -> bool:
        """Whether this tab shows that state; the others are the talking room's."""
        return state in self._makers

    def refresh(self) -> None:
        """Show the step that the flow stands at. The one that is there already stays, with what was typed in it."""
        state = self.flow.state
        if state == self._shown and self.step is not None:
            if isinstance(self.step, CheckStep):
                self.step.refresh()
        elif self.has(state):
            self._show(state, focus=False)

    def send(self, event: str) -> None:
        """Something was chosen: go on, and put the keyboard where the next step begins."""
        before = (self.flow.state, self.flow.company)
        self.flow.send(event)
        if (self.flow.state, self.flow.company) != before or event == "begin_again":
            if self.has(self.flow.state):
                self._show(self.flow.state, focus=True)
            self.moved.emit()

    def _show(self, state: str, *, focus: bool) -> None:
        made = self._makers[state]()
        if isinstance(made, Step | CheckStep):
            made.pause_asked.connect(self.pause_asked)
            made.smaller_asked.connect(self._company)
            made.stop_asked.connect(lambda: self.send("stop"))
        old, self.step = self.step, made
        self._shown = state
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

    # --- before the check ---------------------------------------------------------------------------------

    def _start(self) -> QWidget:
        step = StartStep()
        step.answered.connect(self.send)
        return step

    def _safe(self) -> QWidget:
        step = SafeStep()
        step.answered.connect(self._said_safe)
        return step

    def _said_safe(self, answer: str) -> None:
        self.send(answer)
        if self.flow.state == "help" and answer == "low":
            self.go.emit("understand", {"page": "s-low"})

    def _lines(self) -> QWidget:
        step = LinesStep()
        step.answered.connect(self._said_lines)
        return step

    def _said_lines(self, one_fits: bool) -> None:
        self.send("one_fits" if one_fits else "none_fits")
        if one_fits:
            self.go.emit("understand", {"page": "s-afraid"})

    def kind_step(self, why: str) -> KindStep:
        """Where talking stops for now; the Cards tab shows the same."""
        if why == "afraid":
            step = KindStep(words.afraid(), self.tr("Open the help page"))
        else:
            step = KindStep(words.low(), self.tr("People who listen"))
        step.asked.connect(lambda what: self.kindly(what, f"s-{why}"))
        return step

    def kindly(self, what: str, page: str) -> None:
        """Where the kind page leads on to."""
        if what == "help":
            self._open_help(page)
        elif what == "write":
            self._write()
        elif what == "today":
            self.go.emit("today", None)
        else:
            self.send("begin_again")

    def _role(self) -> QWidget:
        workspace = self._session.workspace
        told = str(workspace.prefs.get("role", "unsure")) if workspace is not None else "unsure"
        known = told if self.flow.sitting.role == "unsure" and told in ROLES else self.flow.sitting.role
        step = ChoiceStep(flow_words.role(), words.roles(), "" if known == "unsure" else known)
        step.answered.connect(self._said_role)
        return step

    def _said_role(self, role: str) -> None:
        self.flow.sitting.role = role
        self.send("go_on")

    # --- the check ----------------------------------------------------------------------------------------

    def _check(self) -> QWidget:
        step = CheckStep(self.flow, self._example)
        step.set_small(self._small)
        step.draw_asked.connect(self.draw_asked)
        step.go_on_asked.connect(lambda: self.send("go_on"))
        step.not_tonight_asked.connect(lambda: self.send("not_now"))
        step.settle_asked.connect(self._begin_settling)
        step.company_chosen.connect(lambda who: self.send("both_of_us" if who == "both" else "just_me"))
        return step

    def _example(self, deck: str) -> str:
        """A taste of a deck: the shortest card that may be shown now, so that all of it is seen."""
        depths = content.DECKS[deck]
        allows = self.flow.sitting.allows
        texts = [card.text for card in content.prompts() if card.depth in depths and allows(card)]
        return min(texts, key=len, default="")

    def _hand_over(self) -> QWidget:
        step = HandOverStep()
        step.answered.connect(lambda: self.send("handed_over"))
        return step

    def _begin_settling(self, key: str) -> None:
        self._settle = next(offer for offer in words.settling() if offer.key == key)
        self.send("settle")

    def _settling(self) -> QWidget:
        step = SettleStep(self._settle, self.flow.sitting.role)
        step.again_asked.connect(lambda: self.send("look_again"))
        step.write_asked.connect(lambda: self._write(guided.HOT))
        step.not_tonight_asked.connect(lambda: self.send("not_now"))
        return step

    def _another_time(self) -> QWidget:
        step = AnotherTimeStep()
        step.asked.connect(self._other_time)
        return step

    def _other_time(self, what: str) -> None:
        if what == "plan":
            self.go.emit("together", {"plan": None})
        elif what == "company":
            self._company()
        else:
            self.send("back")

    # --- what for, how, and asking ------------------------------------------------------------------------

    def _aim(self) -> QWidget:
        sitting = self.flow.sitting
        above = result_card(sitting.result(), sitting.role, lambda: self.draw_asked.emit(sitting.fits()))
        step = ChoiceStep(flow_words.aim(), flow_words.aims(), self.flow.aim, above, not_tonight=True)
        step.answered.connect(self._said_aim)
        step.not_tonight_asked.connect(lambda: self.send("not_now"))
        return step

    def _said_aim(self, aim: str) -> None:
        self.flow.choose_aim(aim)
        self.send("go_on")

    def _shape(self) -> QWidget:
        step = ShapeStep(self.flow, self._example)
        step.answered.connect(lambda: self.send("go_on"))
        step.back_asked.connect(lambda: self.send("back"))
        step.not_tonight_asked.connect(lambda: self.send("not_now"))
        return step

    def _ask(self) -> QWidget:
        alone = self.flow.presence == "alone"
        step = AskStep(self._session, self.flow.sitting.role, alone=alone)
        step.answered.connect(self.send)
        step.back_asked.connect(lambda: self.send("back"))
        step.go.connect(self.go)
        return step

    # --- kind endings -------------------------------------------------------------------------------------

    def _refused(self, state: str) -> QWidget:
        lines = self._voiced("here") if state == "silence" else flow_words.replies(state)
        # Stopping comes first; a line to mend with is for another day, and asks for nothing.
        later = self._voiced("repair") if state == "upset" else []
        events = [("keeps_happening", self.tr("This keeps happening"))]
        if state == "upset":
            events.insert(0, ("pause", self.tr("We both want to come back to it")))
        step = KindPage(flow_words.refusal(state), state, lines, self._session, events, later)
        step.asked.connect(self._kindly)
        return step

    def _voiced(self, bank: str) -> list[str]:
        """The lines of a bank in this person's voice that ask nothing."""
        voices = sayings.voices(self.flow.sitting.role)
        return [p.text for p in content.phrases(bank) if p.role in voices and "?" not in p.text]

    def _keeps_happening(self) -> QWidget:
        step = KindPage(flow_words.keeps_happening(), "keeps_happening", (), self._session)
        step.asked.connect(self._kindly)
        return step

    def _often(self) -> QWidget:
        step = KindPage(flow_words.often_not_now(), "often_not_now", (), self._session)
        step.asked.connect(self._kindly)
        return step

    def _kindly(self, what: str) -> None:
        if what.startswith("page:"):
            self._open_help(what.removeprefix("page:"))
        elif what.startswith("card:"):
            self.go.emit("understand", {"card": what.removeprefix("card:")})
        elif what == "write":
            self._write()
        elif what == "company":
            self._company()
        elif what == "pause":
            self.pause_asked.emit()
        else:
            self.send(what)

    def _not_now(self) -> QWidget:
        role, copy = self.flow.sitting.role, self._session.copy
        if self.flow.company == "both":
            return self._ending(EndStep(flow_words.not_tonight_for_two(), (), copy))
        if role == "reaching":
            lines = [phrase.text for phrase in content.phrases("here") if phrase.role == "reaching"]
            return self._ending(EndStep(words.ended(role), lines, copy, calming=True))
        lines = [phrase.text for phrase in content.phrases("not_now")]
        return self._ending(EndStep(words.ended(role), lines, copy, often=True))

    def _ending(self, step: EndStep) -> QWidget:
        step.company_asked.connect(self._company)
        step.write_asked.connect(lambda: self._write())
        step.often_asked.connect(lambda: self.send("often_not_now"))
        step.again_asked.connect(lambda: self.send("begin_again"))
        return step

    # --- ways on ------------------------------------------------------------------------------------------

    def _write(self, guide: str = "") -> None:
        flow = self.flow
        wanted = guide or guided.after(flow.state, flow.sitting.role)
        self.go.emit("diary", guided.page(wanted))

    def _open_help(self, page: str) -> None:
        """A page to read. Someone alone who opens "if it frightened you" has named it: talking is put away."""
        if page == "s-afraid" and self.flow.company == "me":
            self.send("afraid")
        self.go.emit("understand", {"page": page})

    def _company(self) -> None:
        """Presence before talk: things to do side by side that ask nothing."""
        self.go.emit("together", {"tab": "ideas", "shelf": "quiet"})
