"""A wheel of the grader as it is installed here, made of its own files: no index is needed.

It carries no course: what is exported brings its exercise along, and no solution ever.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import grader
from grader import __version__
from grader.errors import EnvironmentProblem

NAME = "gradlings"
FILE = f"{NAME}-{__version__}-py3-none-any.whl"
INFO = f"{NAME}-{__version__}.dist-info"
# The same files make the same bytes, whenever they were written.
WHEN = (1980, 1, 1, 0, 0, 0)
SCRIPTS = "[console_scripts]\ngrade = grader.__main__:main\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: gradlings\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def wheel() -> bytes:
    """The wheel's bytes."""
    files = dict(_package())
    files[f"{INFO}/METADATA"] = _metadata().encode()
    files[f"{INFO}/WHEEL"] = WHEEL.encode()
    files[f"{INFO}/entry_points.txt"] = SCRIPTS.encode()
    files[f"{INFO}/RECORD"] = _record(files).encode()
    return zipped(files)


def zipped(files: Mapping[str, bytes], executable: frozenset[str] = frozenset()) -> bytes:
    """A zip of these files, those that are programs marked as such."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, WHEN)
            entry.create_system = 3  # Unix, so that the mode is read
            entry.external_attr = (0o100755 if name in executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def pins() -> str:
    """A line for each package that the grader needs, at the version that is installed here."""
    return "".join(f"{name}=={version}\n" for name, version in _installed())


def python() -> str:
    """The Python that these versions were tried with: that of this process."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def requirements() -> list[str]:
    """What the grader needs; a checkout says it itself, for its installation may be an old one."""
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(_folder().parent / "setup.cfg", encoding="utf-8")
    if settings.get("metadata", "name", fallback="") == NAME:
        listed = settings.get("options", "install_requires").splitlines()
        return [line.strip() for line in listed if line.strip()]
    try:
        found = metadata.requires(NAME) or ()
    except metadata.PackageNotFoundError as error:
        hint = "Install it as the README tells, and run the same command again."
        raise EnvironmentProblem("The grader is not installed as a package.", hint) from error
    return [line for line in found if "extra ==" not in line]


def _installed() -> Iterator[tuple[str, str]]:
    for requirement in requirements():
        name = re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0]
        try:
            # A build's own suffix, such as +cu130, is another machine's.
            yield name, metadata.version(name).partition("+")[0]
        except metadata.PackageNotFoundError as error:
            if ";" not in requirement:  # else it is for other systems
                message = f'"{name}" is not installed, so that its version can\'t be pinned.'
                raise EnvironmentProblem(message, "`grade doctor` tells what to do.") from error


def _folder() -> Path:
    return Path(grader.__file__).resolve().parent


def _package() -> Iterator[tuple[str, bytes]]:
    """The package's files, without its course."""
    folder = _folder()
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith((".", "__pycache__")) for part in parts)
        if file.is_file() and parts[0] != "course" and not hidden and file.suffix != ".pyc":
            yield "/".join(("grader", *parts)), file.read_bytes()


def _metadata() -> str:
    head = f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {__version__}\nRequires-Python: >=3.11\n"
    return head + "".join(f"Requires-Dist: {line}\n" for line in requirements())


def _record(files: Mapping[str, bytes]) -> str:
    """Each file with its digest and size, as installers check them; the record itself without."""
    lines = []
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}\n")
    return "".join(lines) + f"{INFO}/RECORD,,\n"
