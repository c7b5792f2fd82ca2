"""Holds the shipped packs to their rules, and prints a page about it: `python -m tests.resources.linter [FOLDER]`.

It reads the TOML files, not the app's dataclasses, so that a misspelt field is seen. `complete = false` in a pack
switches off what only makes sense for a whole one: counts, spreads, references, openings, and how often each idea is
carried. Everything else holds for the first item already. What needs a human reader stays with a human reader.

Readings that had to be chosen: "word set" is that of an item's main text, and shared means shared by both (the
common words over all words of the two). Lists of choices in a guide step are not sentences and count for no grade.
"""

import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import resources
from companion import content
from companion.kindly import leaves_room
from tests.resources import lists, reading, spreads

Item = dict[str, Any]

KINDS: dict[str, dict[str, type]] = {
    "prompts": {"prompt": content.Prompt},
    "activities": {"activity": content.Activity},
    "guides": {"guide": content.Guide},
    "learn": {"learn": content.Learn},
    "help": {"help": content.Help},
    "contacts": {"contact": content.Contact},
    "phrases": {
        "feeling": content.Feeling,
        "need": content.Need,
        "verdict": content.Verdict,
        "blame": content.Blame,
        "erasing": content.Blame,
        **dict.fromkeys(content.BANKS, content.Phrase),
        "curiosity": content.Curiosity,
        "wondering": content.Wondering,
    },
    "sources": {"source": content.Source},
}
HEADER = {"schema", "kind", "id", "lang", "version", "title", "licence", "reviewed", "complete"}
EXEMPT = {("blame", "examples"), ("erasing", "examples"), ("curiosity", "thought"), ("source", "text")}
MAIN = {
    "prompt": ("text",),
    "activity": ("title", "what"),
    "guide": ("title", "purpose"),
    "learn": ("title", "body"),
    "help": ("title", "body"),
    "blame": ("hint",),
    "erasing": ("hint",),
    "wondering": ("questions",),
    "curiosity": ("thought",),
    **dict.fromkeys(content.BANKS, ("text",)),
}


@dataclass(frozen=True, order=True)
class Violation:
    pack: str
    item: str
    rule: str
    detail: str = ""


@dataclass
class Report:
    violations: list[Violation] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    grades: dict[str, list[float]] = field(default_factory=dict)
    complete: dict[str, bool] = field(default_factory=dict)
    ideas: Counter[str] = field(default_factory=Counter)


def lint(root: Path) -> Report:
    """Every English pack below a folder, against every rule."""
    report = Report()
    packs = {kind: _read(root, kind, report) for kind in KINDS}
    known = {str(item.get("id")) for item in packs["sources"].get("source", []) if isinstance(item, dict)}
    for kind, pack in packs.items():
        report.complete[kind] = bool(pack.get("pack", {}).get("complete"))
        for rule, detail in _header(kind, pack):
            report.violations.append(Violation(kind, "", rule, detail))
        _items(kind, pack, known, report)
        if report.complete[kind]:
            report.violations += [Violation(kind, "", *found) for found in spreads.of(kind, pack)]
    if all(report.complete[kind] for kind in ("prompts", "activities", "guides", "learn", "help")):
        report.violations += [
            Violation("ideas", idea, "idea_coverage", d) for idea, d in spreads.ideas(packs)
        ]
    report.violations.sort()
    return report


