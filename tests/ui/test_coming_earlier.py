"""An import of before is taken back in Settings: said which one, asked once, and what was written in since stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion import interchange
from companion.interchange.coming import Draft, Source, id_of
from companion.interchange.coming.taking import Coming
from tests.clock import Clock
from tests.ui.hands import PASSPHRASE, click, shown_texts
from tests.ui.test_coming import all_in, look, notes, other_vault
from ui.session import Session
from ui.settings.data import YourData
from ui.settings.earlier import EarlierImport
from ui.shell import Shell
from ui.widgets.dialog import Dialog, open_dialogs


class Told:
    """What another program exported."""

    def __init__(self, name: str, first: int, count: int) -> None:
        self.name, self._numbers = name, range(first, first + count)

    def fits(self, _source: Source) -> bool:
        return True

    def read(self, *_args: object) -> Iterator[Draft]:
        for number in self._numbers:
            day = datetime(2019, 1, 1, 8) + timedelta(days=number)
            yield Draft(id_of(self.name, str(number)), day, str(number), text=f"Rain on the roof, {number}")


@pytest.fixture
def bring(session: Session, tmp_path: Path):
    """Bring so many pages of a program in, as in an earlier session."""
    taken = 0

    def bring(name: str, count: int) -> None:
        nonlocal taken
        assert session.workspace is not None
        (tmp_path / "file").write_text("words")
        Coming(session.workspace, Source(tmp_path / "file"), Told(name, taken, count)).run()
        taken += count

    return bring


def opened(session: Session, window: Shell) -> YourData:
    """Locked and opened again, on "Your data"."""
    assert session.lock()
    vault = session.vaults()[0]
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.activateWindow()
    window.go("settings", {"section": "data"})
    QApplication.processEvents()
    section = window.page().current()
    assert isinstance(section, YourData)
    return section


def rows(section: YourData) -> list[tuple[str, str]]:
    """What each row says, and what it is called at its button."""
    shown = [row for row in section.findChildren(EarlierImport) if row.isVisible()]
    told = [(row.title.text(), row.caption.text(), row.back.accessibleName()) for row in shown]
    assert all(name == f"Undo: {title}" for title, _caption, name in told)
    return [(title.replace("\u00a0", " "), caption) for title, caption, _name in told]


def the_dialog(window: Shell) -> Dialog:
    (found,) = open_dialogs(window)
    return found


STAYS = "Undo leaves the pages you have written in since."


def test_nothing_was_brought_in(session: Session, window: Shell) -> None:
    assert rows(opened(session, window)) == []


def test_three_of_before_are_shown_the_newest_first(
    session: Session, window: Shell, clock: Clock, bring
) -> None:
    for name, count in (("jrnl", 2), ("journey", 3), ("dayone", 1234), ("of a later version", 1)):
        bring(name, count)
        clock.now += timedelta(days=25)
    assert rows(opened(session, window)) == [
        ("Brought in on 28 January", f"1 page. {STAYS}"),
        ("Brought in on 3 January, from Day One", f"{QLocale().toString(1234)} pages. {STAYS}"),
        ("Brought in on 9 December 2030, from Journey", f"3 pages. {STAYS}"),
    ]


def test_two_of_one_day_are_told_apart_by_their_hour(session, window, clock, bring) -> None:
    bring("jrnl", 2)
    clock.now += timedelta(minutes=25)
    bring("jrnl", 2)
    first, second = (title for title, _caption in rows(opened(session, window)))
    assert first != second


def test_it_is_asked_once_and_enter_alone_does_nothing(session, window, bring) -> None:
    bring("dayone", 3)
    section = opened(session, window)
    diary = session.workspace.diary
    back = section.earlier[0].back
    back.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    said = shown_texts(the_dialog(window))
    for words in ("Take this back?", "from Day One", "What goes: 3 pages", "What stays: the pages you have"):
        assert words in said
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert open_dialogs(window) == []
    assert len(diary.ids()) == 3
    assert QApplication.focusWidget() is back
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert open_dialogs(window) == []
    assert len(diary.ids()) == 3


def test_taken_back_by_keys_it_is_gone_and_what_was_written_in_since_stays(session, window, bring) -> None:
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    bring("jrnl", 2)
    bring("dayone", 3)
    section = opened(session, window)
    diary = session.workspace.diary
    mine = id_of("dayone", "3")
    diary.save(replace(diary.get(mine), text="Mine by now."))
    window.go("today")
    window.go("settings")
    assert rows(section)[0][1] == f"2 pages. {STAYS}"
    section.earlier[0].back.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        QTest.keyClick(window.windowHandle(), key)
    assert open_dialogs(window) == []
    assert {row.preview for row in diary.rows(diary.ids())} == {
        "Mine by now.",
        "Rain on the roof, 0",
        "Rain on the roof, 1",
    }
    assert QApplication.focusWidget() is section.come
    assert said[-1] == "Taken back. The pages you have written in since are still here."
    assert [title.split(", ")[-1] for title, _caption in rows(section)] == ["from jrnl"]
    while session.workspace.tidy():
        pass
    assert len(diary.ids()) == 3
    assert session.workspace.health().problems == ()


def test_what_came_in_just_now_does_not_stand_twice(qtbot, session, window, bring, tmp_path) -> None:
    bring("jrnl", 2)
    section = opened(session, window)
    diary = session.workspace.diary
    for count, folder in ((3, "Daily"), (5, "Other")):
        look(qtbot, section, notes(tmp_path / folder, count)).bring_in()
        all_in(qtbot, window, 2 + count, diary)
    assert section.last.isVisible()
    assert "2 from Markdown or text files" in shown_texts(section.last)
    assert [caption.split(" ")[0] for _title, caption in rows(section)] == ["3", "2"]
    click(section.back)
    assert not section.last.isVisible()
    assert [caption.split(" ")[0] for _title, caption in rows(section)] == ["3", "2"]
    section = opened(session, window)
    assert not section.last.isVisible()
    assert [caption.split(" ")[0] for _title, caption in rows(section)] == ["3", "2"]


def test_taken_back_just_now_nobody_is_told_that_a_page_of_theirs_has_gone(
    qtbot, session, window, tmp_path
) -> None:
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    section = opened(session, window)
    diary = session.workspace.diary
    look(qtbot, section, notes(tmp_path / "Daily", 3)).bring_in()
    all_in(qtbot, window, 3, diary)
    mine = diary.rows(diary.ids())[0].id
    diary.save(replace(diary.get(mine), text="Mine by now."))
    click(section.back)
    assert [row.preview for row in diary.rows(diary.ids())] == ["Mine by now."]
    assert said[-1] == "Taken back. The pages you have written in since are still here."
    assert QApplication.focusWidget() is section.come


def test_an_export_made_here_is_offered_until_the_lock_only(qtbot, session, window, tmp_path) -> None:
    other = other_vault(tmp_path, ["The lamp was left on."])
    interchange.export(other, "json", tmp_path / "out.json")
    other.close()
    section = opened(session, window)
    look(qtbot, section, tmp_path / "out.json").bring_in()
    all_in(qtbot, window, 1, session.workspace.diary)
    assert section.last.isVisible()
    assert rows(section) == []
    assert rows(opened(session, window)) == []


def test_the_rows_and_the_question_fit_every_look(fine, session, window, bring) -> None:
    for name in ("jrnl", "markdown", "applejournal"):
        bring(name, 2)
    window.go("settings", {"section": "data"})
    section = window.page().current()
    fine()
    click(section.earlier[1].back)
    fine()
