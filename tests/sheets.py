"""Looking at what was drawn on paper: as text, as pages, and as a picture."""

import io
import re

import pypdf
from PySide6.QtGui import QImage

from ui.printing import paper


def pages_of(document: paper.Document) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(paper.pdf(document))).pages)


def words_of(document: paper.Document) -> str:
    """Every word in the order it was drawn, with the fonts' own tables of what each sign means.

    It knows only how Qt writes text, sign by sign; pypdf, which knows every way, takes ten times as long.
    """
    signs: dict[object, dict[bytes, str]] = {}
    return " ".join(" ".join(_read(page, signs).split()) for page in pages_of(document))


_STEP = re.compile(rb"BT|/(\w+) [\d.]+ Tf|[\d.-]+ ([\d.-]+) Td|<([\dA-F]+)> Tj")
_RANGE = re.compile(rb"<([\dA-F]{4})> <[\dA-F]{4}> \[([^]]*)]")


def _read(page: pypdf.PageObject, known: dict[object, dict[bytes, str]]) -> str:
    fonts = page["/Resources"]["/Font"]
    read: list[str] = []
    font: dict[bytes, str] = {}
    for step in _STEP.finditer(page.get_contents().get_data()):
        name, down, drawn = step.groups()
        if name:
            table = fonts[f"/{name.decode()}"].raw_get("/ToUnicode")
            if table not in known:
                known[table] = _signs(table.get_object().get_data())
            font = known[table]
        elif drawn:
            read += [font[drawn[at : at + 4]] for at in range(0, len(drawn), 4)]
        elif not down or float(down):
            read.append(" ")  # another line
    return "".join(read)


def _signs(table: bytes) -> dict[bytes, str]:
    found = {}
    for first, meanings in _RANGE.findall(table):
        for number, meaning in enumerate(re.findall(rb"<([\dA-F]*)>", meanings), int(first, 16)):
            found[b"%04X" % number] = bytes.fromhex(meaning.decode()).decode("utf-16-be")
    return found


def sizes_of(document: paper.Document) -> list[float]:
    """The size of every piece of text, in points."""
    sizes: list[float] = []

    def seen(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * tm[3] * cm[3]))

    for page in pages_of(document):
        page.extract_text(visitor_text=seen)
    return sizes


def picture(document: paper.Document, page: int = 0, per_mm: int = 10) -> QImage:
    return paper.image(document, page, round(document.paper.width * per_mm))


def dark(image: QImage, x: float, y: float, per_mm: int = 10, below: int = 200) -> bool:
    """Whether there is ink within a fifth of a millimetre of that place."""
    reach = range(-2, 3)
    return any(
        image.pixelColor(round(x * per_mm) + i, round(y * per_mm) + j).red() < below
        for i in reach
        for j in reach
    )


def ink_in(image: QImage, left: float, top: float, right: float, bottom: float, per_mm: int = 10) -> bool:
    x, y = round(left * per_mm), round(top * per_mm)
    part = image.copy(x, y, round(right * per_mm) - x, round(bottom * per_mm) - y)
    grey = part.convertToFormat(QImage.Format.Format_Grayscale8)
    return any(min(bytes(grey.constScanLine(row))[: grey.width()]) < 128 for row in range(grey.height()))
