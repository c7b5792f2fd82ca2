"""A lighter start of PySide: what it needs only to explain mistakes is made when there is one to explain.

At every start PySide compiles, from text packed into its library, a parser of signatures, a writer of stub files and a
writer of error messages. That is a third of the time until an empty window stands, and a program without a mistake in it
never asks for them. `lighten` puts empty modules in their place, which fill themselves when something is first asked of
them: a wrong argument is explained in the same words as ever.

PySide also takes the place of Python's import, for the sake of a naming style this app does not use, and reads the source
of every module that is loaded. `lighten` gives Python its own import back.

What the library reaches into by itself (`mapping`, whose words it takes without asking the module) stays as it is. Where
this corner of PySide looks different one day, nothing here takes hold and the start is as PySide makes it.
"""

from __future__ import annotations

import builtins
import sys
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any

_PACKAGE = "shibokensupport.signature."
_filling = RLock()
_LATER = frozenset(
    _PACKAGE + name
    for name in ("errorhandler", "layout", "lib.enum_sig", "lib.pyi_generator", "lib.tool", "parser")
)


def lighten() -> None:
    """Import PySide's core without its explaining parts. Does nothing where PySide is loaded already."""
    if "PySide6" in sys.modules:
        return
    plain = sys.meta_path
    sys.meta_path = _Finders(plain)
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        sys.meta_path = plain
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def complete() -> None:
    """Fill what is still empty: afterwards everything is as PySide makes it. For when nobody waits."""
    for name in _LATER:
        module = sys.modules.get(name)
        if isinstance(module, _Empty):
            module.fill()


class _Finders(list[Any]):
    """The finders of modules, with ours in front of the one that PySide puts first."""

    def insert(self, place: Any, finder: Any) -> None:
        super().insert(place, _Postpone(finder))

    def remove(self, finder: Any) -> None:
        super().remove(next(one for one in self if getattr(one, "finder", one) is finder))


class _Postpone:
    """PySide's finder; what can wait, it hands out empty."""

    def __init__(self, finder: Any) -> None:
        self.finder = finder

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        spec: ModuleSpec | None = self.finder.find_spec(name, path, target)
        if spec is not None and name in _LATER:
            loader: Any = self  # deriving from importlib's Loader would load more than is saved here
            return ModuleSpec(name, loader)
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Empty(spec.name, self.finder)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing yet."""


class _Empty(ModuleType):
    """A module that is filled when something is first asked of it."""

    def __init__(self, name: str, finder: Any) -> None:
        super().__init__(name)
        self._origin: tuple[str, Any] | None = (name, finder)

    def __getattr__(self, name: str) -> Any:
        # Python itself asks for names like __path__ while it imports; nobody is interested then.
        if not name.startswith("__"):
            self.fill()
            if name in self.__dict__:
                return self.__dict__[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def fill(self) -> None:
        with _filling:
            if self._origin is None or self.__spec__ is None:
                return
            name, finder = self._origin
            self._origin = None  # these modules ask each other while they are filled
            shown, self.__spec__.name = self.__spec__.name, name
            try:
                finder.exec_module(self)
            finally:
                self.__spec__.name = shown
