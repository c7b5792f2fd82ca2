"""The palette for a set of token colours, and the colours of high contrast, made from the system's own."""

from PySide6.QtGui import QColor, QPalette

from ui.theme import tokens

Role = QPalette.ColorRole
_ROLES = {
    Role.Window: "page",
    Role.WindowText: "ink",
    Role.Base: "surface",
    Role.AlternateBase: "sunken",
    Role.Text: "ink",
    Role.Button: "surface",
    Role.ButtonText: "ink",
    Role.BrightText: "ink",
    Role.PlaceholderText: "ink_3",
    Role.Highlight: "select",
    Role.HighlightedText: "ink",
    Role.Accent: "accent",
    Role.Link: "accent",
    Role.LinkVisited: "accent",
    Role.ToolTipBase: "raised",
    Role.ToolTipText: "ink",
    Role.Light: "raised",
    Role.Midlight: "hover",
    Role.Mid: "line",
    Role.Dark: "line_strong",
    Role.Shadow: "line_strong",
}


def palette(colors: dict[str, QColor]) -> QPalette:
    """The application palette for these token colours."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, colors[name])
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colors["ink_off"])
    made.setColor(QPalette.ColorGroup.Disabled, Role.Base, colors["sunken"])
    return made


def luminance(value: QColor) -> float:
    """Relative luminance, 0 to 1."""
    parts = (value.redF(), value.greenF(), value.blueF())
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def ratio(a: QColor, b: QColor) -> float:
    """Contrast of two opaque colours, 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def contrast_colors(system: QPalette, dark: bool) -> dict[str, QColor]:
    """Every token from the system's palette: two colours, and mixtures only where both stay far apart.

    A system whose own palette is not a high-contrast one gives black and white, by its colour scheme.
    """
    ground, ink = system.color(Role.Window), system.color(Role.WindowText)
    if ratio(ground, ink) < 15:
        ground, ink = (QColor("black"), QColor("white")) if dark else (QColor("white"), QColor("black"))
    soft, press = _mix(ground, ink, 0.14), _mix(ground, ink, 0.24)
    found = {name: QColor(ink) for name in tokens.LIGHT}
    for name in ("page", "rail", "surface", "raised", "sunken", "on_accent", "lamp_soft", "clay_soft"):
        found[name] = QColor(ground)
    for name in ("hover", "accent_soft"):
        found[name] = soft
    for name in ("accent_soft2", "select"):
        found[name] = press
    for name in ("accent_hover", "accent_press"):
        found[name] = _mix(ink, ground, 0.2)
    found["ink_off"] = _mix(ground, ink, 0.6)
    marked = system.color(Role.Highlight)
    if ratio(marked, ground) >= 3:
        found["focus"] = marked
    for name in ("scrim", "shadow", "shadow_card"):
        found[name] = QColor((tokens.DARK if dark else tokens.LIGHT)[name])
    return found


def _mix(a: QColor, b: QColor, part: float) -> QColor:
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * part,
        a.greenF() + (b.greenF() - a.greenF()) * part,
        a.blueF() + (b.blueF() - a.blueF()) * part,
    )
