"""Tables that other programs wrote: read as text, in whatever encoding, within bounds.

file ──► bytes ──► text ──► rows
at most 8 MB       UTF-8, UTF-16, cp1252     split at commas, semicolons or tabs
"""

from __future__ import annotations

import codecs
import csv
import io
from itertools import islice
from pathlib import Path

from grader.course import display_path
from grader.errors import UsageError

Row = tuple[str, ...]

LARGEST = 8 << 20
MOST_ROWS, MOST_COLUMNS = 20_000, 2_000
SEPARATORS = ",;\t"
AS_CSV = "Export it again as CSV, in UTF-8."
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def rows(path: Path) -> tuple[Row, ...]:
    """The rows of a CSV file that have any text, the header first; cells without blanks around.

    Raises UsageError where there is no such file, or it is no table.
    """
    named = f'"{display_path(path)}"'
    try:
        found = _split(_text(_bytes(path, named)))
    except (UnicodeError, csv.Error) as error:
        raise UsageError(f"{named} can't be read as a table: {error}.", AS_CSV) from error
    if len(found) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in found):
        bound = f"{MOST_ROWS} rows and {MOST_COLUMNS} columns"
        raise UsageError(f"{named} is larger than a class: more than {bound}.", AS_CSV)
    if not found:
        raise UsageError(f"{named} is empty.", AS_CSV)
    return found


def _bytes(path: Path, named: str) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{named} is not a regular file.", "Name a CSV file.")
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{named} can't be read: {why}.", "Look at its path.") from error
    if len(content) > LARGEST:
        raise UsageError(f"{named} has more than {LARGEST >> 20} MB.", AS_CSV)
    if content.startswith(b"PK"):
        raise UsageError(f"{named} is a workbook and no CSV.", AS_CSV)
    return content


def _text(content: bytes) -> str:
    """The text in the encoding that its first bytes tell, else UTF-8, else that of old Windows."""
    if content.startswith(UTF_16):
        text = content.decode("utf-16")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
    if "\0" in text:
        raise UnicodeError("it has bytes that are no text")
    return text


def _split(text: str) -> tuple[Row, ...]:
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own hint
        return _cells(rest, first.strip()[-1], MOST_ROWS + 1)
    header = {s: _cells(text, s, 1) for s in SEPARATORS}
    best = max(SEPARATORS, key=lambda s: max(map(len, header[s]), default=1))
    return _cells(text, best, MOST_ROWS + 1)


def _cells(text: str, separator: str, most: int) -> tuple[Row, ...]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    stripped = (tuple(cell.strip() for cell in line) for line in lines)
    return tuple(islice((row for row in stripped if any(row)), most))
