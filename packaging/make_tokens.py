"""Write `ui/theme/tokens.py` from `tokens.toml`.

Run: python packaging/make_tokens.py [--check]
With --check nothing is written; it exits 1 when what is committed is not what the tokens give.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "packaging" / "tokens.toml"
MODULE = ROOT / "ui" / "theme" / "tokens.py"

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


def outputs() -> dict[Path, str]:
    """Every file this script answers for, with the text it should hold."""
    return {MODULE: module(load())}


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
