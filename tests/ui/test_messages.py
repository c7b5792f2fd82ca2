"""Every failure has its own words in three parts, and the words keep to the house's tone."""

import ast
import re
from pathlib import Path

import pytest

from companion import errors
from ui import messages

ROOT = Path(__file__).resolve().parents[2]
BLAME = re.compile(
    r"\b(invalid|illegal|fatal|error|failed|must|should|always|never|please|oops)\b|!", re.IGNORECASE
)


def kinds() -> list[type[errors.CompanionError]]:
    found: list[type[errors.CompanionError]] = []
    waiting = [errors.CompanionError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind is not errors.Cancelled and kind.__module__ == "companion.errors":
            found.append(kind)
    return found


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_failure_has_words_of_its_own(kind: type[errors.CompanionError]) -> None:
    assert messages.knows(kind)
    message = messages.explain(kind())
    assert message.what
    assert message.do
    assert message.code == kind.__name__
    for text in (message.what, message.safe, message.do):
        assert not BLAME.search(text), text
        assert text == "" or text.endswith(".")


def test_what_is_said_differs_from_failure_to_failure() -> None:
    opening = [
        errors.WrongPassphrase(),
        errors.VaultDamaged(part="header"),
        errors.VaultDamaged(part="database"),
        errors.DatabaseMissing(),
        errors.NewerVersion(),
        errors.KeyringItemMissing(),
        errors.KeyringLocked(),
        errors.KeyringAbsent(),
        errors.KeyringCleartext(),
        errors.WrongKeyringItem(),
        errors.VaultInUse(),
    ]
    said = [messages.explain(error).what for error in opening]
    assert len(set(said)) == len(said)


def test_a_mistake_of_ours_is_owned_and_keeps_its_values() -> None:
    message = messages.explain(ValueError("a private sentence"))
    assert "our mistake" in message.what
    assert "private" not in f"{message.what}{message.safe}{message.do}{message.code}"


def words_in(node: ast.expr | None) -> set[str]:
    """The texts an expression can be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value} - {""}
    if isinstance(node, ast.IfExp):
        return words_in(node.body) | words_in(node.orelse)
    return set()


def labels() -> set[str]:
    """Every label that a Change of the core carries, given to it or to a helper that passes it on."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "companion").rglob("*.py")]
    takes = {"Change": 2}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg != "self"]
                if "label" in names and node.name.startswith("_"):
                    takes[node.name] = names.index("label")
    found: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in takes:
                    given = {keyword.arg: keyword.value for keyword in node.keywords}
                    place = takes[name]
                    at = node.args[place] if len(node.args) > place else None
                    found |= words_in(given.get("label", at))
    return found


def test_the_walk_finds_labels() -> None:
    assert {"trashed", "imported", "let_go"} <= labels()


def test_every_label_of_a_change_has_a_sentence() -> None:
    without = {label for label in labels() if not messages.has_notice(label)}
    assert not without


def test_no_sentence_waits_for_a_label_that_nobody_gives() -> None:
    assert set(messages._NOTICES) <= labels()


def test_an_unknown_label_says_nothing() -> None:
    assert messages.notice("") == ""
    assert messages.notice("no such label") == ""
