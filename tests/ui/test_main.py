"""Starting: words for the command line, one window per home, orderly ends, and reports without values."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QLabel

from companion.vault import Vault
from tests.conftest import at_rest
from tests.tools.robot import PASSPHRASE
from ui import guard as guard_module
from ui import language
from ui.guard import Guard
from ui.instance import WORD, Instance
from ui.main import application, parse
from ui.memory import Memory
from ui.session import Session, State

ROOT = Path(__file__).resolve().parents[2]


# --- arguments


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "file.zip"],
        ["--home", "x", "search", "lamp"],
        ["--help"],
        ["--version"],
        ["--nonsense"],
        ["--home"],
    ],
)
def test_commands_and_questions_go_to_the_command_line(words: list[str]) -> None:
    assert parse(words) is None


def test_options_of_the_window() -> None:
    options = parse(["--home", "there", "--vault=Lists", "--language", "qps", "--hidden"])
    assert options is not None
    assert options.home == Path("there")
    assert (options.vault, options.language, options.hidden) == ("Lists", "qps", True)
    options = parse(["--self-test", "--keep", "results"])
    assert options is not None
    assert options.self_test
    assert options.keep == Path("results")


def test_a_command_loads_nothing_of_qt(home: Path) -> None:
    code = "import sys; from ui.main import main\ntry: main(['check'])\nexcept SystemExit: pass\n"
    code += "print([name for name in sys.modules if name.startswith('PySide6')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


@pytest.mark.parametrize("platform", ["xcb", "wayland", "of some other world"])
def test_without_a_screen_it_is_one_sentence(home: Path, platform: str) -> None:
    env = {
        **os.environ,
        "QT_QPA_PLATFORM": platform,
        "DISPLAY": "",
        "WAYLAND_DISPLAY": "",
        "XDG_RUNTIME_DIR": str(home),
    }
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--home", str(home)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=env,
        timeout=60,
    )
    assert done.returncode == 1
    assert (
        done.stderr
        == "There is no screen to open a window on. The commands work without: companion --help.\n"
    )


def test_cards_need_no_screen_whatever_is_set(home: Path, tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ""}
    words = [sys.executable, "-m", "ui", "cards", str(tmp_path / "x.pdf"), "--depth", "beside"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, env=env, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_qts_own_file_dialog_keeps_its_memory_in_our_home(qtbot, home: Path) -> None:
    before = QSettings(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "QtProject", "x").fileName()
    application("Notes", home)
    kept = QSettings(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "QtProject", "x").fileName()
    assert kept.startswith(str(home))
    assert before != kept


# --- one window


_started: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def ended():
    """No process outlives its test, whatever became of the test."""
    yield
    for process in _started:
        if process.poll() is None:
            process.kill()
        process.communicate()
    _started.clear()


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "--home", str(home), *words],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _started.append(process)
    return process


def wait_for(there: object, seconds: float = 20) -> None:
    assert callable(there)
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def running(home: Path):
    process = start(home)
    wait_for(lambda: answers(home))
    return process


def test_a_second_start_raises_the_first_window_and_leaves(home: Path, running) -> None:
    assert Path(Instance(home).socket_name()).stat().st_mode & 0o077 == 0
    second = start(home)
    out, err = second.communicate(timeout=20)
    assert (second.returncode, out, err) == (0, "", "")
    assert running.poll() is None


def answers(home: Path) -> bool:
    """Whether somebody listens at the socket of this home."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(Instance(home).socket_name())
        except OSError:
            return False
    return True


def test_after_a_kill_the_next_start_is_the_first_again(home: Path, running) -> None:
    assert answers(home)
    running.kill()
    running.wait()
    assert not answers(home)
    again = start(home)
    wait_for(lambda: answers(home))
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=20)
    assert again.returncode == 0


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_signals_end_it_the_orderly_way(running, name: str) -> None:
    running.send_signal(getattr(signal, name))
    _, err = running.communicate(timeout=20)
    assert running.returncode == 0
    assert err == ""


def test_only_one_word_is_listened_to(qtbot, home: Path) -> None:
    instance = Instance(home)
    assert instance.first()
    raised: list[int] = []
    assert instance.listen(lambda: raised.append(1))

    def say(words: bytes) -> None:
        line = QLocalSocket()
        line.connectToServer(instance.socket_name())
        assert line.waitForConnected(1000)
        with qtbot.waitSignal(line.disconnected):
            line.write(words)

    say(b"erase everything\n")
    assert raised == []
    say(WORD)
    assert raised == [1]
    instance.close()


def test_a_long_home_has_its_socket_elsewhere_and_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    home = tmp_path / ("a" * 90)
    name = Instance(home).socket_name()
    assert len(os.fsencode(name)) < 104
    assert Path(name).parent.stat().st_mode & 0o077 == 0
    assert Instance(tmp_path / ("b" * 90)).socket_name() != name


