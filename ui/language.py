"""Which language the interface speaks: translations that are there, then English, which is in the code.

    de_AT -> resources/i18n/companion_de_AT.qm, else companion_de.qm, else the English source

"qps" is the pseudo-language for trials: every text comes out accented, a third longer and in brackets, so
that a string nobody marked and a label that is too narrow both show at a glance. "qps-rtl" mirrors the
window as well.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

PSEUDO = "qps"
PSEUDO_MIRRORED = "qps-rtl"

_ACCENTS = str.maketrans("aeiouycnsAEIOUYCNS", "àéïôüýçñšÀÉÏÔÜÝÇÑŠ")
_FILL = " ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"


def pseudo(text: str) -> str:
    """The text as the pseudo-language says it. Names in braces stay as they are."""
    parts: list[str] = []
    depth = 0
    for sign in text:
        depth += sign == "{"
        parts.append(sign if depth else sign.translate(_ACCENTS))
        depth -= sign == "}"
    longer = min(len(_FILL), max(2, len(text) // 3))
    return "[" + "".join(parts) + _FILL[:longer] + "]"


class _Pseudo(QTranslator):
    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: object, source: object, disambiguation: object = None, n: int = -1
    ) -> str:  # the signature is Qt's
        text = source.decode() if isinstance(source, bytes) else str(source)
        return pseudo(text.replace("%n", str(n)) if n >= 0 else text)


def apply(app: QApplication, language: str = "", folder: Path | None = None) -> None:
    """Install the translator for `language` (empty: the system's) and set the direction of the window."""
    if language in (PSEUDO, PSEUDO_MIRRORED):
        _install(app, _Pseudo(app))
        if language == PSEUDO_MIRRORED:
            app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return
    if folder is None:
        import resources

        folder = Path(resources.__file__ or "").parent / "i18n"
    for name in _chain(language):
        path = folder / f"companion_{name}.qm"
        if path.is_file():
            translator = QTranslator(app)
            if translator.load(str(path)):
                _install(app, translator)
                app.setLayoutDirection(QLocale(name).textDirection())
                return


def _chain(language: str) -> list[str]:
    names = [language] if language else QLocale.system().uiLanguages()
    chain: list[str] = []
    for name in names:
        name = name.replace("-", "_")
        if name.split("_")[0] == "en":
            break  # English is the source: nothing after it in the person's list is wanted more
        parts = name.split("_")
        chain.extend("_".join(parts[:end]) for end in range(len(parts), 0, -1))
    return list(dict.fromkeys(chain))


def _install(app: QApplication, translator: QTranslator) -> None:
    app.installTranslator(translator)
