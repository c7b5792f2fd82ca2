"""HTML becomes the Markdown our editor shows, and nothing in it can hang, crash or leave the page."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.errors import UsageError
from companion.markup import LARGEST, from_html

PAGES: list[tuple[str, str]] = [
    ("<p>A <b>lamp </b>by the window<br>and rain</p><p>two</p>", "A **lamp** by the window\nand rain\n\ntwo"),
    ("<div>one</div><div>two</div><div><br></div><div>three</div>", "one\ntwo\n\nthree"),
    ("<h1>One</h1><h2>Two</h2><h5>Five</h5>end", "# One\n\n## Two\n\n### Five\n\nend"),
    ("<ul><li>a<li>b<ol><li>x</li><li>y <i>z</i></ol></ul>after", "- a\n- b\n  1. x\n  2. y *z*\n\nafter"),
    ("<ul><li><p>a</p></li><li><p>b</p></li></ul><p>x</p>", "- a\n- b\n\nx"),
    ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d"),
    (
        "<ul><li><input type=checkbox checked>done</li><li><input type=checkbox>open</li></ul>",
        "- [x] done\n- [ ] open",
    ),
    ('<ul><li data-checked="true">done</li></ul>', "- [x] done"),
    ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"),
    ("<p>a<hr>b</p>", "a\n\n---\n\nb"),
    ("<pre>a\n  b\n\nc</pre>x <code>y z</code>", "```\na\n  b\n\nc\n```\n\nx `y z`"),
    ("x <a href='https://a.b/c d(e)'>link <b>t</b></a> y", "x [link **t**](https://a.b/c%20d%28e%29) y"),
    ("<a href='https://a.b/'>https://a.b/</a>", "https://a.b/"),
    ("<a href='javascript:alert(1)'>word</a>", "word"),
    ("<s>gone</s> <del>too</del> <em><strong>both</strong></em>", "~~gone too~~ ***both***"),
    ("<b style='font-weight:normal'>x <span style='font-weight:700'>y</span></b>", "x **y**"),
    ("<span style='font-style: italic; text-decoration: line-through'>z</span>", "*~~z~~*"),
    ("a&nbsp;b &lt;i&gt; &amp;amp; &#x1F33F;", "a\xa0b <i> &amp; 🌿"),
    ("<table><tr><td>a<td>b</tr><tr><td>c<td>d</table>", "a | b\nc | d"),
    ("<script>x()</script>a<style>b{}</style><!-- c --><title>d</title>e<template>f</template>", "ae"),
    (
        "<html><head><meta><title>t</title></head><body><!--StartFragment-->x<!--EndFragment--></body></html>",
        "x",
    ),
    ("b < c && 1<2 <3", "b < c && 1<2 <3"),
    ("<p>a  \n\t b</p>", "a b"),
    ("<b></b><i> </i>word", "word"),
    ("", ""),
]


@pytest.mark.parametrize(("page", "words"), PAGES, ids=[page[:30] for page, _words in PAGES])
def test_what_a_page_becomes(page: str, words: str) -> None:
    assert from_html(page) == words


def test_a_picture_stands_on_a_line_of_its_own_or_is_left_out() -> None:
    page = "<p>a <img src='k.png' alt=x>b<img src=https://far.away/x.gif>c</p>"
    asked: list[str] = []

    def picture(src: str) -> str | None:
        asked.append(src)
        return f"![](file:{src})" if src == "k.png" else None

    assert from_html(page, picture=picture) == "a\n![](file:k.png)\nbc"
    assert asked == ["k.png", "https://far.away/x.gif"]
    assert from_html(page) == "a bc"


HOSTILE = [
    "<a ", "<a='", "<!--", "<div>", "<b>", "<ul><li>", "<![CDATA[", "</script", "<a href='x", "<blockquote>", "&", "<", "<![",
    "<p a='", "<a href='http://x'>x<br>", "<script>", "<pre>", "<table><td>", "<span style='font-weight:bold'>", "&#x",
    "<ol start=9>", "<li>", "</", "<i><b>", "<img src=x>", "\x00<p>", "<h1>",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("end", ["", ">"])
def test_half_a_megabyte_of_anything_comes_to_an_end(piece: str, end: str) -> None:
    """What took time by the square of its length would still be at it tomorrow."""
    assert isinstance(from_html(piece * (500_000 // len(piece)) + end), str)


def test_more_than_anybody_writes_is_refused() -> None:
    with pytest.raises(UsageError):
        from_html("x" * (LARGEST + 1))


TAGS = st.sampled_from(
    "p b i s ul ol li h1 blockquote pre code a div span br hr img table tr td input script".split()
)
PIECES = st.one_of(
    st.text(max_size=12),
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
    st.sampled_from(
        ["<a href='https://x.y'>", "<!--", "-->", "<", ">", "&", "'", '"', "<b style='font-weight:normal'>"]
    ),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_in_a_page_is_an_error(page: str) -> None:
    found = from_html(page)
    assert "\x00p" not in found
    assert not any(line.endswith(" ") for line in found.split("\n"))


@given(st.lists(st.text("abc def", min_size=1, max_size=9), min_size=1, max_size=6))
def test_every_word_of_a_plain_page_is_there(lines: list[str]) -> None:
    page: Any = "".join(f"<p>{line}</p>" for line in lines)
    assert from_html(page).split() == " ".join(lines).split()