def test_a_home_that_cannot_be_made_is_one_plain_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    process = start(blocked / "home")
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err.count("\n") == 1
    assert "Traceback" not in err


# --- the crash guard

CANARY = "a very private sentence"


@pytest.fixture
def guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("COMPANION_DEBUG", raising=False)
    guard = Guard(tmp_path / "logs")
    guard.install()
    yield guard
    guard.remove()


def reports(guard: Guard) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(guard.folder.glob("report-*.txt"))]


def broken(words: str) -> None:
    inner = {"text": words}
    try:
        raise KeyError(inner["text"])
    except KeyError as error:
        raise ValueError(words) from error


def test_a_report_has_kinds_and_places_and_no_values(guard: Guard) -> None:
    try:
        broken(CANARY)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    (report,) = reports(guard)
    assert report.startswith("ValueError")
    assert "KeyError" in report
    assert ".broken:" in report
    assert CANARY not in report
    assert str(ROOT) not in report


def test_threads_are_guarded_too(guard: Guard) -> None:
    thread = threading.Thread(target=broken, args=(CANARY,))
    thread.start()
    thread.join()
    (report,) = reports(guard)
    assert "on a thread" in report
    assert CANARY not in report


def test_what_was_typed_is_stored_and_one_sentence_is_said(qtbot, guard: Guard, home: Path) -> None:
    vault, keys, _ = Vault.create(home, passphrase="a", keyring=False)
    session = Session(home)
    session.open(vault, keys)
    flushed: list[int] = []

    class Room:
        def flush(self) -> bool:
            flushed.append(1)
            return True

        def cover(self) -> None: ...
        def uncover(self) -> None: ...
        def dismantle(self) -> None: ...
        def vanish(self) -> None: ...

    session.attach(Room())
    guard.join(session)
    with qtbot.waitSignal(session.noticed) as said:
        guard.caught(ValueError, ValueError(CANARY), None)
    assert flushed == [1]
    assert "our mistake" in said.args[0].text
    assert CANARY not in said.args[0].text + said.args[0].line
    session.close()


def test_the_same_mistake_again_and_again_does_not_fill_the_disk(
    guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    for _ in range(100):
        guard.caught(ValueError, ValueError("x"), None)
    assert len(reports(guard)) <= guard_module._KEEP


def test_qts_log_at_its_loudest_stops_nothing(home: Path, tmp_path: Path) -> None:
    """Qt writes to its log while it holds locks that a thread with the interpreter in its hands may wait for."""
    env = dict(os.environ, COMPANION_DEBUG="1", QT_LOGGING_RULES="*=true")
    with (tmp_path / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.tools.robot", "pictures"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        _started.append(process)
        out, _ = process.communicate(timeout=90)
        log.seek(0)
        assert "read handler" in log.read(), "Qt said nothing about pictures, so nothing was tried"
    assert (process.returncode, out.split()) == (0, ["through"])


def test_qts_log_is_silent_whatever_the_shell_says(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tools.robot", "pictures"],
        cwd=ROOT,
        env=dict(os.environ, QT_LOGGING_RULES="*=true"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _started.append(process)
    out, err = process.communicate(timeout=90)
    assert (process.returncode, out.split(), err) == (0, ["through"], "")


def test_quick_exit_waits_for_no_job(home: Path) -> None:
    Vault.create(home, passphrase=PASSPHRASE, keyring=False)[1].close()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tools.robot", "leave_with_a_deaf_job"],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    _started.append(process)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "leaving"
    assert process.wait(timeout=at_rest(1)) == 0


# --- language, memory


def test_the_pseudo_language_reaches_every_marked_text(qtbot, qapp: QApplication) -> None:
    language.apply(qapp, "qps")
    try:
        label = QLabel(qapp.tr("Keep"))
        assert label.text().startswith("[Kéép")
        assert language.pseudo("{count} left").startswith("[{count} ")
    finally:
        for translator in qapp.findChildren(language.QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()


def test_a_list_of_languages_ends_at_english(monkeypatch: pytest.MonkeyPatch) -> None:
    class System:
        def uiLanguages(self) -> list[str]:
            return ["de-AT", "de", "en-GB", "fr"]

    monkeypatch.setattr(QLocale, "system", lambda: System())
    assert language._chain("") == ["de_AT", "de"]
    assert language._chain("pt-BR") == ["pt_BR", "pt"]


def test_a_broken_memory_is_no_memory(qtbot, home: Path) -> None:
    (home / "window.ini").write_bytes(b"\x00\xff[[[broken")
    label = QLabel()
    qtbot.addWidget(label)
    assert not Memory(home).geometry(label)


def test_locked_is_what_a_start_shows(home: Path, qtbot) -> None:
    Vault.create(home, passphrase="a", keyring=False)[1].close()
    assert Session(home).state is State.LOCKED
