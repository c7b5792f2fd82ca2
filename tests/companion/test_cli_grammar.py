"""The grammar of the command line, and its sentences: what is wrong usage, and that every failure has a plain one."""

import io
import re
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from companion import cli, errors
from companion.cli.sentences import SENTENCES, WHY, sentence
from tests.companion.cli_hands import PASS, Shell, one_sentence
from tests.companion.cli_hands import filled as filled  # a fixture
from tests.companion.cli_hands import shell as shell  # a fixture


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["sing"],
        ["search"],
        ["export", "x"],
        ["export", "x", "--format", "pdf"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--pass", "word"],
        ["cards", "x.pdf", "--depth", "deepest"],
        ["--home"],
    ],
)
def test_wrong_usage_is_one_sentence_and_two(shell: Shell, words: list[str]) -> None:
    said = shell(*words)
    assert said.code == 2
    assert one_sentence(said).endswith("companion --help.")


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5"])
def test_a_limit_that_is_none_is_a_whole_sentence(shell: Shell, limit: str) -> None:
    said = shell("search", "x", f"--limit={limit}")
    assert one_sentence(said) == "--limit takes a whole number from 1; see companion --help."


def test_a_secret_that_is_no_text_is_not_called_nothing(
    filled: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9\n")))
    assert cli.main(["check", "--passphrase-stdin"]) == 2
    assert capsys.readouterr().err == "What came on standard input is not text in UTF-8.\n"


def test_a_line_of_the_search_keeps_its_date_and_its_signs_whole(filled: Shell) -> None:
    astronaut, persian = "\U0001f469\u200d\U0001f680", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    workspace = filled.workspace()
    diary = workspace.diary
    diary.save(replace(diary.blank(datetime(1, 1, 1, 8, 5)), text=f"Plum {astronaut} {persian}"))
    workspace.close()
    said = filled.open("search", "plum")
    assert said.out.startswith("0001-01-01 08:05  ")
    assert f"{astronaut} {persian}" in said.out


def test_both_secrets_at_once_are_refused(filled: Shell) -> None:
    assert filled("search", "x", "--passphrase-stdin", "--recovery-stdin", stdin="a\nb\n").code == 2


def test_help_and_version_are_zero_and_name_every_command(shell: Shell) -> None:
    said = shell("--help")
    assert said.code == 0
    assert all(command in said.out for command in cli.COMMANDS)
    assert "6 keyring not available" in said.out
    for command in cli.COMMANDS:
        assert shell(command, "--help").code == 0
    assert shell("--version").out.startswith("companion ")


def test_common_options_stand_before_or_after_the_command(filled: Shell, tmp_path: Path) -> None:
    home = filled.home
    other = tmp_path / "other"
    assert filled.open("--home", other, "search", "lamp").code == 1
    assert filled.open("search", "lamp", "--home", other).code == 1
    before = filled("--home", home, "--passphrase-stdin", "--json", "check", stdin=PASS)
    assert before.json["counts"]["entries"] == 2


def test_a_mistake_of_ours_is_one_sentence_without_words_of_theirs(
    filled: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_words: object) -> int:
        raise RuntimeError("kitchen lamp")

    said = filled("cards", tmp_path / "x.pdf", cards=broken)
    assert said.code == 1
    assert "RuntimeError" in one_sentence(said)
    assert "lamp" not in said.err
    monkeypatch.setenv("COMPANION_DEBUG", "1")
    with pytest.raises(RuntimeError):
        filled("cards", tmp_path / "x.pdf", cards=broken)

    def stopped(*_words: object) -> int:
        raise KeyboardInterrupt

    assert filled("cards", tmp_path / "x.pdf", cards=stopped).code == 130


# --- sentences ---


def kinds(kind: type[errors.CompanionError] = errors.CompanionError) -> list[type[errors.CompanionError]]:
    """Every failure there is. One that a part of the core makes of them for itself has the sentence of its family."""
    own = (child for child in kind.__subclasses__() if child.__module__ == errors.__name__)
    return [kind, *(below for child in own for below in kinds(child))]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_every_failure_has_a_plain_sentence_of_its_own(kind: type[errors.CompanionError]) -> None:
    assert kind in SENTENCES
    said = sentence(kind())
    assert len(said) > 12
    assert "\n" not in said
    assert "!" not in said
    assert kind.__name__ not in said


def test_sentences_use_the_facts_they_are_given() -> None:
    assert "Group 4" in sentence(errors.WrongRecoveryCode(group=4))
    assert "kit 1" in sentence(errors.WrongRecoveryCode(old_kit=1))
    assert "header" in sentence(errors.VaultDamaged(part="header"))
    assert "photo" in sentence(errors.VaultDamaged(part="media"))
    assert "3.40.1" in sentence(errors.UnsupportedEngine(sqlite="3.40.1", sqlcipher="4.5"))
    assert sentence(errors.UsageError(reason="name is taken")) != sentence(errors.UsageError())


def test_a_failure_of_tomorrow_gets_the_sentence_of_its_family() -> None:
    class Dusty(errors.KeyringLocked):
        pass

    assert sentence(Dusty()) == sentence(errors.KeyringLocked())


def test_everything_an_import_can_object_to_has_words() -> None:
    from companion import interchange

    folder = Path(interchange.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    used = re.findall(
        r'(?:(?<!Picture)Unfit\(|\.note\([^"()]*(?:\([^"()]*\))?[^"()]*|Remark\([^"()]*)"(\w+)"', sources
    )
    assert set(used) <= set(WHY)
    why = re.findall(r'ImportFailed\(why="(\w+)"', sources) + [
        f"needs_{what}" for what in re.findall(r'Needs\("(\w+)"', sources)
    ]
    unsaid = sentence(errors.ImportFailed())
    assert [code for code in why if sentence(errors.ImportFailed(why=code)) == unsaid] == []
