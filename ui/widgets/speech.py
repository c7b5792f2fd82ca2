"""What screen readers hear where Qt's own answer would be wrong.

A widget may carry these attributes: `spoken_role` (a QAccessible.Role), `spoken_value` (a callable giving words) and
`spoken_checked` (a callable giving a bool). `install` makes Qt ask for them; widgets without them are left alone.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_installed = False
_kept: dict[int, "_Spoken"] = {}


class _Spoken(QAccessibleWidget):
    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, widget.spoken_role)  # type: ignore[attr-defined]

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.object()
        if kind == QAccessible.Text.Value and hasattr(widget, "spoken_value"):
            return str(widget.spoken_value())
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        checked = getattr(self.object(), "spoken_checked", None)
        if checked is not None:
            state.checkable = True
            state.checked = checked()
        return state


def _make(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QWidget) and hasattr(thing, "spoken_role"):
        made = _Spoken(thing)
        _kept[id(thing)] = made
        thing.destroyed.connect(lambda _=None, key=id(thing): _kept.pop(key, None))
        return made
    return None


def install() -> None:
    """Register with Qt, once. Widgets that need it call it when they are made."""
    global _installed
    if not _installed:
        QAccessible.installFactory(_make)
        _installed = True