def _read(root: Path, kind: str, report: Report) -> dict[str, Any]:
    try:
        return tomllib.loads((root / kind / "en.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report.violations.append(Violation(kind, "", "unreadable", str(error)))
        return {}


def _header(kind: str, pack: dict[str, Any]) -> Iterator[tuple[str, str]]:
    header = pack.get("pack", {})
    missing = HEADER - set(header)
    if missing:
        yield "header", f"misses {sorted(missing)}"
    wanted = {"schema": 1, "kind": kind, "lang": "en", "id": f"core-{kind}-en"}
    for name, value in wanted.items():
        if header.get(name) != value:
            yield "header", f"{name} is not {value!r}"
    if header.get("complete") and not _is_date(str(header.get("reviewed", ""))):
        yield "header", "a complete pack names the day it was read"
    for name in set(pack) - {"pack", *KINDS[kind]}:
        yield "unknown_table", name


def _items(kind: str, pack: dict[str, Any], sources: set[str], report: Report) -> None:
    seen: Counter[str] = Counter()
    for table, make in KINDS[kind].items():
        items: list[Item] = pack.get(table, [])
        report.counts[f"{kind}.{table}"] = len(items)
        for item in items:
            name = str(item.get("id", "?"))
            seen[name] += 1
            for rule, detail in _one(kind, table, make, item, sources):
                report.violations.append(Violation(kind, name, rule, detail))
            report.ideas.update(set(item.get("ideas", [])))
            if kind in lists.GRADE:
                report.grades.setdefault(kind, []).append(reading.grade(list(_prose(make, item))))
        for one, other, share in _alike(table, items):
            report.violations.append(Violation(kind, one, "near_duplicate", f"{share:.0%} of {other}"))
    for name, times in seen.items():
        if times > 1:
            report.violations.append(Violation(kind, name, "repeated_id", f"{times} times"))


def _one(kind: str, table: str, make: type, item: Item, sources: set[str]) -> Iterator[tuple[str, str]]:
    shape = list(_shape(make, item))
    yield from shape
    if shape:
        return  # the other rules may rely on what is there
    yield from _values(item)
    yield from _language(table, make, item)
    for key in set(item.get("ideas", [])) - lists.IDEAS:
        yield "unknown_idea", key
    for key in set(item.get("sources", [])) - sources:
        yield "unknown_source", key
    if kind in lists.GRADE:
        grade = reading.grade(list(_prose(make, item)))
        if grade > lists.GRADE[kind]:
            yield "reading_grade", f"{grade:.1f}"
    yield from RULES.get(table, _line)(item)


def _shape(make: type, item: Item) -> Iterator[tuple[str, str]]:
    """Required fields, unknown fields, types."""
    known = {f.name.rstrip("_"): f for f in fields(make) if f.name != "own"}
    for name in set(item) - set(known):
        yield "unknown_field", name
    for name, one in known.items():
        if name not in item:
            if one.default is MISSING:
                yield "missing_field", name
        elif one.type in (str, int, bool):
            if type(item[name]) is not one.type:
                yield "type", name
        elif not isinstance(item[name], list):
            yield "type", name
        elif one.type == tuple[str, ...] and not all(isinstance(x, str) and x.strip() for x in item[name]):
            yield "type", f"{name} holds something empty or not text"
    if not str(item.get("id", "")).strip():
        yield "missing_field", "id is empty"


SINGLE = {
    "role": lists.ROLES, "mode": lists.MODES, "theme": lists.THEMES, "evidence": lists.EVIDENCE,
    "share": lists.SHARE, "family": lists.FAMILIES, "touch": lists.TOUCH, "tone": lists.TONES, "cue": lists.CUES,
    "group": set(content.FEELING_GROUPS),
}  # fmt: skip
MANY = {
    "channel": lists.CHANNELS, "not_when": lists.NOT_WHEN, "gate": lists.NOT_WHEN, "place": lists.PLACES,
    "season": lists.SEASONS,
}  # fmt: skip
RANGES = {
    "depth": (1, 5), "pressure": (1, 5), "talk": (0, 4), "cost": (0, 3), "energy": (1, 3), "strength": (1, 2),
}  # fmt: skip


def _values(item: Item) -> Iterator[tuple[str, str]]:
    for name, allowed in SINGLE.items():
        if name in item and item[name] not in allowed:
            yield "value", f"{name}: {item[name]}"
    for name, allowed in MANY.items():
        for value in set(item.get(name, [])) - allowed:
            yield "value", f"{name}: {value}"
    for name in ("channel", "place", "season"):
        if name in item and not item[name]:
            yield "value", f"{name} is empty"
    for name, (least, most) in RANGES.items():
        if name in item and not least <= item[name] <= most:
            yield "value", f"{name}: {item[name]}"


_BANNED = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in lists.BANNED) + r")(?!\w)"
)


