"""Apple's Journal as its export has it.

Samples, in COMPANION_SAMPLES/applejournal, none of them in this repository: obsidianmd/obsidian-importer bf01761 (MIT),
tests/journal, two pages with what its own converter makes of them; davicedraz/journal-to-howwefeel-app-importer 917eaff
(MIT), AppleJournalEntries, twelve pages as a Portuguese phone wrote them, only their words, titles and places replaced by
their owner; SubhadityaMukherjee/Apple-Journal-Analysis 37f3902 (without a licence), one page a phone wrote,
tests/fixtures/2025-07-07.html, its style sheet shortened. Another page there is somebody's private life and was left alone.
"""

import re
import runpy
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from companion.workspace import Workspace
from tests.companion.coming_hands import OTHERS, drafts, real, remarks, there_and_back, vault
from tests.companion.pictures import picture

PAGE = """<!DOCTYPE html>
<html dir="auto"><head><title></title><style type="text/css">
div.bodyText {{ margin: 0 }} .assetType_audio .asset_image {{ height: 70% }}
</style></head><body>
<p class="p1"><span class="s1"><div class='pageContainer'>    <div class="pageHeader">{header}</div>
<div class="assetGrid">{grid}</div>{prompt}<div class='title'></span><span class="s2">{title}</span><span class="s1"></div>
<div class='bodyText'></span></p>
{body}
<p class="p1"><span class="s1"></div></div></span></p>
</body></html>"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with vault(tmp_path / "home") as opened:
        yield opened


def page(
    header: str = "Sunday, 3 November 2024",
    body: str = "Words",
    title: str = "",
    grid: str = "",
    prompt: str = "",
) -> str:
    lines = "\n".join(f'<p class="p2"><span class="s2">{line}</span></p>' for line in body.split("\n"))
    return PAGE.format(header=header, body=lines, title=title, grid=grid, prompt=prompt)


def asset(kind: str, name: str = "", text: str = "") -> str:
    image = f'<img src="../Resources/{name}" class="asset_image"/>' if name else ""
    return f'<div id="A" class="gridItem assetType_{kind}">{image}<div class="gridItemOverlayFooter">{text}</div></div>'


def export(folder: Path, **files: str | bytes) -> Path:
    file = folder / "AppleJournalEntries.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("AppleJournalEntries/index.html", "<html>a list</html>")
        for name, data in files.items():
            made.writestr("AppleJournalEntries/" + name.replace("__", "/").replace("_dot_", "."), data)
        made.writestr("__MACOSX/AppleJournalEntries/Entries/._2024-11-03.html", b"\x00\x05\x16\x07")
    return file


@real
def test_real_pages_read_like_what_obsidian_makes_of_them(workspace: Workspace) -> None:
    """obsidianmd/obsidian-importer: tests/journal against tests/journal/expected, which has day, prompt and words."""
    first, second = there_and_back(workspace, OTHERS / "applejournal" / "obsidian-importer")
    assert (first.when, first.day_only) == (datetime(2023, 12, 17), True)
    assert first.text == "> How was your day?\n\nEntry body text."
    assert (second.when, second.title) == (datetime(2024, 11, 3), "Youve Connected")
    assert second.text == "Paragraph one.\n\nParagraph two."


@real
def test_the_day_of_a_real_page_is_the_one_its_writer_saw(workspace: Workspace) -> None:
    """SubhadityaMukherjee/Apple-Journal-Analysis: 2025-07-07.html says "Tuesday, 8 July 2025"."""
    (found,) = there_and_back(workspace, OTHERS / "applejournal" / "analysis")
    assert (found.when, found.text) == (datetime(2025, 7, 8), "I’m liking this new phone")


@real
def test_a_real_export_of_a_portuguese_phone_reads_as_another_importer_reads_it(workspace: Workspace) -> None:
    """davicedraz/journal-to-howwefeel-app-importer 917eaff: AppleJournalEntries, against its own HTML parser and its own
    reading of the day. Four of the twelve files are named by the day after the one their writer saw."""
    folder = OTHERS / "applejournal"
    theirs = runpy.run_path(str(folder / "howwefeel-importer.py"))
    told = []
    for path in (folder / "howwefeel").rglob("*.html"):
        parser = theirs["JournalHTMLParser"]()
        parser.feed(path.read_text())
        day = theirs["parse_date_from_header"](parser.page_header)
        told.append((day, path.stem, parser.title.strip(), "".join(parser.text_parts).split()))
    found = there_and_back(workspace, folder / "howwefeel")
    assert len(found) == len(told) == 12
    for entry, (day, _name, title, words) in zip(found, sorted(told), strict=True):
        assert (entry.when.date(), entry.day_only, entry.title) == (day, True, title)
        ours = entry.text.split()
        assert ours == words[len(words) - len(ours) :]
    assert sum(name != f"{day}" for day, name, _title, _words in told) == 4
    left_out = {"activity": 1, "audio": 1, "location": 3, "mood_unknown": 3, "music": 1}
    assert remarks(folder / "howwefeel") == left_out | {"photo_missing": 4, "video": 7}


def test_words_title_and_pictures(workspace: Workspace, tmp_path: Path) -> None:
    grid = (
        asset("photo", "ONE.png")
        + asset("photo", "two%20words.jpeg")
        + asset("video")
        + asset("multiPinMap", text="Quay")
    )
    text = page(title="A walk &amp; rain", body="First.\n<b>Second</b> line", grid=grid)
    file = export(
        tmp_path,
        **{
            "Entries__2024-11-03_A_walk_dot_html": text,
            "Resources__ONE_dot_png": picture(),
            "Resources__two words_dot_jpeg": picture("jpeg"),
        },
    )
    (found,) = there_and_back(workspace, file)
    assert found.title == "A walk & rain"
    assert [photo.name for photo in found.photos] == ["ONE.png", "two words.jpeg"]
    assert (
        re.sub(r"photo:[0-9a-f]+", "photo:", found.text)
        == "First.\n\n**Second** line\n\n![](photo:)\n![](photo:)"
    )
    assert remarks(file) == {"video": 1, "location": 1}


@pytest.mark.parametrize(
    ("name", "header", "day"),
    [
        ("2024-11-03", "Sunday, 3 November 2024", 3),
        ("2024-11-03", "Monday, 4 November 2024", 4),
        ("2024-11-03", "Samstag, 2. November 2024", 2),
        ("2024-11-03", "2024年11月4日 星期一", 4),
        ("2024-11-11", "2024年11月10日 星期日", 10),
        ("2024-11-03", "الاثنين، ٤ نوفمبر ٢٠٢٤", 4),
        ("2024-11-03", "vendredi 15 mars 2019", 3),
        ("2024-11-03", "", 3),
    ],
)
def test_the_day_in_the_header_counts_if_it_is_near(tmp_path: Path, name: str, header: str, day: int) -> None:
    file = export(tmp_path, **{f"Entries__{name}_dot_html": page(header)})
    assert [one.when.day for one in drafts(file)] == [day]


def test_a_picture_from_outside_is_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    folder = tmp_path / "AppleJournalEntries" / "Entries"
    folder.mkdir(parents=True)
    grid = '<div class="gridItem assetType_photo"><img src="../../../secret.png"/></div>'
    (folder / "2024-11-03.html").write_text(page(grid=grid))
    assert [one.pictures for one in drafts(tmp_path / "AppleJournalEntries")] == [()]
    assert remarks(tmp_path / "AppleJournalEntries") == {"photo_missing": 1}


def test_a_page_of_something_else_is_passed_over(tmp_path: Path) -> None:
    file = export(
        tmp_path,
        **{"Entries__2024-11-03_dot_html": page(), "Entries__2024-11-04_dot_html": "<p>a letter</p>"},
    )
    assert [one.text for one in drafts(file)] == ["Words"]
    assert remarks(file) == {"other_format": 1}
