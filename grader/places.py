"""Folders to write to: whether that works, and how much room there is. Leaves nothing behind."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path


def fault(folder: Path, least_mb: int) -> str:
    """Why nothing, or too little, can be written to a folder that need not be there yet; or ""."""
    try:
        place = standing(folder)
        with tempfile.TemporaryFile(dir=place):
            pass
        left = shutil.disk_usage(place).free
    except OSError as error:
        return f"can't be written ({error.strerror or error})"
    return "" if left >= least_mb << 20 else f"only {free(folder)}"


def free(folder: Path) -> str:
    """How much room there is, in words."""
    left = shutil.disk_usage(standing(folder)).free
    return f"{left >> 30} GB free" if left >> 30 else f"{left >> 20} MB free"


def standing(folder: Path) -> Path:
    """The folder, or the nearest above it that there is."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)
