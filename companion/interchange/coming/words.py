"""YAML as plain words: mappings, lists and strings, and nothing that could act.

The loader underneath gives every scalar as it was written and no tag a meaning, so `!!python/unicode` of old
files is a string, any other tag is too, and `2019-01-01`, `no` and `=` stay what somebody typed. libyaml ends
at a depth of a thousand by itself; what aliases could blow up is counted before it is believed.
"""

from typing import Any, Final

NOTHING: Final = frozenset(("", "~", "null", "Null", "NULL"))
"""How YAML writes that there is nothing."""

_DEEPEST = 24
_MOST = 200_000


class NotYaml(Exception):
    """It cannot be read, or it means to be more than it is."""


def load(text: str) -> Any:
    """What the only document says. NotYaml for anything else."""
    import yaml

    try:
        found = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        raise NotYaml() from None
    _count(found, 0, _MOST)
    return found


def _count(found: Any, depth: int, left: int) -> int:
    """How much may still come. An alias counts each time it is used, as it would cost each time."""
    if depth > _DEEPEST or left <= 0:
        raise NotYaml()
    left -= 1
    if isinstance(found, dict):
        for key, value in found.items():
            left = _count(value, depth + 1, _count(key, depth + 1, left))
    elif isinstance(found, list):
        for value in found:
            left = _count(value, depth + 1, left)
    return left
