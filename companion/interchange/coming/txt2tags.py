"""RedNotebook's markup (txt2tags) as our Markdown, and the hashtags it counts.

The signs of emphasis, headings, rules, lists, quotes, pictures, links and verbatim text change; words never do. What Markdown
has no sign for becomes the nearest (underline is emphasis) or stays as typed (comments, definition lists). A
line break by two backslashes becomes Markdown's two spaces.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote

Picture = Callable[[str], str | None]
"""From the path in a text to the Markdown that stands for the picture, or None if it does not come along."""

_TITLE = re.compile(r" *(={1,5}|\+{1,5})([^=+\n]|[^=+\n][^\n]*[^=+\n])\1(?:\[[\w-]*\])?\s*")
_LONGEST = 20_000
"""A longer line is no line somebody marked up; it stays as it is."""
_RULE = re.compile(r"\s*[_=-]{20,}\s*")
_ITEM = re.compile(r"( *)([-+]) (?=[^ ])")
_CLOSING = re.compile(r" *[-+:]\s*")
_FENCES = {"```": "```", '"""': "", "'''": ""}
_ROW = re.compile(r" *\|([|_/])? ")

_SIGNS = (("**", "**"), ("//", "*"), ("__", "*"), ("--", "~~"))
_FONTS = tuple(
    (
        re.compile(
            rf"{re.escape(sign)}(?=\S)((?:(?!{re.escape(sign)}).)*\S{re.escape(sign[0])}*){re.escape(sign)}"
        ),
        ours,
    )
    for sign, ours in _SIGNS
)
_KINDS = r"(?:png|jpe?g|gif|eps|bmp|svg|webp)"
# What is kept from the fonts, first come: verbatim words, pictures, links, addresses.
_KEPT = re.compile(
    r"``(?=\S)(?P<mono>(?:(?!``)[^\n])+`*)(?<=\S)``"
    rf'|\[""(?P<quoted>[^"\n]{{1,2000}}?)""(?P<ending>\.{_KINDS})(?:\?\d+)?\]'
    rf"|\[(?P<bare>[\w,.+%$#@!?~/-]+?\.{_KINDS})(?:\?\d+)?\]"
    r'|\[(?P<name>[^\[\]\n]{0,400}?)\s{1,4}""(?P<target>[^"\n]{1,2000})""\]'
    r"|\[(?P<label>[^\[\]\n]{1,400}?)\s{1,4}(?P<url>(?:https?|ftp|file|mailto):[^\s\]]+|www\.[^\s\]]+)\]"
    r"|\[(?P<said>[^\[\]\n]{1,400}?)\s{1,4}(?P<day>\d{4}-\d{2}-\d{2})\s?\]"
    r'|""(?=\S)(?P<raw>(?:(?!"")[^\n])+"*)(?<=\S)""'
    r"|(?P<address>\b(?:(?:https?|ftp|file)://|www\.)[^\s<>\"\]]+)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"\{([^{}\n]*)\|color:[^{}\n]+\}")
_BREAK = re.compile(r"\s?\\\\\s*$")

_HASHTAG = re.compile(
    r"(?:^|(?<=[^\w&#]))[#\uff03]"
    r"(?![0-9a-f]{6}\b|(?:include|define|ifdef|ifndef|endif)\b)(\w*[^\W\d_]\w*)",
    re.IGNORECASE | re.MULTILINE,
)


def hashtags(text: str) -> tuple[str, ...]:
    """What RedNotebook lists as a day's hashtags: small, each once."""
    return tuple(dict.fromkeys(found.lower() for found in _HASHTAG.findall(text)))


def to_markdown(text: str, picture: Picture) -> str:
    """The whole text of a day."""
    return "\n".join(_lines(text.split("\n"), picture))


def inline(text: str, picture: Picture) -> str:
    """One line without a sign at its beginning."""
    if len(text) > _LONGEST:
        return text
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(_kept(found, picture))
        return f"\ufdd0{len(kept) - 1}\ufdd1"

    line = _KEPT.sub(keep, text.replace("\ufdd0", "").replace("\ufdd1", ""))
    line = _COLOUR.sub(r"\1", line)
    for pattern, ours in _FONTS:
        line = pattern.sub(partial(_font, ours), line)
    line = _BREAK.sub("  ", line)
    return re.sub("\ufdd0(\\d+)\ufdd1", lambda found: kept[int(found[1])], line)


def _font(ours: str, found: re.Match[str]) -> str:
    """A row of nothing but signs is a line somebody drew."""
    return f"{ours}{found[1]}{ours}" if found[1].strip("*/_-") else found[0]


def _kept(found: re.Match[str], picture: Picture) -> str:
    if mono := found["mono"]:
        return f"`{mono}`" if "`" not in mono else f"`` {mono} ``"
    if path := found["quoted"]:
        return _shown(path + found["ending"], picture)
    if path := found["bare"]:
        return _shown(path, picture)
    if target := found["target"]:
        return _link(found["name"], target)
    if url := found["url"]:
        return _link(found["label"], url)
    if day := found["day"]:
        return f"{found['said']} ({day})"
    return found["raw"] or found[0]


def _shown(path: str, picture: Picture) -> str:
    mine = picture(path)
    return mine if mine is not None else _link(re.split(r"[/\\]", path)[-1], path)


def _link(name: str, target: str) -> str:
    safe = quote(target, safe="!#$%&'*+,-./:;=?@_~\\") if re.search(r"[\s()<>]", target) else target
    name = name.strip().replace("]", "\\]")
    return f"[{name or target}]({safe})"


def _lines(lines: list[str], picture: Picture) -> Iterator[str]:
    closing = ""  # the line that ends a block in which nothing means anything
    indents: list[tuple[int, str, int]] = []  # open lists: indent, sign, number
    blanks = 0
    last = ""
    for line in lines:
        bare = line.rstrip()
        if closing:
            if bare == closing:
                last, closing = _FENCES[closing], ""
                yield from (last,) * bool(last)
            else:
                yield line
            continue
        if bare in _FENCES:
            closing, indents = bare, []
            yield from (_FENCES[bare],) * bool(_FENCES[bare])
            continue
        if not bare:
            blanks += 1
            if blanks == 2:
                indents = []
            last = ""
            yield line
            continue
        blanks = 0
        if indents and _CLOSING.fullmatch(line):
            indents.pop()
            continue
        item = _ITEM.match(line)
        if item:
            start = _item(item, indents)
            last = start + inline(line[item.end() :], picture)
        else:
            if last and (_RULE.fullmatch(line)):
                yield ""  # or Markdown would take the line before for a heading
            last = _line(line, picture)
        yield last


def _item(item: re.Match[str], indents: list[tuple[int, str, int]]) -> str:
    """The sign of a list item and what stands before it, two or three spaces a level as Markdown wants them."""
    indent, sign = len(item[1]), item[2]
    while indents and indents[-1][0] > indent:
        indents.pop()
    if indents and indents[-1][0] == indent:
        _, before, number = indents.pop()
        indents.append((indent, sign, number + 1 if before == sign else 1))
    else:
        indents.append((indent, sign, 1))
    signs = [f"{number}. " if sign == "+" else "- " for _, sign, number in indents]
    return " " * sum(map(len, signs[:-1])) + signs[-1]


def _line(line: str, picture: Picture) -> str:
    if found := _TITLE.fullmatch(line):
        return f"{'#' * min(len(found[1]), 3)} {inline(found[2].strip(), picture)}"
    if _RULE.fullmatch(line):
        return "---"
    for fence in _FENCES:
        if line.startswith(f"{fence} "):
            words = line[len(fence) + 1 :]
            return f"`{words}`" if fence == "```" and "`" not in words else words
    if line.startswith("\t"):
        words = line.lstrip("\t")
        return "> " * min(len(line) - len(words), 8) + inline(words, picture)
    if len(line) <= _LONGEST and (found := _ROW.match(line)):
        return _row(line, found, picture)
    return inline(line, picture)


def _row(line: str, found: re.Match[str], picture: Picture) -> str:
    """A row of a table with the bars Markdown has; a title row gets Markdown's line below it."""
    cells = [inline(cell.strip(), picture) for cell in line[found.end() - 1 :].strip().strip("|").split("|")]
    row = f"| {' | '.join(cells)} |"
    return f"{row}\n|{' --- |' * len(cells)}" if found[1] == "|" else row
