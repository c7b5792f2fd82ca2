"""The diary as one HTML file to read and print in any browser, photos inside, oldest entry first.

It shows what the app shows (`html_lines`), all of it escaped: nothing in it can run, load or reach out, and
the page says so to the browser too. What lies in the trash stays out.
"""

import html
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from companion.disk import Report, handing_out, quiet
from companion.interchange import contents
from companion.interchange.exporting import (
    Exported,
    Show,
    Wording,
    look_for_room,
    photo_bytes,
    view,
)
from companion.interchange.html_lines import body

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
.text {{ overflow-wrap: anywhere; }}
h3, h4, h5, h6 {{ margin: 1.5em 0 0.3em; break-after: avoid; }}
h2, h3, h4, h5, h6, p, li, figcaption {{ unicode-bidi: plaintext; }}
.text p, .text li, .text h3, .text h4, .text h5, .text h6 {{ white-space: pre-wrap; }}
p {{ margin: 0.8em 0; }}
ul, ol {{ margin: 0.8em 0; padding-inline-start: 1.8em; }}
li > ul, li > ol {{ margin: 0; }}
.task {{ list-style: none; }}
.task input {{ margin-inline: -1.4em 0.3em; }}
blockquote {{ margin: 0.8em 0; padding-inline-start: 1em; border-inline-start: 3px solid #b9b9b9; }}
hr {{ width: 20%; margin: 2em auto; border: 0; border-top: 1px solid #8c8c8c; }}
pre {{ white-space: pre-wrap; font-size: 0.9em; }}
.address {{ color: #595959; font-size: 0.9em; }}
img {{ max-width: 100%; height: auto; }}
figure {{ margin: 1rem 0; break-inside: avoid; }}
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

    def article(self, entry: contents.Item) -> Iterator[str]:
        yield '<article dir="auto">\n'
        if entry["title"]:
            yield f'<h2 dir="auto">{html.escape(entry["title"])}</h2>\n'
        if self._show.dates:
            shown = html.escape(self._wording.moment(entry))
            yield f'<time datetime="{html.escape(entry["when"])}">{shown}</time>\n'
        noted = [*self._wording.noted(entry)] if self._show.noted else []
        for words in (noted, entry["tags"] if self._show.tags else []):
            if words:
                yield f'<div class="noted" dir="auto">{html.escape(", ".join(words))}</div>\n'
        photos = {photo["id"]: photo for photo in entry["photos"]}
        yield '<div class="text" dir="auto">\n'
        yield from body(entry["text"], photos, self._figure)
        yield "</div>\n"
        for photo in photos.values():  # those that the text does not name
            yield self._figure(photo, "")
        yield "</article>\n"

    def _figure(self, photo: contents.Item, caption: str) -> str:
        """The picture with its caption; the caption alone where the picture cannot be read; "" if no photos are shown."""
        if not self._show.photos:
            return ""
        data = photo_bytes(self._workspace, photo, self._told)
        caption = caption or photo["caption"]
        image = self._image(photo, data, caption) if data is not None else ""
        below = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
        return f'<figure dir="auto">{image}{below}</figure>\n' if image or below else ""

    def _image(self, photo: contents.Item, data: bytes, caption: str) -> str:
        encoded = b64encode(data).decode("ascii")
        alt = html.escape(photo["alt"] or caption)
        return f'<img alt="{alt}" src="data:image/{photo["kind"]};base64,{encoded}">'
