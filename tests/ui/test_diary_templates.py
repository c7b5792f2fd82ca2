"""Templates of one's own on the page: begun with, kept, changed, thrown away, in the real window."""

from collections.abc import Callable
from datetime import datetime

import pytest

from companion.diary import Template
from tests.ui.diary_hands import Desk, click
from ui.diary.templates import TemplateDialog, TemplatesDialog, filled
from ui.session import Session
from ui.shell import Shell
from ui.widgets.buttons import LinkButton

EVENING = "## {weekday}\n\nWhat was light, {date} {time}:\n\n- {whatever}\n"


@pytest.fixture
def desk(window: Shell, session: Session) -> Desk:
    return Desk(window, session)


def keep(desk: Desk, title: str, text: str = EVENING) -> None:
    desk.session.perform(lambda: desk.diary.save_template(Template(title, text)), quiet=True)


def button(dialog: TemplatesDialog, name: str) -> LinkButton:
    return next(each for each in dialog.buttons if each.accessibleName() == name)


def titles(desk: Desk, *, trashed: bool = False) -> list[str]:
    return [one.title for one in desk.diary.templates(trashed=trashed)]


def test_what_is_filled_in() -> None:
    now = datetime(2030, 11, 14, 8, 5)
    assert filled(EVENING, now) == (
        "## Thursday\n\nWhat was light, Thursday 14 November 08:05:\n\n- {whatever}\n"
    )
    assert filled("{Date} {{date}} {}", now) == "{Date} {Thursday 14 November} {}"


def test_a_page_is_kept_as_a_template_and_another_begins_with_it(desk: Desk) -> None:
    desk.write("Three things for {weekday}:")
    photo = "![a lamp](photo:0f0e)"
    desk.editor.replace_text(f"Three things for {{weekday}}:\n{photo}\n- one\u00a0 ")
    desk.menu("Keep this page as a template…")
    dialog = desk.dialog(TemplateDialog)
    assert dialog.name.hasFocus()
    desk.press("Return")
    assert not dialog.closed  # it has no name yet
    desk.write("Three things")
    desk.press("Return")
    assert dialog.closed
    [kept] = desk.diary.templates()
    assert (kept.title, kept.text) == ("Three things", "Three things for {weekday}:\n- one\u00a0 ")
    assert desk.notices[-1].text == "Kept as a template"
    desk.menu("Start from a template…")
    chosen = desk.dialog(TemplatesDialog)
    assert chosen.buttons[0].hasFocus()
    desk.press("Return")
    assert chosen.closed
    assert desk.editor.hasFocus()
    assert desk.editor.text() == "Three things for Thursday:\n- one\u00a0 "
    assert len(desk.diary.ids()) == 1  # nothing of one's own is on the new page yet
    desk.write("and so")
    assert desk.page.flush()
    assert len(desk.diary.ids()) == 2


def test_the_quiet_way_to_begin_is_there_only_on_a_blank_page_and_only_with_templates(desk: Desk) -> None:
    def offered() -> bool:
        ways = desk.page.beginnings.findChildren(LinkButton)
        return any(way.isVisible() for way in ways if "Start from a template" in way.text())

    assert not offered()
    keep(desk, "Evening")
    desk.write("x")
    desk.press("Ctrl+N")
    assert offered()
    for _ in range(3):
        desk.press("Tab")
        if "Start from a template" in (desk.focus.accessibleName() or desk.focus.text()):
            break
    assert "Start from a template" in (desk.focus.accessibleName() or desk.focus.text())
    desk.editor.setFocus()
    desk.write("a")
    assert not offered()
    desk.press("Ctrl+N")
    desk.foot.set_feelings(("feel-blank",))
    desk.open(desk.seed("stored"))
    assert not offered()


def test_changing_throwing_away_and_putting_back_by_keyboard(desk: Desk) -> None:
    keep(desk, "Evening")
    keep(desk, "Morning")
    desk.page.own_templates.choose()
    dialog = desk.dialog(TemplatesDialog)
    button(dialog, "Change, Evening").setFocus()
    desk.press("Return")
    change = desk.dialog(TemplateDialog)
    assert dialog.closed
    change.name.selectAll()
    desk.write("Late")
    change.text.setPlainText("Only this.\n")
    click(change.keep_button)
    dialog = desk.dialog(TemplatesDialog)
    assert titles(desk) == ["Late", "Morning"]
    button(dialog, "Move to trash, Late").setFocus()
    desk.press("Space")
    assert (titles(desk), titles(desk, trashed=True)) == (["Morning"], ["Late"])
    assert dialog.isAncestorOf(desk.focus)
    button(dialog, "Put back, Late").setFocus()
    desk.press("Return")
    assert titles(desk) == ["Late", "Morning"]
    assert next(one for one in desk.diary.templates() if one.title == "Late").text == "Only this.\n"
    desk.press("Escape")
    assert dialog.closed


def test_one_is_written_from_nothing(desk: Desk) -> None:
    desk.page.own_templates.choose()
    dialog = desk.dialog(TemplatesDialog)
    click(dialog.new_button)
    change = desk.dialog(TemplateDialog)
    desk.write("Rain")
    click(change.keep_button)
    assert not change.closed  # nothing is in it
    change.text.setFocus()
    desk.write("It rains.")
    click(change.keep_button)
    assert titles(desk) == ["Rain"]
    assert desk.dialog(TemplatesDialog).buttons[0].accessibleName() == "Begin with it, Rain"


def test_the_list_and_the_form_fit_in_every_look(desk: Desk, fine: Callable[[], None]) -> None:
    for title in ("Evening", "A very long name for a template that I use on some days", "Morning"):
        keep(desk, title)
    desk.session.perform(lambda: desk.diary.trash_template(desk.diary.templates()[0].id), quiet=True)
    desk.page.own_templates.choose()
    fine()
    desk.dialog(TemplatesDialog).accept()
    desk.page.own_templates.write(desk.diary.templates()[0])
    fine()
