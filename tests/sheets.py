"""Looking at what was drawn on paper: as text, as pages, and as a picture."""

import io

import pypdf
from PySide6.QtGui import QImage

from ui.printing import paper


def pages_of(document: paper.Document) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(paper.pdf(document))).pages)


def words_of(document: paper.Document) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pages_of(document))


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
