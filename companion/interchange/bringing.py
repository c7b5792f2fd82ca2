"""A file or folder on its way into the diary, whatever wrote it: our own JSON, sealed or not, or another diary's export.

`look` says what would come in and is good in a job; `begin` gives what does it, in the thread that owns the vault. Both ask
by raising `Needs`; the answer is put into `answers` and the question does not come again.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from companion.changes import Change
from companion.disk import Report, quiet
from companion.errors import ImportFailed, WrongSecret
from companion.interchange import coming
from companion.interchange.coming import Answers, Needs, Pictures, Preview, Remark, Source
from companion.interchange.given import Given, is_ours
from companion.interchange.importing import Import, Outcome, preview

if TYPE_CHECKING:
    from companion.workspace import Workspace

OURS = "companion"


class Taking(Protocol):
    """An import in short steps: `step` until it answers False, then `finish`; or `drop`, and nothing was; or `halt`, and
    the next unlock removes what came in. `number` is the diary's, 0 as long as nothing came in."""

    looked: int
    number: int

    @property
    def told(self) -> Preview | Outcome: ...

    def step(self, seconds: float) -> bool: ...
    def finish(self) -> Change: ...
    def drop(self) -> None: ...
    def halt(self) -> None: ...


class Bringing:
    """What a person chose to bring in. `format` is one of `FORMATS`, guessed until somebody says it."""

    def __init__(self, workspace: "Workspace", path: Path, *, pictures: Pictures | None = None) -> None:
        self.path = path
        self.format = ""
        self.answers = Answers()
        self._workspace = workspace
        self._pictures = pictures
        self._source = Source(path)
        self._given: Given | None = None

    def look(self, report: Report = quiet) -> Preview:
        """What would come in. Nothing is written.

        Needs, where a person has to be asked, again for a secret that opens nothing; ImportFailed, with why="unknown" for
        something nobody recognises; NewerVersion; Cancelled.
        """
        self.format = self.format or self._guess()
        if self.format != OURS:
            return coming.preview(self._workspace, self._source, self.format, self.answers, report)
        try:
            return as_preview(preview(self._workspace, self._opened(), report))
        except ImportFailed as failed:
            if failed.facts.get("why") == "sealed":
                raise Needs("password") from None
            raise
        except WrongSecret:
            self._given = None
            raise

    def begin(self) -> Taking:
        """The import itself. Where `look` was not called it raises what `look` raises, and what asks for a secret as well."""
        self.format = self.format or self._guess()
        if self.format == OURS:
            return Import(self._workspace, self._opened())
        pictures = self._pictures
        return coming.bring_in(self._workspace, self._source, self.format, self.answers, pictures=pictures)

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def _guess(self) -> str:
        if self.path.is_file() and is_ours(self.path):
            return OURS
        found = coming.guess(self._source)
        if found is None:
            raise ImportFailed(why="unknown")
        return found

    def _opened(self) -> Given:
        if self._given is None or self._given.secret != self.answers.password:
            own = self._workspace.keys.backup_identity
            self._given = Given(self.path, self.answers.password, [own])
        return self._given


def as_preview(told: Outcome) -> Preview:
    """What an import of our own file told, in the form of all others."""
    found = Preview(OURS, told.added, told.updated, told.skipped, told.photos, told.first, told.last)
    found.days = told.days
    found.remarks = [Remark(problem.where, problem.why) for problem in told.problems]
    found.kinds = Counter(problem.why for problem in told.problems)
    return found
