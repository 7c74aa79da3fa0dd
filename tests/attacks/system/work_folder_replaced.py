"""puts a link to a foreign folder in the place of its own folder"""

import os
import tempfile


def after(parts):
    # Never where something else than a run's folder could be hit.
    if not os.path.realpath(".").startswith((tempfile.gettempdir() + "/", "/tmp/", "/run/")):
        raise OSError("not in a temporary folder")
    here = os.getcwd()
    os.rename(here, here + "-moved")
    reached("its own folder is renamed")
    os.symlink(TARGETS["outside"], here)
