"""Out as a folder of Markdown and in again: text, days, tags and what was noted are those that left."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from companion import content, interchange
from companion.diary import Entry
from companion.interchange.coming import Source, bring_in, guess
from companion.lines import photo_line
from companion.workspace import Workspace, create
from ui.photos import prepare_import

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ODD = (
    *(
        "---\nid: 5\n---\n",
        "---\n---\n",
        "\n\n",
        "\n---\n",
        "text\r\nmore\r",
        "...\n",
        "# x\n- [ ] y\n",
        "\ufeff",
    ),
    *(
        "🌙 👨‍👩‍👧",
        "العربية، ثم\nمن اليمين",
        "![x](gone.png)",
        "![x](photo:none)",
        "[[Note]] #tag [a](b.md)",
        "\t \u00a0 ",
    ),
    *("```\n---\n", "title: none", "\x85\x1c\x7f"),
)
texts = st.lists(st.sampled_from(ODD) | words, max_size=4).map("".join)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))
tags = st.lists(
    st.sampled_from(["a, b", "ü", "#x", "two words", "-", "[", "'", '"', "null", "2030-01-01"]) | words,
    max_size=3,
)
captions = st.sampled_from(["Two [old] cups", "a\\\\b", "]", "[x](y)", "\\\\", ""]) | words
FEELINGS = [feeling.id for feeling in content.feelings()[:6]]


def png(colour: int) -> bytes:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(colour)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def vault(home: Path) -> Workspace:
    made, _kit = create(home, passphrase="x", keyring=False)
    return made


def all_of(workspace: Workspace) -> dict[str, Entry]:
    diary = workspace.diary
    return {row.id: diary.get(row.id) for row in diary.rows(diary.ids())}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@example([("", "---\nid: 5\n---\n", "---", datetime(2030, 1, 14, 21, 5), ["---"])], 1, [], False, [])
@given(
    st.lists(st.tuples(st.just(""), texts, words, moments, tags), min_size=1, max_size=4),
    st.integers(1, 5),
    st.lists(st.tuples(captions, words), max_size=2),
    st.booleans(),
    st.lists(st.sampled_from(FEELINGS) | words, max_size=3),
)
def test_what_left_as_markdown_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    pages: list[tuple[str, str, str, datetime, list[str]]],
    step: int,
    photos: list[tuple[str, str]],
    switch: bool,
    feelings: list[str],
) -> None:
    """Equal are id, day and hour, zone, text but for the ids of photos, tags, feelings, the scales and switches, and of
    photos pixels, captions and what is on them. Not in the folder: what lies in the trash,
    earlier words, and everything that is no page."""
    folder = tmp_path_factory.mktemp("folder")
    one, two = vault(folder / "one"), vault(folder / "two")
    try:
        for _, text, title, when, tagged in pages:
            entry = replace(
                one.diary.blank(when),
                title=title,
                tags=tuple(tagged),
                feelings=tuple(feelings),
                mood=step,
                closeness=6 - step,
                energy=1 + step % 3,
                zone="Europe/Berlin" if switch else "",
                **dict.fromkeys(("starred", "kept_away", "day_only"), switch),
            )
            lines = [text + "."]
            for number, (caption, alt) in enumerate(photos):
                made = prepare_import(png(0x112233 * (number + 1)), "a.png")
                size = {"width": made.width, "height": made.height, "kind": made.kind}
                photo = one.diary.add_photo(
                    entry.id,
                    made.data,
                    name="a",
                    thumbnail=made.thumbnail,
                    caption=caption,
                    alt=alt,
                    **size,
                )
                lines.append(photo_line(photo.id, photo.caption))
            one.diary.save(replace(entry, text="\n".join(lines)))
        interchange.export(one, "markdown", folder / "out")
        with Source(folder / "out") as source:
            assert guess(source) == "markdown"
            coming = bring_in(two, source, "markdown", pictures=prepare_import)
            coming.run()
            assert coming.told.kinds == {}
        before, after = all_of(one), all_of(two)
        assert before.keys() == after.keys()
        for id, old in before.items():
            new = after[id]
            text = old.text
            for photo, other in zip(old.photos, new.photos, strict=True):
                text = text.replace(f"photo:{photo.id}", f"photo:{other.id}")
                assert (photo.caption, photo.alt) == (other.caption, other.alt)
                assert one.diary.photo_data(photo.id) == two.diary.photo_data(other.id)
            assert new.text == text
            assert new.title == old.title
            same = (
                *(
                    "when",
                    "zone",
                    "day_only",
                    "tags",
                    "feelings",
                    "mood",
                    "closeness",
                    "energy",
                    "starred",
                    "kept_away",
                ),
                "changed",
            )
            assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    finally:
        one.close()
        two.close()


@settings(max_examples=200)
@given(title=texts, tags=tags)
def test_front_matter_says_the_same_to_any_reader_of_yaml(title: str, tags: list[str]) -> None:
    from companion.interchange.markdown_format import _front_matter

    noted = dict.fromkeys(("mood", "closeness", "energy", "starred", "kept_away", "day_only"))
    entry = {
        "id": "x",
        "when": "2030-01-14T21:05:00",
        "title": title,
        "tags": tags,
        "feelings": [],
        "photos": [],
    }
    head = _front_matter(entry | noted | {"zone": "", "guide": "", "changed": ""}, {})
    read = yaml.safe_load(head.removeprefix("---\n").removesuffix("---\n\n"))
    assert (read["id"], read.get("title", ""), read.get("tags", [])) == ("x", title, tags)
