"""The one door to the system's keyring.

A back end is taken from a short list and made directly: `keyring`'s own choice obeys an environment
variable and a configuration file, and may end with a file in clear text. A secret always gets a new name,
is read back, and is looked for in the files of the Linux keyrings before it counts as kept. `keyring` is
imported late, since that takes a while and the lock screen does not need it.

What goes wrong is one of KeyringAbsent, KeyringLocked, KeyringCleartext, KeyringItemMissing. None of them
is a reason to make a new key or a new vault; nothing here ever does.
"""

import importlib
import os
import secrets
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from companion.errors import (
    CompanionError,
    KeyringAbsent,
    KeyringCleartext,
    KeyringItemMissing,
    KeyringLocked,
    UsageError,
)

APP = "companion"
LONGEST = 256
"""Characters a secret may have. Windows would take 1280, and a line break is where some keyrings cut."""
PATIENCE = 180.0
"""Seconds for one answer. The system may be asking the person for a password meanwhile."""

_ALLOWED = (  # tried in this order, each by itself
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
)

T = TypeVar("T")


class Backend(Protocol):
    """What we use of one of keyring's back ends."""

    def set_password(self, service: str, username: str, password: str) -> None: ...
    def get_password(self, service: str, username: str) -> str | None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def service_of(vault_id: str) -> str:
    """The name all items of one vault are kept under. One a vault: Windows moves items that share a name."""
    return f"{APP}/{vault_id}"


class Keychain:
    """A keyring that may hold secrets of ours. Every call may wait for the person, so it belongs in a job."""

    def __init__(self, name: str, backend: Backend) -> None:
        self.name = name
        self._backend = backend

    def put(self, service: str, secret: str) -> str:
        """Keep a secret under a new name, which is returned. An older one is never written over.

        KeyringCleartext if it can be read on the disk afterwards; it is taken out again then.
        """
        if not secret.isascii() or not secret.isprintable() or not 0 < len(secret) <= LONGEST:
            raise UsageError()
        user = "key-" + secrets.token_hex(8)
        try:
            _ask(lambda: self._backend.set_password(service, user, secret))
            if self.get(service, user) != secret:
                raise KeyringAbsent(reason="it answers with something else")
            if _readable_on_disk(secret):
                raise KeyringCleartext()
        except CompanionError:
            with suppress(CompanionError):
                self.forget(service, user)
            raise
        return user

    def get(self, service: str, user: str) -> str:
        """The secret kept under this name, or KeyringItemMissing."""
        secret = _ask(lambda: self._backend.get_password(service, user))
        if secret is None:
            raise KeyringItemMissing()
        return secret

    def forget(self, service: str, user: str) -> None:
        """Take it out. It is fine if it was not there."""
        from keyring.errors import PasswordDeleteError

        def delete() -> None:
            with suppress(PasswordDeleteError):
                self._backend.delete_password(service, user)

        _ask(delete)


def find() -> Keychain:
    """The keyring of this session, or KeyringAbsent. Whether it is locked shows when it is used."""
    for module, name in _ALLOWED:
        backend = _ask(lambda module=module, name=name: _make(module, name))  # type: ignore[misc]
        if backend is not None:
            return Keychain(f"{module.rpartition('.')[2]}", backend)
    raise KeyringAbsent()


def _make(module: str, name: str) -> Backend | None:
    """An instance without what KEYRING_PROPERTY_... variables would set on it, or None if it cannot work here."""
    try:
        kind: Any = getattr(importlib.import_module(module), name)
        if not kind.viable:
            return None
        backend = object.__new__(kind)
    except Exception:  # a foreign package's own import; whatever it is, this back end is not to be had
        return None
    if name == "WinVaultKeyring":
        backend.persist = "local machine"  # its own choice would let the item travel to other computers
    if name == "DBusKeyring":
        backend.handle = -1
    return backend  # type: ignore[no-any-return]


def _ask(call: Callable[[], T]) -> T:
    """The answer, or the failure as ours. Asked in a thread, so that a service that hangs cannot hold us for ever."""
    answer: list[T] = []
    failure: list[Exception] = []

    def work() -> None:
        try:
            answer.append(call())
        except Exception as error:  # sorted below
            failure.append(error)

    thread = threading.Thread(target=work, name="keyring", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if failure:
        raise _sorted(failure[0]) from failure[0]
    if not answer:
        raise KeyringLocked(reason="no answer")
    return answer[0]


def _sorted(error: Exception) -> CompanionError:
    """Gone, or there and not willing. Unknown refusals count as locked: trying again is then the right advice."""
    if isinstance(error, CompanionError):
        return error
    gone = {"NoKeyringError", "SecretServiceNotAvailableException", "ItemNotFoundException", "ServiceUnknown"}
    cause: BaseException | None = error
    while cause is not None:  # keyring wraps what the service library said
        names = {kind.__name__ for kind in type(cause).__mro__}
        if names & gone or isinstance(cause, (ConnectionError, EOFError, FileNotFoundError)):
            return KeyringAbsent()
        cause = cause.__cause__
    return KeyringLocked()


def _readable_on_disk(secret: str) -> bool:
    """Whether a keyring file holds it as it is, as password-less keyrings do. Linux only; nowhere else are there any."""
    if sys.platform in ("win32", "darwin"):
        return False
    bases = {Path.home() / ".local/share", Path.home() / ".gnome2"}
    if os.environ.get("XDG_DATA_HOME"):
        bases.add(Path(os.environ["XDG_DATA_HOME"]))
    for base in bases:
        for name in ("keyrings", "kwalletd"):
            with suppress(OSError):
                for file in (base / name).iterdir():
                    with suppress(OSError), file.open("rb") as content:
                        if secret.encode() in content.read(8 << 20):
                            return True
    return False
