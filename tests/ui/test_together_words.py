"""What Together and the suggestion on Today say: nothing counts, hurries, praises or holds anything against anybody.

Every widget is walked, hidden ones too, with what it says to screen readers; so are menus, notices and sheets of paper,
and every sentence in the source that a person might come to see.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from companion.settings import Settings
from companion.workspace import Workspace, open_new
from ui import theme
from ui.planner import page as together
from ui.planner.filters import Filters
from ui.printing import sign, week
from ui.session import Session
from ui.today import page as today
from ui.widgets.dialog import open_dialogs
from ui.widgets.menu import Menu

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    *sorted((ROOT / "ui" / "planner").glob("*.py")),
    ROOT / "ui" / "today" / "small_thing.py",
    ROOT / "ui" / "widgets" / "phrasing.py",
    *(ROOT / "ui" / "printing" / name for name in ("week.py", "sign.py", "note.py", "dialog.py")),
]
NEVER = re.compile(
    r"!|\bmissed\b|\boverdue\b|\bcomplet\w*|\bincomplete\b|\bstreaks?\b|\bscor\w+|\bbadges?\b"
    r"|\bgoals?\b|\bprogress\b|\bfail\w*|\bunfinished\b|\bin a row\b|\bso far\b|\bdays since\b|\bkeep it up\b|\bwell done\b"
    r"|\bgreat job\b|\bfinally\b|\bdon.t forget\b|\bstill not\b|\blast chance\b|\bwhy did",
    re.IGNORECASE,
)
COUNTS = re.compile(
    r"\b\d+ (times|plans|of \d+|out of|done|left|to go|let go|declined|this (week|month|year))\b|\b\d+ ?%|\b\d+/\d+\b",
    re.IGNORECASE,
)
NOW = datetime(2030, 11, 14, 21, 40)


def problems(said: str) -> list[str]:
    # Pages of a print preview and steps of a scale are places, not counts of anything somebody did.
    said = re.sub(r"Sheet \d+ of \d+|\d of [35], not required", "", said)
    return [found[0] for pattern in (NEVER, COUNTS) for found in pattern.finditer(said)]


def said_by(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(n) for n in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    elif isinstance(widget, QPlainTextEdit):
        yield from (widget.toPlainText(), widget.placeholderText())
    elif callable(text := getattr(widget, "text", None)):
        yield str(text())
    if isinstance(title := getattr(widget, "title", None), str):
        yield title
    if isinstance(widget, Menu):
        yield from (action.text() for action in widget.actions())
    words = getattr(getattr(widget, "document", None), "words", None)
    if callable(words):
        yield from (words(number) for number in range(widget.document.count))  # type: ignore[attr-defined]


def everything(root: QWidget) -> Iterator[str]:
    for widget in (root, *root.findChildren(QWidget)):
        yield from (text for text in said_by(widget) if text)


def settle() -> None:
    for _ in range(6):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def session(home: Path, qapp: QApplication) -> Iterator[Session]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    theme.apply(qapp, "light", reduced_motion=True)
    workspace, _ = open_new(home, passphrase="harbour lantern moss", clock=lambda: NOW)
    furnish(workspace)
    vault = workspace.vault
    workspace.close()
    session = Session(home, Settings(theme="light", motion="reduced"), clock=lambda: NOW)
    session.open(vault, vault.unlock_with_passphrase("harbour lantern moss"))
    yield session
    session.close()
    QLocale.setDefault(before)


def furnish(workspace: Workspace) -> None:
    """A life in which much was planned, and most of it let go."""
    planner = workspace.planner

    def plan(title: str, days: int, **fields: object) -> str:
        blank = planner.blank(NOW.date() + timedelta(days=days))
        made = replace(blank, title=title, **({"at": time(16), "part": None} | fields))
        planner.save(made)
        return made.id

    plan("Tea on the back step", -1)
    plan("Soup", 1)
    plan("A walk", 3, at=None, part="afternoon")
    plan("A letter", 2, at=None, part="week")
    for number in range(4):
        planner.keep_line(plan("Cards", -5 - number), "We laughed once.", 1 + number % 3)
        planner.let_go(plan("A film", -3 - number, pressure=2))
        planner.didnt_happen(plan("The lake", -4 - number))
    mine = planner.own_idea("Darts", what="Three each.", invite=("Darts? Or not.",))
    planner.save_idea(mine)
    thrown = planner.own_idea("Chess")
    planner.save_idea(thrown)
    planner.trash_idea(thrown.id)


def test_the_audit_hears_what_it_is_to_hear() -> None:
    for bad in (
        "You missed it",
        "2 plans let go",
        "Well done",
        "Overdue",
        "3 of 4",
        "50 %",
        "Completed",
        "Again!",
    ):
        assert problems(bad), bad
    for good in (
        "It didn’t happen, and that’s all right",
        "Let it go",
        "Sheet 1 of 2",
        "10 to 40 min, at home",
    ):
        assert not problems(good), good


def test_together_never_counts_or_blames(session: Session) -> None:
    heard: list[str] = []
    session.noticed.connect(lambda notice: heard.extend((notice.text, notice.action_text)))
    page = together.make(session)
    assert isinstance(page, together.TogetherPage)
    page.resize(1000, 720)
    page.show()
    page.enter()
    said = set()

    def listen() -> None:
        settle()
        said.update(everything(page))
        for dialog in open_dialogs(page):
            dialog.reject()
        settle()

    for tab in ("plan", "ideas", "back"):
        page.arrive({"tab": tab})
        listen()
    for chosen in (
        Filters(words="no such thing"),
        Filters(shelf="open", low_energy=True, words="jobs"),
        Filters(),
    ):
        page.ideas.bar.apply(chosen)
        listen()
    own = session.workspace.planner.own_ideas()[0]  # type: ignore[union-attr]
    for idea in page.ideas.ideas[::12]:
        page.open_idea(idea.id)
        listen()
    ways = (
        lambda: page.open_idea(own.id),
        lambda: page.add_idea(own.id),
        lambda: page.add_idea(),
        lambda: page.plan_something("a-two-books"),
        lambda: page.plan_something(""),
        lambda: page.ideas.trash_asked.emit(),
        lambda: page.print_week(),
        lambda: page.print_sign("door"),
        lambda: page.print_sign("tent"),
        lambda: page._print_words("Tea? No is fine."),
    )
    for way in ways:
        way()
        listen()
    page.arrive({"tab": "plan"})
    settle()
    for row in page.plan.agenda.rows:
        said.update(action.text() for action in row.menu().actions())
    said.update(action.text() for action in page.menu().actions())
    page._asked("let_go", page.plan.agenda.rows[0].plan.key)
    page.plan.after.didnt.click()
    listen()
    said.update(heard)
    assert "Put it in the plan" in said, "the walk came past the dialogs"
    assert any("Something planned" in text for text in said), "and past the sheets"
    assert {text: found for text in said if (found := problems(text))} == {}


def test_one_small_thing_never_counts_or_blames(session: Session) -> None:
    page = today.make(session)
    assert isinstance(page, today.TodayPage)
    page.show()
    page.enter()
    settle()
    card = page.small_thing
    said = set(everything(card))
    card.why_button.click()
    said.update(everything(card))
    for _ in range(60):
        said.update(action.text() for action in card.menu().actions())
        card.ask_less()
        settle()
        said.update(everything(card))
    card.another_button.click()
    settle()
    said.update(everything(card))
    assert "Nothing here asks less than this." in said
    assert {text: found for text in said if (found := problems(text))} == {}


@pytest.mark.parametrize("real", [True, False])
def test_a_week_on_paper_says_nothing_of_what_became_of_it(session: Session, real: bool) -> None:
    workspace = session.workspace
    assert workspace is not None
    start = date(2030, 11, 8)
    plans = workspace.planner.plans(start, start + timedelta(days=6), let_go=True)
    assert {plan.state for plan in plans} >= {"let_go", "didnt", "done"}
    document = week.WeekDocument(week.days(plans, start, real=real), "8 to 14 November")
    words = document.words(0)
    for told in ("A film", "The lake", "We laughed once.", "let", "felt"):
        assert told not in words
    assert not problems(words)
    for line in sign.ready_words():
        assert not problems(line)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_sentence_in_the_source_could_say_it(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"tr", "translate", "_say"}:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    assert not problems(argument.value), f"{path.name}:{node.lineno}: {argument.value!r}"
