"""Content packs: what ships is all there, translations fall back, and no broken file stops the app."""

import subprocess
import sys
from pathlib import Path

import pytest

from companion import content
from companion.content.packs import Library

HEADER = '[pack]\nschema = 1\nkind = "{kind}"\n'
PROMPT = """
[[prompt]]
id = "p-quiet-001"
text = "Sit near."
depth = 1
theme = "quiet"
role = "either"
mode = "side"
channel = ["voice"]
minutes = 10
followups = ["Long enough?"]
listener = ["Let it be quiet."]
"""
GUIDE = """
[[guide]]
id = "g-one"
title = "One"
purpose = "To try."
role = "either"
minutes = 5
sittings = 1
steps = [{ kind = "line", say = "First" }, { kind = "choose", say = "Second", options = ["a", "b"] }]
stop = "Stop."
close = "Done."
share = "never"
evidence = "from-practice"
"""


def write(root: Path, kind: str, language: str, body: str, header: str = HEADER) -> None:
    folder = root / kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{language}.toml").write_text(header.format(kind=kind) + body, encoding="utf-8")


def prompts(library: Library, locale: str = "en") -> tuple[content.Prompt, ...]:
    return library.items("prompts", "prompt", content.Prompt, locale)


def test_everything_of_the_first_release_is_there() -> None:
    assert len(content.prompts()) == 360
    assert len(content.activities()) == 180
    assert len(content.guides()) == 26
    assert len(content.learn()) == 13
    assert len(content.help_pages()) == 12
    assert (len(content.feelings()), len(content.needs()), len(content.blames())) == (165, 101, 60)
    assert [len(content.phrases(bank)) for bank in content.BANKS] == [60, 30, 24, 16, 36, 30, 40]
    assert len(content.curiosities()) == 30
    assert {item.cue for item in content.wonderings()} == {*(f"C{n}" for n in range(1, 16)), "S1", ""}
    assert {item.cue for item in content.erasings()} == {"S1"}
    week = [item for item in content.activities() if "first-week" in item.tags]
    assert len(week) == 10
    assert {item.pressure for item in week} == {1}
    assert content.problems() == ()


def test_words_arrive_as_written() -> None:
    prompt = next(prompt for prompt in content.prompts() if prompt.id == "p-words-003")
    assert prompt.text == "I don't have words for it yet. If it were weather, it would be ___."
    assert prompt.smaller == "Point: sun, cloud, fog, rain, storm, not sure."
    assert prompt.channel == ("voice", "text", "note", "silent", "sign-or-aac")
    walk = next(activity for activity in content.activities() if activity.id == "a-walk-no-topic")
    assert walk.minutes == (10, 30)
    assert not walk.own
    quiet = next(guide for guide in content.guides() if guide.id == "g-when-i-go-quiet")
    assert quiet.steps[1].options[-1] == "can't tell"
    assert quiet.steps[4].minutes == 4


def test_decks_and_shelves_cover_every_level() -> None:
    assert [content.deck_of(depth) for depth in range(1, 6)] == ["beside", "closer", "closer", "open", "open"]
    assert [content.shelf_of(p) for p in range(1, 6)] == ["quiet", "light", "light", "open", "open"]
    with pytest.raises(ValueError, match="6"):
        content.deck_of(6)


def test_words_of_harm_are_marked_care() -> None:
    care = {verdict.word for verdict in content.verdicts() if verdict.care}
    assert {"threatened", "controlled", "trapped", "forced", "unsafe", "hit", "afraid of you"} <= care
    assert "ignored" not in care


def test_every_country_has_an_emergency_number_and_nothing_claims_to_be_checked() -> None:
    contacts = content.contacts()
    assert len([contact for contact in contacts if contact.country]) == 24
    assert contacts[-1].country == ""
    assert contacts[-1].directory == "findahelpline.com"
    for contact in contacts:
        assert contact.emergency
        for group in content.CONTACT_GROUPS:
            assert all(number.checked == "" for number in getattr(contact, group))
    assert content.unchecked_line() == "not checked by us, look it up before you rely on it"


def test_numbers_are_exactly_as_dialled_and_unverified_ones_stay_out() -> None:
    by_country = {contact.country: contact for contact in content.contacts()}
    assert [(n.number, n.how, n.say) for n in by_country["GB"].distress] == [
        ("116 123", ("call",), ""),
        ("85258", ("text",), "SHOUT"),
    ]
    assert by_country["GB"].partner_abuse == ()
    assert by_country["AU"].distress == ()
    assert [n.number for n in by_country["AU"].emergency] == ["000", "112"]
    assert by_country["US"].distress[0].how == ("call", "text")
    assert [n.number for n in by_country["NZ"].partner_abuse] == ["0800 733 843", "0800 456 450"]
    assert all(not n.number.startswith("+") for c in content.contacts() for n in (*c.emergency, *c.distress))


