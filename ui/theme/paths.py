"""Where the shipped fonts, icons and licences lie: the same from a checkout, a wheel and a bundle."""

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parent.parent.parent / "resources"
FONTS: Final = RESOURCES / "fonts"
ICONS: Final = RESOURCES / "icons"
LICENCES: Final = RESOURCES / "licences"
