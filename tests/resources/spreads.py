"""What only a complete pack is held to: how many items, how they spread, how they open, and which ideas they carry."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.resources import lists, reading

Found = tuple[str, str]
Pack = dict[str, Any]


def of(kind: str, pack: Pack) -> Iterator[Found]:
    """Violations of a complete pack, as rule and detail."""
    for table, least in lists.COUNTS.get(kind, {}).items():
        count = len(pack.get(table, []))
        if count < least:
            yield "count", f"{table}: {count} of {least}"
    if kind == "prompts":
        yield from _prompts(pack.get("prompt", []))
        yield from _openings(pack.get("prompt", []))
    if kind == "activities":
        yield from _activities(pack.get("activity", []))
    if kind == "guides":
        series = sum(guide.get("sittings", 1) >= 3 for guide in pack.get("guide", []))
        yield from _least("guides of three sittings or more", series, 5)
    if kind == "phrases":
        yield from _phrases(pack)
    yield from _references(pack)


def _least(what: str, count: int, least: int) -> Iterator[Found]:
    if count < least:
        yield "spread", f"{what}: {count}, at least {least}"


def _near(what: str, count: int, wanted: int) -> Iterator[Found]:
    if abs(count - wanted) > max(2, wanted // 10):
        yield "spread", f"{what}: {count}, about {wanted}"


def _prompts(prompts: list[Pack]) -> Iterator[Found]:
    cells = Counter((prompt.get("mode"), prompt.get("depth")) for prompt in prompts)
    for mode, row in lists.PROMPT_SPREAD.items():
        for depth, wanted in enumerate(row, 1):
            yield from _near(f"{mode} at depth {depth}", cells[(mode, depth)], wanted)
    roles = Counter(prompt.get("role") for prompt in prompts)
    for role, wanted in lists.PROMPT_ROLES.items():
        yield from _near(f"role {role}", roles[role], wanted)
    themes = Counter(prompt.get("theme") for prompt in prompts)
    for theme in sorted(lists.THEMES):
        least = 18 if theme == "masks" else 14
        if not least <= themes[theme] <= 24:
            yield "spread", f"theme {theme}: {themes[theme]}, {least} to 24"
    tags = Counter(tag for prompt in prompts for tag in prompt.get("tags", []))
    yield from _least("no speech", sum(_needs_no_speech(prompt) for prompt in prompts), 120)
    yield from _least("low-sensory", tags["low-sensory"], 90)
    yield from _least("first-week", tags["first-week"], 60)


def _needs_no_speech(prompt: Pack) -> bool:
    return "no-speech" in prompt.get("tags", []) or bool(
        set(prompt.get("channel", [])) & {"text", "note", "silent", "sign-or-aac"}
    )


def _openings(prompts: list[Pack]) -> Iterator[Found]:
    openings = Counter(" ".join(reading.words(str(prompt.get("text", "")))[:3]) for prompt in prompts)
    for opening, times in openings.items():
        if times > 0.04 * len(prompts):
            yield "opening", f"{opening}: {times}"


def _activities(items: list[Pack]) -> Iterator[Found]:
    pressures = Counter(item.get("pressure") for item in items)
    for level, wanted in enumerate(lists.PRESSURES, 1):
        yield from _near(f"pressure {level}", pressures[level], wanted)
    yield from _least("talk 0 or 1", sum(item.get("talk", 9) <= 1 for item in items), 95)
    yield from _least("free", sum(item.get("cost") == 0 for item in items), 100)
    yield from _least("twenty minutes or less", sum(item.get("minutes", [99])[0] <= 20 for item in items), 65)
    yield from _least("energy 1", sum(item.get("energy") == 1 for item in items), 75)
    yield from _least("apart", sum(bool(item.get("apart")) for item in items), 60)
    yield from _least("solo", sum(bool(item.get("solo")) for item in items), 150)
    yield from _least("no touch", sum(item.get("touch") == "none" for item in items), 150)
    seated = sum("seat" in item.get("access", "").lower() for item in items)
    yield from _least("seated", seated, 110)
    yield from _least("season any", sum("any" in item.get("season", []) for item in items), 140)
    families = Counter(item.get("family") for item in items)
    for family in sorted(lists.FAMILIES):
        yield from _least(f"family {family}", families[family], lists.FAMILY_AT_LEAST.get(family, 8))
    week = [item for item in items if "first-week" in item.get("tags", [])]
    calm = [i for i in week if i.get("pressure") == 1 and i.get("talk", 9) <= 1 and i.get("solo")]
    yield from _least("first week", len(calm), 10)
    yield from _least("families in the first week", len({item.get("family") for item in calm}), 6)


def _phrases(pack: Pack) -> Iterator[Found]:
    groups = Counter(item.get("group") for item in pack.get("feeling", []))
    for group, count in groups.items():
        yield from _least(f"feelings: {group}", count, lists.FEELINGS_AT_LEAST.get(str(group), 22))
    yield from _least("care words", sum(bool(v.get("care")) for v in pack.get("verdict", [])), 12)
    blames = pack.get("blame", [])
    yield from _least("cues", len({blame.get("cue") for blame in blames}), 15)
    yield from _least("rewrites", sum(len(blame.get("instead", [])) for blame in blames), 140)


def _references(pack: Pack) -> Iterator[Found]:
    for items in pack.values():
        ids = {item.get("id") for item in items} if isinstance(items, list) else set()
        for item in items if isinstance(items, list) else []:
            for other in [item.get("lighter"), *item.get("related", [])]:
                if other and other not in ids:
                    yield "reference", f"{item.get('id')} names {other}"


def ideas(packs: dict[str, Pack]) -> Iterator[Found]:
    """Ideas that too few items, or only one kind, carry: idea and detail."""
    carried: dict[str, Counter[str]] = {idea: Counter() for idea in lists.IDEAS}
    for kind, pack in packs.items():
        for items in pack.values():
            for item in items if isinstance(items, list) else []:
                for idea in set(item.get("ideas", [])) & lists.IDEAS:
                    carried[idea][kind] += 1
    for idea in sorted(lists.IDEAS):
        least = 8 if idea in lists.WIDE_IDEAS else 3
        if carried[idea].total() < least or len(carried[idea]) < 2:
            yield idea, f"{carried[idea].total()} items in {len(carried[idea])} kinds"
