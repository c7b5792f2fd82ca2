"""The diary as one HTML file to read and print in any browser, photos inside, oldest entry first.

The words are the source text, escaped, with its line breaks: nothing in it can run, load or reach out, and
the page says so to the browser too. What lies in the trash stays out.
"""

import html
import re
from base64 import b64encode
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.disk import Report, handing_out, quiet
from companion.interchange import contents
from companion.interchange.exporting import PHOTO_LINE, Exported, photo_bytes, view

if TYPE_CHECKING:
    from companion.workspace import Workspace

_HEAD = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ max-width: 38rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif; }}
article {{ margin-bottom: 4rem; break-inside: avoid-page; }}
h2 {{ margin-bottom: 0; }}
time, .tags {{ color: #595959; font: 0.9rem/1.6 sans-serif; }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
img {{ max-width: 100%; height: auto; }}
</style>
</head>
<body>
"""


def export_html(
    workspace: "Workspace", target: Path, report: Report = quiet, *, title: str = "Notes"
) -> Exported:
    """Write the file; it appears when it is whole. What `disk.handing_out` and `report` raise."""
    told = Exported()
    with view(workspace) as db, handing_out(target) as file:
        file.write(_HEAD.format(title=html.escape(title)).encode("utf-8"))
        total = contents.count(db, trashed=False)
        for entry in contents.entries(db, trashed=False):
            report(told.entries, total, "exporting")
            for piece in _article(workspace, entry, told):
                file.write(piece.encode("utf-8"))
            told.entries += 1
        file.write(b"</body>\n</html>\n")
        report(total, total, "exporting")
    return told


def _article(workspace: "Workspace", entry: contents.Item, told: Exported) -> list[str]:
    when = datetime.fromisoformat(entry["when"])
    pieces = ['<article dir="auto">\n']
    if entry["title"]:
        pieces.append(f'<h2 dir="auto">{html.escape(entry["title"])}</h2>\n')
    shown = f"{when.year:04}-{when:%m-%d %H:%M}"
    pieces.append(f'<time datetime="{html.escape(entry["when"])}">{shown}</time>\n')
    if entry["tags"]:
        pieces.append(f'<div class="tags" dir="auto">{html.escape(", ".join(entry["tags"]))}</div>\n')
    images = {photo["id"]: _image(workspace, photo, told) for photo in entry["photos"]}
    pieces.append('<div class="text" dir="auto">' + _text(entry["text"], images) + "</div>\n")
    # A photo that the text does not name comes after it.
    pieces += [f"<p>{image}</p>\n" for image in images.values() if image]
    return [*pieces, "</article>\n"]


def _text(text: str, images: dict[str, str]) -> str:
    """The escaped text; each photo is put where it is first named, and taken out of `images`."""
    pieces: list[str] = []
    end = 0
    for found in re.finditer(PHOTO_LINE, text):
        image = images.pop(found[2], "")
        pieces += [html.escape(text[end : found.start()]), image or html.escape(found[0])]
        end = found.end()
    return "".join(pieces) + html.escape(text[end:])


def _image(workspace: "Workspace", photo: contents.Item, told: Exported) -> str:
    data = photo_bytes(workspace, photo, told)
    if data is None:
        return ""
    encoded = b64encode(data).decode("ascii")
    caption = html.escape(photo["caption"])
    return f'<img alt="{caption}" src="data:image/{photo["kind"]};base64,{encoded}">'