def test_a_translation_replaces_words_and_never_structure(tmp_path: Path) -> None:
    write(tmp_path, "prompts", "en", PROMPT)
    write(tmp_path, "prompts", "de", '[[prompt]]\nid = "p-quiet-001"\ntext = "Setz dich dazu."\ndepth = 5\n')
    write(
        tmp_path, "prompts", "de-AT", '[[prompt]]\nid = "p-quiet-001"\nlistener = ["Lass es still sein."]\n'
    )
    (found,) = prompts(Library(tmp_path), "de_AT.UTF-8")
    assert found.text == "Setz dich dazu."
    assert found.listener == ("Lass es still sein.",)
    assert found.followups == ("Long enough?",)
    assert found.depth == 1
    (english,) = prompts(Library(tmp_path), "fr")
    assert english.text == "Sit near."


def test_guide_steps_are_translated_one_for_one(tmp_path: Path) -> None:
    write(tmp_path, "guides", "en", GUIDE)
    body = '[[guide]]\nid = "g-one"\nsteps = [{ say = "Erstens" }, { options = ["x", "y"] }]\n'
    write(tmp_path, "guides", "de", body)
    (guide,) = Library(tmp_path).items("guides", "guide", content.Guide, "de")
    assert [step.say for step in guide.steps] == ["Erstens", "Second"]
    assert guide.steps[1].options == ("x", "y")
    assert guide.steps[1].kind == "choose"
    write(tmp_path, "guides", "fr", '[[guide]]\nid = "g-one"\nsteps = [{ say = "Un" }]\n')
    library = Library(tmp_path)
    (guide,) = library.items("guides", "guide", content.Guide, "fr")
    assert [step.say for step in guide.steps] == ["First", "Second"]
    assert [problem.facts["field"] for problem in library.problems()] == ["steps"]


@pytest.mark.parametrize(
    "broken",
    [b"\xff\xfe not text", b"[pack\n", b"", b'[pack]\nschema = 2\nkind = "prompts"\n'],
    ids=["bytes", "syntax", "empty", "newer"],
)
def test_a_broken_pack_is_reported_and_everything_else_goes_on(tmp_path: Path, broken: bytes) -> None:
    write(tmp_path, "guides", "en", GUIDE)
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "en.toml").write_bytes(broken)
    library = Library(tmp_path)
    assert prompts(library) == ()
    assert len(library.items("guides", "guide", content.Guide, "en")) == 1
    assert [problem.facts["pack"] for problem in library.problems()] == ["prompts/en"]


def test_a_missing_pack_is_reported(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert prompts(library) == ()
    assert [problem.facts["why"] for problem in library.problems()] == ["unreadable"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [('depth = "1"', "depth"), ("depth = true", "depth"), ("", "depth"), ('depth = 1\ntags = "one"', "tags")],
)
def test_one_bad_item_does_not_take_the_others_with_it(tmp_path: Path, wrong: str, field: str) -> None:
    bad = PROMPT.replace("p-quiet-001", "p-quiet-002").replace("depth = 1", wrong)
    write(tmp_path, "prompts", "en", PROMPT + bad)
    library = Library(tmp_path)
    assert [prompt.id for prompt in prompts(library)] == ["p-quiet-001"]
    assert [(p.facts["item"], p.facts["field"]) for p in library.problems()] == [("p-quiet-002", field)]


def test_a_repeated_id_keeps_the_first(tmp_path: Path) -> None:
    write(tmp_path, "prompts", "en", PROMPT + PROMPT.replace("Sit near.", "Another."))
    library = Library(tmp_path)
    assert [prompt.text for prompt in prompts(library)] == ["Sit near."]
    assert [problem.facts["why"] for problem in library.problems()] == ["repeated_id"]


@pytest.mark.parametrize("locale", ["../../etc", "", "de/../..", "C", "x" * 40])
def test_a_strange_locale_reads_english(tmp_path: Path, locale: str) -> None:
    write(tmp_path, "prompts", "en", PROMPT)
    library = Library(tmp_path)
    assert [prompt.text for prompt in prompts(library, locale)] == ["Sit near."]
    assert library.problems() == ()


def test_importing_the_module_reads_no_pack_and_loads_no_parser() -> None:
    code = "import sys, companion.content; sys.exit('tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
