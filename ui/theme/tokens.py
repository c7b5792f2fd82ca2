"""The design tokens as Python values.

Written by packaging/make_tokens.py from packaging/tokens.toml; change that file and run the script again.
Lengths are logical pixels at text size 100 %. `TYPE` and `SIZE` grow with the text size, `SPACE` and `RADIUS`
do not.
Colours are "#RRGGBB" or "#AARRGGBB".
"""
# ruff: noqa: E501
# fmt: off

from typing import Any, Final, NamedTuple


class Type(NamedTuple):
    """One text style: which family, pixel size, line pitch, weight, letter spacing."""

    family: str
    size: int
    line: int
    weight: int
    tracking: float


LIGHT: Final[dict[str, str]] = {
    "page": "#F5F7F5",
    "rail": "#EAEEEC",
    "surface": "#FDFEFC",
    "raised": "#FFFFFF",
    "sunken": "#EEF1EF",
    "hover": "#EFF3F1",
    "line": "#D8DEDC",
    "line_strong": "#76827F",
    "ink": "#1A2629",
    "ink_2": "#3F4D50",
    "ink_3": "#566366",
    "ink_off": "#8A9694",
    "accent": "#17555D",
    "accent_hover": "#0C474F",
    "accent_press": "#063A41",
    "on_accent": "#FFFFFF",
    "accent_soft": "#DAEBEB",
    "accent_soft2": "#C6DFE1",
    "on_accent_soft": "#0C474F",
    "lamp": "#79500F",
    "lamp_mark": "#B07422",
    "lamp_soft": "#F7EBD6",
    "on_lamp_soft": "#5E3D08",
    "clay": "#893828",
    "clay_soft": "#FAEAE5",
    "on_clay_soft": "#6B2517",
    "me": "#17555D",
    "you": "#B07422",
    "focus": "#17555D",
    "select": "#C9E1E2",
    "scrim": "#6B101A1C",
    "shadow": "#380A161A",
    "shadow_card": "#1A0A161A",
}

DARK: Final[dict[str, str]] = {
    "page": "#171D1F",
    "rail": "#11171A",
    "surface": "#1F2729",
    "raised": "#273032",
    "sunken": "#13191B",
    "hover": "#242D2F",
    "line": "#303A3C",
    "line_strong": "#718083",
    "ink": "#E5E3DC",
    "ink_2": "#C2C2BA",
    "ink_3": "#98A3A2",
    "ink_off": "#5F6C6E",
    "accent": "#8ECACF",
    "accent_hover": "#A3DADE",
    "accent_press": "#7EBAC0",
    "on_accent": "#071E23",
    "accent_soft": "#1F3639",
    "accent_soft2": "#26464A",
    "on_accent_soft": "#B9E3E6",
    "lamp": "#E7C284",
    "lamp_mark": "#D3A55F",
    "lamp_soft": "#382F22",
    "on_lamp_soft": "#F0D6A8",
    "clay": "#EEA791",
    "clay_soft": "#3C2923",
    "on_clay_soft": "#F6C9BB",
    "me": "#8ECACF",
    "you": "#D3A55F",
    "focus": "#E7C284",
    "select": "#2A4B51",
    "scrim": "#9E040809",
    "shadow": "#80000000",
    "shadow_card": "#4D000000",
}

TYPE: Final[dict[str, Type]] = {
    "display": Type("read", 30, 38, 400, -0.2),
    "display_large": Type("read", 34, 44, 400, -0.2),
    "prompt": Type("read", 29, 42, 400, -0.1),
    "prompt_room": Type("read", 26, 38, 400, -0.1),
    "lead": Type("read", 23, 32, 400, 0),
    "lead_small": Type("read", 20, 29, 400, 0),
    "entry_title": Type("read", 24, 32, 500, -0.1),
    "title": Type("read", 22, 30, 500, -0.1),
    "card_title": Type("read", 17, 24, 500, 0),
    "suggest": Type("read", 18, 28, 400, 0),
    "read": Type("read", 17, 28, 400, 0),
    "read_focus": Type("read", 19, 32, 400, 0),
    "read_small": Type("read", 16, 24, 400, 0),
    "numeral": Type("read", 22, 26, 500, 0),
    "numeral_small": Type("read", 19, 22, 500, 0),
    "h2": Type("ui", 17, 24, 600, 0),
    "h3": Type("ui", 15, 22, 600, 0),
    "body": Type("ui", 15, 22, 400, 0),
    "button": Type("ui", 15, 20, 600, 0),
    "button_large": Type("ui", 16, 20, 600, 0),
    "label": Type("ui", 14, 20, 600, 0),
    "caption": Type("ui", 14, 20, 400, 0),
    "micro": Type("ui", 12, 16, 600, 0),
}

