"""Coming in from somebody else's diary: which format it is, what would come in, and bringing it in.

```python
with Source(Path("Export.zip")) as source:
    told = preview(workspace, source, guess(source) or "markdown")
    change = bring_in(workspace, source, told.format, pictures=prepare).run()
change.undo()
```

Each format has a module with a `READER`; `drafts` says what one gives and takes. A new format is such a module, its name in
`FORMATS`, and a line in `_readers`.
"""

from typing import TYPE_CHECKING

from companion.disk import Report, quiet
from companion.errors import ImportFailed
from companion.interchange.coming.drafts import (
    FORMATS,
    KEPT,
    Answers,
    Draft,
    Needs,
    Picture,
    Reader,
    Remark,
    id_of,
)
from companion.interchange.coming.source import Source
from companion.interchange.coming.taking import Coming, Pictures, Preview, take_back
from companion.interchange.coming.taking import preview as _preview
from companion.picture_file import PictureUnfit, Prepared

if TYPE_CHECKING:
    from companion.workspace import Workspace


def guess(source: Source) -> str | None:
    """Which of `FORMATS` this is, the most particular first; None if it looks like none. ImportFailed if it can't be read."""
    return next((reader.name for reader in _readers() if reader.fits(source)), None)


def preview(
    workspace: "Workspace",
    source: Source,
    format: str,
    answers: Answers | None = None,
    report: Report = quiet,
) -> Preview:
    """What bringing this in would do. Nothing is written; good in a job.

    Needs(what) where a person has to be asked first; ImportFailed, WrongPassphrase, NewerVersion, Cancelled.
    """
    return _preview(workspace, source, _reader(format), answers or Answers(), report)


def bring_in(
    workspace: "Workspace",
    source: Source,
    format: str,
    answers: Answers | None = None,
    *,
    pictures: Pictures | None = None,
) -> Coming:
    """An import that is about to begin, in the thread that owns the vault. The source stays open until its end."""
    return Coming(workspace, source, _reader(format), answers, pictures)


def _reader(format: str) -> Reader:
    for reader in _readers():
        if reader.name == format:
            return reader
    raise ImportFailed(why="other_format")


def _readers() -> tuple[Reader, ...]:
    """All of them, the most particular first. They load with the first question about one."""
    from companion.interchange.coming import (
        applejournal,
        daylio,
        dayone,
        diarium,
        journey,
        jrnl,
        markdown,
        minidiary,
        rednotebook,
    )

    named = (minidiary.READER, dayone.READER, journey.READER, diarium.READER, applejournal.READER)
    return (*named, daylio.READER, rednotebook.READER, jrnl.READER, markdown.READER)


__all__ = [
    "FORMATS",
    "KEPT",
    "Answers",
    "Coming",
    "Draft",
    "Needs",
    "Picture",
    "PictureUnfit",
    "Pictures",
    "Prepared",
    "Preview",
    "Reader",
    "Remark",
    "Source",
    "bring_in",
    "guess",
    "id_of",
    "preview",
    "take_back",
]
