"""Names for folders and files, of whatever people and systems are called."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

LONGEST = 48
DIGITS = 12
# What is its own name: no other text, in any case or normal form, may be given one of these.
PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?", re.ASCII)
HASHED = re.compile(rf"(?:.*-)?[0-9a-f]{{{DIGITS}}}", re.ASCII)
# Devices of Windows, with whatever suffix.
RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


def slug(text: str) -> str:
    """A name for a folder, safe on Linux, macOS and Windows, another one for each other text.

    Lowercase ASCII stays as it is. All else keeps its letters, of any script, and ends in a hash:
    file systems that take `Ana` for `ana`, or one normal form for another, still tell two apart.
    At most 61 bytes, never empty, without separators.
    """
    return text if _stays(text) else _hashed(text)


def _stays(text: str) -> bool:
    """Whether the text is a safe name, and none that a hash could make."""
    fits = len(text) <= LONGEST and PLAIN.fullmatch(text) and not HASHED.fullmatch(text)
    return bool(fits) and text.partition(".")[0] not in RESERVED


def _hashed(text: str) -> str:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
    stem = _stem(text)
    return f"{stem}-{digest}" if stem else digest


def _stem(text: str) -> str:
    """The letters and digits of the text, what stands between them a hyphen."""
    # What is far beyond the longest name could take minutes to fold.
    folded = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).casefold()
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in folded)
    whole = unicodedata.normalize("NFC", re.sub("-+", "-", kept))
    return whole.encode()[:LONGEST].decode(errors="ignore").strip("-")
