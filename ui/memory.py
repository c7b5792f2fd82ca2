"""What this machine remembers of the window: its size and place, the widths of panes. Nothing a person
wrote.

One small ini file in the data folder, so that a portable copy takes it along and nothing lies in the
system's registry.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget


class Memory:
    """Reads at once, writes when told. A file that cannot be read or written is the same as none."""

    def __init__(self, home: Path) -> None:
        self._file = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    def geometry(self, window: QWidget) -> bool:
        """Put the window where it was. False if nothing is remembered."""
        kept = self._file.value("window/geometry")
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)

    def keep_geometry(self, window: QWidget) -> None:
        self._file.setValue("window/geometry", window.saveGeometry())
        self._file.sync()

    def splitter(self, name: str, splitter: QSplitter) -> bool:
        """Give the panes their widths back. False if nothing is remembered."""
        kept = self._file.value(f"panes/{name}")
        return isinstance(kept, QByteArray) and splitter.restoreState(kept)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        self._file.setValue(f"panes/{name}", splitter.saveState())
        self._file.sync()
