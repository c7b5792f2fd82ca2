"""The text of an entry as HTML: each line becomes what `companion.lines` says it is.

Marks become what they stand for, line breaks stay as typed, and every letter of a person is escaped: nothing made here can
run, load or be followed. A link stays words, with its address behind them.
"""

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from companion.interchange.contents import Item
from companion.lines import Kind, Look, Shape, shape, shown

Figure = Callable[[Item, str], str]
"""A photo with this caption, or with its own where it is empty."""

_Line = tuple[Shape, str]
_LISTED = (Kind.ITEM, Kind.TASK, Kind.NUMBER)
_DEEPEST = 8
"""Quotes and lists in each other that are told apart."""
_TAGS = ((Look.CODE, "code"), (Look.STRUCK, "s"), (Look.ITALIC, "em"), (Look.BOLD, "strong"))


def body(text: str, photos: dict[str, Item], figure: Figure) -> Iterator[str]:
    """The text, piece by piece. A photo comes where it is first named and is taken out of `photos`; of one that is not
    there the caption is left."""
    known = frozenset(photos)
    for kind, lines in groupby(_read(text), key=_family):
        if kind is Kind.PHOTO:
            for found, _line in lines:
                photo = photos.pop(found.photo, None)
                if photo is not None:
                    yield figure(photo, found.caption)
                elif found.caption and found.photo not in known:
                    yield f'<p class="noted" dir="auto">{escape(found.caption)}</p>\n'
        elif kind in _BLOCKS:
            yield from _BLOCKS[kind](list(lines))


def _read(text: str) -> Iterator[_Line]:
    in_code = False
    for line in text.split("\n"):
        found = shape(line, in_code)
        in_code ^= found.kind is Kind.FENCE
        yield found, line


def _family(line: _Line) -> Kind:
    """What stands together with its like."""
    kind = line[0].kind
    return Kind.ITEM if kind in _LISTED else kind


def _words(found: Shape, line: str) -> str:
    return "".join(_stretch(text, look) for text, look in shown(line, found.mark))


def _stretch(text: str, look: Look) -> str:
    if look & Look.ADDRESS:
        return f' <span class="address">{escape(text)}</span>'
    made = escape(text)
    for sign, tag in _TAGS:
        if look & sign:
            made = f"<{tag}>{made}</{tag}>"
    return made


def _paragraph(lines: list[_Line]) -> Iterator[str]:
    yield f'<p dir="auto">{"<br>".join(_words(found, line) for found, line in lines)}</p>\n'


def _headings(lines: list[_Line]) -> Iterator[str]:
    for found, line in lines:
        level = min(6, found.level + 2)  # the title of an entry is an h2
        yield f'<h{level} dir="auto">{_words(found, line)}</h{level}>\n'


def _rules(lines: list[_Line]) -> Iterator[str]:
    yield "<hr>\n" * len(lines)


def _code(lines: list[_Line]) -> Iterator[str]:
    yield f'<pre dir="auto"><code>{escape(chr(10).join(line for _found, line in lines))}</code></pre>\n'


def _fences(lines: list[_Line]) -> Iterator[str]:
    """Nothing but what else somebody wrote in such a line."""
    for _found, line in lines:
        if said := line.strip("`~ \t"):
            yield f'<p class="noted" dir="auto">{escape(said)}</p>\n'


def _quotes(lines: list[_Line]) -> Iterator[str]:
    depth = 0
    for level, same in groupby(lines, key=lambda line: min(line[0].level, _DEEPEST)):
        yield '<blockquote dir="auto">' * (level - depth) + "</blockquote>" * (depth - level)
        depth = level
        yield from _paragraph(list(same))
    yield "</blockquote>" * depth + "\n"


def _list(lines: list[_Line]) -> Iterator[str]:
    """Lists in each other, by how far each line is indented. A number is the one that was typed."""
    opened: list[tuple[int, str]] = []
    for found, line in lines:
        level, tag = min(found.level, _DEEPEST), "ol" if found.kind is Kind.NUMBER else "ul"
        while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != tag)):
            yield f"</li></{opened.pop()[1]}>"
        if opened and opened[-1][0] == level:
            yield "</li>\n"
        else:
            opened.append((level, tag))
            yield f"<{tag}>"
        yield _item(found, line)
    yield "".join(f"</li></{tag}>" for _level, tag in reversed(opened)) + "\n"


def _item(found: Shape, line: str) -> str:
    words = _words(found, line)
    if found.kind is Kind.NUMBER:
        return f'<li dir="auto" value="{int(line[: found.mark].strip().rstrip(".)"))}">{words}'
    if found.kind is Kind.TASK:
        box = f'<input type="checkbox" disabled{" checked" if found.ticked else ""}>'
        return f'<li class="task" dir="auto"><label>{box} {words}</label>'
    return f'<li dir="auto">{words}'


_BLOCKS: dict[Kind, Callable[[list[_Line]], Iterator[str]]] = {
    Kind.TEXT: _paragraph,
    Kind.HEADING: _headings,
    Kind.RULE: _rules,
    Kind.CODE: _code,
    Kind.FENCE: _fences,
    Kind.QUOTE: _quotes,
    Kind.ITEM: _list,
}
