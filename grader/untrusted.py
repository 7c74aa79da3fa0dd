"""A plugin for pytest on folders of untrusted files: nothing of them is imported, only graded.

`grade pytest` loads it. pytest itself would import test files, `conftest.py` and `__init__.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector:
    """Take every folder as one that is no package: an `__init__.py` in it is not imported."""
    folder: pytest.Dir = pytest.Dir.from_parent(parent, path=path)
    return folder


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out every file but attempts, and whatever is reached by a link."""
    if collection_path.is_symlink():
        return True
    return None if collection_path.is_dir() or collection_path.name == "train.py" else True
