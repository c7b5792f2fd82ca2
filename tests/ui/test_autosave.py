"""Typed text goes to the store by itself, soon and not too often, and what cannot be stored is never
dropped."""

import pytest

from ui.autosave import Autosave


class Paper:
    """Stands for the store: takes what it is given, or refuses."""

    def __init__(self) -> None:
        self.takes = True
        self.saved: list[str] = []
        self.text = ""

    def save(self) -> bool:
        if self.takes:
            self.saved.append(self.text)
        return self.takes


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def autosave(qtbot, paper: Paper) -> Autosave:
    return Autosave(paper.save, idle=20, ceiling=120)


def states(autosave: Autosave) -> list[str]:
    said: list[str] = []
    autosave.state_changed.connect(said.append)
    return said


def test_it_saves_after_a_rest(qtbot, autosave: Autosave, paper: Paper) -> None:
    said = states(autosave)
    paper.text = "a"
    autosave.touch()
    qtbot.waitUntil(lambda: autosave.state == "saved")
    assert paper.saved == ["a"]
    assert said == ["editing", "saved"]


def test_typing_without_a_rest_is_saved_all_the_same(qtbot, paper: Paper) -> None:
    autosave = Autosave(paper.save, idle=10_000, ceiling=50)
    autosave.touch()
    qtbot.waitUntil(lambda: paper.saved == [""])


def test_nothing_typed_means_nothing_to_do(autosave: Autosave, paper: Paper) -> None:
    assert autosave.flush()
    assert paper.saved == []
    assert autosave.state == "clean"


def test_what_could_not_be_stored_stays_and_is_tried_again(qtbot, autosave: Autosave, paper: Paper) -> None:
    paper.takes = False
    paper.text = "kept"
    autosave.touch()
    assert not autosave.flush()
    assert autosave.state == "failed"
    assert autosave.dirty
    autosave.touch()
    assert autosave.state == "failed", "typing on does not hide that it is not saved"
    paper.takes = True
    autosave._retry.setInterval(1)
    autosave._retry.start()
    qtbot.waitUntil(lambda: paper.saved == ["kept"])
    assert autosave.state == "saved"
    assert not autosave.dirty


def test_a_mistake_while_saving_leaves_the_text_unsaved(autosave: Autosave, paper: Paper) -> None:
    def broken() -> bool:
        raise ValueError("broken")

    autosave._save = broken
    autosave.touch()
    with pytest.raises(ValueError, match="broken"):
        autosave.flush()
    assert autosave.dirty
    assert autosave.state == "failed"


def test_what_is_typed_while_saving_is_saved_next(qtbot, paper: Paper) -> None:
    def save() -> bool:
        paper.saved.append(paper.text)
        if len(paper.saved) == 1:
            paper.text = "second"
            autosave.touch()
        return True

    autosave = Autosave(save, idle=20)
    paper.text = "first"
    autosave.touch()
    assert not autosave.flush(), "the second part is not safe yet"
    qtbot.waitUntil(lambda: paper.saved == ["first", "second"])
    assert autosave.flush()


def test_another_text_begins_clean(qtbot, autosave: Autosave, paper: Paper) -> None:
    autosave.touch()
    autosave.reset()
    assert autosave.state == "clean"
    assert autosave.flush()
    assert paper.saved == []
