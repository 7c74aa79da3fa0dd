"""The entry of a spawned child: import torch at once, wait for one job on stdin, run it.

The reply goes where stdout was; what the student's code prints goes where stderr is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from grader import child, confine, wire
from grader.folder import Folder


def main() -> None:
    """Serve one job and end."""
    reply = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    confine.load_libraries()
    header, (given_source, source) = wire.receive(sys.stdin.buffer)
    folder = Folder(Path(header["folder"]))
    os.chdir(folder.work)
    job = child.job_from_json(header["job"])
    child.main(job, given_source, source, reply, folder)


if __name__ == "__main__":
    main()
