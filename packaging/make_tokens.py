"""Write `ui/theme/tokens.py` and the small control pictures from `tokens.toml`.

Run: python packaging/make_tokens.py [--check]
With --check nothing is written; it exits 1 when what is committed is not what the tokens give.

The style sheet engine takes check marks and arrows only as files, so those few exist once per palette under
`resources/icons/controls/`. Everything else asks `ui.theme` for a colour while it paints.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "packaging" / "tokens.toml"
MODULE = ROOT / "ui" / "theme" / "tokens.py"
CONTROLS = ROOT / "resources" / "icons" / "controls"

HEAD = '''"""The design tokens as Python values.

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


'''

CONTRAST = {
    "contrast-dark": {"line_strong": "#FFFFFF", "accent": "#FFFFFF", "on_accent": "#000000"}
    | {"ink_2": "#FFFFFF", "ink_off": "#A0A0A0"},
    "contrast-light": {"line_strong": "#000000", "accent": "#000000", "on_accent": "#FFFFFF"}
    | {"ink_2": "#000000", "ink_off": "#606060"},
}

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" fill="none" '
    'stroke-linecap="round" stroke-linejoin="round">{body}</svg>\n'
)


def load() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text("utf-8"))


def module(tokens: dict[str, Any]) -> str:
    """The text of tokens.py."""
    out = [HEAD]

    def mapping(name: str, kind: str, values: dict[str, Any]) -> None:
        out.append(f"{name}: Final[dict[str, {kind}]] = {{\n")
        out.extend(f'    "{key}": {_value(value)},\n' for key, value in values.items())
        out.append("}\n\n")

    mapping("LIGHT", "str", tokens["color"]["light"])
    mapping("DARK", "str", tokens["color"]["dark"])
    out.append("TYPE: Final[dict[str, Type]] = {\n")
    for key, style in tokens["type"].items():
        out.append(
            f'    "{key}": Type("{style["family"]}", {style["size"]}, {style["line"]}, '
            f"{style['weight']}, {style['tracking']}),\n"
        )
    out.append("}\n\n")
    mapping("SPACE", "int", tokens["space"])
    mapping("RADIUS", "int", tokens["radius"])
    mapping("STROKE", "float", {key: float(value) for key, value in tokens["stroke"].items()})
    mapping("SIZE", "int", tokens["size"])
    mapping("BREAKPOINT", "int", tokens["breakpoint"])
    mapping("ELEVATION", "dict[str, Any]", tokens["elevation"])
    easing = tokens["motion"].pop("easing")
    mapping("MOTION", "int", tokens["motion"])
    out.append(f'EASING: Final = "{easing}"\n\n')
    mapping("GLYPH", "dict[str, Any]", tokens["glyph"])
    mapping("PRINT", "float", {key: float(value) for key, value in tokens["print"].items()})
    mapping("FONT", "Any", tokens["font"])
    return "".join(out).rstrip("\n") + "\n"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_value(item)}' for key, item in value.items()) + "}"
    return repr(value)


def pictures(tokens: dict[str, Any]) -> dict[str, str]:
    """The control pictures: relative path to SVG text."""
    found = {}
    palettes = {"light": tokens["color"]["light"], "dark": tokens["color"]["dark"], **CONTRAST}
    for name, c in palettes.items():
        tick = "M5 9.4l2.8 2.8L13 6.4"
        box = (
            '<rect x="0.75" y="0.75" width="16.5" height="16.5" rx="4.6" '
            f'stroke="{c["line_strong"]}" stroke-width="1.5"/>'
        )
        filled = f'<rect width="18" height="18" rx="5" fill="{c["accent"]}"/>'
        ring = '<circle cx="9" cy="9" r="8.25" stroke="{}" stroke-width="1.5"/>'
        chevron = '<path d="{}" stroke="{}" stroke-width="1.75"/>'
        found[f"{name}/box.svg"] = SVG.format(w=18, h=18, body=box)
        found[f"{name}/box-on.svg"] = SVG.format(
            w=18, h=18, body=f'{filled}<path d="{tick}" stroke="{c["on_accent"]}" stroke-width="2"/>'
        )
        found[f"{name}/box-part.svg"] = SVG.format(
            w=18, h=18, body=f'{filled}<path d="M5 9h8" stroke="{c["on_accent"]}" stroke-width="2"/>'
        )
        found[f"{name}/radio.svg"] = SVG.format(w=18, h=18, body=ring.format(c["line_strong"]))
        found[f"{name}/radio-on.svg"] = SVG.format(
            w=18, h=18, body=ring.format(c["accent"]) + f'<circle cx="9" cy="9" r="4" fill="{c["accent"]}"/>'
        )
        found[f"{name}/down.svg"] = SVG.format(
            w=18, h=18, body=chevron.format("M4.5 7l4.5 4.5L13.5 7", c["ink_2"])
        )
        found[f"{name}/up.svg"] = SVG.format(
            w=18, h=18, body=chevron.format("M4.5 11.5L9 7l4.5 4.5", c["ink_2"])
        )
        found[f"{name}/next.svg"] = SVG.format(
            w=18, h=18, body=chevron.format("M7 4.5l4.5 4.5L7 13.5", c["ink_2"])
        )
        found[f"{name}/back.svg"] = SVG.format(
            w=18, h=18, body=chevron.format("M11.5 4.5L7 9l4.5 4.5", c["ink_2"])
        )
        found[f"{name}/tick.svg"] = SVG.format(
            w=18, h=18, body=f'<path d="M4 9.6l3.2 3.2L14 5.8" stroke="{c["accent"]}" stroke-width="1.75"/>'
        )
    return found


def outputs() -> dict[Path, str]:
    """Every file this script answers for, with the text it should hold."""
    tokens = load()
    found = {CONTROLS / name: text for name, text in pictures(tokens).items()}
    found[MODULE] = module(tokens)
    return found


def main() -> int:
    stale = [
        path for path, text in outputs().items() if not path.is_file() or path.read_text("utf-8") != text
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"out of date: {path.relative_to(ROOT)}")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(outputs()[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
