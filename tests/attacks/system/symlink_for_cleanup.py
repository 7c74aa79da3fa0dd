"""leaves links to foreign folders where the grader cleans up"""

import os


def after(parts):
    for key in ("outside", "submissions", "solutions", "home", "results", "solution"):
        os.symlink(TARGETS[key], f"link_{key}")
        os.symlink(TARGETS[key] + "/", f"slash_{key}")
        os.symlink(os.path.relpath(TARGETS[key]), f"relative_{key}")
