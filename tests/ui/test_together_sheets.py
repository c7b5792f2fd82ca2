"""A week, a sign and an invitation on paper: what stands where, that nothing leaves its place, and what is never said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from companion import content
from companion.planner import Plan
from companion.workspace import open_new
from tests.sheets import dark, ink_in, pages_of, picture, words_of
from ui import theme
from ui.printing import note, sign, week
from ui.session import Session

MONDAY = date(2030, 11, 11)
PAPERS = ("A4", "Letter")
LONG = "MWWWM WWMWW " * 60


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    theme.apply(qapp, "light", reduced_motion=True)
    yield
    QLocale.setDefault(before)


def plan(title: str, days: int, at: time | None = time(19), **fields: object) -> Plan:
    day = MONDAY + timedelta(days=days)
    made = Plan(f"{title}-{days}", title, None, day, at=at, part=None if at else "evening")
    return replace(made, **fields)  # type: ignore[arg-type]


PLANS = [
    plan("Soup", 0, minutes=60, place="at home"),
    plan("Walk", 2, None, alias="Appointment"),
    plan("Film", 2, time(20, 15)),
    plan("A letter", 3, None, part="week"),
    plan("At the sea", 4, None, part="day", end_day=MONDAY + timedelta(days=5)),
    plan("Let go of", 1, state="let_go"),
    plan("Did not come about", 1, state="didnt"),
]


def sheet_of(plans: list[Plan], *, real: bool, sheet: str = "A4") -> week.WeekDocument:
    return week.WeekDocument(week.days(plans, MONDAY, real=real), "11 to 17 November", sheet=sheet)


# --- the week ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", PAPERS)
def test_a_week_says_what_is_planned_and_when(qapp: QApplication, sheet: str) -> None:
    document = sheet_of(PLANS, real=True, sheet=sheet)
    assert document.count == 1
    words = words_of(document)
    order = [
        "11 to 17 November",
        "Some time this week",
        "A letter",
        "Monday",
        "Soup",
        "19:00, about an hour, at home",
        "Tuesday",
        "Wednesday",
        "Walk",
        "Film",
        "Thursday",
        "Friday",
        "At the sea",
        "Saturday",
        "At the sea",
        "Sunday",
    ]
    at = -1
    for part in order:
        at = words.find(part, at + 1)
        assert at >= 0, part
    assert "Let go of" not in words
    assert "Did not come about" not in words
    for line in document.words(0).splitlines():
        assert line.split(", ")[0] in words, "what is read out stands on the paper"


def test_a_day_is_the_one_of_the_clocks_here(qapp: QApplication) -> None:
    far = plan("Call", 1, time(5), zone="Pacific/Kiritimati")
    here = far.here()
    rows = week.days([far], MONDAY, real=True)
    assert [row.small for row in rows if row.entries] == [week._date(here.date())]
    assert f"{here:%H:%M}" in next(row for row in rows if row.entries).entries[0].facts
    before = plan("Long before", 0, time(5), zone="Pacific/Kiritimati")
    told = [row.entries for row in week.days([before], MONDAY, real=True) if row.entries]
    assert bool(told) == (before.here().date() >= MONDAY)


def test_neutral_says_when_and_not_what(qapp: QApplication) -> None:
    words = words_of(sheet_of(PLANS, real=False))
    for told in ("Soup", "Walk", "Film", "A letter", "At the sea", "at home"):
        assert told not in words
    assert words.count("Something planned") == 5
    assert "Appointment" in words, "a plan's own neutral title is its own"
    assert "20:15" in words


@pytest.mark.parametrize("sheet", PAPERS)
def test_much_of_it_goes_on_over_the_next_sheet_and_leaves_no_margin(qapp: QApplication, sheet: str) -> None:
    plans = [plan(f"{n} {LONG}", n % 7, time(8 + n % 12), place=LONG) for n in range(80)]
    document = sheet_of(plans, real=True, sheet=sheet)
    assert document.count > 3
    words = words_of(document)
    for n in range(80):
        assert f"{n} MWWWM" in words
    wide, tall = document.paper.width, document.paper.height
    for page in range(document.count):
        image = picture(document, page, per_mm=4)
        assert ink_in(image, 20, 18, wide - 20, tall - 18, per_mm=4)
        for box in (
            (0, 0, wide, 18),
            (0, tall - 18, wide, tall),
            (0, 0, 18, tall),
            (wide - 18, 0, wide, tall),
        ):
            assert not ink_in(image, *box, per_mm=4), f"page {page}, {box}"


def test_one_title_without_a_space_stays_on_its_line(qapp: QApplication) -> None:
    document = sheet_of([plan("x" * 3000, 1)], real=True)
    assert document.count == 1
    assert not ink_in(picture(document, 0, per_mm=4), 192, 0, 210, 297, per_mm=4)


# --- the sign ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", PAPERS)
@pytest.mark.parametrize("shape", sign.SHAPES)
@pytest.mark.parametrize(
    "words", [*sign.ready_words(), LONG, "Donaudampfschifffahrtsgesellschaft", "x" * 400, "Tea.\nOr not."]
)
def test_no_word_of_a_sign_leaves_its_panel(qapp: QApplication, words: str, shape: str, sheet: str) -> None:
    document = sign.SignDocument(words, shape=shape, sheet=sheet)
    image = picture(document, per_mm=4)
    left, top = document.grid.origin(document.paper)
    w, h = document.grid.width, document.grid.height
    for panel in range(2 if shape == "tent" else 1):
        y = top + panel * h
        assert ink_in(image, left + 8, y + 8, left + w - 8, y + h - 8, per_mm=4)
        assert not ink_in(image, left + 1, y + 1, left + 8, y + h - 1, per_mm=4)
        assert not ink_in(image, left + w - 8, y + 1, left + w - 1, y + h - 1, per_mm=4)
        assert not ink_in(image, left + 1, y + 1, left + w - 1, y + 8, per_mm=4)
        assert not ink_in(image, left + 1, y + h - 8, left + w - 1, y + h - 1, per_mm=4)
    assert dark(image, left, top + 20, per_mm=4, below=240)
    assert dark(image, left + w, top + 20, per_mm=4, below=240)


def test_the_upper_half_of_a_tent_stands_on_its_head(qapp: QApplication) -> None:
    document = sign.SignDocument("Reading. Company welcome, no talking needed.", shape="tent")
    image = picture(document)
    left, top = document.grid.origin(document.paper)
    w, h = document.grid.width, document.grid.height
    x, y, wide, tall = (round(n * 10) for n in (left + 5, top + 5, w - 10, h - 10))
    upper = image.copy(x, y, wide, tall)
    lower = image.copy(x, y + round(h * 10), wide, tall)
    turned = upper.flipped(Qt.Orientation.Horizontal | Qt.Orientation.Vertical)
    differ = sum(
        abs(turned.pixelColor(i, j).red() - lower.pixelColor(i, j).red()) > 160
        for i in range(0, wide, 5)
        for j in range(0, tall, 5)
    )
    assert differ < 40, "the same words, turned by half"
    assert upper != lower
    assert words_of(document).count("Reading.") == 2


def test_the_first_sentence_is_the_largest_and_no_word_is_broken(qapp: QApplication) -> None:
    document = sign.SignDocument("Reading. Company welcome, no talking needed.", shape="door")
    assert document.points >= 40
    said = pages_of(document)[0].extract_text()
    for word in ("Reading.", "Company", "welcome,", "talking", "needed."):
        assert word in said


def test_nobody_can_tell_where_a_sign_comes_from(qapp: QApplication) -> None:
    from ui.printing import paper

    data = paper.pdf(sign.SignDocument("Resting.", title="Notes"))
    assert b"Companion" not in data
    assert b"2026" not in data


def test_the_fonts_are_inside(qapp: QApplication) -> None:
    for document in (sign.SignDocument("Reading. Quiet."), sheet_of(PLANS, real=True)):
        for page in pages_of(document):
            fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
            for font in fonts:
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert "/FontFile2" in inner["/FontDescriptor"].get_object()


# --- the invitation ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", PAPERS)
@pytest.mark.parametrize("layout", note.LAYOUTS)
def test_the_longest_invitations_that_ship_fit_their_note(
    qapp: QApplication, layout: str, sheet: str
) -> None:
    lines = sorted((line for idea in content.activities() for line in idea.invite), key=len)[-4:]
    for line in lines:
        document = note.NoteDocument(line, layout=layout, sheet=sheet)
        assert line in words_of(document)
        assert document.grid.name == note._NOTES[layout].name, "no larger paper is needed"


# --- the dialogs ------------------------------------------------------------------------------------------


@pytest.fixture
def session(home: Path) -> Iterator[Session]:
    workspace, _kit = open_new(home, passphrase="harbour lantern moss")
    vault = workspace.vault
    workspace.close()
    session = Session(home, clock=lambda: datetime(2030, 11, 14, 21, 40))
    session.prefer(motion="reduced", cover_when_inactive=False)
    session.open(vault, vault.unlock_with_passphrase("harbour lantern moss"))
    yield session
    session.close()


@pytest.fixture
def window(qtbot) -> QMainWindow:  # type: ignore[no-untyped-def]
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1100, 720)
    window.show()
    return window


def test_a_week_prints_neutral_until_somebody_chooses(qtbot, window, session, tmp_path) -> None:  # type: ignore[no-untyped-def]
    planner = session.workspace.planner
    for days, title in ((0, "Earlier this week"), (5, "Soup"), (8, "The week after")):
        planner.save(plan(title, days))
    dialog = week.WeekPrintDialog(window, session)
    dialog.open()
    said = dialog.document.words(0)
    assert said.splitlines()[0] == "14 November to 20 November"
    assert said.count("Something planned") == 2
    assert "Soup" not in said
    dialog.titles.pick(dialog.titles.cells[1])
    assert "Soup" in dialog.document.words(0)
    assert "The week after" in dialog.document.words(0)
    dialog.start.value = "2030-11-11"
    dialog.start.chosen.emit(dialog.start.value)
    assert "Earlier this week" in dialog.document.words(0)
    assert "The week after" not in dialog.document.words(0)
    dialog.paper.pick(dialog.paper.cells[1])
    file = tmp_path / "week.pdf"
    with qtbot.waitSignal(dialog.saved):
        dialog.save(file)
    page = pypdf.PdfReader(file).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)
    assert "Soup" in page.extract_text()
    dialog.reject()
    assert week.WeekPrintDialog(window, session).titles.value == "real", "as chosen last time"


def test_a_sign_takes_ready_words_and_own_ones(qtbot, window, session, tmp_path) -> None:  # type: ignore[no-untyped-def]
    dialog = sign.SignPrintDialog(window, session)
    dialog.open()
    assert dialog.document.words(0) == "Reading. Company welcome, no talking needed."
    dialog.ready.value = sign.ready_words()[1]
    dialog.ready.chosen.emit(dialog.ready.value)
    assert dialog.document.words(0) == "Resting. Knock if you need me."
    dialog.text.setFocus()
    dialog.text.selectAll()
    QTest.keyClicks(dialog.text, "Shelling peas. Sit down.")
    assert dialog.ready.currentText() == "Own words"
    assert dialog.document.words(0) == "Shelling peas. Sit down."
    dialog.shape.value = "tent"
    dialog.shape.chosen.emit("tent")
    with qtbot.waitSignal(dialog.saved):
        dialog.save(tmp_path / "tent.pdf")
    said = pypdf.PdfReader(tmp_path / "tent.pdf").pages[0].extract_text()
    assert said.count("Shelling") == 2
    dialog.text.selectAll()
    QTest.keyClick(dialog.text, Qt.Key.Key_Delete)
    assert dialog.document is None
    assert not dialog.print_button.isEnabled()
    dialog.reject()