def _language(table: str, make: type, item: Item) -> Iterator[tuple[str, str]]:
    for name, text in _texts(make, item):
        if (table, name) in EXEMPT:
            continue
        lowered = f" {text.lower().replace('’', chr(39))} "
        for word in _BANNED.findall(lowered):
            yield "banned_word", f"{name}: {word}"
        if "!" in text:
            yield "exclamation_mark", name
        if not text.isascii() and any(
            unicodedata.category(letter) in ("So", "Sk", "Cs", "Co") for letter in text
        ):
            yield "emoji", name
        if re.search(rf"\b{lists.APP_NAME}\b", text):
            yield "app_name", name
        if name in ("text", "followups", "invite") and re.match(r"why\b", text.lower()):
            yield "begins_with_why", name
        for sentence in reading.breaths(text):
            if len(reading.words(sentence)) > lists.SENTENCE_WORDS and name != "options":
                yield "long_sentence", f"{name}: {sentence[:40]}"


def _texts(make: type, item: Item) -> Iterator[tuple[str, str]]:
    """Every piece of text a person may read, with the field it stands in."""
    for one in fields(make):
        name = one.name.rstrip("_")
        value = item.get(name)
        if one.name not in make.TRANSLATED or not value:  # type: ignore[attr-defined]
            continue
        if isinstance(value, str):
            yield name, value
            continue
        for part in value:
            if isinstance(part, str):
                yield name, part
            elif name == "steps":
                yield from _texts(content.Step, part)
            else:
                yield from _texts(content.Number, part)


def _prose(make: type, item: Item) -> Iterator[str]:
    return (text.replace("*", "") for name, text in _texts(make, item) if name != "options")


# --- what one kind asks for and others do not ---


def _prompt(item: Item) -> Iterator[tuple[str, str]]:
    text, depth, smaller = item["text"], item["depth"], item.get("smaller", "")
    if not re.fullmatch(rf"p-{item['theme']}-\d{{3}}", item["id"]):
        yield "id", "p-<theme>-<nnn>"
    if not 20 <= len(text) <= 240:
        yield "length", f"text has {len(text)} characters"
    if depth >= 2 and not smaller:
        yield "no_smaller_version", ""
    if len(smaller) > len(text) + 20:
        yield "smaller_is_longer", ""
    if depth >= 2 and not item.get("not_when"):
        yield "no_not_when", ""
    if depth >= 4 and not item.get("after"):
        yield "no_aftercare", ""
    if depth >= 4 and not {"afraid", "overloaded"} <= set(item.get("not_when", [])):
        yield "not_when", "afraid and overloaded are missing"
    for name in ("followups", "listener"):
        if not 1 <= len(item[name]) <= 3:
            yield "number_of_lines", name
    if item["minutes"] < 1:
        yield "value", "minutes"
    for tag in set(item.get("tags", [])) - lists.PROMPT_TAGS:
        yield "value", f"tags: {tag}"


def _activity(item: Item) -> Iterator[tuple[str, str]]:
    if not item["id"].startswith("a-"):
        yield "id", "a-<name>"
    if len(item["title"]) > 40:
        yield "length", f"title has {len(item['title'])} characters"
    if not 1 <= len(reading.sentences(item["what"])) <= 3:
        yield "length", "what has more than three sentences"
    if not 1 <= len(item["invite"]) <= 3:
        yield "number_of_lines", "invite"
    for line in item["invite"]:
        if not leaves_room(line):
            yield "invite_without_no", line
    minutes = item["minutes"]
    if len(minutes) != 2 or not 0 < minutes[0] <= minutes[1]:
        yield "value", "minutes"
    if item["touch"] == "part" and "ask-first" not in item.get("tags", []):
        yield "touch", "part needs the tag ask-first"
    if not item["leave"] or not item["access"]:
        yield "missing_field", "leave or access is empty"
    for tag in set(item.get("tags", [])) - lists.ACTIVITY_TAGS:
        yield "value", f"tags: {tag}"


