"""puts links, pipes and folders in the place of all files that it finds in its folder"""

import os
import tempfile


def after(parts):
    # Never where something else than a run's folder could be hit.
    if not os.path.realpath(".").startswith((tempfile.gettempdir() + "/", "/tmp/", "/run/")):
        raise OSError("not in a temporary folder")
    here = os.getcwd()
    for number, entry in enumerate(sorted(os.scandir(here), key=lambda entry: entry.name)):
        if not entry.is_file(follow_symlinks=False):
            continue
        os.unlink(entry.path)
        if number % 3 == 0:
            os.symlink(os.path.join(TARGETS["outside"], "followed.txt"), entry.path)
        elif number % 3 == 1:
            os.mkfifo(entry.path)
        else:
            os.mkdir(entry.path)