SPACE: Final[dict[str, int]] = {
    "x1": 4,
    "x2": 8,
    "x3": 12,
    "x4": 16,
    "x5": 20,
    "x6": 24,
    "x7": 28,
    "x8": 32,
    "x10": 40,
    "x12": 48,
    "x14": 56,
    "page_x": 40,
    "page_x_small": 24,
    "page_top": 28,
    "page_bottom": 28,
    "gutter": 16,
    "column": 32,
}

RADIUS: Final[dict[str, int]] = {
    "mark": 2,
    "check": 5,
    "tag": 6,
    "control": 8,
    "control_large": 10,
    "row": 10,
    "card": 12,
    "dialog": 14,
    "prompt": 18,
    "chip": 14,
}

STROKE: Final[dict[str, float]] = {
    "line": 1.0,
    "chosen": 2.0,
    "focus": 2.0,
    "focus_gap": 2.0,
    "bar": 3.0,
    "cycle": 2.0,
    "chart": 2.25,
    "icon_16": 2.0,
    "icon_20": 1.75,
    "icon_32": 1.5,
}

SIZE: Final[dict[str, int]] = {
    "rail": 184,
    "rail_small": 76,
    "rail_item": 40,
    "rail_item_low": 36,
    "rail_item_small": 54,
    "button": 36,
    "button_small": 32,
    "button_large": 44,
    "field": 36,
    "field_large": 44,
    "icon": 20,
    "icon_small": 16,
    "icon_button": 36,
    "icon_button_small": 32,
    "chip": 28,
    "chip_large": 36,
    "tag": 24,
    "segment": 36,
    "tab": 40,
    "step_h": 40,
    "step_w": 56,
    "check": 18,
    "switch_w": 38,
    "switch_h": 22,
    "progress": 8,
    "list_diary": 312,
    "row_diary": 104,
    "row_pitch_diary": 106,
    "row": 56,
    "toolbar": 48,
    "month_cell": 46,
    "dialog_small": 520,
    "dialog_medium": 560,
    "prompt_w": 600,
    "prompt_h": 356,
    "measure": 540,
    "measure_focus": 640,
    "target_min": 32,
}

BREAKPOINT: Final[dict[str, int]] = {
    "wide": 960,
    "min_w": 800,
    "min_h": 560,
}

ELEVATION: Final[dict[str, dict[str, Any]]] = {
    "card": {"blur": 24, "y": 6, "color": "shadow_card"},
    "menu": {"blur": 18, "y": 4, "color": "shadow_card"},
    "toast": {"blur": 18, "y": 4, "color": "shadow_card"},
    "dialog": {"blur": 32, "y": 8, "color": "shadow"},
}

MOTION: Final[dict[str, int]] = {
    "hover": 0,
    "press": 0,
    "focus": 0,
    "fade": 120,
    "menu": 90,
    "dialog": 140,
    "card_next": 220,
    "hint": 180,
    "toast_in": 140,
    "toast_stay": 8000,
    "chart": 0,
    "onboarding_lines": 600,
    "quick_exit": 0,
}

EASING: Final = "OutCubic"

GLYPH: Final[dict[str, dict[str, Any]]] = {
    "closeness": {"gaps": [31, 24, 18, 13, 7.5], "me_radius": 5, "you_radius": 4.1, "words": ["far apart", "a little apart", "side by side", "near", "close"]},
    "mood": {"radius": 7, "stroke": 1.7, "terminator": 0.53, "words": ["heavy", "low", "even", "light", "bright"]},
    "energy": {"words": ["low", "some", "plenty"], "bars": [4, 9, 14]},
    "pressure": {"marks": [4.0, 19.6], "me_radius": 3.5, "you_radius": 2.9, "arc": "M4.4 4 C7.6 0.4 15.8 0.4 19.2 4", "levels": ["none", "dotted", "drawn"], "words_plan": ["Quiet company", "Light", "Open talk"], "words_talk": ["Beside", "Closer", "Open"]},
    "lamplight": {"centre_x": 0.18, "centre_y": 0.0, "radius": 1.2, "from": "lamp_soft", "to": "surface"},
}

PRINT: Final[dict[str, float]] = {
    "card_w": 88.0,
    "card_h": 63.0,
    "card_cols": 2.0,
    "card_rows": 4.0,
    "tick": 3.0,
    "tick_gap": 1.3,
    "card_padding": 6.5,
    "kit_margin": 20.0,
}

FONT: Final[dict[str, Any]] = {
    "read": "Literata",
    "ui": "Source Sans 3",
    "read_arabic": "Noto Naskh Arabic",
    "ui_arabic": "Vazirmatn",
    "read_hebrew": "Frank Ruhl Libre",
    "ui_hebrew": "Assistant",
    "arabic_read_scale": 1.14,
    "arabic_line_scale": 1.06,
    "hinting": "none",
    "fallback": ["Noto Sans", "Noto Sans CJK SC", "Segoe UI", "sans-serif"],
}
