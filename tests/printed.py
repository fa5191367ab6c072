"""What stands on printed sheets, read out of the PDF."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
"""A font may print some letters as one sign, in "puffin" for one; a reader sees the letters."""


def sheets_of(pdf: bytes | Path) -> list[str]:
    """The text of each sheet."""
    source = BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    return [sheet.extract_text().translate(_LIGATURES) for sheet in PdfReader(source).pages]