_SITTING = re.compile(rf"(?:\w+ )?({'|'.join(lists.SITTINGS)}): ", re.IGNORECASE)


def _guide(item: Item) -> Iterator[tuple[str, str]]:
    if not item["id"].startswith("g-"):
        yield "id", "g-<name>"
    if len(item["purpose"]) > 160:
        yield "length", f"purpose has {len(item['purpose'])} characters"
    if item["sittings"] < 1 or item["minutes"] < 1 or not item["steps"]:
        yield "value", "minutes, sittings or steps"
    if item.get("gate") and not item.get("lighter"):
        yield "gate", "no lighter guide to offer"
    for step in item["steps"]:
        for rule, detail in _shape(content.Step, {"id": "step", **step}):
            if detail != "id":
                yield rule, f"step: {detail}"
        if step.get("kind") not in lists.STEP_KINDS:
            yield "value", f"step: {step.get('kind')}"
        if step.get("kind") in ("choose", "gate") and len(step.get("options", [])) < 2:
            yield "step", "nothing to choose from"
        if step.get("kind") == "choose" and not lists.NO_WORDS & set(step.get("options", [])):
            yield "step", f"no way to say can't tell: {step.get('say')}"
        if bool(step.get("asks")) != bool(step.get("yes")) or step.get("yes", 0) > len(
            step.get("options", [])
        ):
            yield "step", "asks for a condition that no option names"
        if step.get("asks", "afraid") not in lists.NOT_WHEN:
            yield "value", f"step: asks {step['asks']}"
    yield from _sittings(item)


def _sittings(item: Item) -> Iterator[tuple[str, str]]:
    """What the steps of a series say of their sittings to the reader and to the machine."""
    opened = [_SITTING.match(str(step.get("say"))) for step in item["steps"]]
    named = [name for name, _ in groupby(match[1].lower() for match in opened if match)]
    if item["sittings"] > 1 and named != list(lists.SITTINGS[: item["sittings"]]):
        yield "sittings", f"its steps name {', '.join(named) or 'none'}"
    for match, step in zip(opened, item["steps"], strict=True):
        said = lists.SITTINGS.index(match[1].lower()) + 1 if match and item["sittings"] > 1 else 0
        if step.get("sitting", 0) != said:
            yield "sittings", f"says another one than it belongs to: {step.get('say')}"


def _learn(item: Item) -> Iterator[tuple[str, str]]:
    if not item["id"].startswith("l-"):
        yield "id", "l-<name>"
    if len(item["title"]) > 50:
        yield "length", f"title has {len(item['title'])} characters"
    yield from _body(item, 90, 190)
    if not item["try"] or not item["unless"]:
        yield "missing_field", "try or unless is empty"


def _help(item: Item) -> Iterator[tuple[str, str]]:
    if not item["id"].startswith("s-"):
        yield "id", "s-<name>"
    yield from _body(item, 80, 220)
    if not 2 <= len(item["do"]) <= 6:
        yield "number_of_lines", "do"
    for group in set(item["contacts"]) - lists.HELP_GROUPS:
        yield "value", f"contacts: {group}"
    if not item["always_reachable"] or item["print"]:
        yield "value", "help is always reachable and not printed by itself"


def _body(item: Item, least: int, most: int) -> Iterator[tuple[str, str]]:
    count = len(item["body"].split())
    if not least <= count <= most:
        yield "length", f"body has {count} words"
    if re.search(r"https?://|[<>]|\]\(", item["body"]):
        yield "markup", "body"


def _contact(item: Item) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(r"[A-Z]{2}|", item["country"]) or not item["name"]:
        yield "value", "country or name"
    if not item["emergency"]:
        yield "missing_field", "no emergency number"
    for group in content.CONTACT_GROUPS:
        for number in item.get(group, []):
            yield from _number(number)


