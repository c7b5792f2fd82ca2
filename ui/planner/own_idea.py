"""An idea of one's own: a title is enough, the rest helps to find it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.planner.form import FormRow
from ui.planner.schedule import LENGTHS
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, FaultLine, LineField, TextField
from ui.widgets.phrasing import band, band_word, length
from ui.widgets.rows import line_of, pulled
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session

_PRESSURE = {1: 1, 2: 2, 3: 4}
_LONGEST_TITLE = 40
_PLACES: dict[str, tuple[str, ...]] = {"": (), "in": ("in",), "out": ("out",), "anywhere": ("anywhere",)}


class OwnIdeaDialog(QObject):
    """Add one, or change one. `kept` carries its id once it is stored."""

    kept = Signal(str)

    def __init__(self, session: Session, parent: QWidget, idea: Activity | None = None) -> None:
        super().__init__(parent)
        self._session, self._idea = session, idea
        self.dialog = Dialog(
            self.tr("Change your idea") if idea else self.tr("Add your own"), parent, width=560
        )
        self.dialog.destroyed.connect(self.deleteLater)
        self.title = LineField(self.tr("Title"), self.tr("Cards at the small table"))
        self.title.setMaxLength(_LONGEST_TITLE)
        self.fault = FaultLine()
        self.what = TextField(self.tr("What you do"), self.tr("A sentence, if you like"))
        self.talk = Segmented(
            self.tr("How much talking"),
            [(str(n), band_word(n)) for n in (1, 2, 3)],
        )
        self.energy = Segmented(
            self.tr("Energy"),
            [("1", self.tr("low")), ("2", self.tr("some")), ("3", self.tr("plenty"))],
        )
        self.length = Combo(
            self.tr("How long"), [(0, self.tr("Any length")), *((n, length(n)) for n in LENGTHS)]
        )
        self.place = Combo(
            self.tr("Where"),
            [
                ("", self.tr("Leave it open")),
                ("in", self.tr("At home")),
                ("out", self.tr("Outdoors")),
                ("anywhere", self.tr("Anywhere")),
            ],
        )
        self._fill(idea)
        body = self.dialog.body
        body.addLayout(pulled(FormRow(self.tr("Title"), self.title, self.fault)))
        body.addLayout(pulled(FormRow(self.tr("What you do"), self.what)))
        body.addLayout(pulled(FormRow(self.tr("Talking"), line_of(self.talk))))
        body.addLayout(pulled(FormRow(self.tr("Energy"), line_of(self.energy))))
        body.addLayout(pulled(FormRow(self.tr("How long"), line_of(self.length))))
        body.addLayout(pulled(FormRow(self.tr("Where"), line_of(self.place))))
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.main = self.dialog.add_button(self.tr("Keep it"), "primary", "other")
        self.main.clicked.connect(self._accept)

    def open(self) -> None:
        """Show it."""
        self.dialog.open()

    def _fill(self, idea: Activity | None) -> None:
        self.title.setText(idea.title if idea else "")
        self.what.setPlainText(idea.what if idea else "")
        self.talk.value = str(band(idea.pressure)) if idea else "1"
        self.energy.value = str(min(max(idea.energy, 1), 3)) if idea else "1"
        longest = idea.minutes[1] if idea else 0
        self.length.value = longest if longest in LENGTHS else 0
        place = tuple(idea.place) if idea else ()
        self.place.value = next((name for name, known in _PLACES.items() if known == place), "")

    def _accept(self) -> None:
        title = " ".join(self.title.text().split())
        self.fault.say("" if title else self.tr("Add a word or two."))
        if not title:
            self.title.setFocus()
            return
        workspace = self._session.workspace
        if workspace is None:
            return
        longest = int(self.length.value)
        pressure = _PRESSURE[int(self.talk.value)]
        kept = replace(
            self._idea or workspace.planner.own_idea(title),
            title=title,
            what=" ".join(self.what.toPlainText().split()),
            pressure=pressure,
            talk=pressure - 1,
            energy=int(self.energy.value),
            minutes=(longest, longest),
            place=_PLACES[self.place.value],
        )
        if self._session.perform(lambda: workspace.planner.save_idea(kept), quiet=True) is not None:
            self.dialog.accept()
            self.kept.emit(kept.id)
