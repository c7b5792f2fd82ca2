"""Verdict words: the pack has them too, and says which of them tell of harm. They are read as any sentence is, so this
comes after `reading`, which needs the other words itself."""

from companion import content
from companion.kindly import words as _words  # noqa: F401  # fills the groups
from companion.kindly.grammar import GROUPS
from companion.kindly.reading import sentences


def _told(*, care: bool) -> tuple[str, ...]:
    """The verdict words of the pack as plain words. One that is also an honest feeling ("hurt") is not among them."""
    found = [one.word for one in content.verdicts("en") if one.care is care and not one.when]
    plain = [sentence.plain for word in found for sentence in sentences(word)]
    return tuple(words.removeprefix("^ ").removesuffix(" $") for words in plain)


GROUPS["harm_verdict"] = _told(care=True)
GROUPS["verdict"] = tuple(sorted({*GROUPS["verdict"], *_told(care=False)} - set(GROUPS["harm_verdict"])))
