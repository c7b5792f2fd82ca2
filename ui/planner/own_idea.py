"""An idea of one's own: a title is enough, the rest helps to find it again and to ask for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.planner.form import FormRow
from ui.planner.invite_field import InviteField
from ui.planner.schedule import LENGTHS
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, FaultLine, LineField, TextField
from ui.widgets.phrasing import band, band_word, length
from ui.widgets.rows import line_of, pulled, quiet_line
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session

_PRESSURE = {1: 1, 2: 2, 3: 4}
_LONGEST_TITLE = 40
_PLACES: dict[str, tuple[str, ...]] = {"": (), "in": ("in",), "out": ("out",), "anywhere": ("anywhere",)}


class OwnIdeaDialog(QObject):
    """Add one, or change one. `kept` carries its id once it is stored; `help_asked` leaves for the help pages."""

    kept = Signal(str)
    help_asked = Signal()

    def __init__(self, session: Session, parent: QWidget, idea: Activity | None = None) -> None:
        super().__init__(parent)
        self._session, self._idea = session, idea
        self.dialog = Dialog(
            self.tr("Change your idea") if idea else self.tr("Add your own"), parent, width=560
        )
        self.dialog.destroyed.connect(self.deleteLater)
        self._make_fields()
        self._fill(idea)
        self._build(idea)

    def open(self) -> None:
        """Show it."""
        self.dialog.open()

    def _make_fields(self) -> None:
        self.title = LineField(self.tr("Title"), self.tr("Cards at the small table"))
        self.title.setMaxLength(_LONGEST_TITLE)
        self.fault = FaultLine()
        self.what = TextField(self.tr("What you do"), self.tr("A sentence, if you like"))
        self.talk = Segmented(self.tr("How much talking"), [(str(n), band_word(n)) for n in (1, 2, 3)])
        self.energy = Segmented(
            self.tr("Energy"), [("1", self.tr("low")), ("2", self.tr("some")), ("3", self.tr("plenty"))]
        )
        lengths = [(0, self.tr("Any length")), *((n, length(n)) for n in LENGTHS)]
        self.length = Combo(self.tr("How long"), lengths)
        self.place = Combo(
            self.tr("Where"),
            [
                ("", self.tr("Leave it open")),
                ("in", self.tr("At home")),
                ("out", self.tr("Outdoors")),
                ("anywhere", self.tr("Anywhere")),
            ],
        )
        self.invite = InviteField(self._session)
        self.invite.help_asked.connect(self._leave_for_help)
        self.cost = Combo(
            self.tr("Cost"),
            [
                (0, self.tr("Nothing")),
                (1, self.tr("Small change")),
                (2, self.tr("About a cheap meal")),
                (3, self.tr("More than that")),
            ],
        )
        self.season = Combo(
            self.tr("Season"),
            [
                ("any", self.tr("Any season")),
                ("warm", self.tr("Warm days")),
                ("cold", self.tr("Cold days")),
                ("wet", self.tr("Wet days")),
                ("dark-evenings", self.tr("Dark evenings")),
            ],
        )
        self.solo = TextField(
            self.tr("If the answer is no"), self.tr("What it is for one, if you like"), lines=1
        )
        self.apart = TextField(self.tr("From a distance"), self.tr("How it works apart, if it does"), lines=1)

    def _fill(self, idea: Activity | None) -> None:
        self.title.setText(idea.title if idea else "")
        self.talk.value = str(band(idea.pressure)) if idea else "1"
        self.energy.value = str(min(max(idea.energy, 1), 3)) if idea else "1"
        if idea is None:
            return
        self.what.setPlainText(idea.what)
        self.solo.setPlainText(idea.solo)
        self.apart.setPlainText(idea.apart)
        self.invite.put(idea.invite[0] if idea.invite else "")
        self.length.value = idea.minutes[1] if idea.minutes[1] in LENGTHS else 0
        self.place.value = next((name for name, known in _PLACES.items() if known == tuple(idea.place)), "")
        self.cost.value = min(max(idea.cost, 0), 3)
        self.season.value = idea.season[0] if idea.season else "any"

    def _build(self, idea: Activity | None) -> None:
        body = self.dialog.body
        for row in (
            FormRow(self.tr("Title"), self.title, self.fault),
            FormRow(self.tr("What you do"), self.what),
            FormRow(self.tr("Talking"), line_of(self.talk)),
            FormRow(self.tr("Energy"), line_of(self.energy)),
            FormRow(self.tr("How long"), line_of(self.length)),
            FormRow(self.tr("Where"), line_of(self.place)),
        ):
            body.addLayout(pulled(row))
        self.more_button = Button(self.tr("Say more about it"), "quiet")
        self.more_button.clicked.connect(self._unfold)
        body.addLayout(quiet_line(self.more_button))
        self.more = QWidget()
        column = QVBoxLayout(self.more)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(body.spacing())
        for row in (
            FormRow(self.tr("How to say it"), self.invite),
            FormRow(self.tr("If the answer is no"), self.solo),
            FormRow(self.tr("From a distance"), self.apart),
            FormRow(self.tr("Cost"), line_of(self.cost)),
            FormRow(self.tr("Season"), line_of(self.season)),
        ):
            column.addWidget(row)
        body.addLayout(pulled(self.more))
        self._show_more(idea is not None and says_more(idea))
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.main = self.dialog.add_button(self.tr("Keep it"), "primary", "other")
        self.main.clicked.connect(self._accept)

    def _show_more(self, shown: bool) -> None:
        self.more.setVisible(shown)
        self.more_button.setVisible(not shown)

    def _unfold(self) -> None:
        self._show_more(True)
        self.invite.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_for_help(self) -> None:
        self.dialog.reject()
        self.help_asked.emit()

    def _accept(self) -> None:
        title = _one_line(self.title.text())
        self.fault.say("" if title else self.tr("Add a word or two."))
        if not title:
            self.title.setFocus()
            return
        workspace = self._session.workspace
        if workspace is None:
            return
        kept = self._written(self._idea or workspace.planner.own_idea(title), title)
        if self._session.perform(lambda: workspace.planner.save_idea(kept), quiet=True) is not None:
            self.dialog.accept()
            self.kept.emit(kept.id)

    def _written(self, idea: Activity, title: str) -> Activity:
        longest = int(self.length.value)
        # What was finer than the choices here stays as it is, as long as the choice does.
        same = self._idea is not None and str(band(idea.pressure)) == self.talk.value
        pressure = idea.pressure if same else _PRESSURE[int(self.talk.value)]
        return replace(
            idea,
            title=title,
            what=_one_line(self.what.toPlainText()),
            pressure=pressure,
            talk=pressure - 1,
            energy=int(self.energy.value),
            minutes=(longest, longest),
            place=_PLACES[self.place.value],
            invite=(self.invite.words,) if self.invite.words else (),
            solo=_one_line(self.solo.toPlainText()),
            apart=_one_line(self.apart.toPlainText()),
            cost=int(self.cost.value),
            season=(str(self.season.value),),
        )


def says_more(idea: Activity) -> bool:
    """Whether an idea holds something of what the dialog keeps folded away."""
    return bool(idea.invite or idea.solo or idea.apart or idea.cost or "any" not in idea.season)


def _one_line(text: str) -> str:
    return " ".join(text.split())
