"""What a run may read: the interpreter, the packages, and the data of its exercise.

Nothing of the grader, the course or other submissions. Those may lie among the packages, so a
folder that holds something secret is named by its other parts, one by one.
"""

from __future__ import annotations

import contextlib
import os
import site
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from importlib.machinery import FileFinder
from importlib.util import find_spec
from pathlib import Path

# Shared libraries, time zones, languages; what describes the machine to programs.
SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/filesystems",
    "/sys/devices/system/cpu",
)
# How folders of installed packages are called.
PACKAGES = ("site-packages", "dist-packages")


def readable(secret: Sequence[Path], data: Sequence[Path]) -> tuple[Path, ...]:
    """What a run may read: its `data`, and the largest folders that hold nothing `secret`."""
    hidden = tuple(path.resolve() for path in secret)
    roots = {Path(path).resolve() for path in (*_python(), *SYSTEM) if Path(path).exists()}
    outermost = [root for root in roots if not any(root.is_relative_to(r) for r in roots - {root})]
    return (*(part for root in sorted(outermost) for part in covering(root, hidden)), *data)


def covering(root: Path, hidden: Sequence[Path]) -> Iterator[Path]:
    """The largest parts of a folder that hold nothing hidden; links in between are left out."""
    if any(root.is_relative_to(path) for path in hidden):
        return
    if not any(path.is_relative_to(root) for path in hidden):
        yield root
        return
    with contextlib.suppress(OSError):
        for part in sorted(root.iterdir()):
            if not part.is_symlink():
                yield from covering(part, hidden)


def _python() -> set[str]:
    """The folders of the interpreter and of installed packages, and those of torch and numpy."""
    scheme = sysconfig.get_paths()
    own = {scheme[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    shared = {str(Path(prefix) / "lib") for prefix in (sys.base_prefix, sys.prefix)}
    packages = {*site.getsitepackages(), site.getusersitepackages()}
    # A .pth file may name those of another environment.
    packages |= {path for path in sys.path if Path(path).name in PACKAGES}
    elsewhere = {
        str(Path(spec.origin).parent)
        for name in ("torch", "torchvision", "numpy")
        if (spec := find_spec(name)) is not None and spec.origin
    }
    return own | shared | packages | _libraries() | elsewhere


def _libraries() -> set[str]:
    """The files of LD_LIBRARY_PATH, not its folders: an empty part of it, which is easily left
    there, is the folder that somebody works in.
    """
    folders = filter(None, os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep))
    found = (path for folder in folders for path in Path(folder).glob("*.so*"))
    return {str(path) for path in found if path.is_file()}


def look_around(readable: Sequence[str]) -> None:
    """Let the import system look now into the folders that it may not list later, and remember.

    Those are folders that hold something secret beside what is `readable`: what lies in them may
    be read then, by its name. To go through all finders would copy the memory of each.
    """
    within = {str(folder) for path in readable for folder in Path(path).parents}
    for folder in within.union(sys.path).difference(readable):
        finder = sys.path_importer_cache.get(folder)
        if isinstance(finder, FileFinder):
            finder.find_spec("a_module_that_nobody_has")
            finder.invalidate_caches = lambda: None  # type: ignore[method-assign]  # seen for good
