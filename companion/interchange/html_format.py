"""The diary as one HTML file to read and print in any browser, photos inside, oldest entry first.

The words are the source text, escaped, with its line breaks: nothing in it can run, load or reach out, and
the page says so to the browser too. What lies in the trash stays out.
"""

import html
import re
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from companion.disk import Report, handing_out, quiet
from companion.interchange import contents
from companion.interchange.exporting import (
    PHOTO_LINE,
    Exported,
    Show,
    Wording,
    look_for_room,
    photo_bytes,
    view,
)

if TYPE_CHECKING:
    from companion.workspace import Workspace

ALL = Show()
WORDING = Wording()
_HEAD = """<!doctype html>
<html dir="auto">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ max-width: 38rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif; }}
article {{ margin-bottom: 4rem; }}
h2 {{ margin-bottom: 0; break-after: avoid; }}
time, .noted {{ color: #595959; font: 0.9rem/1.6 sans-serif; }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
img {{ max-width: 100%; height: auto; }}
figure {{ margin: 1rem 0; white-space: normal; break-inside: avoid; }}
figcaption {{ color: #595959; font: 0.9rem/1.6 sans-serif; }}
@media print {{ body {{ max-width: none; margin: 0; padding: 0; font-size: 11pt; }} img {{ max-height: 18cm; }} }}
</style>
</head>
<body>
"""


def export_html(
    workspace: "Workspace",
    target: Path,
    report: Report = quiet,
    *,
    wording: Wording = WORDING,
    show: Show = ALL,
    rows: Sequence[int] | None = None,
) -> Exported:
    """Write the file; it appears when it is whole. With `rows` only these entries. What `disk.handing_out` and `report`
    raise."""
    told = Exported()
    with view(workspace) as db, handing_out(target) as file:
        look_for_room(db, target.parent, rows)
        page = _Page(workspace, told, wording, show)
        file.write(_HEAD.format(title=html.escape(wording.title)).encode("utf-8"))
        total = contents.count(db, trashed=False) if rows is None else len(rows)
        for entry in contents.entries(db, trashed=False, only=rows):
            report(told.entries, total, "exporting")
            for piece in page.article(entry):
                file.write(piece.encode("utf-8"))
            told.entries += 1
        file.write(b"</body>\n</html>\n")
        report(total, total, "exporting")
    return told


class _Page:
    """How entries are written on this page."""

    def __init__(self, workspace: "Workspace", told: Exported, wording: Wording, show: Show) -> None:
        self._workspace, self._told, self._wording, self._show = workspace, told, wording, show

    def article(self, entry: contents.Item) -> list[str]:
        pieces = ['<article dir="auto">\n']
        if entry["title"]:
            pieces.append(f'<h2 dir="auto">{html.escape(entry["title"])}</h2>\n')
        if self._show.dates:
            shown = html.escape(self._wording.moment(entry))
            pieces.append(f'<time datetime="{html.escape(entry["when"])}">{shown}</time>\n')
        noted = [*self._wording.noted(entry)] if self._show.noted else []
        for words in (noted, entry["tags"] if self._show.tags else []):
            if words:
                pieces.append(f'<div class="noted" dir="auto">{html.escape(", ".join(words))}</div>\n')
        images = {photo["id"]: self._image(photo) for photo in entry["photos"]}
        pieces.append('<div class="text" dir="auto">' + _text(entry["text"], images) + "</div>\n")
        # A photo that the text does not name comes after it.
        pieces += [f"{image}\n" for image in images.values() if image]
        return [*pieces, "</article>\n"]

    def _image(self, photo: contents.Item) -> str:
        """The picture with its caption; "" if it is not shown, or cannot be."""
        data = photo_bytes(self._workspace, photo, self._told) if self._show.photos else None
        if data is None:
            return ""
        encoded = b64encode(data).decode("ascii")
        caption, alt = html.escape(photo["caption"]), html.escape(photo["alt"] or photo["caption"])
        image = f'<img alt="{alt}" src="data:image/{photo["kind"]};base64,{encoded}">'
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure dir="auto">{image}{below}</figure>'


def _text(text: str, images: dict[str, str]) -> str:
    """The escaped text; each photo is put where it is first named, and taken out of `images`. A line that names one that
    is not shown is left out."""
    pieces: list[str] = []
    end = 0
    for found in re.finditer(PHOTO_LINE, text):
        known = found[2] in images
        image = images.pop(found[2], "")
        words = image or ("" if known else html.escape(found[0]))
        pieces += [html.escape(text[end : found.start()]), words]
        end = found.end()
    return "".join(pieces) + html.escape(text[end:])