def _number(number: Item) -> Iterator[tuple[str, str]]:
    dialled = str(number.get("number", ""))
    for rule, detail in _shape(content.Number, {"id": "number", **number}):
        if detail != "id":
            yield rule, f"{dialled}: {detail}"
    if not re.fullmatch(r"[#*]?\d[\d -]*", dialled):
        yield "number", f"{dialled} cannot be dialled as written"
    if not number.get("how") or set(number["how"]) - lists.HOW:
        yield "value", f"{dialled}: how"
    checked = number.get("checked", "")
    if checked and not (_is_date(checked) and number.get("checked_where")):
        yield "number", f"{dialled}: checked when and where"


def _feeling(item: Item) -> Iterator[tuple[str, str]]:
    if len(item["plain"].split()) > 8:
        yield "length", "plain has more than eight words"
    if not 2 <= len(item.get("near", [])) <= 4:
        yield "number_of_lines", "near"


def _need(item: Item) -> Iterator[tuple[str, str]]:
    if len(item["asks"]) < 2:
        yield "number_of_lines", "asks"


def _verdict(item: Item) -> Iterator[tuple[str, str]]:
    least, most = (0, 0) if item.get("care") else (2, 4)
    if not least <= len(item.get("maybe", [])) <= most:
        yield "number_of_lines", "maybe"


def _blame(item: Item) -> Iterator[tuple[str, str]]:
    if not item["examples"] or len(item["instead"]) < 2:
        yield "number_of_lines", "examples or instead"
    if item["cue"] in ("C5", "C15", "S1") and item["strength"] != 1:
        yield "value", "this cue is always soft"


def _wondering(item: Item) -> Iterator[tuple[str, str]]:
    if not 2 <= len(item["questions"]) <= 3:
        yield "number_of_lines", "questions"
    for question in item["questions"]:
        if not question.endswith("?") or question.lower().startswith("why"):
            yield "question", question


def _line(item: Item) -> Iterator[tuple[str, str]]:
    if "channel" in item and not item["text"].strip():
        yield "missing_field", "text is empty"


RULES: dict[str, Callable[[Item], Iterator[tuple[str, str]]]] = {
    "prompt": _prompt, "activity": _activity, "guide": _guide, "learn": _learn, "help": _help,
    "contact": _contact, "feeling": _feeling, "need": _need, "verdict": _verdict, "blame": _blame, "erasing": _blame,
    "wondering": _wondering,
}  # fmt: skip


def _alike(table: str, items: list[Item]) -> Iterator[tuple[str, str, float]]:
    sets = []
    for item in items:
        text = " ".join(str(item.get(name, "")) for name in MAIN.get(table, ()))
        sets.append((str(item.get("id")), set(reading.words(text))))
    for place, (one, mine) in enumerate(sets):
        for other, theirs in sets[:place]:
            share = len(mine & theirs) / max(len(mine | theirs), 1)
            if share > 0.6:
                yield one, other, share


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def page(report: Report) -> str:
    """The report as a page to read."""
    lines = ["Content packs", ""]
    for kind, tables in KINDS.items():
        count = sum(report.counts[f"{kind}.{table}"] for table in tables)
        state = "complete" if report.complete.get(kind) else "begun"
        found = [v for v in report.violations if v.pack == kind]
        grades = report.grades.get(kind)
        grade = f"grade {sum(grades) / len(grades):.1f}, at most {max(grades):.1f}" if grades else ""
        lines.append(f"{kind:<12}{count:>5} items   {state:<10}{len(found):>3} violations   {grade}".rstrip())
    carried = Counter(min(times, 3) for times in report.ideas.values())
    lines += ["", f"Ideas carried by 3 items or more: {carried[3]} of {len(lists.IDEAS)}"]
    lines.append(f"Ideas not carried yet: {' '.join(sorted(lists.IDEAS - set(report.ideas))) or 'none'}")
    lines.append("Counts, spreads, openings and ideas are rules for complete packs only.")
    if report.violations:
        lines += ["", f"{len(report.violations)} violations:"]
        lines += [
            f"  {v.pack}  {v.item or '(pack)'}  {v.rule}  {v.detail}".rstrip() for v in report.violations
        ]
    else:
        lines += ["", "No violations."]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    report = lint(Path(arguments[0]) if arguments else resources.path("packs"))
    print(page(report))
    return 1 if report.violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
