"""Colours, fonts and sizes, from the design tokens and the person's choices.

`apply` puts them on the application; everything that paints asks here while it paints, so nothing stores a
colour and a change of theme needs no more than an update. Widgets take fonts and sizes again on `watcher.changed`.

Left out: drawing (ui.widgets) and remembering the choices (companion.settings).
"""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette

from ui.theme import tokens
from ui.theme.paths import FONTS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

__all__ = [
    "apply",
    "color",
    "dress",
    "font",
    "is_contrast",
    "is_dark",
    "lift",
    "line",
    "motion",
    "px",
    "radius",
    "reduced_motion",
    "scale",
    "size",
    "space",
    "stroke",
    "strong_lines",
    "watcher",
]


class _Watcher(QObject):
    """Says when colours, fonts or sizes have changed."""

    changed = Signal()


@dataclass
class _Current:
    """What is on the application now."""

    mode: str = "system"
    dark: bool = False
    contrast: bool = False
    strong: bool = False
    scale: float = 1.0
    reading: int = 17
    reduced: bool = False


watcher: Final = _Watcher()
_now = _Current()
_colors: dict[str, QColor] = {}
_fonts: dict[str, QFont] = {}
_loaded: set[str] = set()
_FIRST_FONTS = (
    "Literata_400Regular",
    "Literata_500Medium",
    "SourceSans3_400Regular",
    "SourceSans3_600SemiBold",
)
_DRESS_AFTER = 120
_followed: "QObject | None" = None
_style: "QObject | None" = None


def apply(
    app: "QApplication",
    mode: str = "system",
    text_scale: float = 1.0,
    reading_size: int = 17,
    stronger_lines: bool = False,
    reduced_motion: bool = False,
) -> None:
    """Put style, palette and fonts on the application.

    `mode` is "system", "light", "dark" or "contrast"; `text_scale` runs from 0.8 to 2.0, `reading_size` from
    15 to 22 pixels. Calling it again with the same values does nothing. While `mode` is "system" a change of
    the system's colours is followed by itself.
    """
    global _followed
    load_fonts(_FIRST_FONTS)
    wanted = (
        mode,
        min(2.0, max(0.8, text_scale)),
        min(22, max(15, reading_size)),
        stronger_lines,
        reduced_motion,
    )
    if _followed is not app:
        _follow(app)
        _followed = app
    elif wanted == (_now.mode, _now.scale, _now.reading, _now.strong, _now.reduced) and _colors:
        return
    _now.mode, _now.scale, _now.reading, _now.strong, _now.reduced = wanted
    _refresh(app)


def _follow(app: "QApplication") -> None:
    global _style
    _style = None
    # Naming a style even once makes Python load all of QStyle; what the first picture shows paints itself.
    QTimer.singleShot(_DRESS_AFTER, app, lambda: dress(app))
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(_system_changed)
    accessibility = hints.accessibility()
    accessibility.contrastPreferenceChanged.connect(_system_changed)


def dress(app: "QApplication") -> None:
    """Put our own style on the application, and load the fonts that the first picture does not show. `apply` does it
    a moment after the start: what it needs of Qt takes longer to load than the lock screen to draw.
    """
    global _style
    if _style is None:
        from ui.theme.style import Style

        load_fonts()
        _style = Style()  # the application owns it; Python must not let go of it before
        app.setStyle(_style)


def _system_changed(*_: object) -> None:
    app = QGuiApplication.instance()
    if app is not None and _now.mode in {"system", "contrast"}:
        _refresh(app)  # type: ignore[arg-type]


