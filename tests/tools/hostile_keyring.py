"""A keyring nobody should trust: whatever it is given lies in a readable file afterwards."""

import os
from pathlib import Path

from keyring.backend import KeyringBackend


class Plain(KeyringBackend):
    """Claims to be the best there is, and writes what it gets into a readable file."""

    priority = 99  # type: ignore[assignment]

    def set_password(self, service: str, username: str, password: str) -> None:
        Path(os.environ["HOSTILE_FILE"]).write_text(password)

    def get_password(self, service: str, username: str) -> str | None:
        return Path(os.environ["HOSTILE_FILE"]).read_text()

    def delete_password(self, service: str, username: str) -> None:
        Path(os.environ["HOSTILE_FILE"]).unlink()
