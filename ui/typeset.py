"""Quotation marks as they are set in a book.

Packs are typed with the straight marks of a keyboard, which keeps them easy to write and to compare. What is
read slowly, on a card or a page, gets the curved ones. Words a person typed are never touched.
"""

from __future__ import annotations

import re

_OPENS = re.compile(r"(^|[\s(\[{—–/‘“*])(['\"])(?=\S)")


def curly(text: str) -> str:
    """The same words with curved quotation marks and apostrophes; text that has them already stays as it is."""
    if "'" not in text and '"' not in text:
        return text
    opened = _OPENS.sub(lambda found: found[1] + ("‘" if found[2] == "'" else "“"), text)
    return opened.replace("'", "’").replace('"', "”")
