"""One window for one data folder. A second start raises the first window and leaves.

A file lock decides, because it costs nothing before the first paint and is free again as soon as a process
is gone. The socket comes later, when the window is up; the only word that goes over it is "raise", and
anything else is dropped.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from companion.disk import ProcessLock
from companion.errors import StorageError, VaultInUse

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

WORD = b"raise\n"
_SOCKET_PATH_LIMIT = 100  # the system's limit is 104 to 108 bytes, Qt binds a temporary name beside it
_TRY_SECONDS = 3.0


class Instance:
    """`first()` says whether this process is the one; `listen` and `ask_first` are the two ends of the
    socket."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = ProcessLock(home / "window.lock")
        self._server: QLocalServer | None = None

    def first(self) -> bool:
        """Take the lock. A folder that cannot be written to counts as first: the vault says what is wrong
        later."""
        try:
            self._lock.acquire()
        except VaultInUse:
            return False
        except StorageError:
            pass
        return True

    def socket_name(self) -> str:
        """A full path inside the data folder, or inside the login's runtime folder when that would be too
        long."""
        import hashlib  # here, since the first start needs no socket before its first paint

        mark = hashlib.sha256(str(self._home.resolve()).encode()).hexdigest()[:16]
        if sys.platform == "win32":
            return f"companion-{mark}"
        path = self._home / "window.socket"
        if len(os.fsencode(path)) > _SOCKET_PATH_LIMIT:
            runtime = os.environ.get("XDG_RUNTIME_DIR")
            if runtime and len(os.fsencode(runtime)) < _SOCKET_PATH_LIMIT - 30:
                path = Path(runtime) / f"companion-{mark}"
            else:
                path = _own_temporary_folder() / mark
        return str(path)

    def listen(self, raise_window: Callable[[], object]) -> bool:
        """Answer later starts. False if the socket cannot be made; a second start then only says that one
        is running."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = self.socket_name()
        if self._lock.held:
            # Ours by the lock, so what lies there was left by a process that is gone.
            QLocalServer.removeServer(name)
        server.newConnection.connect(lambda: self._answer(raise_window))
        self._server = server
        return server.listen(name)

    def _answer(self, raise_window: Callable[[], object]) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(_hear, socket, raise_window))
            if socket.bytesAvailable():
                _hear(socket, raise_window)

    def ask_first(self) -> bool:
        """Ask the process that holds the lock to show its window. False if it did not answer in time."""
        from PySide6.QtNetwork import QLocalSocket

        end = time.monotonic() + _TRY_SECONDS
        while True:
            socket = QLocalSocket()
            socket.connectToServer(self.socket_name())
            if socket.waitForConnected(500):
                socket.write(WORD)
                socket.waitForBytesWritten(500)
                socket.waitForDisconnected(500)
                return True
            if time.monotonic() > end:
                return False
            # It holds the lock and has no socket yet: it is just starting.
            time.sleep(0.1)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.release()


def _hear(socket: QLocalSocket, raise_window: Callable[[], object]) -> None:
    heard = bytes(socket.read(len(WORD)).data())
    socket.disconnectFromServer()
    if heard == WORD:
        raise_window()


def _own_temporary_folder() -> Path:
    """A folder of this login in the common temporary folder; refused if somebody else made it first."""
    import tempfile

    folder = Path(tempfile.gettempdir()) / f"companion-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise StorageError()
    return folder
