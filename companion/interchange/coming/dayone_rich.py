"""Day One's `richText`, a JSON string of runs with attributes, as our Markdown. Only needed where an entry has no `text`."""

import json
from typing import Any

from companion.interchange.coming.reading import Item, listed, words

_MARKS = (("bold", "**"), ("italic", "*"), ("strikethrough", "~~"), ("inlineCode", "`"))
_MOMENTS = {"photo": "/", "video": "video", "audio": "audio", "pdfAttachment": "pdfAttachment"}


def plain(rich: str) -> str:
    """The Markdown of a rich text, with moments where they stand; a text that is no such JSON is given back as it is."""
    try:
        found = json.loads(rich)
    except (ValueError, RecursionError):
        return rich
    if not isinstance(found, dict):
        return rich
    out: list[str] = []
    for run in found.get("contents", []) if isinstance(found.get("contents"), list) else []:
        if isinstance(run, dict):
            out += _run(run, at_start=not out or out[-1].endswith("\n"))
    return "".join(out).rstrip("\n")


def _run(run: Item, *, at_start: bool) -> list[str]:
    objects = [one for one in listed(run, "embeddedObjects") if isinstance(one, dict)]
    if objects:
        return [*([] if at_start else ["\n"]), *(f"{_object(one)}\n" for one in objects)]
    attributes = run.get("attributes")
    attributes = attributes if isinstance(attributes, dict) else {}
    line = attributes.get("line")
    text = words(run, "text")
    before = _before(line) if isinstance(line, dict) and at_start else ""
    ends = text[len(text.rstrip("\n")) :]
    return [before, _marked(text.rstrip("\n"), attributes), ends]


def _marked(text: str, attributes: Item) -> str:
    core = text.strip(" ")
    if not core or "\n" in core:
        return text
    link = attributes.get("linkURL")
    shown = core
    for name, mark in _MARKS:
        if attributes.get(name) is True:
            shown = f"{mark}{shown}{mark}"
    if isinstance(link, str) and link and not set(link) & set("() \n"):
        shown = f"[{shown}]({link})"
    start = text.index(core)
    return text[:start] + shown + text[start + len(core) :]


def _before(line: Item) -> str:
    header, style = line.get("header"), line.get("listStyle")
    indent = "    " * (min(_number(line.get("indentLevel")), 10) - 1)
    if _number(header):
        return "#" * min(_number(header), 6) + " "
    if style == "bulleted":
        return f"{indent}- "
    if style == "numbered":
        return f"{indent}{_number(line.get('listIndex')) or 1}. "
    if style == "checkbox":
        return f"{indent}- [{'x' if line.get('checked') is True else ' '}] "
    return "> " if line.get("quote") is True else ""


def _number(found: Any) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 10**6 else 0


def _object(one: Item) -> str:
    kind = words(one, "type")
    if kind == "horizontalRuleLine":
        return "---"
    if kind == "preview":
        return words(one, "url")
    if kind in _MOMENTS:
        return f"![](dayone-moment:/{_MOMENTS[kind]}/{words(one, 'identifier')})".replace("///", "//")
    return ""
