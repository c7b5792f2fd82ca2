"""An entry's words in an HTML page: shown as the app shows them, every one there, nothing that acts."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.interchange.html_lines import body
from companion.lines import photo_line, shape, shown

VOID = {"br", "hr", "input", "img"}
ALLOWED = VOID | set(
    "p strong em s code pre h3 h4 h5 h6 ul ol li label blockquote span figure figcaption".split()
)


def made(text: str, **photos: str) -> str:
    """The page of a text; `photos` are the captions of those there are, by id."""
    known: dict[str, Any] = {id: {"id": id, "caption": caption} for id, caption in photos.items()}
    return "".join(body(text, known, lambda photo, caption: f"<figure>{photo['id']}|{caption}</figure>\n"))


def flat(text: str, **photos: str) -> str:
    """The same without what only sets the direction, or a line break between two elements."""
    return made(text, **photos).replace(' dir="auto"', "").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("One line.\nAnother.\n\nA third.", "<p>One line.<br>Another.</p><p>A third.</p>"),
        ("# Large\n### Small", "<h3>Large</h3><h5>Small</h5>"),
        ("###### Smallest", "<h6>Smallest</h6>"),
        (
            "**b** *i* ~~s~~ `c` ***both***",
            "<p><strong>b</strong> <em>i</em> <s>s</s> <code>c</code> <strong><em>both</em></strong></p>",
        ),
        ("*a **b** c*", "<p><em>a </em><strong><em>b</em></strong><em> c</em></p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("- one\n  - in it\n- two", "<ul><li>one<ul><li>in it</li></ul></li><li>two</li></ul>"),
        ("7. seven\n8) eight", '<ol><li value="7">seven</li><li value="8">eight</li></ol>'),
        ("- one\n1. first", '<ul><li>one</li></ul><ol><li value="1">first</li></ol>'),
        (
            "- [ ] to do\n- [x] done",
            '<ul><li class="task"><label><input type="checkbox" disabled> to do</label></li>'
            '<li class="task"><label><input type="checkbox" disabled checked> done</label></li></ul>',
        ),
        (
            "> said\n> more\n>> deeper",
            "<blockquote><p>said<br>more</p><blockquote><p>deeper</p></blockquote></blockquote>",
        ),
        (
            ">> deep\n> less",
            "<blockquote><blockquote><p>deep</p></blockquote><p>less</p></blockquote>",
        ),
        ("above\n---\nbelow", "<p>above</p><hr><p>below</p>"),
        ("```\n# <b>\n  as is\n```\nafter", "<pre><code># &lt;b&gt;  as is</code></pre><p>after</p>"),
        (
            "See [the lake](https://lake.example/a?b=1&c) now",
            '<p>See the lake <span class="address">(https://lake.example/a?b=1&amp;c)</span> now</p>',
        ),
        ("As on [that day](entry:abc).", "<p>As on that day.</p>"),
        ("2 * 3 * 4 and snake_case", "<p>2 * 3 * 4 and snake_case</p>"),
        ("```python\nx\n```", '<p class="noted">python</p><pre><code>x</code></pre>'),
        ("| a | b |", "<p>| a | b |</p>"),
    ],
)
def test_marks_become_what_they_stand_for(text: str, page: str) -> None:
    assert flat(text) == page


def test_a_photo_comes_where_it_is_first_named_with_the_caption_that_stands_there() -> None:
    text = f"Before\n{photo_line('p1', 'Two [old] cups')}\nAfter\n{photo_line('p1', 'Again')}"
    assert flat(text, p1="Cups") == "<p>Before</p><figure>p1|Two [old] cups</figure><p>After</p>"


def test_of_a_photo_that_is_gone_the_caption_is_left() -> None:
    assert flat(photo_line("gone", "Rain & wind")) == '<p class="noted">Rain &amp; wind</p>'
    assert flat(photo_line("gone")) == ""


class Page(HTMLParser):
    """What a reader of the page finds: its words, and that each element is known and closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _value in attrs} <= {"dir", "class", "value", "type", "disabled", "checked"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def read(page: str) -> str:
    found = Page()
    found.feed(page)
    found.close()
    assert found.open == []
    return "".join(found.words.split())


kept = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=6)
pieces = st.sampled_from(
    [
        *(
            "# ",
            "- ",
            "  - ",
            "\t\t1. ",
            "999999999) ",
            "> ",
            ">> ",
            "- [x] ",
            "---",
            "```",
            "\n",
            "\n\n",
            " ",
        ),
        *(
            "**",
            "*",
            "_",
            "~~",
            "`",
            "[a](b)",
            "[a](entry:x)",
            "![c](photo:x)",
            "\\",
            "<b>",
            "&amp;",
            '"',
            "'",
        ),
        *("<script>alert(1)</script>", "<!--", "]]>", "<?x", "](javascript:alert(1))", "العربية", "🌙"),
    ]
)


@given(st.lists(pieces | kept, max_size=14).map("".join))
@example("> " * 5000 + "x")
@example("\t" * 12 + "- x\n- y\n" + "\t" * 6 + "1. z")
def test_every_word_is_there_and_nothing_acts(text: str) -> None:
    told, in_code = "", False
    for line in text.split("\n"):
        found = shape(line, in_code)
        in_code ^= found.kind.value == "fence"
        if found.kind.value == "code":
            told += line
        elif found.kind.value == "photo":
            told += found.caption
        elif found.kind.value == "fence":
            told += line.strip("`~ \t")
        elif found.kind.value != "rule":
            told += "".join(stretch for stretch, _look in shown(line, found.mark))
    assert read(made(text)) == "".join(told.split())


def test_a_line_without_end_is_shown_in_no_time() -> None:
    """A line read again from each of its signs would take hours here."""
    for text in ("![" * 200_000, "*a* " * 50_000, "[a](" * 100_000, "- " * 200_000, "a" + "`" * 200_001):
        assert re.sub(r"\s", "", read(made(text)))
