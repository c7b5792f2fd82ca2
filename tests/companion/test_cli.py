"""The command line: real vaults, real exit codes, one sentence for whatever goes wrong, and no window anywhere."""

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from companion import age, errors, keychain
from companion.cli.sentences import PROBLEMS, WHY, sentence
from companion.vault import Vault
from tests.companion.cli_hands import PASS, Shell, one_sentence
from tests.companion.cli_hands import filled as filled  # a fixture
from tests.companion.cli_hands import shell as shell  # a fixture
from tests.conftest import ROOT

# --- new ---


def test_new_prints_a_recovery_code_that_opens_the_vault(shell: Shell) -> None:
    said = shell.made("--json")
    assert said.code == 0
    assert said.err == ""
    code = said.json["recovery_code"]
    assert shell("check", "--recovery-stdin", stdin=code + "\n").code == 0
    assert shell.open("check").code == 0
    assert said.json["identity"].startswith("AGE-SECRET-KEY-1")
    assert said.json["vault"] == shell.vault().id
    assert shell.vault().label == "Notes"


def test_new_says_the_code_in_words_and_nowhere_else(shell: Shell) -> None:
    said = shell.made()
    (code,) = [line for line in said.out.splitlines() if line.count("-") == 6]
    assert shell("search", "x", "--recovery-stdin", stdin=code).code == 0
    data = b"".join(path.read_bytes() for path in shell.home.rglob("*") if path.is_file())
    assert code.encode() not in data


def test_without_keyring_and_passphrase_it_is_wrong_usage_and_makes_nothing(shell: Shell) -> None:
    said = shell("new", "--no-keyring")
    assert said.code == 2
    assert "passphrase" in one_sentence(said)
    assert Vault.all(shell.home) == []


def test_without_a_keyring_new_says_so_and_makes_nothing(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise errors.KeyringAbsent()

    monkeypatch.setattr(keychain, "find", none)
    said = shell("new")
    assert said.code == 6
    assert "--no-keyring" in one_sentence(said)
    assert Vault.all(shell.home) == []


def test_an_empty_passphrase_and_a_taken_name_are_refused(shell: Shell) -> None:
    assert shell("new", "--no-keyring", "--passphrase-stdin", stdin="").code == 2
    assert shell("new", "--no-keyring", "--passphrase-stdin", stdin="\n").code == 2
    assert shell.made().code == 0
    said = shell.made()
    assert said.code == 2
    assert "name" in one_sentence(said)
    assert shell.made("--vault", "Garden").code == 0


def test_the_home_is_for_its_owner_alone(shell: Shell) -> None:
    shell.made()
    assert stat.S_IMODE(shell.vault().folder.stat().st_mode) == 0o700


# --- search ---


def test_search_finds_newest_first_and_obeys_the_limit(filled: Shell) -> None:
    said = filled.open("search", "lamp")
    assert [line[:16] for line in said.out.splitlines()] == ["2030-01-14 21:05", "2030-01-12 08:00"]
    assert filled.open("search", "lamp", "--limit", 1).out.count("\n") == 1
    assert filled.open("search", "quiet", "kitchen").out.count("\n") == 1
    assert filled.open("search", "lamp", "tag:evening", "in:2030").out.startswith("2030-01-14 21:05")
    assert filled.open("search", "lamp", "before:2030").out == ""
    nothing = filled.open("search", "harbour")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "")


def test_what_a_terminal_would_obey_is_not_printed(filled: Shell) -> None:
    assert "\x1b" not in filled.open("search", "lamp").out
    found = [json.loads(line) for line in filled.open("search", "lamp", "--json").out.splitlines()]
    assert found[0]["title"] == "The back step"
    assert found[0]["tags"] == ["evening"]


# --- out and in ---


