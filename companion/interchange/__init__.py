"""The ways out of a vault and back in: JSON (everything), Markdown and HTML (to read elsewhere).

An export takes a `Report` and may be stopped by it; a file or folder appears only when it is whole. An
import is looked through with `preview`, taken in with `import_file`, and taken back by the change it gives.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from companion.changes import Change
from companion.disk import Report, quiet
from companion.errors import UsageError
from companion.interchange.exporting import Exported, Show, Wording
from companion.interchange.given import Given
from companion.interchange.html_format import ALL, WORDING, export_html
from companion.interchange.importing import Import, Outcome, Problem, preview, take_back
from companion.interchange.json_format import Seal, export_json
from companion.interchange.leafing import Leafing
from companion.interchange.markdown_format import export_markdown

if TYPE_CHECKING:
    from companion.workspace import Workspace

KINDS = ("json", "markdown", "html")


def export(
    workspace: "Workspace",
    kind: str,
    target: Path,
    report: Report = quiet,
    *,
    wording: Wording = WORDING,
    show: Show = ALL,
    rows: Sequence[int] | None = None,
    seal: Seal | None = None,
) -> Exported:
    """Write one of `KINDS`: everything, or the entries with these row numbers. Good in a job.

    Only JSON can be sealed; `wording` and `show` are for a page to read. StorageError's kinds, UsageError for a folder that
    is not empty or lies in a vault, and what `report` raises.
    """
    if seal is not None and kind != "json":
        raise UsageError(reason="only json is sealed")
    if kind == "json":
        return export_json(workspace, target, report, rows=rows, seal=seal)
    if kind == "markdown":
        return export_markdown(workspace, target, report, rows=rows)
    if kind == "html":
        return export_html(workspace, target, report, wording=wording, show=show, rows=rows)
    raise UsageError(reason="no such format")


def import_file(workspace: "Workspace", file: Path | Given, report: Report = quiet) -> Change:
    """Take in a file of this app, in the thread that owns the vault. See `Import`."""
    return Import(workspace, file).run(report)


__all__ = [
    "KINDS",
    "Exported",
    "Given",
    "Import",
    "Leafing",
    "Outcome",
    "Problem",
    "Seal",
    "Show",
    "Wording",
    "export",
    "export_html",
    "export_json",
    "export_markdown",
    "import_file",
    "preview",
    "take_back",
]
