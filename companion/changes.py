"""What an operation did, so that views can refresh and a notice can offer Undo."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """One finished operation.

    `ids` empty means "reload the subject". `label` is a message code for the notice ("trashed", "let_go"), empty when
    nothing needs to be said. `undo` is a call that works with ids; it never holds a copy of anyone's text.
    """

    subject: str
    ids: frozenset[str] = field(default_factory=frozenset)
    label: str = ""
    undo: "Callable[[], Change] | None" = None
