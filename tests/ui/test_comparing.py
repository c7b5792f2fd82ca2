"""How an earlier text differs from the present one: lines, words, what has come since; and all of it shown and said."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hands import NOW, until
from ui import theme
from ui.diary.comparing import NOTHING_CHANGED, Changes, compare
from ui.diary.history import difference
from ui.diary.page import DiaryPage
from ui.session import Session
from ui.shell import Shell


def only_here(old: str, changes: Changes) -> list[str]:
    """The words a line is drawn under."""
    found = []
    for number, line in enumerate(old.split("\n")):
        units = line.encode("utf-16-le")
        for start, end in changes.of_line(number).only_here:
            found.append(units[2 * start : 2 * end].decode("utf-16-le"))
    return found


@pytest.mark.parametrize(
    ("old", "new", "words", "differing", "added"),
    [
        ("We ate late.", "We ate late.", [], 0, 0),
        ("We ate late and talked.", "We ate early and talked.", ["late"], 1, 0),
        ("We ate late.", "We ate late, and talked.", [], 1, 0),
        ("one\ntwo\nthree", "one\nthree", ["two"], 1, 0),
        ("one\nthree", "one\ntwo\nthree", [], 0, 1),
        ("one", "one\n\ntwo", [], 0, 2),
        ("", "all new", [], 1, 0),
        ("The 🕯 was lit, he said", "The lamp was lit, he said", ["🕯"], 1, 0),
        ("entirely other words here", "1 2 3 4 5 6 7", ["entirely other words here"], 1, 0),
        ("夜は静かだった。灯りを見た。", "夜は静かだった。", ["灯りを見た", "。"], 1, 0),
    ],
)
def test_lines_and_words(old: str, new: str, words: list[str], differing: int, added: int) -> None:
    changes = compare(old, new)
    assert "".join(only_here(old, changes)) == "".join(words)
    assert (changes.differing, changes.added) == (differing, added)


def test_what_the_page_has_more_is_marked_where_it_has_it() -> None:
    changes = compare("We ate.\nThen sleep.", "First this.\nWe ate late.\nThen sleep.\nAnd on.")
    assert changes.of_line(0).lines_before or changes.of_line(0).more_there
    assert changes.of_line(1).lines_after
    inside = compare("We ate.", "We ate late.")
    assert inside.of_line(0).more_there == (6,)
    assert inside.of_line(0).only_here == ()


PARTS = some.lists(
    some.sampled_from(["We ate. ", "late", "🕯", "\n", "\n\n", "- one", "夜", " "]), max_size=14
)


@given(old=PARTS.map("".join), new=PARTS.map("".join))
@settings(max_examples=300)
def test_every_difference_is_marked_and_nothing_equal_is(old: str, new: str) -> None:
    """A text that is the same has no mark, any other has one, and marks lie within their lines."""
    changes = compare(old, new)
    assert bool(changes.lines) == (old != new)
    lines = old.split("\n")
    for number, change in changes.lines.items():
        length = len(lines[number].encode("utf-16-le")) // 2
        assert all(0 <= start < end <= length for start, end in change.only_here)
        assert all(0 <= place <= length for place in change.more_there)
        if lines[number] not in new.split("\n"):
            assert change.differs or change.lines_before or change.lines_after


def test_very_long_pages_are_compared_in_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    pool = ["".join(chance.choice("abcdef ") for _ in range(60)) for _ in range(9000)]
    old = "\n".join(pool[:7000])
    new = "\n".join([*pool[:10], "fresh", *pool[20:6900], *pool[7000:9000]])
    changes = compare(old, new)
    assert changes.of_line(12).differs
    assert not changes.of_line(5).differs
    assert not changes.of_line(3000).differs
    one_line = " ".join(pool[:3000])
    other = " ".join([*pool[:1000], "now", *pool[1001:3000]])
    assert 0 < sum(end - start for start, end in compare(one_line, other).of_line(0).only_here) < 80


def test_the_difference_in_words() -> None:
    assert difference(NOTHING_CHANGED, title=False) == "The words are the same."
    assert difference(NOTHING_CHANGED, title=True) == "The title was another one."
    assert difference(Changes({}, 3, 1), title=False) == "Three lines differ. One line has come since."
    assert difference(Changes({}, 1, 2), title=True).startswith(
        "The title was another one. One line differs."
    )


# -- on the page -----------------------------------------------------------------------------------------------


def page_with(window: Shell, session: Session, *texts: str, titles: tuple[str, ...] = ()) -> DiaryPage:
    """A page that had each of these texts in a sitting of its own; the last is what it has now."""
    assert session.workspace is not None
    diary = session.workspace.diary
    entry = diary.blank(NOW)
    for number, text in enumerate(texts):
        title = titles[number] if titles else "Same"
        diary.save(replace(entry, text=text, title=title), sitting=str(number))
    window.go("diary", {"open": entry.id})
    page = window.page()
    assert isinstance(page, DiaryPage)
    until(lambda: page.desk.entry is not None)
    page.sheet.asked.emit("history")
    return page


def test_words_and_lines_are_marked_on_the_page_without_colour_alone(window: Shell, session: Session) -> None:
    page = page_with(window, session, "We ate late.\nSame line", "We ate early.\nSame line\nMore")
    QTest.keyClick(page.sheet.history.rows[0], Qt.Key.Key_Down)
    older = page.sheet.older
    assert page.sheet.history.difference.text() == "One line differs. One line has come since."
    said = page.sheet.history.note.text()
    assert said.startswith("Underlined: only in this version. Wedge: the page has more there now.")
    QApplication.processEvents()
    shown = older.viewport().grab().toImage()
    ratio = older.devicePixelRatioF()
    accent = theme.color("accent").rgb()
    block = older.document().findBlockByNumber(0)
    line = block.layout().lineAt(0)
    under = older._page.top(0) - older.verticalScrollBar().value() + line.y() + line.ascent() + 4
    start, end = (float(line.cursorToX(at)[0]) for at in (7, 11))  # type: ignore[index]
    row = [
        shown.pixelColor(round(x * ratio), round(under * ratio)).rgb()
        for x in range(int(start) + 1, int(end))
    ]
    assert row.count(accent) > 0.9 * len(row), "a line under “late”"
    before = float(line.cursorToX(0)[0])  # type: ignore[index]
    clear = [
        shown.pixelColor(round(x * ratio), round(under * ratio)).rgb()
        for x in range(int(before), int(start) - 8)
    ]
    assert accent not in clear, "and none under what is the same"


def test_another_title_is_seen(window: Shell, session: Session) -> None:
    page = page_with(window, session, "a", "b", titles=("The quiet", "The lamp"))
    page.sheet.history.pick(1)
    head = page.sheet._older_head
    assert head._title.text() == "The quiet"
    assert head._now.text() == "Now: The lamp"
    assert page.sheet.history.difference.text() == "The title was another one. One line differs."


def test_twenty_long_versions_are_compared_aside_and_the_last_choice_counts(
    window: Shell, session: Session
) -> None:
    chance = random.Random(8)
    lines = [" ".join(chance.choice(["lamp", "quiet", "rain", "we"]) for _ in range(12)) for _ in range(4000)]
    texts = []
    for turn in range(21):
        lines[turn * 30] = f"line of turn {turn}"
        texts.append("\n".join(lines))
    assert len(texts[0]) > 200_000
    page = page_with(window, session, *texts)
    panel = page.sheet.history
    assert len(panel.rows) == 21
    for number in range(1, 21):
        panel.pick(number)
    assert panel.difference.isHidden(), "not compared on the window's thread"
    until(panel.difference.isVisible)
    assert panel.difference.text() == "20 lines differ."
    assert page.sheet.older._page.changes.of_line(30).differs
    panel.pick(0)
    assert page.sheet.editor.isVisible()


def test_looking_changes_nothing_and_esc_leads_back(window: Shell, session: Session) -> None:
    page = page_with(window, session, "old words", "new words")
    panel = page.sheet.history
    QTest.keyClick(panel.rows[0], Qt.Key.Key_Down)
    assert page.sheet.older.isVisible()
    QTest.keyClick(panel.rows[1], Qt.Key.Key_Escape)
    assert page.sheet.editor.isVisible()
    assert page.desk.entry is not None
    assert session.workspace is not None
    assert session.workspace.diary.get(page.desk.entry.id).text == "new words"


@pytest.mark.parametrize("steps", [2, 9, 19])
def test_the_chosen_time_stays_in_sight_in_a_low_window(window: Shell, session: Session, steps: int) -> None:
    window.resize(800, 420)
    page = page_with(window, session, *(f"words of turn {turn}" for turn in range(21)))
    panel = page.sheet.history
    for at in range(steps):
        QTest.keyClick(panel.rows[at], Qt.Key.Key_Down)
    until(panel.difference.isVisible)
    row = panel.rows[steps]
    assert row.isChecked()
    until(lambda: row.visibleRegion().boundingRect().height() == row.height())
