"""Small pictures for tests, encoded by Qt."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage


def picture(kind: str = "png", width: int = 24, height: int = 16, seed: int = 1) -> bytes:
    """A picture with no two columns alike."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for x in range(width):
        for y in range(height):
            image.setPixelColor(x, y, QColor((x * 9 * seed) % 256, (y * 13) % 256, (x * y * seed) % 256))
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind.upper())
    return held.data()
