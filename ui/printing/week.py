"""Seven days on a plain sheet: what is planned and when, with room to write beside it.

Titles are neutral unless somebody chooses the real ones: paper on a kitchen door is read by whoever passes. Days come
in order and nothing on the sheet says what became of a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.printing import draw
from ui.printing import paper as papers
from ui.printing.dialog import PrintDialog
from ui.printing.paper import Block, Canvas, Document
from ui.widgets.fields import Combo, labelled
from ui.widgets.phrasing import plan_facts, weekday
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from companion.planner import Plan
    from ui.session import Session

translate = QCoreApplication.translate

DAYS = 7
_MARGIN = 20.0
_COLUMN = 46.0
_GAP = 4.0
_TOP = 20.0
_AIR = 3.2
_ENTRY_GAP = 2.4
_LEAST = 15.0
_MOST_LINES = 3
_TITLES = "week_titles"
_SHOWN = ("planned", "done")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day: its title as it is to be read by anybody, and the small line under it."""

    title: str
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A row of the sheet: its name in bold, a small line under it, and what stands beside it."""

    name: str
    small: str
    entries: tuple[Entry, ...] = ()


def days(plans: Sequence[Plan], start: date, *, real: bool) -> list[Day]:
    """The rows for seven days from `start`, by the clocks here; what is for any time of the week comes first."""
    last = start + timedelta(days=DAYS - 1)
    shown = [
        plan for plan in plans if plan.state in _SHOWN and _begins(plan) <= last and _ends(plan) >= start
    ]
    shown.sort(key=lambda plan: plan.here())
    loose = [plan for plan in shown if plan.part == "week" and plan.at is None]
    rows: list[Day] = []
    if loose:
        name = translate("Week", "Some time this week")
        rows.append(Day(name, "", tuple(Entry(_title(plan, real)) for plan in loose)))
    for number in range(DAYS):
        day = start + timedelta(days=number)
        there = [plan for plan in shown if plan not in loose and _begins(plan) <= day <= _ends(plan)]
        entries = tuple(Entry(_title(plan, real), plan_facts(plan, place=real)) for plan in there)
        rows.append(Day(weekday(day), _date(day), entries))
    return rows


def _begins(plan: Plan) -> date:
    return plan.here().date()


def _ends(plan: Plan) -> date:
    return max(_begins(plan), plan.last_day) if plan.at is None else _begins(plan)


def _title(plan: Plan, real: bool) -> str:
    return plan.title if real else plan.alias or translate("Week", "Something planned")


def _date(day: date) -> str:
    pattern = translate("Week", "d MMMM")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


class WeekDocument(Document):
    """The week on one sheet, or on more where much is planned."""

    def __init__(self, rows: Sequence[Day], heading: str, *, sheet: str = "A4", title: str = "Notes") -> None:
        super().__init__(papers.paper(sheet), title)
        theme.load_fonts()
        self._heading = heading
        self._pages = self._paged([self._row(day) for day in rows])

    @property
    def count(self) -> int:
        return len(self._pages)

    def words(self, page: int) -> str:
        said = [self._heading] if not page else []
        for row in self._pages[page].rows:
            said.append(" ".join(part for part in (row.day.name, row.day.small) if part))
            said += [", ".join(filter(None, (each.entry.title, each.entry.facts))) for each in row.entries]
        return "\n".join(said)

    def paint(self, canvas: Canvas, page: int) -> None:
        laid = self._pages[page]
        start, _ = draw.sides(canvas)
        y = _TOP
        if not page:
            head = self._head(start)
            canvas.text(head, _MARGIN, y)
            y += head.height + 4
        for row in laid.rows:
            canvas.pen(0.2, papers.GREY)
            canvas.line(_MARGIN, y, self.paper.width - _MARGIN, y)
            self._paint_row(canvas, row, y + _AIR)
            y += max(row.height, laid.least)
        canvas.pen(0.2, papers.GREY)
        canvas.line(_MARGIN, y, self.paper.width - _MARGIN, y)

    def _paint_row(self, canvas: Canvas, row: _Row, y: float) -> None:
        start, _ = draw.sides(canvas)
        wide = self.paper.width - 2 * _MARGIN
        name_x = _MARGIN + (wide - _COLUMN + _GAP if canvas.rtl else 0)
        text_x = _MARGIN + (0 if canvas.rtl else _COLUMN)
        down = y
        for block in row.name(start):
            canvas.text(block, name_x, down)
            down += block.height
        for each in row.entries:
            for block in each.blocks(start):
                canvas.text(block, text_x, y)
                y += block.height
            y += _ENTRY_GAP

    # --- where what stands --------------------------------------------------------------------------------

    def _head(self, align: Qt.AlignmentFlag) -> Block:
        return _block(
            self._heading, 20, self.paper.width - 2 * _MARGIN, align, family=papers.READ, weight=500
        )

    def _row(self, day: Day) -> _Row:
        wide = self.paper.width - 2 * _MARGIN - _COLUMN
        return _Row(day, tuple(_Laid(entry, wide) for entry in day.entries))

    def _paged(self, rows: list[_Row]) -> list[_Page]:
        """All on one sheet with even room for each day, if they fit; otherwise close together, a day after the other,
        and a day that is longer than a sheet goes on over the next."""
        full = self.paper.height - 2 * _TOP
        first = full - self._head(draw.sides_of(self.rtl)[0]).height - 4
        least = _even(rows, first)
        if least is not None:
            return [_Page(rows, least)]
        pages = [_Page([], _LEAST)]
        room = first
        for row in rows:
            for part in row.parts(full):
                tall = max(part.height, _LEAST)
                if tall > room and pages[-1].rows:
                    pages.append(_Page([], _LEAST))
                    room = full
                pages[-1].rows.append(part)
                room -= tall
        return pages


def _even(rows: Sequence[_Row], room: float) -> float | None:
    """The height days have at least so that together they fill the room; None where they need more than there is."""
    tall = sorted((row.height for row in rows), reverse=True)
    for number, height in enumerate(tall):
        rest = len(tall) - number
        even = room / rest
        if height <= even:
            return even if even >= _LEAST else None
        room -= height
    return None


@dataclass(frozen=True, slots=True)
class _Laid:
    """An entry, as wide as its column."""

    entry: Entry
    width: float

    @property
    def height(self) -> float:
        return sum(block.height for block in self.blocks(draw.sides_of(False)[0]))

    def blocks(self, align: Qt.AlignmentFlag) -> list[Block]:
        found = [_cut(self.entry.title, 12, self.width, align, family=papers.READ)]
        if self.entry.facts:
            found.append(_cut(self.entry.facts, 10, self.width, align))
        return found


@dataclass(frozen=True, slots=True)
class _Row:
    day: Day
    entries: tuple[_Laid, ...]

    def name(self, align: Qt.AlignmentFlag) -> list[Block]:
        found = [_block(self.day.name, 11, _COLUMN - _GAP, align, weight=600)]
        if self.day.small:
            found.append(_block(self.day.small, 10, _COLUMN - _GAP, align))
        return found

    @property
    def height(self) -> float:
        name = sum(block.height for block in self.name(draw.sides_of(False)[0]))
        texts = sum(each.height + _ENTRY_GAP for each in self.entries) - (_ENTRY_GAP if self.entries else 0)
        return max(name, texts) + 2 * _AIR

    def parts(self, most: float) -> list[_Row]:
        """The row, or as many as its entries need where it is taller than a sheet."""
        if self.height <= most:
            return [self]
        half = len(self.entries) // 2
        if not half:
            return [self]
        return [
            *_Row(self.day, self.entries[:half]).parts(most),
            *_Row(self.day, self.entries[half:]).parts(most),
        ]


@dataclass(frozen=True, slots=True)
class _Page:
    rows: list[_Row]
    least: float


def _block(
    text: str,
    points: float,
    width: float,
    align: Qt.AlignmentFlag,
    *,
    family: str = papers.PLAIN,
    weight: int = 400,
) -> Block:
    return Block(
        text,
        points=points,
        width=width,
        pitch=1.4,
        family=family,
        weight=weight,
        align=align,
    )


def _cut(
    text: str, points: float, width: float, align: Qt.AlignmentFlag, *, family: str = papers.PLAIN
) -> Block:
    """A text in a few lines at most; what is longer ends in dots. A calendar may bring a title of any length."""
    block = _block(text, points, width, align, family=family)
    low, high = 0, len(text)
    while block.lines > _MOST_LINES and high - low > 1:
        middle = (low + high) // 2
        if _block(text[:middle] + "…", points, width, align, family=family).lines <= _MOST_LINES:
            low = middle
        else:
            high = middle
    return (
        block
        if block.lines <= _MOST_LINES
        else _block(text[:low].rstrip() + "…", points, width, align, family=family)
    )


class WeekPrintDialog(PrintDialog):
    """Print seven days: from today, or a week of the calendar."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        self._owner = session
        super().__init__(parent, "", self._sheet, file_name=session.settings.discreet_name, session=session)
        self.set_title(self.tr("Print a week"))

    def add_controls(self) -> None:
        today = self._owner.today()
        begins = today - timedelta(days=(today.isoweekday() - QLocale().firstDayOfWeek().value) % DAYS)
        weeks = [
            (today, self.tr("Seven days from today")),
            (begins, self.tr("This week")),
            (begins + timedelta(days=DAYS), self.tr("Next week")),
        ]
        self.start = Combo(self.tr("Which days"), [(day.isoformat(), words) for day, words in weeks])
        self.start.chosen.connect(lambda _value: self.refresh())
        self.titles = Segmented(
            self.tr("Titles"),
            [("neutral", self.tr("Neutral")), ("real", self.tr("As written"))],
            "real" if self._prefs(_TITLES) == "real" else "neutral",
        )
        self.titles.chosen.connect(self._titles_chosen)
        self.controls.addWidget(labelled(self.tr("Which days"), self.start))
        hint = self.tr("Neutral says only that something is planned, and when.")
        self.controls.addWidget(labelled(self.tr("Titles"), self.titles, hint=hint))

    def _titles_chosen(self, value: object) -> None:
        self._remember(_TITLES, value)
        self.refresh()

    def _sheet(self, sheet: str) -> Document | None:
        workspace = self._owner.workspace
        if workspace is None:
            return None
        start = date.fromisoformat(self.start.value)
        end = start + timedelta(days=DAYS - 1)
        # A day more at both ends: what was planned elsewhere in the world may lie on another day here.
        plans = workspace.planner.plans(start - timedelta(days=1), end + timedelta(days=1))
        rows = days(plans, start, real=self.titles.value == "real")
        heading = self.tr("{first} to {last}").format(first=_date(start), last=_date(end))
        return WeekDocument(rows, heading, sheet=sheet, title=self._file_name)
