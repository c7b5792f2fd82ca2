"""Where, and together or apart; with two apart also where the other one is, so that both evenings can be read."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.combo import Combo
from ui.widgets.fields import LineField
from ui.widgets.phrasing import clock, elsewhere, joined, place_of
from ui.widgets.rows import line_of
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.planner import Plan
    from ui.session import Session

_LONGEST = 80
_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


class ZoneField(Combo):
    """The places of the world that have a clock of their own, by name; letters typed go to the next that begins so."""

    def __init__(self, name: str, value: str) -> None:
        known = zones()
        if value and value not in known:
            known = {**known, value: place_of(value)}
        super().__init__(name, [("", self.tr("The same clock as here")), *known.items()], value)

    def sizeHint(self) -> QSize:
        # Its widest word out of hundreds would be measured each time a layout asks.
        return QSize(theme.px(250), theme.size("field"))


@cache
def zones() -> dict[str, str]:
    """Every zone with a place in its name, and how it is shown: "Lisbon, Europe"."""
    from PySide6.QtCore import QTimeZone

    names = (bytes(name.data()).decode("ascii", "replace") for name in QTimeZone.availableTimeZoneIds())
    placed = [name for name in names if name.partition("/")[0] in _AREAS and "/" in name]
    shown = {name: joined([place_of(name), name.partition("/")[0]]) for name in placed}
    return dict(sorted(shown.items(), key=lambda pair: pair[1].casefold()))


def room_for(words: str, usual: int) -> int:
    """How long a line may be: as usual, or as long as what a calendar brought, which nobody asked to shorten."""
    return max(usual, len(words.encode("utf-16-le", "replace")) // 2)


class CompanyFields(QWidget):
    """`place`, `apart` and `zone_there` are the answers; `show_for` says which plan they belong to by now."""

    def __init__(self, session: Session, plan: Plan, place: str) -> None:
        super().__init__()
        self._session = session
        self.place_field = LineField(self.tr("Where"), self.tr("At home, the park, or leave it open"))
        self.place_field.setMaxLength(room_for(place, _LONGEST))
        self.place_field.setText(place)
        self.company = Segmented(
            self.tr("Together or apart"),
            [("together", self.tr("Together")), ("apart", self.tr("Apart"))],
            "apart" if plan.apart else "together",
        )
        self._zone = plan.zone_there
        self._plan = plan
        self.zone: ZoneField | None = None
        self.clocks = Label("", "caption", "ink_2", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(2))
        self._column.addWidget(self.place_field)
        self._column.addWidget(line_of(self.company))
        self._column.addWidget(self.clocks)
        self.company.chosen.connect(self._changed)
        self._changed()

    @property
    def place(self) -> str:
        return " ".join(self.place_field.text().split())

    @property
    def apart(self) -> bool:
        return bool(self.company.value == "apart")

    @property
    def zone_there(self) -> str:
        """The other person's zone, if both are apart and it is another one."""
        if not self.apart:
            return ""
        return str(self.zone.value or "") if self.zone is not None else self._zone

    def show_for(self, plan: Plan) -> None:
        """The day and time it is now; both evenings are said for these."""
        self._plan = plan
        self._say()

    def _changed(self, _chosen: object = None) -> None:
        if self.apart and self.zone is None:
            name = self._session.name("their_name")
            called = (
                self.tr("The clock where {name} is").format(name=name) if name else self.tr("Their clock")
            )
            self.zone = ZoneField(called, self._zone)
            self.zone.chosen.connect(lambda _zone: self._say())
            self._line = QWidget()
            line = QVBoxLayout(self._line)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.space(1))
            line.addWidget(Label(called, "caption", "ink_2", wrap=True))
            line.addWidget(line_of(self.zone))
            self._column.insertWidget(2, self._line)
        if self.zone is not None:
            self._line.setVisible(self.apart)
        self._say()

    def _say(self) -> None:
        plan = replace(self._plan, zone_there=self.zone_there)
        there = elsewhere(plan)
        self.clocks.setVisible(bool(there))
        if there:
            here = self.tr("{time} here").format(time=clock(plan.here()))
            self.clocks.setText(joined([here, *there]))
