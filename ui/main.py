"""Start-up, in order: arguments, crash guard, single instance, application, settings, language, theme,
window, show.

Words that are commands (`companion backup FILE`) go to `companion.cli` before anything of Qt is loaded, and
so does `--help`. To the first paint only the window's own parts load: no database, no cryptography, no
keyring, no network. What will be needed next is imported afterwards, on a thread, while nobody waits.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from companion.picture_file import Prepared
    from ui.guard import Guard
    from ui.instance import Instance
    from ui.session import Session
    from ui.shell import Shell
    from ui.work import Job

_TAKES_VALUE = {"--home", "--vault", "--language", "--keep"}
_FLAGS = {"--self-test", "--hidden"}


@dataclass(slots=True)
class Options:
    """What the window was started with."""

    home: Path | None = None
    vault: str = ""
    language: str = ""
    self_test: bool = False
    keep: Path | None = None
    hidden: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """The entry point. Answers the exit code; commands have the codes of the command line."""
    os.umask(0o077)  # whatever is written here is for nobody else, the database and its log included
    words = list(sys.argv[1:] if argv is None else argv)
    options = parse(words)
    if options is None:
        from companion import cli

        code: int = cli.main(words, cards=_draw_cards, pictures=_prepare_picture)
        return code
    if options.self_test:
        from ui import selftest

        return selftest.run(options.keep)
    return window(options)


def _draw_cards(file: Path, depth: str, paper: str, layout: str) -> int:
    """What `companion cards` draws with. Qt is loaded for this one command only."""
    from ui.printing.cards import companion_cards

    return companion_cards(file, depth, paper, layout)


def _prepare_picture(data: bytes, name: str) -> Prepared:
    """What `companion import` makes photos ready with. Qt is loaded with the first one."""
    from ui.photos import prepare_import

    return prepare_import(data, name)


def parse(words: Sequence[str]) -> Options | None:
    """The options of the window, or None if these words are for the command line."""
    options = Options()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, joined, value = word.partition("=")
        if name in _TAKES_VALUE:
            if not joined:
                if not rest:
                    return None
                value = rest.pop(0)
            if name == "--home":
                options.home = Path(value)
            elif name == "--vault":
                options.vault = value
            elif name == "--language":
                options.language = value
            else:
                options.keep = Path(value)
        elif word == "--self-test":
            options.self_test = True
        elif word == "--hidden":
            options.hidden = True
        else:
            return None
    return options


def window(options: Options) -> int:
    """Open the window and stay until it is closed."""
    import gc

    gc.disable()  # until the first picture: thousands of classes are made, and none of them is rubbish
    from ui import binding

    binding.lighten()
    from companion import disk
    from companion.errors import CompanionError
    from ui.guard import Guard
    from ui.instance import Instance

    try:
        home = disk.data_home(options.home)
    except CompanionError:
        sys.stderr.write("The data folder can't be made or written to. Choose another with --home.\n")
        return 1
    guard = Guard(home / "logs")
    guard.install()
    instance = Instance(home)
    if not instance.first():
        return _second_start(instance)
    try:
        return _run(options, home, guard, instance)
    except Exception as error:
        guard.caught(type(error), error, error.__traceback__)
        sys.stderr.write("It could not start, and that is our mistake. A report lies in the folder logs.\n")
        return 1
    finally:
        instance.close()
        guard.remove()


def _second_start(instance: Instance) -> int:
    from PySide6.QtCore import QCoreApplication

    # Sockets need an application object; this one never shows anything.
    app = QCoreApplication([])
    answered = instance.ask_first()
    del app
    if answered:
        return 0
    sys.stderr.write("It is already running and did not answer. End the other one, then start again.\n")
    return 7


def _run(options: Options, home: Path, guard: Guard, instance: Instance) -> int:
    from PySide6.QtCore import QTimer

    from companion import settings as settings_file
    from ui import language
    from ui.session import Session, State
    from ui.shell import Shell

    settings = settings_file.load(home)
    guard.quiet_qt()
    app = application(settings.discreet_name, home)
    language.apply(app, options.language or settings.language)
    session = Session(home, settings)
    if options.hidden and session.state is State.NEW:
        return 0  # started at login, and the notes are gone: nobody would ever see this process
    session.preferred_vault = options.vault
    guard.join(session)
    shell = Shell(session)
    session.exit_requested.connect(lambda: _end(app))
    app.commitDataRequest.connect(lambda *_: session.lock())
    shell.closed.connect(app.quit)
    ending: list[_Signals] = []
    ahead: list[Job] = []

    def later() -> None:
        ending.append(_Signals(session, shell))
        ahead.append(_after_first_paint(session, shell, guard, instance))

    if options.hidden:
        session.background = True  # until an unlock tells what the person chose
        shell.winId()  # a window to raise later, and for the system's lock signals
        QTimer.singleShot(0, later)
    else:
        shell.painted.connect(later)
        shell.show()
    code = app.exec()
    for end in ending:
        end.close()
    session.close()
    if session.jobs_running() or any(job.running() for job in ahead):
        # A thread that did not stop in time would be cut off inside the interpreter's own end; leave
        # without it.
        _flush_streams()
        os._exit(code)
    return code


def application(name: str, home: Path | None = None) -> QApplication:
    """The application object, under the discreet name, with Qt's own file dialogs: quick exit works above
    those."""
    from PySide6.QtCore import QCoreApplication, QSettings, Qt
    from PySide6.QtWidgets import QApplication

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _on_a_screen(lambda: QApplication([name]))
    app.setApplicationName(name)
    # What Wayland and the task bar call the program; never the real name unless it was chosen.
    app.setDesktopFileName(name)
    app.setQuitOnLastWindowClosed(False)
    if home is not None:
        # Qt's file dialog remembers the last folders in its own settings; keep that file with ours.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(home))
    return app


def _on_a_screen(make: Callable[[], QApplication]) -> QApplication:
    """Make it, or end with one sentence where there is no screen to be had.

    Qt cannot be asked beforehand: a name of a screen may be set and nobody answer there, or answer and refuse. It
    says what it tried at length and aborts, and what hears that last message is the only one who can end it better.
    """
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def heard(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if os.environ.get("COMPANION_DEBUG"):
            sys.stderr.write(f"{message}\n")
        if kind == QtMsgType.QtFatalMsg:
            sys.stderr.write(
                "There is no screen to open a window on. The commands work without: companion --help.\n"
            )
            _flush_streams()
            os._exit(1)

    before = qInstallMessageHandler(heard)
    try:
        return make()
    finally:
        qInstallMessageHandler(before)


def _end(app: QApplication) -> None:
    import threading

    app.exit(0)
    # A nested loop (a print dialog, a menu), a job that does not listen, or Python's own end may hold it back. Everything
    # is stored and locked by now, so quick exit waits for none of them; a timer of Qt's would end with its loop.
    watchdog = threading.Timer(0.3, _leave_now)
    watchdog.daemon = True
    watchdog.start()


def _leave_now() -> None:
    _flush_streams()
    os._exit(0)


def _flush_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass


def _after_first_paint(session: Session, shell: Shell, guard: Guard, instance: Instance) -> Job:
    """What need not be there before the window is: the socket, the system's lock signals, the next
    modules."""

    import gc

    from ui import ahead, system
    from ui.work import Job

    gc.freeze()
    gc.enable()
    guard.watch_faults()
    system.no_core_dumps()
    system.watch_copies(session.copy)
    instance.listen(shell.raise_window)
    _remind(session, shell)
    signals = system.LockSignals(session)
    signals.lock_now.connect(session.lock_because_of_system)
    signals.start()
    signals.watch_window(int(shell.winId()))
    # A window that was closed and comes back is another one to the system.
    shell.shown.connect(lambda: signals.watch_window(int(shell.winId())))
    # On a thread: one of these modules alone would hold the window for longer than a frame.
    loading = Job(lambda _report: ahead.load(), shell)
    loading.succeeded.connect(lambda _none: _in_turns(ahead.warm(), shell))
    return loading.start()


def _in_turns(steps: Iterator[None], shell: Shell) -> None:
    """Take the steps one by one, so that a letter typed meanwhile waits for one at most; none once somebody is in."""
    from ui.work import next_turn

    if shell.page() is None and next(steps, steps) is None:
        next_turn(shell, lambda: _in_turns(steps, shell))


def _remind(session: Session, shell: Shell) -> None:
    from PySide6.QtCore import QTimer

    from ui import autostart, notify
    from ui.reminders import Reminders

    reminders = Reminders(session, notify.make(shell), shell)
    reminders.came.connect(shell.raise_window)
    reminders.asked.connect(lambda key: shell.go("together", {"show": key}))
    shell.closed.connect(reminders.drop)
    entry = autostart.here(session.home)
    keep = lambda: autostart.refresh(entry, session.settings.discreet_name)  # noqa: E731
    session.settings_changed.connect(keep)
    QTimer.singleShot(0, shell, keep)


class _Signals:
    """SIGTERM, SIGINT and SIGHUP close the app the orderly way.

    Python runs its handlers only between its own instructions, and a window at rest runs none; so the
    system's byte in a socket wakes Qt's loop.
    """

    def __init__(self, session: Session, shell: Shell) -> None:
        import signal
        import socket

        from PySide6.QtCore import QSocketNotifier

        self._shell = shell
        self._session = session
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._before: dict[int, Any] = {}
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, lambda *_: None)
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._heard)

    def _heard(self) -> None:
        try:
            self._read.recv(64)
        except OSError:
            return
        self._shell.end()

    def close(self) -> None:
        import signal

        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()


if __name__ == "__main__":
    sys.exit(main())
