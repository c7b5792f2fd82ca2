"""Calendar files at the page Together: out, followed, and in with a look first. Real vault, real files, real keys."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion.cli.sentences import WHY
from companion.interchange.ics_keeping import kept_file
from companion.settings import Settings
from companion.workspace import Workspace, open_new
from tests import looks
from tests.companion.calendar_hands import event, text
from ui import messages
from ui.chores import Chores
from ui.planner import calendar_in
from ui.planner.calendars import CalendarDialog
from ui.planner.page import TogetherPage, make
from ui.session import Notice, Session
from ui.widgets.dialog import Dialog, open_dialogs
from ui.widgets.turns import Turns

NOW = datetime(2030, 11, 14, 21, 40)
CALENDARS = Path(__file__).parents[2] / "companion" / "calendars"


class House:
    """An open vault with one plan, a session, and the page in a window of its own."""

    def __init__(self, home: Path) -> None:
        workspace, _kit = open_new(home, passphrase="x", clock=lambda: NOW)
        vault = workspace.vault
        plan = replace(workspace.planner.blank(date(2030, 11, 16)), title="A bath with the radio on")
        workspace.planner.save(plan)
        workspace.close()
        self.session = Session(home, Settings(theme="light", motion="reduced"), clock=lambda: NOW)
        self.session.open(vault, vault.unlock_with_passphrase("x"))
        self.notices: list[Notice] = []
        self.session.noticed.connect(self.notices.append)
        page = make(self.session)
        assert isinstance(page, TogetherPage)
        self.page = page
        page.resize(916, 720)
        page.show()
        page.enter()
        self.settle()

    @property
    def workspace(self) -> Workspace:
        assert self.session.workspace is not None
        return self.session.workspace

    def settle(self) -> None:
        """Until every job came home."""
        for _ in range(400):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            for job in tuple(self.session._jobs):
                job.wait(0.05)
            if not self.session._jobs:
                break
        for _ in range(4):
            QCoreApplication.processEvents()

    def dialog(self) -> Dialog:
        return open_dialogs(self.page)[-1]

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(
                QApplication.activePopupWidget() or self.page.window().focusWidget() or self.page, key
            )
            self.settle()

    def plans(self) -> list[str]:
        return [plan.title for plan in self.workspace.planner.plans(date(2030, 11, 1), date(2030, 12, 31))]


@pytest.fixture
def house(tmp_path: Path, qapp: QApplication) -> Iterator[House]:
    made = House(tmp_path / "home")
    yield made
    made.page.deleteLater()
    made.session.lock()


def texts(widget: QWidget) -> str:
    return "\n".join(text for _, text in looks.texts(widget))


def calendars(house: House) -> CalendarDialog:
    made = house.page.open_calendars()
    house.settle()
    return made


def test_the_dialog_is_reached_and_left_by_keys(house: House) -> None:
    house.page.more.setFocus()
    house.press(Qt.Key.Key_Space)
    house.press(Qt.Key.Key_Up, Qt.Key.Key_Return)  # the last of the menu
    assert house.dialog().title == "Calendar file"
    assert "not encrypted" in texts(house.dialog())
    house.press(Qt.Key.Key_Escape)
    assert not open_dialogs(house.page)
    assert house.page.more.hasFocus()


@pytest.mark.parametrize(
    ("titles", "said", "unsaid"),
    [("neutral", b"Something planned", b"bath"), ("own", b"bath", b"Something"), ("busy", b"Busy", b"bath")],
)
def test_a_file_goes_out_with_the_chosen_titles(
    house: House, tmp_path: Path, titles: str, said: bytes, unsaid: bytes
) -> None:
    dialog = calendars(house)
    dialog.titles.value = titles
    dialog.save_to(tmp_path / "plans.ics")
    house.settle()
    data = (tmp_path / "plans.ics").read_bytes()
    assert said in data
    assert unsaid not in data
    assert "not encrypted" in house.notices[-1].text


def test_one_plan_alone(house: House, tmp_path: Path) -> None:
    plan = house.workspace.planner.plans(date(2030, 11, 16), date(2030, 11, 16))[0]
    house.workspace.planner.save(replace(house.workspace.planner.blank(date(2030, 11, 17)), title="Another"))
    row = next(row for row in house.page.plan.agenda.rows if row.plan.id == plan.id)
    next(action for action in row.menu().actions() if action.objectName() == "calendar").trigger()
    assert house.dialog().title == "This plan as a calendar file"
    assert "Also what came" not in texts(house.dialog())
    house.press(Qt.Key.Key_Escape)
    CalendarDialog(house.session, house.page, plan.key).save_to(tmp_path / "one.ics")
    house.settle()
    assert (tmp_path / "one.ics").read_bytes().count(b"BEGIN:VEVENT") == 1


def test_a_file_follows_the_plan_until_it_is_told_to_stop(house: House, tmp_path: Path) -> None:
    chores = Chores(house.session, house.page)
    dialog = calendars(house)
    assert dialog.stop.isHidden()
    target = tmp_path / "plans.ics"
    dialog.follow_to(target)
    house.settle()
    assert f"“{target.name}” in “{tmp_path.name}”" in dialog.following.text()
    assert dialog.stop.hasFocus()
    before = target.read_bytes()
    house.workspace.planner.save(replace(house.workspace.planner.blank(date(2030, 11, 17)), title="Another"))
    chores.follow()
    house.settle()
    assert target.read_bytes() != before
    dialog.stop.click()
    assert kept_file(house.workspace) is None
    assert dialog.follow.hasFocus()


def test_a_file_that_cannot_be_written_is_said_and_not_followed(house: House, tmp_path: Path) -> None:
    faults: list[object] = []
    house.session.noticed.connect(faults.append)
    dialog = calendars(house)
    dialog.follow_to(tmp_path / "no such folder" / "plans.ics")
    house.settle()
    assert faults
    assert kept_file(house.workspace) is None
    assert dialog.stop.isHidden()
    assert dialog.follow.isEnabled()


def test_a_change_asks_for_the_file_to_be_written(house: House, tmp_path: Path) -> None:
    chores = Chores(house.session, house.page)
    chores._follow.stop()
    plan = house.workspace.planner.plans(date(2030, 11, 16), date(2030, 11, 16))[0]
    house.session.perform(lambda: house.workspace.planner.let_go(plan.key))
    assert chores._follow.isActive()


def test_a_file_that_cannot_be_written_is_said_at_the_foot_and_nothing_stops(
    house: House, tmp_path: Path
) -> None:
    chores = Chores(house.session, house.page)
    folder = tmp_path / "stick"
    folder.mkdir()
    dialog = calendars(house)
    dialog.follow_to(folder / "plans.ics")
    house.settle()
    (folder / "plans.ics").unlink()
    folder.rmdir()
    chores.follow()
    house.settle()
    assert "calendar file" in house.session.footer_note()


def test_a_calendar_is_looked_through_brought_in_and_taken_back(house: House) -> None:
    before = house.plans()
    calendars(house).look_through(CALENDARS / "mixed.ics")
    house.settle()
    shown = texts(house.dialog())
    for words in (
        "New: 4",
        "Aunt Mara visits",
        "comes again",
        "Left out: 4",
        "“Tax papers”",
        "Harbour time",
        "one step takes it all back",
    ):
        assert words in shown
    assert house.plans() == before
    house.press(Qt.Key.Key_Return)
    assert not open_dialogs(house.page)
    assert "Choir" in house.plans()
    notice = house.notices[-1]
    assert (notice.text, notice.action_text) == ("The calendar is in the plan", "Undo")
    assert notice.action is not None
    notice.action()
    assert house.plans() == before


def begun(house: House, tmp_path: Path) -> Turns:
    """A calendar of a few thousand events, some of it written out."""
    file = tmp_path / "many.ics"
    file.write_bytes(
        text(*(event(uid=f"u{number}", start="DTSTART:20301120T190000") for number in range(3000)))
    )
    calendars(house).look_through(file)
    house.settle()
    QTest.keyClick(house.dialog(), Qt.Key.Key_Return)
    turns = house.page.findChildren(Turns)[-1]
    while not turns.task.looked:
        QCoreApplication.processEvents()
    assert not turns.ended
    return turns


def test_a_calendar_can_be_stopped_and_nothing_was(house: House, tmp_path: Path) -> None:
    before = house.plans()
    turns = begun(house, tmp_path)
    turns.dialog.stop()
    assert house.notices[-1].text == "Stopped. Nothing was added."
    assert house.plans() == before
    house.settle()
    assert not open_dialogs(house.page)
    turns = begun(house, tmp_path)
    while not turns.ended:
        QCoreApplication.processEvents()
    assert house.notices[-1].text == "The calendar is in the plan"
    assert len(house.plans()) == len(before) + 3000


def test_a_lock_in_the_middle_of_a_calendar_leaves_nothing(house: House, tmp_path: Path) -> None:
    before = house.plans()
    turns = begun(house, tmp_path)
    assert house.session.lock()
    assert turns.ended
    vault = house.session.vaults()[0]
    house.session.open(vault, vault.unlock_with_passphrase("x"))
    assert house.plans() == before


def test_a_long_preview_is_read_by_keys(house: House) -> None:
    house.page.resize(800, 420)
    calendars(house).look_through(CALENDARS / "mixed.ics")
    house.settle()
    bar = house.dialog()._area.verticalScrollBar()
    assert bar.maximum() > 0
    house.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    house.press(*[Qt.Key.Key_PageDown] * 9)
    assert bar.value() == bar.maximum()
    house.press(Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()


def test_the_same_calendar_again_has_nothing_to_bring(house: House) -> None:
    for expected in (True, False):
        calendars(house).look_through(CALENDARS / "zones.ics")
        house.settle()
        shown = texts(house.dialog())
        assert ("Bring it in" in shown) is expected
        house.press(Qt.Key.Key_Return if expected else Qt.Key.Key_Escape)
    assert "There is nothing in it that isn’t here." in shown


def test_a_file_that_is_no_calendar_is_said_and_the_dialog_stays(house: House, tmp_path: Path) -> None:
    other = tmp_path / "x.ics"
    other.write_text("nothing of the kind")
    dialog = calendars(house)
    dialog.look_through(other)
    house.settle()
    assert house.notices[-1].text == "This file is not a calendar."
    assert dialog.come.isEnabled()
    assert dialog.come.text() == "Bring a file in"


def test_every_reason_has_words_on_both_sides() -> None:
    assert set(calendar_in.reasons()) <= set(WHY)
    assert messages.has_notice("calendar_in")
