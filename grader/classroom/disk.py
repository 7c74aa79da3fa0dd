"""Folders on the disk as nodes: plain files are read, all else is refused without touching it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from grader.classroom.tree import LINK, Node, Refused, below

# A link is not followed, and a pipe that nobody writes to keeps nobody waiting.
FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def folder(path: Path, shown: str) -> Node:
    """The folder `path`, told as `shown`."""
    return Node(path.name, shown, True, look=lambda most: _listed(path, shown, most))


def _listed(path: Path, shown: str, most: int) -> Iterable[Node]:
    try:
        with os.scandir(path) as entries:
            found = list(islice(entries, most + 1))
    except OSError as error:
        raise unreadable(shown, error) from error
    if len(found) > most:
        raise Refused(
            f'"{shown}" holds more than {most} files.', "Leave in it what was handed in, alone."
        )
    return [_node(entry, below(shown, entry.name)) for entry in found]


def _node(entry: os.DirEntry[str], shown: str) -> Node:
    path = Path(entry.path)
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return Node(entry.name, shown, refusal=unreadable(shown, error))
    if stat.S_ISDIR(mode):
        return folder(path, shown)
    if stat.S_ISREG(mode):
        return Node(entry.name, shown, load=lambda most: _read(path, shown, most))
    return Node(entry.name, shown, refusal=special(shown, stat.S_ISLNK(mode)))


def special(shown: str, is_link: bool) -> Refused:
    """Why a link, a pipe, a socket or a device is not read."""
    if is_link:
        return Refused(f'"{shown}" is a link.', LINK)
    return Refused(f'"{shown}" is no regular file.', "Ask for the file itself.")


def _read(path: Path, shown: str, most: int) -> bytes:
    try:
        with open(path, "rb", opener=lambda name, _: os.open(name, FLAGS)) as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise special(shown, False)
            # As much memory is taken as is asked for, whatever there is.
            return stream.read(min(most, found.st_size + 1))
    except OSError as error:
        raise unreadable(shown, error) from error


def unreadable(shown: str, error: OSError) -> Refused:
    """Why a file or a folder could not be read, and what helps."""
    hint = "Look at its permissions."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Refused(f'"{shown}" is gone.', "Something else moves files there: try again.")
    if error.errno == errno.ELOOP:
        return special(shown, True)
    if error.errno == errno.ENAMETOOLONG:
        hint = "Move the folder to a place with a shorter path."
    return Refused(f'"{shown}" can\'t be read: {error.strerror or error}.', hint)
