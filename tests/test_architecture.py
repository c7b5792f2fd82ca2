"""The import rules of the house, read from the source with `ast`.

Widening one is a decision: change it here and say why.
Down, always: a line may import what stands below it, never what stands above; neighbours on one line never import each
other. Below the border there is no Qt and no sentence.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(p for top in ("companion", "ui", "resources") for p in (ROOT / top).rglob("*.py"))

# From the top of the house to the ground.
LEVELS = [
    ["ui.__main__"],
    ["ui.main"],
    ["ui.ahead"],
    ["ui.selftest"],
    ["ui.guard", "ui.instance"],
    ["companion.cli"],  # the other front door: it speaks, and may open everything below the border
    ["ui.shell"],
    ["ui.workroom"],
    ["ui.keys", "ui.chores"],
    [
        "ui.diary",
        "ui.today",
        "ui.planner",
        "ui.talk",
        "ui.understand",
        "ui.settings",
        "ui.lock",
        "ui.onboarding",
    ],
    ["ui.ways", "ui.hinted"],  # the ways in, shared by the first run and the lock; fields with soft remarks
    ["ui.rail", "ui.printing", "ui.reminders"],
    ["ui.session", "ui.autosave", "ui.widgets", "ui.scales"],
    [
        "ui.pages",
        "ui.work",
        "ui.binding",
        "ui.messages",
        "ui.language",
        "ui.memory",
        "ui.system",
        "ui.notify",
        "ui.autostart",
        "ui.spelling",
        "ui.theme",
        "ui.watch",
        "ui.photos",  # pictures as they are kept, for the diary, paper and what comes in
        "ui.source",  # how the toolkit counts the signs of a text, and which are words
        "ui.typeset",
    ],
    ["companion.workspace", "companion.rekey"],
    ["companion.backup", "companion.interchange", "companion.deck_file"],
    ["companion.flow"],  # stands on a sitting
    ["companion.diary", "companion.planner", "companion.talk", "companion.decks", "companion.guides"],
    ["companion.media", "companion.kindly"],
    ["companion.store", "companion.vault"],
    ["companion.keychain", "companion.content", "companion.settings", "companion.recovery"],
    ["companion.age"],
    ["companion.crypto"],
    [
        "companion.disk",
        "companion.lines",
        "companion.markup",
        "companion.picture_file",
        "companion.spelling",
        "companion.zones",
    ],
    ["companion.changes", "companion.errors", "resources"],
]
# Reasons, one a line, for the few steps sideways or up.
ALLOWED = {
    ("ui.theme", "ui.widgets"),  # the style draws icons, and asks for them when the first one is drawn
}
ONLY_IN = {
    "peewee": "companion.store",
    "playhouse": "companion.store",
    "sqlcipher3": "companion.store",
    "keyring": "companion.keychain",
}
NEVER_IN_UI = (
    "companion.store",
    "companion.crypto",
    "companion.keychain",
    "peewee",
    "playhouse",
    "sqlite3",
    "sqlcipher3",
    "cryptography",
    "keyring",
)


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def for_types_only(tree: ast.Module) -> set[int]:
    """Imports under `if TYPE_CHECKING`: they name a type and load nothing, so they may point anywhere."""
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    return {id(node) for block in blocks for line in block.body for node in ast.walk(line)}


def imports(path: Path) -> list[tuple[int, str]]:
    found = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types = for_types_only(tree)
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    for node in ast.walk(tree):
        if id(node) in types:
            continue
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                kept = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*kept, base]) if base else ".".join(kept)
            found += [(node.lineno, base)] + [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


def level(module: str) -> tuple[int, str] | None:
    best = None
    for number, names in enumerate(LEVELS):
        for name in names:
            if (module == name or module.startswith(name + ".")) and (
                best is None or len(name) > len(best[1])
            ):
                best = (number, name)
    return best


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    here = level(module_of(path))
    for line, name in imports(path):
        there = level(name)
        if here is None or there is None or here[1] == there[1] or (here[1], there[1]) in ALLOWED:
            continue
        assert there[0] > here[0], (
            f"{module_of(path)}:{line} imports {name}: imports point down, never up or sideways"
        )


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_borders_hold(path: Path) -> None:
    module = module_of(path)
    for line, name in imports(path):
        where = f"{module}:{line} imports {name}"
        if module.startswith("companion"):
            assert not name.startswith("PySide6"), f"{where}: below the border there is no Qt"
            assert not name.startswith("ui"), f"{where}: the core does not know its face"
        if module.startswith("ui"):
            assert not name.startswith(NEVER_IN_UI), (
                f"{where}: the face sees subjects, dataclasses and errors only"
            )
        for package, home in ONLY_IN.items():
            if name.split(".")[0] == package:
                assert module.startswith(home), f"{where}: {package} is imported in {home} only"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_no_star_imports_and_literal_translations(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert all(alias.name != "*" for alias in node.names), (
                f"{path.name}:{node.lineno}: a star import costs as much as Qt"
            )
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "tr"
            and node.args
        ):
            assert isinstance(node.args[0], ast.Constant), (
                f"{path.name}:{node.lineno}: tr() needs the sentence itself"
            )


def test_every_module_is_on_the_map() -> None:
    strangers = {module_of(p) for p in SOURCES if level(module_of(p)) is None} - {"companion", "ui"}
    assert not strangers, f"not on the map of imports: {sorted(strangers)}"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), (
        f"{module_of(path)} has no docstring"
    )
