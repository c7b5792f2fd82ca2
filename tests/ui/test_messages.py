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


def labels() -> set[str]:
    """Every label that a Change of the core carries."""
    found: set[str] = set()
    for path in (ROOT / "companion").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in ("Change", "_change"):
                continue
            given = [keyword.value for keyword in node.keywords if keyword.arg == "label"]
            given += node.args[2:3] if name == "Change" else []
            found |= {value.value for value in given if isinstance(value, ast.Constant) and value.value}
    return found


def test_every_label_of_a_change_has_a_sentence() -> None:
    without = {label for label in labels() if not messages.has_notice(label)}
    assert not without


def test_an_unknown_label_says_nothing() -> None:
    assert messages.notice("") == ""
    assert messages.notice("no such label") == ""
