"""HTML into our Markdown: what other diaries export, and what a browser puts on the clipboard.

```python
from_html("<p>A <b>lamp</b> by the window<br>and rain</p>")  # "A **lamp** by the window\nand rain"
```

Out comes what the editor shows (headings, emphasis, lists, task boxes, quotes, rules, links, code, pictures), nothing else.
Scripts, styles and whatever else is not words are dropped; nothing is ever fetched.

Why our own and no library: `markdownify` walks the tree of `beautifulsoup4` by recursion, so some thousand nested tags end
it, and what both leave to choose (lines of `div`, marks around blanks, a clipboard's bold that is not bold) is most of the
work. The standard library's `html.parser` takes a minute for 60 KB of `<a <a <a ` (Python 3.11.7; quadratic, CVE-2025-6069)
and stops with an AssertionError at `<![<![`. Here one pass goes forward only, nothing calls itself, and depth is a counter
with an end: 1 MB of anything tried is read within three seconds.
"""

import html as entities
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from companion.errors import UsageError

LARGEST = 16 * 2**20
"""Characters of HTML that are read. More is UsageError(reason="too large")."""
_DEEPEST = 40
"""Lists and quotes in each other that are told apart; what lies deeper stays at this depth."""

_GONE = frozenset(
    ("script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp", "noscript", "select")
)
"""Elements whose content is no markup and no words of anybody."""
_HIDDEN = frozenset(
    ("head", "template", "svg", "math", "object", "audio", "video", "canvas", "map", "button")
)
_BREAKS_BEFORE = frozenset(
    "div section article header footer main aside nav address figure figcaption table thead tbody tfoot tr caption dl dt dd"
    " form fieldset legend details summary center body html".split()
)
_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), "*"),
    **dict.fromkeys(("s", "strike", "del"), "~~"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "`"),
}
_ORDER = ("**", "*", "~~", "`")
_VOID = frozenset(
    (
        "br",
        "hr",
        "img",
        "input",
        "wbr",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "embed",
        "source",
        "track",
        "param",
    )
)
_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]{0,40})")
_STOP = re.compile(r"""[>"']""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]{1,100})(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


def from_html(html: str, *, picture: Callable[[str], str | None] = lambda _src: None) -> str:
    """The Markdown of a page or a piece of one. `picture` is asked for each `<img>`: what stands in its place, or None.

    Never raises for what is in it, however broken; takes time and memory in proportion to its length.
    """
    if len(html) > LARGEST:
        raise UsageError(reason="too large")
    page = _Page(picture)
    for tag in _tokens(html):
        if isinstance(tag, str):
            page.words(tag)
        else:
            page.tag(tag)
    return page.text()


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closing: bool
    written: str  # everything between < and >

    def attributes(self) -> dict[str, str]:
        """By small name; the first of two counts, as in browsers."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.written, len(self.name)):
            value = match[2] or ""
            if value[:1] in "\"'":
                value = value[1:-1]
            found.setdefault(match[1].lower(), entities.unescape(value))
        return found


def _tokens(html: str) -> Iterator[_Tag | str]:
    """Words and tags. Comments, declarations and the content of scripts are left out."""
    at, looked, last = 0, 0, html.rfind(">")
    while at < len(html):
        start = html.find("<", max(at, looked))
        if start < 0 or start > last:
            yield entities.unescape(html[at:])
            return
        name = _NAME.match(html, start + 1)
        if name is None and html[start + 1] not in "!?":
            looked = start + 1  # a sign among the words
            continue
        if start > at:
            yield entities.unescape(html[at:start])
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            at = len(html) if end < 0 else end + 3
            continue
        if name is None:
            at = html.find(">", start) + 1
            continue
        end = _end_of_tag(html, start)
        tag = _Tag(name[1].lower(), html[start + 1] == "/", html[start + 1 : end].strip("/"))
        at = end + 1
        if tag.name in _GONE:
            at = at if tag.closing else _after(html, tag.name, at)
        else:
            yield tag


def _end_of_tag(html: str, start: int) -> int:
    """Where the tag ends; a > in quotes is part of it. There is one further on."""
    at = start
    while found := _STOP.search(html, at):
        if found[0] == ">":
            return found.start()
        end = html.find(found[0], found.end()) if html[found.start() - 1] in "= \t\n\r" else -1
        at = end + 1 if end >= 0 else found.end()
    return html.index(">", start)


def _after(html: str, name: str, at: int) -> int:
    """Behind the end of an element whose content is not read; the end of everything if it has none."""
    found = re.compile(f"</{name}[^>]*>", re.IGNORECASE).search(html, at)
    return found.end() if found else len(html)


@dataclass(slots=True)
class _List:
    number: int  # 0 for bullets
    indent: str


@dataclass(slots=True)
class _Page:
    """What was read so far: finished lines, and the runs of the line that is being written."""

    picture: Callable[[str], str | None]
    lines: list[str] = field(default_factory=list)
    runs: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    opened: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    hidden: int = 0
    pre: int = 0
    heading: str = ""
    item: str = ""  # the mark of the list item that has not been written yet
    gap: bool = False  # a blank line is due before the next one
    cells: int = 0
    link: tuple[str, int] | None = None

    # -- words ---------------------------------------------------------------------------------------------

    def words(self, text: str) -> None:
        if self.hidden:
            return
        if self.pre:
            first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self.runs.append((first, frozenset()))
            for other in others:
                self.end_line(keep_blank=True)
                self.runs.append((other, frozenset()))
            return
        text = _BLANKS.sub(" ", text)
        if text:
            self.runs.append((text, frozenset(self.marks)))

    def tag(self, tag: _Tag) -> None:
        if tag.name in _HIDDEN:
            self.hidden = max(0, self.hidden + (-1 if tag.closing else 1))
        elif self.hidden:
            if tag.name == "body":
                self.hidden = 0
        elif tag.name in _MARKS or tag.name in ("span", "font", "ins", "u", "a"):
            self.inline(tag)
        else:
            self.block(tag)

    # -- inside a line -------------------------------------------------------------------------------------

    def inline(self, tag: _Tag) -> None:
        if tag.name == "a":
            self.anchor(tag)
        elif tag.closing:
            self.close(tag.name)
        else:
            marks = _marks_of(tag)
            for mark in marks:
                self.marks[mark] = self.marks.get(mark, 0) + 1
            self.opened.append((tag.name, marks))

    def close(self, name: str) -> None:
        """The last one of this name ends; others may overlap it."""
        for place in range(len(self.opened) - 1, max(-1, len(self.opened) - 1 - 200), -1):
            if self.opened[place][0] == name:
                for mark in self.opened.pop(place)[1]:
                    self.marks[mark] -= 1
                    if not self.marks[mark]:
                        del self.marks[mark]
                return

    def anchor(self, tag: _Tag) -> None:
        if self.link is not None:
            target, start = self.link
            shown = _marked(self.runs[start:]).strip()
            if shown and shown != target and f"mailto:{shown}" != target:
                self.runs[start:] = [(f"[{shown}]({_in_brackets(target)})", frozenset(["raw"]))]
            elif shown:
                self.runs[start:] = [(shown, frozenset(["raw"]))]
            self.link = None
        target = "" if tag.closing else tag.attributes().get("href", "").strip()
        if _LINK.match(target):
            self.link = (target, len(self.runs))

    # -- lines ---------------------------------------------------------------------------------------------

    def block(self, tag: _Tag) -> None:
        name = tag.name
        if name == "br":
            if not tag.closing:
                self.end_line(keep_blank=True)
        elif name == "img":
            self.image(tag)
        elif name == "input":
            if tag.attributes().get("type", "").lower() == "checkbox" and self.item.endswith("- "):
                self.item += "[x] " if "checked" in tag.attributes() else "[ ] "
        elif name in ("p", "hr") or (len(name) == 2 and name[0] == "h" and name[1] in "123456"):
            self.paragraph(tag)
        elif name in ("ul", "ol", "menu", "dir"):
            self.listing(tag)
        elif name == "li":
            self.list_item(tag)
        elif name == "blockquote":
            self.end_line()
            self.gap = True
            self.quotes = max(0, self.quotes + (-1 if tag.closing else 1))
        elif name == "pre":
            self.preformatted(tag)
        elif name in ("td", "th"):
            self.cells = self.cells + 1
            if not tag.closing and self.runs:
                self.runs.append((" | ", frozenset()))
        elif name in _BREAKS_BEFORE:
            self.end_line()
            if name in ("table", "dl", "figure", "section", "article"):
                self.gap = True

    def paragraph(self, tag: _Tag) -> None:
        self.end_line()
        self.heading = ""
        # In a list item a paragraph is the item's line, not a new block.
        if not self.lists:
            self.gap = True
        if tag.name == "hr":
            self.put("---")
            self.gap = True
        elif tag.name != "p" and not tag.closing and not self.item:
            self.heading = "#" * min(3, int(tag.name[1])) + " "

    def listing(self, tag: _Tag) -> None:
        self.end_line()
        if tag.closing:
            if self.lists:
                self.lists.pop()
            self.item = ""
        elif len(self.lists) < _DEEPEST:
            start = tag.attributes().get("start", "1") if tag.name == "ol" else "0"
            number = int(start) if start.isdecimal() and len(start) < 9 else 1
            above = self.lists[-1] if self.lists else None
            indent = above.indent + ("  " if not above.number else "   ") if above else ""
            self.lists.append(_List(number, indent))
        if not self.lists:
            self.gap = True

    def list_item(self, tag: _Tag) -> None:
        self.end_line()
        self.item = ""
        if tag.closing:
            return
        current = self.lists[-1] if self.lists else _List(0, "")
        self.item = f"{current.indent}{current.number}. " if current.number else f"{current.indent}- "
        if current.number:
            current.number += 1
        elif (checked := _checked(tag)) is not None:
            self.item += "[x] " if checked else "[ ] "

    def preformatted(self, tag: _Tag) -> None:
        self.end_line()
        if not tag.closing and not self.pre:
            self.gap = True
            self.put("```")
            self.pre = 1
        elif tag.closing and self.pre:
            self.pre = 0
            self.put("```")
            self.gap = True

    def image(self, tag: _Tag) -> None:
        found = tag.attributes()
        put = self.picture(found.get("src", ""))
        if put:
            self.end_line()
            self.put(put)

    def end_line(self, *, keep_blank: bool = False) -> None:
        """What was written so far is a line. One without words is left out, unless somebody made it with `<br>`."""
        self.anchor_over_lines()
        runs, self.runs = self.runs, []
        text = "".join(text for text, _marks in runs).rstrip() if self.pre else _marked(runs).strip(" ")
        if text or (self.pre and keep_blank):
            self.put(text)
        elif keep_blank and self.lines and not self.gap:
            self.put("")

    def anchor_over_lines(self) -> None:
        if self.link is not None:
            target = self.link[0]
            self.anchor(_Tag("a", True, ""))
            self.link = (target, 0)

    def put(self, text: str) -> None:
        quote = "> " * min(self.quotes, _DEEPEST)
        if self.gap and self.lines and self.lines[-1].strip("> "):
            self.lines.append(quote.rstrip() if self.lines[-1].startswith(">") else "")
        self.gap = False
        if not text:
            self.lines.append(quote.rstrip())
            return
        if self.pre or text == "```":
            before = ""
        elif self.item:
            before, self.item = self.item, ""
        elif self.heading:
            before, self.heading = self.heading, ""
        elif self.lists:
            before = self.lists[-1].indent + ("   " if self.lists[-1].number else "  ")
        else:
            before = ""
        self.lines.append(f"{quote}{before}{text}")

    def text(self) -> str:
        self.end_line()
        if self.pre:
            self.lines.append("```")
        return "\n".join(line.rstrip() for line in self.lines).strip("\n")


def _marks_of(tag: _Tag) -> tuple[str, ...]:
    """What a tag makes of its words, by its name or its style."""
    marks = [_MARKS[tag.name]] if tag.name in _MARKS else []
    if "style" not in tag.written.lower():
        return tuple(marks)
    style = {
        name.strip().lower(): value.strip().lower()
        for name, _, value in (
            one.partition(":") for one in tag.attributes().get("style", "")[:2000].split(";")
        )
    }
    weight = style.get("font-weight", "")
    if weight in ("normal", "400"):  # a browser wraps a whole clipboard into <b style="font-weight:normal">
        marks = [mark for mark in marks if mark != "**"]
    elif weight in ("bold", "bolder", "600", "700", "800", "900"):
        marks.append("**")
    if style.get("font-style") in ("italic", "oblique"):
        marks.append("*")
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        marks.append("~~")
    return tuple(dict.fromkeys(marks))


def _checked(tag: _Tag) -> bool | None:
    """Whether a list item says of itself that it is a task, and done."""
    found = tag.attributes()
    for name in ("data-checked", "data-task-status"):
        if name in found:
            return found[name].lower() in ("true", "checked", "done", "1")
    kinds = found.get("class", "").lower().split()
    if "checked" in kinds:
        return True
    return False if "unchecked" in kinds else None


def _marked(runs: list[tuple[str, frozenset[str]]]) -> str:
    """Runs as one line, the marks close to their words: blanks at the edge of what is marked stay outside."""
    out: list[str] = []
    now: tuple[str, ...] = ()
    blank = ""
    for text, marks in _joined(runs):
        core = text.strip(" ")
        if not core:
            blank = " "
            continue
        if text[0] == " ":
            blank = " "
        wanted = tuple(mark for mark in _ORDER if mark in marks)
        keep = 0
        while keep < min(len(now), len(wanted)) and now[keep] == wanted[keep]:
            keep += 1
        out += reversed(now[keep:])
        out += [blank if out else "", *wanted[keep:], core]
        now, blank = wanted, " " if text[-1] == " " else ""
    out += reversed(now)
    return "".join(out) + blank


def _joined(runs: list[tuple[str, frozenset[str]]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Neighbours with the same marks as one, blanks between them single."""
    held: list[str] = []
    marks: frozenset[str] = frozenset()
    for text, own in runs:
        if own != marks and held:
            yield _BLANKS.sub(" ", "".join(held)) if "raw" not in marks else "".join(held), marks
            held = []
        held.append(text)
        marks = own
    if held:
        yield _BLANKS.sub(" ", "".join(held)), marks


def _in_brackets(target: str) -> str:
    """A link's target without what would end it early."""
    return "".join(
        {" ": "%20", "(": "%28", ")": "%29", "\n": "", "\r": "", "\t": ""}.get(sign, sign) for sign in target
    )