def _refresh(app: "QApplication") -> None:
    from ui.theme import palette

    hints = app.styleHints()
    accessibility = hints.accessibility()  # held: a chained call would read a value that is already gone
    system_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    high = accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast
    _now.contrast = _now.mode == "contrast" or (_now.mode == "system" and high)
    _now.dark = _now.mode == "dark" or (_now.mode in {"system", "contrast"} and system_dark)
    _colors.clear()
    _fonts.clear()
    if _now.contrast:
        app.setPalette(QPalette())
        found = palette.contrast_colors(app.palette(), system_dark)
        _now.dark = found["page"].lightnessF() < 0.5
    else:
        named = tokens.DARK if _now.dark else tokens.LIGHT
        found = {name: QColor(value) for name, value in named.items()}
        if _now.strong:
            found["line"] = found["line_strong"]
    _colors.update(found)
    app.setFont(font("body"))
    for kind, style in (("QToolTip", "caption"), ("QMenu", "body")):
        app.setFont(font(style), kind)  # type: ignore[arg-type]  # it takes text only, whatever the stub says
    made = palette.palette(_colors)
    app.setPalette(made)
    app.setPalette(made, "QToolTip")  # type: ignore[arg-type]
    watcher.changed.emit()


def load_fonts(names: tuple[str, ...] = ()) -> None:
    """Register the shipped fonts, each once. `apply` does it; printing without a window may call it alone."""
    for path in sorted(FONTS.glob("*.ttf")):
        if path.stem not in _loaded and (not names or path.stem in names):
            QFontDatabase.addApplicationFont(str(path))
            _loaded.add(path.stem)


def color(name: str) -> QColor:
    """The colour with this token name in the present theme. A name that does not exist raises KeyError."""
    if not _colors:
        return QColor(tokens.LIGHT[name])
    return QColor(_colors[name])


def font(style: str) -> QFont:
    """The font of a type style ("body", "title", "read" ...) at the present text size."""
    if style not in _fonts:
        _fonts[style] = _make_font(style)
    return QFont(_fonts[style])


def _make_font(style: str) -> QFont:
    kind = tokens.TYPE[style]
    made = QFont([tokens.FONT[kind.family], *tokens.FONT["fallback"]])
    made.setPixelSize(max(1, round(_type_size(style) * _now.scale)))
    made.setWeight(QFont.Weight(kind.weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if kind.tracking:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, kind.tracking * _now.scale)
    return made


def _type_size(style: str) -> float:
    size = tokens.TYPE[style].size
    if style in {"read", "read_focus"}:
        return size + _now.reading - tokens.TYPE["read"].size
    return size


def line(style: str) -> int:
    """The line pitch of a type style in pixels, at the present text size."""
    kind = tokens.TYPE[style]
    return round(kind.line / kind.size * _type_size(style) * _now.scale)


def lift(style: str) -> int:
    """How far up a line of this style has to move so that its descenders stay within the line pitch, in pixels."""
    metrics = QFontMetricsF(font(style))
    below = (line(style) - metrics.height()) / 2 + metrics.ascent() + 0.24 * font(style).pixelSize()
    return max(0, ceil(below - line(style)))


def px(n: float) -> int:
    """A length that grows with the text: `n` logical pixels at 100 %."""
    return round(n * _now.scale)


def size(name: str) -> int:
    """A value of the token table [size], grown with the text."""
    return px(tokens.SIZE[name])


def space(n: "int | str") -> int:
    """A distance, which does not grow with the text: a token ("gutter", "x4") or steps of 4 px."""
    return tokens.SPACE[n if isinstance(n, str) else f"x{n}"]


def radius(name: str) -> int:
    """A corner radius of the token table [radius]."""
    return tokens.RADIUS[name]


def stroke(name: str) -> float:
    """A line width of the token table [stroke]; hairlines are doubled where stronger lines were chosen."""
    return tokens.STROKE[name]


def motion(name: str) -> int:
    """A duration in milliseconds; 0 when motion is reduced, except for how long something stays."""
    return 0 if _now.reduced and name != "toast_stay" else tokens.MOTION[name]


def scale() -> float:
    """The present text size as a factor."""
    return _now.scale


def is_dark() -> bool:
    """Whether the ground is dark."""
    return _now.dark


def is_contrast() -> bool:
    """Whether the system's high-contrast colours are shown. Gradients are left out then."""
    return _now.contrast


def strong_lines() -> bool:
    """Whether hairlines are drawn as outlines, by choice or for high contrast; no gradients then."""
    return _now.strong or _now.contrast


def reduced_motion() -> bool:
    """Whether nothing may move."""
    return _now.reduced
