"""Templates of one's own: kept as typed, changed, thrown away, brought back, and forgotten after 30 days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from companion.diary import Diary, Template
from companion.errors import NotFound, UsageError
from tests.clock import NOW


def kept(diary: Diary, title: str, text: str = "Words.") -> Template:
    [id] = diary.save_template(Template(title, text)).ids
    return next(one for one in diary.templates() if one.id == id)


def test_a_template_keeps_its_text_as_typed(diary: Diary) -> None:
    text = "# {weekday} {date}\n\n- \u00a0one  \n\t{nothing}\n"
    assert kept(diary, "  An   evening ", text).text == text
    assert kept(diary, "a morning").title == "a morning"
    assert [one.title for one in diary.templates()] == ["a morning", "An evening"]


def test_undo_of_a_change_and_of_a_new_one(diary: Diary) -> None:
    change = diary.save_template(Template("Evening", "One."))
    [first] = diary.templates()
    changed = diary.save_template(replace(first, title="Night", text="Two."))
    assert [(one.title, one.text) for one in diary.templates()] == [("Night", "Two.")]
    assert changed.undo is not None
    changed.undo()
    assert diary.templates() == [first]
    assert change.undo is not None
    change.undo()
    assert diary.templates() == []


def test_the_trash_of_templates(diary: Diary) -> None:
    one = kept(diary, "Evening")
    change = diary.trash_template(one.id)
    assert (diary.templates(), diary.templates(trashed=True)) == ([], [one])
    assert change.undo is not None
    change.undo()
    assert diary.templates() == [one]
    diary.trash_template(one.id)
    diary.purge(NOW + timedelta(days=29))
    assert diary.templates(trashed=True) == [one]
    diary.purge(NOW + timedelta(days=31))
    assert diary.templates(trashed=True) == []
    with pytest.raises(NotFound):
        diary.put_back_template(one.id)


@pytest.mark.parametrize(("title", "text"), [(" ", "Words."), ("Name", " \n"), ("", "")])
def test_a_template_needs_a_name_and_a_text(diary: Diary, title: str, text: str) -> None:
    with pytest.raises(UsageError):
        diary.save_template(Template(title, text))
    assert diary.templates() == []