def test_what_goes_out_as_json_comes_back_into_another_vault(filled: Shell, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    said = filled.open("export", file, "--format", "json")
    assert said.code == 0
    assert "not encrypted" in said.out
    assert filled.made("--vault", "Second").code == 0
    second = ("--vault", "Second")
    dry = filled.open("import", file, "--dry-run", "--json", *second)
    assert dry.json == {"added": 2, "updated": 0, "skipped": 0, "problems": []}
    assert filled.open("search", "lamp", *second).out == ""
    assert filled.open("import", file, "--format", "companion", "--json", *second).json["added"] == 2
    assert filled.open("import", file, "--json", *second).json == {
        "added": 0,
        "updated": 0,
        "skipped": 2,
        "problems": [],
    }
    assert filled.open("search", "lamp", *second).out.count("\n") == 2
    again = tmp_path / "again.json"
    filled.open("export", again, "--format", "json", *second)
    first, other = json.loads(file.read_text()), json.loads(again.read_text())
    assert first["entries"] == other["entries"]


def test_import_says_what_was_left_out_and_why(filled: Shell, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    filled.open("export", file, "--format", "json")
    data = json.loads(file.read_text())
    data["entries"][0]["when"] = "soon"
    file.write_text(json.dumps(data))
    said = filled.open("import", file)
    assert said.code == 0
    assert said.out.splitlines() == [
        "Added: 0. Updated: 0. Here already: 1.",
        f"Left out: entries[0] {WHY['date']}.",
    ]


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_readable_exports(filled: Shell, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "Notes"
    assert filled.open("export", target, "--format", kind, "--json").json == {
        "entries": 2,
        "photos": 1,
        "damaged": 0,
    }
    files = [path for path in [target, *target.rglob("*")] if path.is_file()]
    assert any("kitchen" in path.read_text(errors="replace") for path in files)
    if kind == "markdown":
        assert filled.open("export", target, "--format", kind).code == 2


def test_chosen_entries_are_sealed_and_come_in_again_with_their_passphrase(
    filled: Shell, tmp_path: Path
) -> None:
    target = tmp_path / "some.age"
    seal = ("--format", "json", "--encrypt-passphrase-stdin")
    lines = f"{PASS}\nmoss and tin\n"
    said = filled(
        "export", target, *seal, "--from", "1990-01-01", "--json", "--passphrase-stdin", stdin=lines
    )
    assert said.json["entries"] == 2
    assert target.read_bytes().startswith(b"age-encryption.org/v1")
    assert json.loads(age.open_bytes(io.BytesIO(target.read_bytes()), "moss and tin"))["entries"]
    said = filled("import", target, "--dry-run", "--source-password-stdin", "--passphrase-stdin", stdin=lines)
    assert (said.code, said.out) == (0, "Would be added: 0. Updated: 0. Here already: 2.\n")
    none = filled.open("export", tmp_path / "none.json", "--format", "json", "--tag", "no such", "--json")
    assert none.json["entries"] == 0
    assert filled.open("export", tmp_path / "x", "--format", "html", "--encrypt-passphrase-stdin").code == 2


def test_a_file_that_is_something_else_is_refused_in_one_sentence(filled: Shell, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all")
    said = filled.open("import", file)
    assert said.code == 1
    assert "--format" in one_sentence(said)
    assert filled.open("import", file, "--format", "dayone").code == 1
    assert filled.open("import", file, "--format", "penzu").code == 2
    assert filled.open("import", tmp_path / "missing.json").code == 1
    assert filled.open("export", tmp_path / "no" / "such" / "folder" / "x.json", "--format", "json").code == 1


# --- secrets, damage and the rest of the world ---


def test_a_wrong_secret_is_three_and_changes_nothing(filled: Shell) -> None:
    before = {path: path.read_bytes() for path in filled.home.rglob("*") if path.is_file()}
    said = filled("search", "lamp", "--passphrase-stdin", stdin="another one\n")
    assert (said.code, one_sentence(said)) == (3, "That passphrase does not open it.")
    said = filled("check", "--recovery-stdin", stdin="AAAAA-BBBBB\n")
    assert said.code == 3
    assert "Group 1" in one_sentence(said)
    after = {path: path.read_bytes() for path in filled.home.rglob("*") if path.is_file()}
    assert after == before


def test_without_a_secret_the_keyring_is_asked(filled: Shell) -> None:
    said = filled("search", "lamp")
    assert said.code == 6
    assert "--passphrase-stdin" in one_sentence(said)


class Held:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.items[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.items.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.items[service, username]


def test_with_a_keyring_no_secret_is_needed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    held = Held()
    monkeypatch.setattr(keychain, "find", lambda: keychain.Keychain("held", held))
    assert shell("new").code == 0
    assert shell("check").code == 0
    file = tmp_path / "Notes.zip"
    assert shell("backup", file).code == 0
    assert shell("verify", file).code == 0
    assert shell("restore", file).code == 0
    first, second = Vault.all(shell.home)
    assert shell("check", "--vault", second.id).code == 0
    assert len(held.items) == 2
    held.items.clear()
    said = shell("check", "--vault", first.id)
    assert said.code == 6
    assert "does not hold" in one_sentence(said)


def test_no_vault_and_which_vault(shell: Shell) -> None:
    said = shell("search", "lamp")
    assert (said.code, one_sentence(said)) == (1, "There is no vault here yet; make one with: companion new")
    shell.made()
    shell.made("--vault", "Garden")
    said = shell.open("search", "lamp")
    assert said.code == 2
    assert "--vault" in one_sentence(said)
    assert shell.open("search", "lamp", "--vault", "Garden").code == 0
    assert shell.open("search", "lamp", "--vault", "garden shed").code == 2


def test_a_vault_in_use_is_seven(filled: Shell) -> None:
    workspace = filled.workspace()
    try:
        said = filled.open("search", "lamp")
        assert said.code == 7
        assert "another process" in one_sentence(said)
    finally:
        workspace.close()


def test_a_missing_database_and_a_damaged_header_are_four(filled: Shell) -> None:
    vault = filled.vault()
    database = vault.database
    kept = database.read_bytes()
    database.unlink()
    said = filled.open("search", "lamp")
    assert said.code == 4
    assert "missing" in one_sentence(said)
    assert not database.exists()
    database.write_bytes(kept)
    assert filled.open("search", "lamp").code == 0
    for file in vault.folder.glob("vault.json*"):
        file.write_bytes(b"{}")
    said = filled.open("search", "lamp")
    assert said.code == 4
    assert "header" in one_sentence(said)


def test_check_counts_what_is_there_and_names_what_is_not(filled: Shell) -> None:
    said = filled.open("check", "--json")
    assert said.code == 0
    assert said.json["problems"] == []
    assert said.json["counts"] == {"entries": 2, "photos": 1, "plans": 0}
    assert "All is well." in filled.open("check").out
    workspace = filled.workspace()
    workspace.media.path(workspace.media.ids()[0]).write_bytes(b"nothing")
    workspace.close()
    said = filled.open("check", "--json")
    assert said.code == 4
    assert said.json["problems"] == ["media_damaged"]
    assert PROBLEMS["media_damaged"] in filled.open("check").out
    assert filled.open("export", filled.home / "x.json", "--format", "json").code == 4


# --- backups ---


def test_a_backup_is_made_verified_and_restored_beside(filled: Shell, tmp_path: Path) -> None:
    file = tmp_path / "Notes.zip"
    made = filled.open("backup", file, "--json")
    assert made.code == 0
    counts = {"entries": 2, "photos": 1, "plans": 0, "missing": 0}
    assert {name: made.json[name] for name in counts} == counts
    checked = filled.open("verify", file, "--json")
    assert {name: checked.json[name] for name in counts} == counts
    assert "whole" in filled.open("verify", file).out
    said = filled.open("restore", file, "--no-keyring", "--vault", "Second", "--json")
    assert said.code == 0
    assert said.json["label"] == "Second"
    second = filled.open("search", "lamp", "--vault", said.json["vault"])
    assert second.out == filled.open("search", "lamp", "--vault", "Notes").out
    assert (
        filled("check", "--vault", "Second", "--recovery-stdin", stdin=said.json["recovery_code"]).code == 0
    )
    assert len(Vault.all(filled.home)) == 2


def test_a_recovery_code_opens_a_backup_in_an_empty_home(shell: Shell, tmp_path: Path) -> None:
    code = shell.made("--json").json["recovery_code"]
    file = tmp_path / "Notes.zip"
    assert shell.open("backup", file).code == 0
    away = tmp_path / "elsewhere"
    lost = shell("restore", file, "--no-keyring", "--recovery-stdin", "--home", away, stdin=code)
    assert lost.code == 2
    both = ("restore", file, "--no-keyring", "--recovery-stdin", "--passphrase-stdin", "--home", away)
    said = shell(*both, stdin=f"{code}\nnew words here\n")
    assert said.code == 0
    assert "Recovery code" in said.out
    assert shell("search", "x", "--home", away, "--passphrase-stdin", stdin="new words here").code == 0
    assert shell("verify", file, "--recovery-stdin", "--home", away, stdin=code).code == 0


def test_a_backup_that_is_none_is_damaged_or_is_of_somebody_else(filled: Shell, tmp_path: Path) -> None:
    file = tmp_path / "Notes.zip"
    filled.open("backup", file)
    assert filled("verify", file, "--passphrase-stdin", stdin="another\n").code == 3
    assert filled("verify", file).code == 6
    data = bytearray(file.read_bytes())
    data[len(data) * 2 // 3] ^= 1
    file.write_bytes(data)
    said = filled.open("verify", file)
    assert said.code == 4
    assert "damaged" in one_sentence(said)
    assert filled.open("restore", file, "--no-keyring").code == 4
    file.write_text("a letter")
    said = filled.open("verify", file)
    assert said.code == 4
    assert "not a backup" in one_sentence(said)
    said = filled.open("verify", tmp_path / "missing.zip")
    assert (said.code, one_sentence(said)) == (1, "There is no such file.")
    assert len(Vault.all(filled.home)) == 1


def test_a_backup_that_cannot_be_written_leaves_nothing(filled: Shell, tmp_path: Path) -> None:
    said = filled.open("backup", tmp_path / "no" / "folder" / "x.zip")
    assert said.code == 1
    assert one_sentence(said)
    assert not (tmp_path / "no").exists()


# --- cards ---


def test_cards_are_drawn_by_whoever_was_handed_in(shell: Shell, tmp_path: Path) -> None:
    asked: list[tuple[object, ...]] = []

    def draw(*words: object) -> int:
        asked.append(words)
        return 3

    said = shell("cards", tmp_path / "c.pdf", "--depth", "closer", "--paper", "Letter", cards=draw)
    assert (said.code, said.out) == (0, "Sheets: 3.\n")
    assert asked == [(tmp_path / "c.pdf", "closer", "Letter", "cut")]
    assert shell("cards", tmp_path / "c.pdf", "--json", cards=draw).json == {"sheets": 3}
    assert asked[-1][1] == ""
    assert shell("cards", tmp_path / "c.pdf").code == 2

    def none(*_words: object) -> int:
        raise ValueError("no cards")

    assert shell("cards", tmp_path / "c.pdf", cards=none).code == 2


# --- as a process ---


def test_a_command_loads_no_window_and_answers_through_a_pipe(filled: Shell) -> None:
    code = (
        "import sys\nfrom companion import cli\ncode = cli.main(sys.argv[1:])\n"
        "sys.exit(90 if any(m.startswith(('PySide6', 'ui')) for m in sys.modules) else code)"
    )
    environment = dict(os.environ, COMPANION_HOME=str(filled.home))
    command = [sys.executable, "-c", code, "search", "lamp", "--passphrase-stdin"]
    done = subprocess.run(
        command, input=PASS + "\n", capture_output=True, text=True, env=environment, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 2


def test_a_reader_that_leaves_early_makes_no_noise(filled: Shell) -> None:
    code = "import sys\nfrom companion import cli\nsys.exit(cli.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "--help"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_hint_answers_each_line_with_a_line(shell: Shell) -> None:
    said = shell("hint", stdin="Ach, you never listen.\n\nYou slapped me.\n")
    first, empty, harm = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert (empty, harm) == ({"hints": [], "care": False}, {"hints": [], "care": True})
    (one,) = first["hints"]
    assert (one["cue"], one["start"], one["end"], one["strength"]) == ("C1", 9, 14, 2)
    assert one["note"]
    assert len(one["instead"]) >= 2
    assert list(shell.home.glob("*")) == []


# --- files that are there already ---


@pytest.mark.parametrize(
    "words", [("backup",), ("export", "--format", "json"), ("export", "--format", "html"), ("cards",)]
)
def test_no_command_writes_over_a_file_or_into_a_vault(
    filled: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    drawn: list[Path] = []

    def draw(file: Path, *_rest: str) -> int:
        drawn.append(file)
        return 1

    mine = tmp_path / "tax.txt"
    mine.write_bytes(b"mine")
    (tmp_path / "leads nowhere").symlink_to(tmp_path / "gone")
    folder = filled.vault().folder
    before = {file: file.read_bytes() for file in filled.home.rglob("*") if file.is_file()}
    for target in (mine, tmp_path, tmp_path / "leads nowhere", folder / "diary-1.db", folder / "vault.json"):
        said = filled.open(*words, target, cards=draw)
        assert said.code == 2, target
        assert "already" in one_sentence(said)
    for target in (folder / "new", folder / "media" / "new"):
        said = filled.open(*words, target, cards=draw)
        assert said.code == 2, target
        assert "inside the folder of a vault" in one_sentence(said)
    assert mine.read_bytes() == b"mine"
    assert {file: file.read_bytes() for file in filled.home.rglob("*") if file.is_file()} == before
    assert drawn == []
    assert filled.open("check").code == 0


def test_a_damaged_vault_is_not_called_a_damaged_backup(filled: Shell, tmp_path: Path) -> None:
    database = filled.vault().database
    raw = bytearray(database.read_bytes())
    for page in range(len(raw) // 8192 * 4096, len(raw), 4096):
        raw[page + 100] ^= 1
    database.write_bytes(raw)
    said = filled.open("backup", tmp_path / "x.zip")
    assert said.code == 4
    assert one_sentence(said) == sentence(errors.VaultDamaged(part="database"))
    assert not (tmp_path / "x.zip").exists()


# --- several vaults ---


def test_where_there_are_several_their_names_and_ids_are_said(filled: Shell) -> None:
    assert filled.made("--vault", "Lists").code == 0
    said = filled.open("check")
    assert said.code == 2
    told = one_sentence(said)
    for vault in Vault.all(filled.home):
        assert f"{vault.label} ({vault.id})" in told
        assert filled.open("check", "--vault", vault.id).code == 0


def test_a_restore_refuses_a_name_that_is_taken_and_finds_a_free_one(filled: Shell, tmp_path: Path) -> None:
    target = tmp_path / "x.zip"
    assert filled.open("backup", target).code == 0
    said = filled.open("restore", target, "--no-keyring", "--vault", "Notes")
    assert said.code == 2
    assert one_sentence(said) == sentence(errors.UsageError(reason="name is taken"))
    assert len(Vault.all(filled.home)) == 1
    assert filled.open("restore", target, "--no-keyring", "--vault", "Fresh").code == 0
    assert filled.open("restore", target, "--no-keyring", "--vault", "Fresh").code == 2
    said = filled.open("restore", target, "--no-keyring", "--json")
    assert said.json["label"] not in ("Notes", "Fresh")
    assert filled.open("check", "--vault", said.json["label"]).code == 0


def test_the_kit_of_a_backup_is_called_old_by_what_was_restored(shell: Shell, tmp_path: Path) -> None:
    code = shell.made("--json").json["recovery_code"]
    target = tmp_path / "x.zip"
    assert shell.open("backup", target).code == 0
    said = shell.open("restore", target, "--no-keyring")
    assert "Recovery code, kit 2," in said.out
    new = next(vault for vault in Vault.all(shell.home) if vault.label != "Notes")
    said = shell("check", "--vault", new.id, "--recovery-stdin", stdin=code + "\n")
    assert said.code == 3
    assert "kit 1, which was replaced" in one_sentence(said)
