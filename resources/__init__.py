"""Files that ship with the app, and the one way to find them. Holds no code that reads them."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Where a shipped file or folder lies, from source, installed, or inside a bundle. It need not exist."""
    return _HERE.joinpath(*parts)
